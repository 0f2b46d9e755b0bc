"""Questions in words: numbers to work out and options to choose from, each formula shown and said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from lessons_lib.check.comparison import compare
from lessons_lib.check.reading import echo, read_formula
from lessons_lib.formula import ReadingError, text

from ._exercise import Exercise, Line, Wrong
from ._skill import Chance

Amount = int | Fraction

_PIECE = re.compile(r"\{([^{}]+)\}")
_OF = re.compile(r"\b[fgw]'*\(|^[fgwy]'*$|∇|^D_u f")


class Asked(NamedTuple):
    """A question as Markdown and in plain words."""

    ask: str
    said: str


def worded(template: str) -> Asked:
    """Return a question whose formulas stand in braces, shown and said.

    Examples
    --------
    >>> worded("What is the slope of {y = x^2/2} at {x = -1}?").said
    'What is the slope of y = x²/2 at x = −1?'
    """
    return Asked(shown(template), _PIECE.sub(lambda piece: said(piece[1]), template))


def shown(template: str) -> str:
    r"""Return Markdown in which each formula in braces is mathematics.

    Examples
    --------
    >>> print(shown("Here {f'(2) = 2*2 = 4}."))
    Here $f'(2) = 2 \cdot 2 = 4$.
    """
    return _PIECE.sub(lambda piece: f"${' = '.join(map(_typeset, _sides(piece[1])))}$", template)


def said(formula: str) -> str:
    """Return a formula, or an equation, as plain text.

    Examples
    --------
    >>> said("u = [3/5, -4/5]")
    'u = (3/5, −4/5)'
    """
    sides = [side if _OF.search(side) else _plain(side) for side in _sides(formula)]
    return " = ".join(sides).replace("[", "(").replace("]", ")")


def _sides(equation: str) -> list[str]:
    return equation.split(" = ")


def _plain(side: str) -> str:
    try:
        return text(read_formula(side))
    except ReadingError:
        return side


def _typeset(side: str) -> str:
    if _OF.search(side):
        return side.replace("∇", "\\nabla ")
    return echo(side).latex or side


def amount(value: Amount) -> str:
    """Return a number as it is typed: a decimal of at most two places, or a fraction.

    Examples
    --------
    >>> amount(Fraction(-3, 4)), amount(Fraction(2, 3)), amount(5)
    ('-0.75', '2/3', '5')
    """
    exact = Fraction(value)
    if exact.denominator == 1 or 100 % exact.denominator:
        return str(exact)
    return f"{float(exact):.2f}".rstrip("0")


def signed(value: Amount, name: str = "") -> str:
    """Return a term with its sign before it; nothing for 0.

    Examples
    --------
    >>> "x^2" + signed(-3, "x") + signed(1, "y") + signed(0)
    'x^2 - 3x + y'
    """
    if not value:
        return ""
    return f" {'-' if value < 0 else '+'} {times(max(value, -value), name)}"


def times(value: Amount, name: str = "") -> str:
    """Return a number times a name, as it is typed.

    Examples
    --------
    >>> times(-1, "x"), times(3, "y"), times(Fraction(1, 3), "(x - 1)"), times(4)
    ('-x', '3y', '1/3 (x - 1)', '4')
    """
    if not name:
        return amount(value)
    if abs(value) == 1:
        return name if value > 0 else f"-{name}"
    return f"{amount(value)}{' ' if isinstance(value, Fraction) else ''}{name}"


def in_brackets(value: Amount) -> str:
    """Return a number as a factor or base: a negative one and a fraction stand in brackets."""
    typed = amount(value)
    return typed if typed.isdecimal() else f"({typed})"


def listed(values: Sequence[Amount]) -> str:
    """Return numbers as a list, as it is typed."""
    return f"[{', '.join(map(amount, values))}]"


def line(rule: str, template: str) -> Line:
    """Return a worked line, formulas in braces."""
    return Line(rule, shown(template))


# exercises


class Slip(NamedTuple):
    """A wrong value, the name of the mistake, and where to look."""

    value: str | Amount | Sequence[Amount]
    tag: str
    message: str


def _as_typed(value: str | Amount | Sequence[Amount]) -> str:
    if isinstance(value, str):
        return value
    return amount(value) if isinstance(value, int | Fraction) else listed(value)


def worked_out(
    asked: Asked,
    answer: str | Amount | Sequence[Amount],
    hints: tuple[str, str, str],
    steps: Iterable[Line],
    slips: Iterable[Slip],
    *,
    variables: Sequence[str] | None = None,
) -> Exercise:
    """Make an exercise whose answer is a number, a list or a formula; slips that are right are dropped."""
    typed = _as_typed(answer)
    wrongs = [Wrong(_as_typed(slip.value), slip.tag, shown(slip.message)) for slip in slips]
    first, second, third = map(shown, hints)
    shape = (typed.count(",") + 1,) if typed.startswith("[") else ()
    return Exercise(
        *asked, typed, (first, second, third), tuple(steps), variables=variables, shape=shape,
        wrongs=tuple(_apart(typed, wrongs, variables)),
    )  # fmt: skip


def _apart(answer: str, wrongs: Iterable[Wrong], variables: Sequence[str] | None) -> Iterable[Wrong]:
    """Yield the wrong answers that are wrong, each spelling once."""
    met = {answer}
    for wrong in wrongs:
        if wrong.answer not in met and not compare(answer, wrong.answer, variables).accepted:
            met.add(wrong.answer)
            yield wrong


def chosen(
    asked: Asked,
    answer: str,
    hints: tuple[str, str, str],
    steps: Iterable[Line],
    slips: Iterable[Slip],
) -> Exercise:
    """Make an exercise with options: the answer and all slips, in an order that the question decides."""
    wrongs = tuple(Wrong(_as_typed(slip.value), slip.tag, shown(slip.message)) for slip in slips)
    options = [answer, *(wrong.answer for wrong in wrongs)]
    Chance(f"{asked.said} {answer}").shuffle(options)
    first, second, third = map(shown, hints)
    return Exercise(
        *asked, answer, (first, second, third), tuple(steps), options=tuple(options), wrongs=wrongs
    )
