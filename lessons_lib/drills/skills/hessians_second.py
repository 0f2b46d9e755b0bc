"""Lesson 04: second derivatives of formulas, and what they weigh."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from lessons_lib.check.reading import Problem
from lessons_lib.derive.derivation import derivation

from ._asking import asked_for, typeset
from ._exercise import Exercise, Line, Wrong
from ._skill import Chance, skill
from ._worded import Slip, line, worded, worked_out

_FACTORS = ((2, 3), (3, 2), (4, 5), (5, 4))
_TWICE = "Begin with the gradient. Each of its entries is a formula that has slopes of its own."

# the whole matrix


@skill("hessian", "hessians", "1. The slopes have slopes · core")
def hessian(chance: Chance, level: int) -> Exercise:
    """Ask for a polynomial, then with sines and exponentials, then for chains and three variables."""
    formula, variables = _formula(chance, level)
    domain = "y > 0" if "log" in formula else None
    return asked_for(Problem("hessian", formula, variables), nudge=_TWICE, domain=domain)


def _formula(chance: Chance, level: int) -> tuple[str, tuple[str, ...]]:
    a, b = chance.choice(_FACTORS)
    plane, space = ("x", "y"), ("x", "y", "z")
    if level == 1:
        head = chance.choice((f"{a}x^2 + {b}x y", f"x^3 + {a}x y", f"x^2 - {b}x y"))
        return f"{head} {chance.choice(('+ y^2', '- y^2', '+ y^3', f'- {a}y^2'))}", plane
    if level == 2:
        head = chance.choice(("x^2 sin y", "x e^y", "y^2 e^x", "x^2 log y", "y cos x", "x^3 y^2"))
        return f"{head} {chance.choice((f'+ {a}x y', f'- {b}x^2', f'+ {a}x^3', f'- {b}x y'))}", plane
    bent = chance.choice((f"e^({a}x + y)", "sin(x y)", "e^(x y)", f"sin({a}x - y)", f"cos(x + {b}y)")), plane
    cubic = f"{chance.choice(('x y z', 'x^2 y', 'x z^2'))} + {a}y^2 z - {b}x^2", space
    return chance.choice((bent, cubic))


@skill("hessian at a point", "hessians", "All nine, by hand")
def at_a_point(chance: Chance, level: int) -> Exercise:
    """Ask for a polynomial, then for mixed powers, then for three variables."""
    variables = ("x", "y", "z")[: 2 if level < 3 else 3]
    at = chance.choice((("1", "2", "-1"), ("-2", "1", "3")))[: len(variables)]
    formula = _formula(chance, 1)[0] if level == 1 else _mixed_powers(chance, level)
    nudge = "First the formulas of all second derivatives; only then put the point in."
    return asked_for(Problem("hessian", formula, variables, at=at), nudge=nudge)


def _mixed_powers(chance: Chance, level: int) -> str:
    a, b = chance.choice(_FACTORS)
    if level == 2:
        end = chance.choice((f"{b}x^2", "y^2", "x^3"))
        return f"{chance.choice(('x^2 y^2', 'x^3 y', 'x y^3'))} - {a}x y + {end}"
    end = chance.choice(("x^2", "z^2", "x z"))
    return f"{chance.choice(('x y z', 'x^2 z', 'y z^2'))} + {a}x y^2 - {b}{end}"


# one entry


@skill("mixed partial derivative", "hessians", "2. Does the order matter? · core")
def mixed(chance: Chance, level: int) -> Exercise:
    """Ask for powers, then for products of a power and a function, then for chains."""
    a, b = chance.choice(_FACTORS)
    pools = {
        1: (f"x^{a} y^{b} + {b}x^2", f"x^{a} y^{b} - {a}y^3", f"x^{a} y^{b} + {b}x y", f"{a}x^{b} y - x"),
        2: (f"x^{a} sin y", f"x^{a} e^y", f"y^{b} cos x", f"x^{a} sin({b}y)", f"y^{a} e^({b}x)"),
        3: (f"sin({a}x + {b}y)", f"e^({a}x - {b}y)", f"({a}x + y)^{b + 1}", f"(x - {a}y)^4", f"sin({a}x y)"),
    }
    formula = chance.choice(pools[level])
    return _mixed_of(formula)


def _mixed_of(formula: str) -> Exercise:
    by_x, by_y = (_derivative(formula, name) for name in "xy")
    made = asked_for(Problem("derivative", by_x, ("y",)))
    asked = worded(
        f"The function is {{{formula}}}. Find its mixed second derivative: the slope in y of its slope in x."
    )
    first = Line("slope in x", f"{typeset(formula)} has the slope {typeset(by_x)} in x.")
    hints = (
        "Two derivatives in a row, each with the other variable held still.",
        "First by x, as if y were a number. Then the result by y, as if x were a number.",
        f"The slope in x is {typeset(by_x)}.",
    )
    return replace(
        made, ask=asked.ask, said=asked.said, hints=hints, steps=(first, *made.steps), variables=["x", "y"],
        wrongs=tuple(_mixed_wrongs(by_x, by_y, made.answer)),
    )  # fmt: skip


def _derivative(formula: str, name: str) -> str:
    return derivation(Problem("derivative", formula, (name,))).result


def _mixed_wrongs(by_x: str, by_y: str, right: str) -> Iterator[Wrong]:
    found = (
        Wrong(by_x, "stopped after one derivative", "This is the slope in x; now differentiate it by y."),
        Wrong(
            by_y, "stopped after one derivative", "This is the slope in y; one derivative is still to come."
        ),
        Wrong(
            _derivative(by_x, "x"),
            "twice by the same variable",
            "This is twice by x; once it should be by y.",
        ),
        Wrong(
            _derivative(by_y, "y"),
            "twice by the same variable",
            "This is twice by y; once it should be by x.",
        ),
    )
    return (wrong for wrong in found if wrong.answer != right)


# memory


@skill("memory of a hessian", "curvature", "4. Too big to build · core")
def memory(chance: Chance, level: int) -> Exercise:
    """Ask for the number of entries, then for bytes, then for what L-BFGS keeps."""
    if level == 1:
        return _entries(chance.randint(3, 20))
    if level == 2:
        return _bytes(chance.randint(2, 7), chance.choice((2, 4, 8)), *chance.choice(_UNITS))
    pairs = chance.choice((3, 4, 5, 10))
    return _pairs(chance.randint(1, 30 // pairs), pairs)


_UNITS = (("thousand", "MB", "a million"), ("million", "TB", "a million million"))


def _entries(n: int) -> Exercise:
    asked = worded(f"A function has {n} inputs. How many numbers stand in its Hessian?")
    hints = (
        "How many entries has its gradient, and how many slopes has each of those?",
        "One row for each input, one column for each input. Those that occur twice count twice.",
        f"One row has {n} numbers.",
    )
    steps = (line("rows times columns", f"{{{n}*{n} = {n * n}}}"),)
    slips = (
        Slip(
            n, "gradient counted", "So many has the gradient; each of its entries has slopes by all inputs."
        ),
        Slip(2 * n, "sum for product", "Rows and columns are not added: each row has all columns."),
        Slip(
            n * (n + 1) // 2,
            "each pair once",
            "So many different ones there may be; all places are counted here.",
        ),
        Slip(n * (n - 1) // 2, "diagonal left out", "The diagonal counts, and so do both sides of it."),
    )
    return worked_out(asked, n * n, hints, steps, slips)


def _bytes(n: int, width: int, size: str, unit: str, bytes_: str) -> Exercise:
    asked = worded(
        f"A network has {n} {size} weights. How many {unit} does the Hessian of its loss take, with {width} "
        f"bytes for each number? 1 {unit} is {bytes_} bytes."
    )
    hints = (
        "Count the numbers first, then the bytes.",
        "With n weights the Hessian has the square of n numbers.",
        f"The square of a {size} is {bytes_}, so only the {n} and the {width} are left to count with.",
    )
    steps = (
        line("numbers", f"{{{n}^2}} times {bytes_}"),
        line("bytes", f"In {unit}: {{{n}^2*{width} = {n * n * width}}}"),
    )
    return worked_out(asked, n * n * width, hints, steps, _bytes_slips(n, width))


def _bytes_slips(n: int, width: int) -> tuple[Slip, ...]:
    return (
        Slip(
            n * width,
            "square forgotten",
            "There is a row for each weight, and a column for each.",
        ),
        Slip(n * n, "entries for bytes", f"This counts the numbers; each of them takes {width} bytes."),
        Slip(Fraction(n * n * width, 2), "half of it", "Both sides of the diagonal are kept here."),
        Slip(
            (n * width) ** 2,
            "bytes squared",
            "The number of weights is squared, not the bytes of each number.",
        ),
    )


def _pairs(n: int, pairs: int) -> Exercise:
    asked = worded(
        f"With {n} million inputs, L-BFGS keeps {pairs} pairs, each of a step and a change of gradient. "
        "How many MB are that, with 8 bytes for each number? 1 MB is a million bytes."
    )
    answer = 2 * pairs * n * 8
    hints = (
        "How many lists does it keep, and how long is each?",
        "Each pair is two lists, and each list is as long as the input.",
        f"One list takes {{8*{n}}} MB.",
    )
    steps = (
        line("lists", f"{{2*{pairs}}}"),
        line("MB", f"{{2*{pairs}*8*{n} = {answer}}}"),
    )
    slips = (
        Slip(pairs * n * 8, "pairs counted once", "A pair is two lists: a step and a change of gradient."),
        Slip(2 * pairs * n, "entries for bytes", "These are the numbers; each takes 8 bytes."),
        Slip(2 * n * 8, "one pair only", "This is a single pair; it keeps several."),
    )
    return worked_out(asked, answer, hints, steps, slips)
