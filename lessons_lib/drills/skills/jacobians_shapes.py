"""Lesson 03: shapes of Jacobians, what they weigh, and what many layers do to a slope."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import mul

from ._exercise import Exercise
from ._skill import Chance, skill
from ._worded import Amount, Slip, amount, in_brackets, line, listed, worded, worked_out

_LAW = "Output by input: one row for each output, one column for each input."
_SWAPPED = "Rows and columns have changed places: output comes first."
_LIST = "Answer with a list, such as {[7, 9]}."


@skill("shape of a jacobian", "jacobians", "1. Two outputs, two gradients · core")
def shape(chance: Chance, level: int) -> Exercise:
    """Ask for a map, then for one map after another, then for networks and for a slope by weights."""
    n, hidden, m = chance.sample(range(2, 6 if level == 1 else 10), 3)
    if level == 1:
        return _of_one(n, m)
    if level == 2:
        return _of_two(n, hidden, m, _AFTER)
    return chance.choice((_of_two(n, hidden, m, _NETWORK), _by_weights(n, m)))


def _of_one(n: int, m: int) -> Exercise:
    asked = worded(f"A map takes {n} numbers and gives {m}. What shape has its Jacobian? {_LIST}")
    hints = ("Which of the two numbers counts the rows?", _LAW, f"For the columns: there are {n} inputs.")
    steps = (line("rows", f"There are {m} outputs."), line("output by input", f"{{{listed((m, n))}}}"))
    slips = (
        Slip((n, m), "rows and columns swapped", _SWAPPED),
        Slip((m, m), "inputs left out", "Each output has one slope for each input: count the inputs, too."),
        Slip(m * n, "entries counted", "So many entries it has; now say in how many rows and columns."),
    )
    return worked_out(asked, (m, n), hints, steps, slips)


_AFTER = (
    "A map f takes {n} numbers and gives {hidden}; then a map g makes {m} of these. "
    "What shape has the Jacobian of both together?"
)
_NETWORK = (
    "The network {{y = W_2 relu(W_1 x + b_1) + b_2}} has {n} inputs, {hidden} hidden units and {m} outputs. "
    "What shape has the Jacobian of y with respect to x?"
)


def _of_two(n: int, hidden: int, m: int, question: str) -> Exercise:
    asked = worded(f"{question.format(n=n, hidden=hidden, m=m)} {_LIST}")
    hints = (
        "Only what goes in at the start and comes out at the end counts.",
        f"{_LAW} The numbers in between are summed over.",
        f"The first Jacobian has the shape {{{listed((hidden, n))}}}.",
    )
    steps = (
        line("first Jacobian", f"{{{listed((hidden, n))}}}"),
        line("second Jacobian", f"{{{listed((m, hidden))}}}"),
        line("their product", f"{{{listed((m, n))}}}"),
    )
    slips = (
        Slip((n, m), "rows and columns swapped", _SWAPPED),
        Slip(
            (m, hidden),
            "second map only",
            "This is the shape of the second Jacobian alone; go back to the input.",
        ),
        Slip(
            (hidden, n),
            "first map only",
            "This is the shape of the first Jacobian alone; go on to the output.",
        ),
    )
    return worked_out(asked, (m, n), hints, steps, slips)


def _by_weights(n: int, m: int) -> Exercise:
    asked = worded(
        f"A layer {{y = W x + b}} has {n} inputs and {m} outputs. What shape has the derivative of y with "
        f"respect to the whole matrix W? {_LIST}"
    )
    hints = (
        "What is turned here is not x but a whole matrix.",
        "The law of shapes: the output's shape, then the input's.",
        f"The input here is W, with {m} rows and {n} columns.",
    )
    steps = (
        line("output", f"y has {m} entries."),
        line("input", f"W has the shape {{{listed((m, n))}}}."),
        line("output, then input", f"{{{listed((m, m, n))}}}"),
    )
    slips = (
        Slip(
            (m, n),
            "output left out",
            "This is the shape of W alone; each output has its own slope by each weight.",
        ),
        Slip((n, m, m), "rows and columns swapped", "The three numbers are right; the output comes first."),
        Slip((m, n, n), "shape of W", "The output comes first; then the shape of W as it stands."),
    )
    return worked_out(asked, (m, m, n), hints, steps, slips)


# memory


@skill("size of a jacobian", "layers", "What you saw: an array that nobody builds")
def size(chance: Chance, level: int) -> Exercise:
    """Ask for the number of entries, then for MiB of a square one, then for GiB of a slope by weights."""
    if level == 1:
        return _entries(*chance.sample(range(3, 20), 2))
    if level == 2:
        return _mebibytes(chance.randint(1, 7), chance.choice((2, 4, 8)))
    return _gibibytes(*chance.choices((1, 2, 3, 4), k=2))


def _entries(n: int, m: int) -> Exercise:
    asked = worded(f"A map takes {n} numbers and gives {m}. How many entries has its Jacobian?")
    hints = (
        "First find its shape.",
        "Every output has one slope for every input.",
        f"One row has {n} entries.",
    )
    steps = (line("shape", f"{{{listed((m, n))}}}"), line("rows times columns", f"{{{m}*{n} = {m * n}}}"))
    slips = (
        Slip(m + n, "sum for product", "Rows and columns are not added: every row has all the columns."),
        Slip(n * n, "outputs left out", "There is one row for each output, not for each input."),
        Slip(m * m, "inputs left out", "There is one column for each input, not for each output."),
    )
    return worked_out(asked, m * n, hints, steps, slips)


def _mebibytes(thousands: int, width: int) -> Exercise:
    n = 1024 * thousands
    asked = worded(
        f"A layer has {n} inputs and {n} outputs. How many MiB does its Jacobian take, with {width} "
        "bytes for each entry? 1 MiB is 1024 KiB, and 1 KiB is 1024 bytes."
    )
    hints = (
        "Count the entries first, then the bytes.",
        "It is square: as many rows as columns. Each entry takes its bytes.",
        f"One row takes {{{n}*{width}}} bytes, or {{{width}*{thousands}}} KiB.",
    )
    answer = thousands**2 * width
    steps = (
        line("one row", f"{{{width}*{thousands}}} KiB"),
        line("all rows", f"{n} times as much, in KiB: {{{n}*{width * thousands}}}"),
        line("in MiB", f"{{{thousands}*{width * thousands} = {answer}}}"),
    )
    return worked_out(asked, answer, hints, steps, _mebibytes_slips(thousands, width))


def _mebibytes_slips(thousands: int, width: int) -> tuple[Slip, ...]:
    return (
        Slip(
            thousands**2,
            "entries for bytes",
            "This is the number of entries; each of them takes several bytes.",
        ),
        Slip(
            Fraction(width * thousands, 1024),
            "one row only",
            "This is one row; there is one for each output.",
        ),
        Slip(width * thousands, "unit", "This is one row in KiB; all rows are asked for, in MiB."),
    )


def _gibibytes(a: int, b: int) -> Exercise:
    m, n, answer = 1024 * a, 1024 * b, 4 * a * a * b
    asked = worded(
        f"A layer {{y = W x + b}} has {n} inputs and {m} outputs. How many GiB would the derivative of y "
        "with respect to W take, with 4 bytes for each entry? "
        "1 GiB is 1024 MiB, and 1 MiB is 1024 times 1024 bytes."
    )
    hints = (
        "What shape has it? There are three indices.",
        "The output's shape, then the input's: outputs by outputs by inputs.",
        f"For one output it is as large as W: {{4*{a}*{b}}} MiB.",
    )
    steps = (
        line("shape", f"{{{listed((m, m, n))}}}"),
        line("for one output", f"As large as W: {{4*{a}*{b}}} MiB."),
        line("for all outputs, in GiB", f"{{{a}*{4 * a * b} = {answer}}}"),
    )
    return worked_out(asked, answer, hints, steps, _gibibytes_slips(a, b))


def _gibibytes_slips(a: int, b: int) -> tuple[Slip, ...]:
    return (
        Slip(a * a * b, "entries for bytes", "This counts the entries; each of them takes 4 bytes."),
        Slip(
            4 * a * b,
            "output left out",
            "So many MiB has W itself; every output has its own slope by each weight.",
        ),
        Slip(
            4 * a * b * b,
            "rows and columns swapped",
            "Twice the outputs, once the inputs: not the other way round.",
        ),
    )


# many layers


@skill("gain over layers", "layers", "What you saw: factors, not sums")
def gain(chance: Chance, level: int) -> Exercise:
    """Ask for equal gains, then for different ones, then for how many layers it takes."""
    if level == 3:
        return _how_many(chance)
    if level == 2:
        pool = (2, 3, 4, 5, Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), 10)
        return _gained(tuple(chance.sample(pool, 4)))
    each, most = chance.choice(((2, 8), (3, 5), (5, 3), (10, 2), (Fraction(1, 2), 4)))
    return _gained((each,) * chance.randint(2, most))


def _gained(gains: tuple[Amount, ...]) -> Exercise:
    all_same = len(set(gains)) == 1
    said = f"each multiply it by {{{amount(gains[0])}}}" if all_same else (
        "multiply it by " + ", ".join(f"{{{amount(each)}}}" for each in gains)
    )  # fmt: skip
    asked = worded(
        f"A slope goes back through {len(gains)} layers, which {said}. By what is it multiplied in all?"
    )
    hints = (
        "Go through the layers one by one: what is left after the first, after the second?",
        "Layers in a chain multiply; nothing is added.",
        f"After the first two it is {{{in_brackets(gains[0])}*{in_brackets(gains[1])}}}.",
    )
    whole = reduce(mul, map(Fraction, gains))
    steps = (line("multiply", f"{{{'*'.join(map(in_brackets, gains))} = {amount(whole)}}}"),)
    slips = (
        Slip(sum(gains, start=Fraction(0)), "sum for product", "Gains multiply, they do not add up."),
        Slip(whole / gains[0], "one layer left out", "One of the layers is left out."),
        Slip(1 / whole, "upside-down", "It is the other way up: does the slope get longer or shorter?"),
    )
    return worked_out(asked, whole, hints, steps, slips)


def _how_many(chance: Chance) -> Exercise:
    base, limit = chance.choice((2, 3, 4, 5)), chance.choice((20, 50, 100, 500, 1000))
    shrinks = chance.random() < 0.5
    each, goal = (
        (f"1/{base}", f"less than {{1/{limit}}}") if shrinks else (str(base), f"more than {{{limit}}}")
    )
    asked = worded(
        f"Each layer multiplies a slope by {{{each}}}. After how many layers is it {goal} times as long "
        "for the first time?"
    )
    count = next(count for count in range(1, 12) if base**count > limit)
    hints = (
        "Multiply again and again until the limit is passed, and count.",
        "After k layers it is the k-th power of the gain.",
        f"After two layers it is {{({each})^2}}.",
    )
    steps = (
        line("one layer too few", f"{{{base}^{count - 1}}} is {base ** (count - 1)}, not more than {limit}."),
        line("the first that is enough", f"{{{base}^{count}}} is {base**count}. So the count is {{{count}}}"),
    )
    return worked_out(asked, count, hints, steps, _how_many_slips(count, base, limit))


def _how_many_slips(count: int, base: int, limit: int) -> tuple[Slip, ...]:
    return (
        Slip(count - 1, "one too few", "After so many layers the limit is not passed yet."),
        Slip(count + 1, "one too many", "The limit is passed already one layer earlier."),
        Slip(
            Fraction(limit, base), "sum for product", "That would be so if gains were added; they multiply."
        ),
    )
