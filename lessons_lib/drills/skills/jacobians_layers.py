"""Lesson 03: the Jacobians of deep learning."""

from __future__ import annotations

from collections.abc import Iterator

from ._exercise import Exercise
from ._matrices import (
    Matrix,
    Vector,
    applied,
    at_random,
    diagonal,
    matrix_asked,
    outer,
    plus,
    product,
    rows_scaled,
    transposed,
    typed,
    vector_at_random,
)
from ._skill import Chance, skill
from ._worded import Asked, Slip, amount, line, listed, worded

_GATE = "relu has slope 1 where its input is positive, and slope 0 where it is negative."
_TURNED = "Rows and columns have changed places: a row belongs to an output."


def _slopes(inputs: Vector) -> Vector:
    return tuple(int(entry > 0) for entry in inputs)


def _negated(slopes: Vector) -> Vector:
    return tuple(1 - slope for slope in slopes)


# one layer


@skill("jacobian of a layer", "layers", "1. The Jacobians of deep learning · core")
def layer(chance: Chance, level: int) -> Exercise:
    """Ask for a function on each entry, then for a layer with relu, then for the slopes by its weights."""
    if level == 1:
        return _on_each_entry(_mixed(chance, 3))
    inputs = 2 if level == 2 else 3
    x, weights = vector_at_random(chance, inputs, 2), at_random(chance, 2, inputs)
    shift = plus(_mixed(chance, 2), applied(weights, x), -1)
    return _with_relu(weights, shift, x) if level == 2 else _by_weights(chance, weights, shift, x)


def _mixed(chance: Chance, size: int) -> Vector:
    """Return inputs of relu of which some are positive and some negative."""
    found = vector_at_random(chance, size, 5)
    return found if 0 < sum(_slopes(found)) < size else _mixed(chance, size)


def _on_each_entry(inputs: Vector) -> Exercise:
    answer = diagonal(_slopes(inputs))
    asked = worded(f"What is the Jacobian of relu, applied to each entry, at {{x = {listed(inputs)}}}?")
    hints = (
        "Which output depends on which input?",
        f"Every output depends on its own input alone, so all is 0 off the diagonal. {_GATE}",
        f"The first entry of x is {{{amount(inputs[0])}}}: which slope has relu there?",
    )
    steps = (
        line("slopes", f"{{{listed(_slopes(inputs))}}}"),
        line("on the diagonal", f"{{J = {typed(answer)}}}"),
    )
    return matrix_asked(asked, answer, hints, steps, _on_each_entry_slips(inputs))


def _on_each_entry_slips(inputs: Vector) -> tuple[Slip, ...]:
    put_through = [max(entry, 0) for entry in inputs]
    return (
        Slip(
            typed(diagonal(put_through)),
            "value for slope",
            "These are the values of relu; its slopes are asked for.",
        ),
        Slip(
            typed(diagonal(_negated(_slopes(inputs)))),
            "open and shut swapped",
            "Look again where relu is flat.",
        ),
        Slip(
            listed(_slopes(inputs)), "diagonal only", "These are the right slopes; the Jacobian is a matrix."
        ),
        Slip(
            typed(diagonal((1,) * len(inputs))),
            "relu forgotten",
            "That would be so if relu let everything through.",
        ),
    )


def _with_relu(weights: Matrix, shift: Vector, x: Vector) -> Exercise:
    inputs = plus(applied(weights, x), shift)
    slopes = _slopes(inputs)
    answer = rows_scaled(slopes, weights)
    asked = worded(
        f"A layer is {{y = relu(W x + b)}} with {{W = {typed(weights)}}} and {{b = {listed(shift)}}}. "
        f"What is its Jacobian at {{x = {listed(x)}}}?"
    )
    hints = (
        "Which outputs does relu let through at this point?",
        f"{_GATE} Each slope multiplies a row of W.",
        "Begin with {W x + b}: only its signs matter.",
    )
    steps = (
        line("into relu", f"{{W x + b = {listed(inputs)}}}"),
        line("slopes of relu", f"{{{listed(slopes)}}}"),
        line("multiply the rows of W", f"{{J = {typed(answer)}}}"),
    )
    return matrix_asked(asked, answer, hints, steps, _with_relu_slips(weights, slopes))


def _with_relu_slips(weights: Matrix, slopes: Vector) -> tuple[Slip, ...]:
    answer = rows_scaled(slopes, weights)
    by_columns = transposed(rows_scaled(slopes, transposed(weights)))
    return (
        Slip(
            typed(weights), "relu forgotten", "This is the Jacobian without relu: which outputs does it shut?"
        ),
        Slip(
            typed(by_columns),
            "columns for rows",
            "relu works on outputs, so it shuts rows of W, not columns.",
        ),
        Slip(
            typed(rows_scaled(_negated(slopes), weights)),
            "open and shut swapped",
            "Look again where relu is flat.",
        ),
        Slip(typed(transposed(answer)), "transposed Jacobian", _TURNED),
    )


def _by_weights(chance: Chance, weights: Matrix, shift: Vector, x: Vector) -> Exercise:
    slopes, above = _slopes(plus(applied(weights, x), shift)), vector_at_random(chance, 2)
    arrived = tuple(a * b for a, b in zip(above, slopes, strict=True))
    answer = outer(arrived, x)
    asked = worded(
        f"A layer is {{y = relu(W x + b)}} with {{W = {typed(weights)}}}, {{b = {listed(shift)}}} and "
        f"the input {{x = {listed(x)}}}. The slopes of the loss by y are {{{listed(above)}}}. "
        "What are its slopes by the entries of W, as a matrix?"
    )
    hints = (
        "Go backward: first through relu, then to the weights.",
        "Each slope that comes through relu is multiplied by each input: an outer product.",
        "Begin with {W x + b}: where it is negative, relu lets no slope through.",
    )
    steps = (
        line("into relu", f"{{W x + b = {listed(plus(applied(weights, x), shift))}}}"),
        line("slopes that come through", f"{{{listed(arrived)}}}"),
        line("times each input", f"{{outer({listed(arrived)}, {listed(x)}) = {typed(answer)}}}"),
    )
    return matrix_asked(asked, answer, hints, steps, _by_weights_slips(weights, above, arrived, x))


def _by_weights_slips(weights: Matrix, above: Vector, arrived: Vector, x: Vector) -> tuple[Slip, ...]:
    return (
        Slip(typed(outer(above, x)), "relu forgotten", "Where relu is flat, no slope comes back through it."),
        Slip(
            typed(outer(x, arrived)), "transposed Jacobian", "It has the shape of W: a row for each output."
        ),
        Slip(
            typed(rows_scaled(arrived, weights)),
            "weights for inputs",
            "By a weight, the slope is its input.",
        ),
    )


# two layers


@skill("jacobian of two layers", "layers", "A network of two layers, by hand")
def two_layers(chance: Chance, level: int) -> Exercise:
    """Ask with the inputs of relu given, then with all weights, then with three inputs or hidden units."""
    sizes = {1: (2, 2, 1), 2: (2, 2, 2), 3: chance.choice(((3, 2, 2), (2, 3, 2)))}[level]
    n, hidden, m = sizes
    x, first = vector_at_random(chance, n, 2), at_random(chance, hidden, n)
    second, inputs = at_random(chance, m, hidden), _mixed(chance, hidden)
    shift = plus(inputs, applied(first, x), -1)
    given = f"{{b_1 = {listed(shift)}}}. What is its Jacobian at {{x = {listed(x)}}}?"
    if level == 1:
        given = f"at a point {{W_1 x + b_1 = {listed(inputs)}}}. What is its Jacobian there?"
    asked = worded(
        f"A network is {{y = W_2 relu(W_1 x + b_1) + b_2}} with {{W_1 = {typed(first)}}}, "
        f"{{W_2 = {typed(second)}}}, and {given}"
    )
    return _network(asked, first, second, inputs)


def _network(asked: Asked, first: Matrix, second: Matrix, inputs: Vector) -> Exercise:
    slopes = _slopes(inputs)
    answer = product(second, rows_scaled(slopes, first))
    hints = (
        "Three maps in a chain: the first weights, relu, the second weights.",
        "The map that comes first stands on the right, and relu stands between as a diagonal matrix.",
        "Which hidden units are open? Only their columns of {W_2} and rows of {W_1} are left.",
    )
    steps = (
        line("into relu", f"{{W_1 x + b_1 = {listed(inputs)}}}"),
        line("slopes of relu", f"{{{listed(slopes)}}}"),
        line("rows of the first weights", f"{{{typed(rows_scaled(slopes, first))}}}"),
        line("times the second weights", f"{{J = {typed(answer)}}}"),
    )
    return matrix_asked(asked, answer, hints, steps, _network_slips(first, second, slopes))


def _network_slips(first: Matrix, second: Matrix, slopes: Vector) -> Iterator[Slip]:
    right = product(second, rows_scaled(slopes, first))
    message = "That would be so if relu let everything through: which hidden units are shut?"
    yield Slip(typed(product(second, first)), "relu forgotten", message)
    shut = rows_scaled(_negated(slopes), first)
    yield Slip(typed(product(second, shut)), "open and shut swapped", "Look again where relu is flat.")
    if len(first[0]) == len(second):
        message = "The factors stand the wrong way round: which layer works on the step first?"
        yield Slip(typed(product(rows_scaled(slopes, first), second)), "chain in the wrong order", message)
    if len(right) > 1:
        yield Slip(typed(transposed(right)), "transposed Jacobian", _TURNED)
