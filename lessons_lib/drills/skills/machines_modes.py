"""Lesson 06: J v, v'J, and which way is cheaper."""

from __future__ import annotations

from collections.abc import Iterator

from ._exercise import Exercise, Line
from ._matrices import Matrix, Vector, applied, at_random, products, transposed, typed, vector_at_random
from ._polynomials import PolynomialMap, summed
from ._skill import Chance, skill
from ._worded import Slip, line, listed, worded, worked_out

_SECTION = "What you saw: forward costs inputs, reverse costs outputs"


class _Given:
    """A Jacobian as it is given: as a matrix, or as a formula and a point."""

    def __init__(self, chance: Chance, level: int) -> None:
        self.said = ""
        if level == 1:
            self.jacobian = at_random(chance, 2, 3, 3)
            self.said = f"A map has the Jacobian {{J = {typed(self.jacobian)}}}."
            return
        f = _map(chance, level)
        point = vector_at_random(chance, len(f.variables), 2)
        self.jacobian = f.jacobian(point)
        self.said = f"The map is {{{f.formula}}}, of {f.defined}, and J its Jacobian at {{{listed(point)}}}."


def _map(chance: Chance, level: int) -> PolynomialMap:
    a, b = vector_at_random(chance, 2)
    first, second = chance.choice(("x^2", "x y")), summed((a, "x"), (b, "y^2"))
    if level == 2:
        return PolynomialMap((first, second), ("x", "y"))
    if chance.random() < 0.5:
        return PolynomialMap((first, second, summed((1, "y"), (a, "x^2"))), ("x", "y"))
    return PolynomialMap((summed((1, "x y"), (a, "z")), summed((b, "y z"), (1, "x"))), ("x", "y", "z"))


@skill("jacobian-vector product", "automatic", _SECTION)
def forward(chance: Chance, level: int) -> Exercise:
    """Ask for J v with J given, then for a map of the plane, then for other shapes."""
    given = _Given(chance, level)
    v = vector_at_random(chance, len(given.jacobian[0]), 3)
    asked = worded(f"{given.said} One run of forward mode gives {{J v}}. What is it for {{v = {listed(v)}}}?")
    hints = (
        "v is a direction of the inputs. What happens to each output?",
        "Each row of J times v gives one entry.",
        f"The first entry is {{{products(given.jacobian[0], v)}}}." if level == 1
        else "Begin with the first row of J: the slopes of the first output at this point.",
    )  # fmt: skip
    steps = (*_known(given, level), line("rows times v", f"{{J v = {listed(applied(given.jacobian, v))}}}"))
    return worked_out(asked, applied(given.jacobian, v), hints, steps, _forward_slips(given.jacobian, v))


def _known(given: _Given, level: int) -> Iterator[Line]:
    if level > 1:
        yield line("Jacobian", f"{{J = {typed(given.jacobian)}}}")


def _forward_slips(jacobian: Matrix, v: Vector) -> Iterator[Slip]:
    if len(jacobian) == len(v):
        message = "These are columns of J times v, as in reverse mode; here rows are wanted."
        yield Slip(applied(transposed(jacobian), v), "transposed Jacobian", message)
    yield from _both_ways(applied(jacobian, v), "One entry for each output is wanted.")
    message = "This only adds up the rows; each slope is still multiplied by its entry of v."
    yield Slip(tuple(map(sum, jacobian)), "vector left out", message)


def _both_ways(right: Vector, message: str) -> Iterator[Slip]:
    yield Slip(sum(right), "summed up", message)
    yield Slip([-entry for entry in right], "sign", "The sizes are right; look at the sign of the whole.")


@skill("vector-jacobian product", "automatic", _SECTION)
def backward(chance: Chance, level: int) -> Exercise:
    """Ask for v'J with J given, then for a map of the plane, then for other shapes."""
    given = _Given(chance, level)
    v, turned = vector_at_random(chance, len(given.jacobian), 3), transposed(given.jacobian)
    asked = worded(
        f"{given.said} One reading in reverse mode gives {{v' J}}. What is it for {{v = {listed(v)}}}?"
    )
    hints = (
        "v weighs the outputs. How does the weighted sum change with each input?",
        "Each column of J times v gives one entry: one for each input.",
        f"The first entry is {{{products(turned[0], v)}}}." if level == 1
        else "Begin with the first column of J: the slopes of all outputs by the first input.",
    )  # fmt: skip
    steps = (*_known(given, level), line("columns times v", f"{{v' J = {listed(applied(turned, v))}}}"))
    return worked_out(asked, applied(turned, v), hints, steps, _backward_slips(given.jacobian, v))


def _backward_slips(jacobian: Matrix, v: Vector) -> Iterator[Slip]:
    turned = transposed(jacobian)
    if len(jacobian[0]) == len(v):
        message = "These are rows of J times v, as in forward mode; here columns are wanted."
        yield Slip(applied(jacobian, v), "transposed Jacobian", message)
    yield from _both_ways(applied(turned, v), "One entry for each input is wanted.")
    message = "This only adds up the columns; each slope is still multiplied by its entry of v."
    yield Slip(tuple(map(sum, turned)), "vector left out", message)


# costs


@skill("cost of a jacobian", "automatic", "5. Which way is cheaper? · core")
def cost(chance: Chance, level: int) -> Exercise:
    """Ask for the runs of one mode, then for the cheaper one, then for operations."""
    n, m = chance.sample(range(2, 40), 2)
    if level == 1:
        return _runs(n, m, is_forward=chance.random() < 0.5)
    if level == 2:
        return _fewest(n, m)
    return _operations(*chance.sample(range(2, 13), 2), *chance.choices(range(2, 6), k=2))


_EACH = "Forward mode gives a column with each run, reverse mode a row with each reading."


def _runs(n: int, m: int, *, is_forward: bool) -> Exercise:
    how = "forward mode" if is_forward else "reverse mode"
    asked = worded(
        f"A map takes {n} numbers and gives {m}. How many sweeps of {how} does its whole Jacobian take?"
    )
    right, other = (n, m) if is_forward else (m, n)
    hints = (
        "What does one sweep give: a row or a column?",
        f"{_EACH} A column belongs to an input, a row to an output.",
        "So count the columns." if is_forward else "So count the rows.",
    )
    steps = (
        line("one sweep", f"It gives a {'column' if is_forward else 'row'}."),
        line("all of them", f"There is one for each {'input' if is_forward else 'output'}: {{{right}}}"),
    )
    slips = (
        Slip(
            other,
            "the other mode",
            "That is what the other mode takes: forward costs inputs, reverse costs outputs.",
        ),
        Slip(n * m, "one for each entry", "One sweep gives a whole row or column, not a single entry."),
        Slip(n + m, "sum of both", "Only one of the two numbers counts."),
        Slip(1, "one sweep", "One sweep gives only a part of the Jacobian."),
    )
    return worked_out(asked, right, hints, steps, slips)


def _fewest(n: int, m: int) -> Exercise:
    asked = worded(
        f"A map takes {n} numbers and gives {m}. You may choose between forward and reverse mode. "
        "How many sweeps does its whole Jacobian take at least?"
    )
    hints = (
        "Work out both, and take the smaller.",
        f"{_EACH} There are as many columns as inputs, and as many rows as outputs.",
        "Which are there fewer of: inputs or outputs?",
    )
    cheaper = "forward" if n < m else "reverse"
    steps = (
        line("forward", f"{n} columns"),
        line("reverse", f"{m} rows"),
        line("the smaller", f"With {cheaper} mode: {{{min(n, m)}}}"),
    )
    slips = (
        Slip(max(n, m), "the dearer mode", "The other mode needs fewer."),
        Slip(n * m, "one for each entry", "One sweep gives a whole row or column, not a single entry."),
        Slip(n + m, "sum of both", "One mode is enough; you need not do both."),
        Slip(1, "one sweep", "One sweep gives only a part of the Jacobian."),
    )
    return worked_out(asked, min(n, m), hints, steps, slips)


def _operations(n: int, m: int, forward_cost: int, reverse_cost: int) -> Exercise:
    asked = worded(
        f"A map has {n} inputs and {m} outputs. A sweep of forward mode costs {forward_cost} runs, "
        f"one of reverse mode {reverse_cost}. How many runs does its whole Jacobian cost at least?"
    )
    forward_all, reverse_all = n * forward_cost, m * reverse_cost
    hints = (
        "Work out both, and take the smaller.",
        f"{_EACH} Sweeps times the cost of one.",
        f"Forward mode: {{{n}*{forward_cost}}} runs.",
    )
    right = min(forward_all, reverse_all)
    steps = (
        line("forward", f"{{{n}*{forward_cost}}}, that is {forward_all}"),
        line("reverse", f"{{{m}*{reverse_cost}}}, that is {reverse_all}"),
        line("the smaller", f"{{{right}}}"),
    )
    return worked_out(asked, right, hints, steps, _operations_slips(n, m, forward_cost, reverse_cost))


def _operations_slips(n: int, m: int, forward_cost: int, reverse_cost: int) -> tuple[Slip, ...]:
    forward_all, reverse_all = n * forward_cost, m * reverse_cost
    return (
        Slip(max(forward_all, reverse_all), "the dearer mode", "The other mode costs less."),
        Slip(
            min(n * reverse_cost, m * forward_cost),
            "modes swapped",
            "Forward costs inputs, reverse costs outputs.",
        ),
        Slip(min(n, m), "sweeps for cost", "These are sweeps; each of them costs several runs."),
        Slip(
            n * m * min(forward_cost, reverse_cost),
            "one for each entry",
            "One sweep gives a whole row or column.",
        ),
    )
