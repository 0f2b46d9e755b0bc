"""Vectors without brackets: 2x i + 2y j, the dual number 5 − 20ε, the shape m × n."""

from __future__ import annotations

import re

from lessons_lib.formula import Array, Name, Negative, Node, Number, Product, Quotient, Sum, names, number

_UNITS = ("i", "j", "k")
_SHAPE = re.compile(
    r"\s*\(?\s*(?P<rows>[A-Za-z]|\d+)\s*(?:[xX×*✕]|\\times|\bby\b)\s*(?P<columns>[A-Za-z]|\d+)\s*\)?"
    r"\s*(?:matrix|Matrix)?\s*"
)
_SHAPE_SIGN = re.compile(r"[×✕]|\\times|\bby\b|(?<=\d)\s*[xX]\s*(?=\d)")


def unit_names(expected: Node, taken: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that may stand for unit vectors where a vector of two or three is expected."""
    if not isinstance(expected, Array) or any(isinstance(entry, Array) for entry in expected.entries):
        return ()
    if len(expected.entries) not in {2, 3}:
        return ()
    units = (*_UNITS[: len(expected.entries)], *(("epsilon",) if len(expected.entries) == 2 else ()))
    return tuple(name for name in units if name not in taken)


def written_as_list(answer: Node, expected: Node, units: tuple[str, ...]) -> Node | None:
    """Return 2x i + 2y j as [2x, 2y] and 5 − 20ε as [5, −20]; None where it is neither.

    Examples
    --------
    >>> from lessons_lib.formula import parse, text
    >>> text(written_as_list(parse("2x i - j").tree, parse("[1, 2]").tree, ("i", "j")))
    '[2x, −1]'
    """
    used = {*names(answer)} & {*units}
    if not used or isinstance(answer, Array) or not isinstance(expected, Array):
        return None
    parts = _parts(answer, used)
    if parts is None:
        return None
    if used == {"epsilon"}:
        return Array(tuple(parts.get(name, number(0)) for name in ("", "epsilon")))
    if "epsilon" in used or "" in parts:
        return None
    return Array(tuple(parts.get(name, number(0)) for name in _UNITS[: len(expected.entries)]))


def _parts(node: Node, units: set[str]) -> dict[str, Node] | None:
    """Return what each unit is multiplied by, and under "" what none is; None where that is not linear."""
    found: dict[str, Node] | None = None
    match node:
        case _ if not units & {*names(node)}:
            found = {"": node}
        case Name(name):
            found = {name: number(1)}
        case Negative(inner):
            within = _parts(inner, units)
            found = within and {name: Negative(part) for name, part in within.items()}
        case Sum(terms):
            found = _added([_parts(term, units) for term in terms])
        case Product(factors):
            found = _multiplied(factors, units)
        case Quotient(top, bottom) if not units & {*names(bottom)}:
            within = _parts(top, units)
            found = within and {name: Quotient(part, bottom) for name, part in within.items()}
    return found


def _added(found: list[dict[str, Node] | None]) -> dict[str, Node] | None:
    terms: dict[str, list[Node]] = {}
    for parts in found:
        if parts is None:
            return None
        for name, part in parts.items():
            terms.setdefault(name, []).append(part)
    return {name: Sum(tuple(parts)) if len(parts) > 1 else parts[0] for name, parts in terms.items()}


def _multiplied(factors: tuple[Node, ...], units: set[str]) -> dict[str, Node] | None:
    places = [place for place, factor in enumerate(factors) if units & {*names(factor)}]
    found = _parts(factors[places[0]], units) if len(places) == 1 else None
    if found is None:
        return None
    others = [factor for place, factor in enumerate(factors) if place != places[0]]
    return {name: _times(others, part) for name, part in found.items()}


def _times(others: list[Node], part: Node) -> Node:
    factors = others if part == number(1) else [*others, part]
    return Product(tuple(factors)) if len(factors) > 1 else factors[0]


def is_shape(expected: object, answer: object) -> bool:
    """Tell whether an expected text is a shape such as n×n, rather than a product."""
    if not isinstance(expected, str) or not isinstance(answer, str) or not _SHAPE_SIGN.search(expected):
        return False
    found = _SHAPE.fullmatch(expected)
    if found is None:
        return False
    return not found["rows"].isdigit() or bool(_SHAPE.fullmatch(answer)) or "," in answer


def shape_as_list(text: str) -> str:
    """Return m × n as (m, n), and any other text as it is.

    Examples
    --------
    >>> shape_as_list("2×3"), shape_as_list("m x n"), shape_as_list("2x")
    ('(2, 3)', '(m, n)', '2x')
    """
    found = _SHAPE.fullmatch(text) if len(text) < 60 else None
    return f"({found['rows']}, {found['columns']})" if found else text


def is_pair_of_sizes(expected: Node) -> bool:
    """Tell whether an expected answer may be a shape: two whole numbers or letters."""
    if not isinstance(expected, Array) or len(expected.entries) != 2:
        return False
    return all(isinstance(entry, Number | Name) for entry in expected.entries)
