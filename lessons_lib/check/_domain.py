"""Where a problem lives: conditions such as "x > 0" or "0 < x < 1, y ≠ 2", as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from lessons_lib.formula import Name, Node, ReadingError, names, parse

from ._ball import Ball
from ._values import Formula, Point, Values, Work

Ends: TypeAlias = tuple[float | None, float | None]
DomainLike: TypeAlias = "str | Mapping[str, Ends] | Ends | Domain | None"

_SIGNS = {
    ">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "!=": "≠", "<>": "≠", "==": "=",
    r"\geq": "≥", r"\leq": "≤", r"\neq": "≠", r"\ge": "≥", r"\le": "≤", r"\ne": "≠",
    r"\gt": ">", r"\lt": "<",
}  # fmt: skip
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_COMPARISON = re.compile("([<>≤≥≠=])")
_BETWEEN = re.compile(r"[,;]|\band\b|\\land|∧|&&?")
_ALLOWED = {"<": {-1}, "≤": {-1, 0}, ">": {1}, "≥": {1, 0}, "≠": {-1, 1}}
_MIRRORED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "≠": "≠"}
_REALS = {"", "r", "ℝ", "real", "reals", "all real numbers", "all reals", "x real", "x in r", "x ∈ ℝ"}
_MOST_SIGNS, _MOST_CONDITIONS = 400, 12
_BITS = 170


class DomainError(ValueError):
    """A domain that cannot be read; its text is one sentence."""


@dataclass(frozen=True, slots=True)
class Condition:
    """left sign right, where sign is one of < ≤ > ≥ ≠."""

    left: Node
    sign: str
    right: Node

    @property
    def names(self) -> set[str]:
        """The variables it speaks of."""
        return {*names(self.left), *names(self.right)}

    def holds(self, point: Point, work: Work) -> bool:
        """Tell whether it holds at a point for certain."""
        one, other = (Formula(side).at(point, _BITS, work) for side in (self.left, self.right))
        if not (isinstance(one, Ball) and isinstance(other, Ball)):
            return False
        gap = one - other
        return not (gap.holds_zero() and not gap.is_zero()) and gap.sign() in _ALLOWED[self.sign]


@dataclass(slots=True)
class Domain:
    """Conditions that a point must meet, and bounds on single variables that follow from them.

    `within` is a formula that must have a value: a derivative is asked for only where its function has one.
    """

    conditions: tuple[Condition, ...] = ()
    within: Node | None = None
    lower: dict[str, Fraction] = field(default_factory=dict)
    upper: dict[str, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for condition in self.conditions:
            self._bound(condition.left, condition.sign, condition.right)
            self._bound(condition.right, _MIRRORED[condition.sign], condition.left)

    def _bound(self, left: Node, sign: str, right: Node) -> None:
        """Take note of a bound such as x > 2."""
        if not isinstance(left, Name) or names(right) or sign == "≠":
            return
        value = Formula(right).at({}, _BITS, Work(10_000))
        if not isinstance(value, Ball):
            return
        name, bound = left.name, value.fraction()
        if sign in "<≤":
            self.upper[name] = min(bound, self.upper.get(name, bound))
        else:
            self.lower[name] = max(bound, self.lower.get(name, bound))

    def about(self, variables: tuple[str, ...]) -> Domain:
        """Return the conditions that speak of these variables only."""
        within = self.within if self.within is not None and {*names(self.within)} <= {*variables} else None
        return Domain(tuple(each for each in self.conditions if each.names <= set(variables)), within)

    def holds(self, point: Point, work: Work) -> bool:
        """Tell whether a point meets every condition."""
        if self.within is not None and not _has_value(Formula(self.within).at(point, _BITS, work)):
            return False
        return all(condition.holds(point, work) for condition in self.conditions)

    def moved(self, point: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Return a point moved between the bounds, coordinate by coordinate."""
        return {name: self._inside(name, value) for name, value in point.items()}

    def _inside(self, name: str, value: Fraction) -> Fraction:
        lower, upper = self.lower.get(name), self.upper.get(name)
        if (lower is None or lower < value) and (upper is None or value < upper):
            return value
        if lower is None or upper is None:
            return lower + abs(value) if lower is not None else (upper or Fraction(0)) - abs(value)
        part = (value / (1 + abs(value)) + 1) / 2
        return lower + part * (upper - lower)


def _has_value(values: Values) -> bool:
    return all(map(_has_value, values)) if isinstance(values, tuple) else isinstance(values, Ball)


def domain_of(domain: DomainLike, variables: Iterable[str] | None = None) -> Domain:
    """Read a domain.

    Examples
    --------
    >>> domain = domain_of("x > 0 and x != 1")
    >>> domain.lower, [condition.sign for condition in domain.conditions]
    ({'x': Fraction(0, 1)}, ['>', '≠'])
    """
    if domain is None or isinstance(domain, Domain):
        return domain or Domain()
    if isinstance(domain, tuple | list):
        domain = dict.fromkeys(variables or (), domain)
    if isinstance(domain, Mapping):
        return _of_mapping(domain)
    if not isinstance(domain, str):
        raise DomainError("Give the domain as text, such as x > 0.")
    return _of_text(domain, None if variables is None else tuple(variables))


def _of_text(domain: str, variables: tuple[str, ...] | None) -> Domain:
    if len(domain) > _MOST_SIGNS:
        raise DomainError(f"The domain is too long; {_MOST_SIGNS} signs are the most.")
    plain = _SIGN.sub(lambda found: _SIGNS[found[0]], domain)
    if plain.strip().lower() in _REALS:
        return Domain()
    parts = [part for part in _BETWEEN.split(plain) if part.strip()]
    if not parts or len(parts) > _MOST_CONDITIONS:
        raise DomainError(f"Write the domain as 1 to {_MOST_CONDITIONS} conditions, such as x > 0, y < 1.")
    return Domain(tuple(each for part in parts for each in _conditions(part, variables)))


def _conditions(part: str, variables: tuple[str, ...] | None) -> list[Condition]:
    """Read a chain such as 0 < x < 1."""
    pieces = _COMPARISON.split(part)
    signs = pieces[1::2]
    if not signs or "=" in signs:
        raise DomainError(f"“{part.strip()}” is no condition; write the domain as in x > 0 or 0 < x < 1.")
    sides = [_side(piece, part, variables) for piece in pieces[::2]]
    chain = zip(pairwise(sides), signs, strict=True)
    return [Condition(left, sign, right) for (left, right), sign in chain]


def _side(piece: str, part: str, variables: tuple[str, ...] | None) -> Node:
    try:
        return parse(piece, variables).tree
    except ReadingError as error:
        raise DomainError(f"The domain “{part.strip()}” cannot be read: {error.message}") from None


def _of_mapping(domain: Mapping[str, Ends]) -> Domain:
    conditions = []
    for name, ends in domain.items():
        low, high = _ends(name, ends)
        conditions += [f"{name} > {low}"] if low else []
        conditions += [f"{name} < {high}"] if high else []
    return _of_text(", ".join(conditions), None)


def _ends(name: object, ends: object) -> tuple[str, str]:
    if not isinstance(name, str) or not isinstance(ends, tuple | list) or len(ends) != 2:
        raise DomainError("Give a domain in numbers as in {'x': (0, 1)}, with None for an open side.")
    if not all(end is None or isinstance(end, int | float | Fraction) for end in ends):
        raise DomainError("The ends of a domain are numbers, or None for an open side.")
    low, high = ("" if end is None or abs(end) == float("inf") else str(end) for end in ends)
    return low, high
