"""What a drill asks for: a kind, a formula, its variables, and perhaps a point; also read from text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lessons_lib.formula import Array, Name, Node, ReadingError, names, parse

from ._typed import read, speaks_of_arrays

KINDS = ("derivative", "second derivative", "gradient", "jacobian", "hessian")

_NAME = r"(?:[^\W\d_]+(?:_?\d+|_\{?\w+\}?)?)"
_LIST = rf"[\[(]?\s*{_NAME}(?:\s*(?:,|and)\s*{_NAME})*\s*[\])]?"
_ASKED = re.compile(
    r"\s*(?:(?:find|give|compute|calculate|determine|what is)\s+)?(?:the\s+)?"
    r"(?P<kind>second derivative|(?:partial )?derivative|gradient|jacobian|hessian)(?: matrix)?\s+of\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_VERB = re.compile(r"\s*differentiate\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_SIGN = re.compile(
    rf"\s*(?:d|∂)\s*(?P<twice>\^?2|²)?\s*/\s*(?:d|∂)\s*(?P<variable>{_NAME})\s*(?(twice)(?:\^2|²))\s*(?P<rest>.+)",
    re.DOTALL,
)
_AT = re.compile(r"(?P<rest>.+?),?\s+at\s+(?P<at>.+)", re.DOTALL)
_IN = re.compile(
    rf"(?P<rest>.+?),?\s+(?:in|by|for|wrt|with respect to)\s+(?P<variables>{_LIST})\s*", re.DOTALL
)
_NAMED = re.compile(rf"\s*{_NAME}\s*=")
_LONE_LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z](?:_?[0-9]+)?(?![A-Za-z])")
_USUAL = ("t", "x")
_MOST_SIGNS = 4200


@dataclass(frozen=True)
class Problem:
    """A formula and what is wanted of it.

    Parameters
    ----------
    kind : str
        "derivative", "second derivative", "gradient", "jacobian" or "hessian".
    expression : str
        The formula; with commas at top level, or in brackets, a vector.
    variables : str or sequence of str
        What is differentiated by; one name for a derivative.
    at : number, text, or sequence of them, optional
        Where the answer is wanted, one coordinate for each variable; without it a formula is wanted.

    Raises
    ------
    ValueError
        If there is no such kind, or the coordinates do not fit the variables.

    Examples
    --------
    >>> Problem("gradient", "x^2 y + sin y", ("x", "y")).at is None
    True
    >>> Problem.read("derivative of x^2 sin x in x")
    Problem(kind='derivative', expression='x^2 sin x', variables=('x',), at=None)
    """

    kind: str
    expression: str
    variables: tuple[str, ...]
    at: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", _kind(self.kind))
        object.__setattr__(self, "variables", _several(self.variables))
        if self.at is not None:
            object.__setattr__(self, "at", _several(self.at))
            _check_point(self.variables, self.at)
        if "derivative" in self.kind and len(self.variables) != 1:
            raise ValueError("A derivative has one variable; ask for a gradient, Jacobian or Hessian.")

    @classmethod
    def read(cls, text: str) -> Problem:
        """Make a problem from words such as "Hessian of x^2 y at (1, 2)".

        Raises
        ------
        ValueError
            If the words are not understood, or the formula cannot be read.

        Examples
        --------
        >>> Problem.read("Hessian of x^2 y + y^3 at (1, 2)")
        Problem(kind='hessian', expression='x^2 y + y^3', variables=('x', 'y'), at=('1', '2'))
        >>> Problem.read("d/dt 3t^2").variables
        ('t',)
        """
        kind, rest, variables = _asked(text)
        rest, at = _split(_AT, rest, "at")
        rest, listed = _split(_IN, rest, "variables")
        variables = _listed(listed) if listed else variables
        return cls(kind, rest.strip(), variables or _guessed(kind, rest), _point(at) if at else None)

    def tree(self) -> Node:
        """Return the formula as a tree.

        Raises
        ------
        ReadingError
        """
        return read_formula(self.expression, self.variables)


def as_problem(given: Problem | str) -> Problem:
    """Return a problem as it is, or the one that a text describes."""
    if isinstance(given, Problem):
        return given
    if isinstance(given, str):
        return Problem.read(given)
    raise ValueError("A problem is a Problem or text such as “derivative of x^2 in x”.")


def read_formula(text: str, variables: Iterable[str] = (), *, arrays: bool | None = None) -> Node:
    """Read a formula in which every letter is a name, and each of the given variables too.

    Of an answer `arrays` tells whether the question is about vectors and matrices, so that ' transposes.

    Examples
    --------
    >>> from lessons_lib.formula import names
    >>> names(read_formula("a speed^2", ["speed"]))
    ('a', 'speed')
    """
    if arrays is None:
        arrays = speaks_of_arrays(" ".join(text.split()), None)
    found = read(text, _declared(text, tuple(variables)), arrays=arrays)
    if found.reading is None:
        raise found.error or ReadingError("Write a formula such as x^2.", text, 0)
    return found.reading.tree


def _declared(text: str, wanted: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the names that a reader must be told, or None where each is read without that."""
    if len(text) > _MOST_SIGNS or all(map(is_letter, wanted)):
        return None
    letters = [letter for letter in _LONE_LETTER.findall(text) if letter != "e"]
    return tuple(dict.fromkeys((*wanted, *letters)))


def is_letter(name: str) -> bool:
    """Tell whether a name is one that needs no declaration."""
    try:
        return isinstance(parse(name).tree, Name)
    except ReadingError:
        return False


# what stands in the text


def _asked(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the kind, the rest of the text, and the variable of d/dx."""
    if len(text) > _MOST_SIGNS:
        raise ValueError("This problem is too long; ask for one formula.")
    text = " ".join(text.split())
    if found := _ASKED.fullmatch(text):
        return found["kind"].lower().removeprefix("partial "), found["rest"], ()
    if found := _VERB.fullmatch(text):
        return "derivative", found["rest"], ()
    if found := _SIGN.fullmatch(text):
        kind = "second derivative" if found["twice"] else "derivative"
        return kind, found["rest"], (found["variable"],)
    raise ValueError("Say what is wanted, as in “derivative of x^2 sin x in x” or “gradient of x^2 y”.")


def _split(pattern: re.Pattern[str], text: str, group: str) -> tuple[str, str]:
    found = pattern.fullmatch(text)
    return (found["rest"], found[group]) if found else (text, "")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(re.findall(_NAME, text.replace(" and ", ", ")))


def _point(text: str) -> tuple[str, ...]:
    """Return the coordinates of "(1, 2)", "[1, 2]", "x = 1, y = 2" or "3"."""
    inside = re.sub(r"^\s*[\[(](.*)[\])]\s*$", r"\1", text, flags=re.DOTALL)
    return tuple(_NAMED.sub("", part).strip() for part in inside.split(","))


def _guessed(kind: str, expression: str) -> tuple[str, ...]:
    """Return the names of a formula; for a derivative its one name, or x, or t."""
    found = names(read_formula(expression))
    if "derivative" not in kind:
        return found
    likely = [name for name in found if name in _USUAL] if len(found) > 1 else list(found)
    return tuple(likely[-1:] or found[:1]) or ("x",)


def _kind(kind: object) -> str:
    known = kind.lower().removeprefix("partial ") if isinstance(kind, str) else ""
    if known not in KINDS:
        raise ValueError(f"There is no such kind of problem; the kinds are {', '.join(KINDS)}.")
    return known


def _several(given: object) -> tuple[str, ...]:
    if isinstance(given, Sequence) and not isinstance(given, str):
        return tuple(map(str, given))
    return (str(given),)


def _check_point(variables: tuple[str, ...], at: tuple[str, ...]) -> None:
    if len(at) != len(variables):
        raise ValueError(f"A point needs one coordinate for each of {', '.join(variables)}.")
    for coordinate in at:
        tree = parse(coordinate).tree
        if isinstance(tree, Array) or names(tree):
            raise ValueError("The coordinates of a point are numbers, such as 2 or pi/4.")
