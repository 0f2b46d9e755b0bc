"""Points on either side of every kink: where the inside of |·|, relu, sign, min or max changes sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lessons_lib.formula import Call, Negative, Node, Number, Power, Sum, names, walk

from ._ball import Ball
from ._values import Formula, Work

_BENT = frozenset(("abs", "relu", "sign", "heaviside"))
_BITS = 60
_SAMPLES, _WALKED, _MOST_SWITCHES, _MOST_PATTERNS = 90, 60, 6, 12
_HALVINGS = 10

Coordinates = tuple[Fraction, ...]
Pattern = tuple[int, ...]


def switches(trees: Sequence[Node]) -> list[Node]:
    """Return the formulas whose sign decides between two branches, each once.

    Examples
    --------
    >>> from lessons_lib.formula import parse, text
    >>> [text(found) for found in switches([parse("|x - 1| + max(x, y) + sqrt((x+2)^2)").tree])]
    ['x − 1', 'x − y', 'x + 2']
    """
    found = (inside for tree in trees for part in walk(tree) for inside in _inside(part))
    return [inside for inside in dict.fromkeys(found) if names(inside)][:_MOST_SWITCHES]


def _inside(node: Node) -> Iterator[Node]:
    match node:
        case Call(function, (inner,)) if function in _BENT:
            yield inner
        case Call("min" | "max", (first, *others)):
            yield from (Sum((first, Negative(other))) for other in others)
        case Call("sqrt", (Power(base, Number(value)),)) if value % 2 == 0:
            yield base
        case Power(Power(base, Number(value)), exponent) if value % 2 == 0 and not isinstance(
            exponent, Number
        ):
            yield base
        case Call("log", (Power(base, Number(value)), *_)) if value % 2 == 0:
            yield base


class _Signs:
    """Tells on which side of every switch a point lies."""

    def __init__(self, found: list[Node], variables: tuple[str, ...], work: Work) -> None:
        self._formulas = [Formula(inside) for inside in found]
        self._variables = variables
        self._work = work

    def values(self, point: Coordinates) -> list[float] | None:
        """Return the values of all switches, roughly; None where one has none."""
        at = dict(zip(self._variables, point, strict=True))
        balls = [formula.at(at, _BITS, self._work) for formula in self._formulas]
        if not all((isinstance(each, Ball) and abs(each.size) < 1000) or _is_zero(each) for each in balls):
            return None
        return [float(each) for each in balls]


def _is_zero(value: object) -> bool:
    return isinstance(value, Ball) and value.is_zero()


def _pattern(values: list[float]) -> Pattern:
    return tuple((value > 0) - (value < 0) for value in values)


def branch_points(
    trees: Sequence[Node], variables: tuple[str, ...], points: Iterator[Coordinates], work: Work
) -> Iterator[tuple[Pattern, Coordinates]]:
    """Yield points, each with its combination of branches: what is found among many and near kinks."""
    found = switches(trees)
    if not found or not variables:
        return
    signs = _Signs(found, variables, work)
    seen: dict[Pattern, int] = {}
    nearest: list[tuple[float, Coordinates] | None] = [None] * len(found)
    for _, point in zip(range(_SAMPLES), points, strict=False):
        values = signs.values(point)
        if values is None:
            continue
        for pattern, new in _new(seen, _pattern(values), point):
            yield pattern, new
            yield from _tamed(signs, new, pattern)
        nearest = [_nearer(old, abs(value), point) for old, value in zip(nearest, values, strict=True)]
    for index, best in enumerate(nearest):
        if best is not None and len({pattern[index] for pattern in seen} - {0}) < 2:
            yield from _refined(signs, index, best, seen)


def _new(
    seen: dict[Pattern, int], pattern: Pattern, point: Coordinates
) -> Iterator[tuple[Pattern, Coordinates]]:
    count = seen.get(pattern, 0)
    if count < 2 and len(seen) <= _MOST_PATTERNS:
        seen[pattern] = count + 1
        yield pattern, point


def _tamed(signs: _Signs, point: Coordinates, pattern: Pattern) -> Iterator[tuple[Pattern, Coordinates]]:
    """Yield a point on the same branch with smaller coordinates, where no large value hides a difference."""
    tame = point
    for moved_by in _shrinkings(point):
        moved = tuple(x * factor for x, factor in zip(tame, moved_by, strict=True))
        values = signs.values(moved)
        if values is not None and _pattern(values) == pattern:
            tame = moved
    if tame != point:
        yield pattern, tame


def _shrinkings(point: Coordinates) -> Iterator[Coordinates]:
    """Yield factors: first for one coordinate after the other, then for all at once."""
    one = Fraction(1)
    for index, x in enumerate(point if len(point) > 1 else ()):
        if abs(x) > 1:
            yield tuple(
                one / (1 << int(abs(x)).bit_length()) if i == index else one for i in range(len(point))
            )
    for power in (*(1,) * _HALVINGS, 2, 3, 4):
        yield (1 - one / (1 << power),) * len(point)


def _nearer(
    old: tuple[float, Coordinates] | None, distance: float, point: Coordinates
) -> tuple[float, Coordinates]:
    return (distance, point) if old is None or distance < old[0] else old


def _refined(
    signs: _Signs, index: int, best: tuple[float, Coordinates], seen: dict[Pattern, int]
) -> Iterator[tuple[Pattern, Coordinates]]:
    """Walk towards the kink of one switch, and yield what lies beyond it."""
    distance, point = best
    side = signs.values(point)
    reach = [max(abs(x), Fraction(1)) / 2 for x in point]
    for turn in range(_WALKED if side else 0):
        axis = turn % len(point)
        found = _step(signs, index, point, axis, reach[axis])
        if found is None:
            reach[axis] /= 4
            continue
        values, moved = found
        yield from _new(seen, _pattern(values), moved)
        if side and values[index] * side[index] < 0:
            yield from _beyond(signs, index, point, moved, seen)
            return
        if abs(values[index]) < distance:
            reach[axis] = 2 * abs(moved[axis] - point[axis])
            distance, point = abs(values[index]), moved
        else:
            reach[axis] /= 4


def _step(
    signs: _Signs, index: int, point: Coordinates, axis: int, reach: Fraction
) -> tuple[list[float], Coordinates] | None:
    """Return the best of a few steps along an axis: that which comes nearest to the kink, or beyond it."""
    best: tuple[float, list[float], Coordinates] | None = None
    x = point[axis]
    start = signs.values(point)
    for other in (x + reach, x - reach, x + reach / 8, x - reach / 8, 8 * x, x / 8):
        moved = (*point[:axis], _shortened(other), *point[axis + 1 :])
        values = signs.values(moved)
        if values is None or start is None:
            continue
        towards = values[index] if start[index] > 0 else -values[index]
        if best is None or towards < best[0]:
            best = towards, values, moved
    return None if best is None else best[1:]


def _shortened(value: Fraction) -> Fraction:
    """Keep a number to some 100 digits, so that a long walk stays cheap."""
    bits = max(value.denominator.bit_length(), value.numerator.bit_length()) - 160
    return value.limit_denominator(1 << 140) if bits > 0 else value


def _beyond(
    signs: _Signs, index: int, before: Coordinates, after: Coordinates, seen: dict[Pattern, int]
) -> Iterator[tuple[Pattern, Coordinates]]:
    """Yield points a little and far beyond a kink that was found."""
    for times in (2, 5, 1000):
        moved = tuple(y + (y - x) * times for x, y in zip(before, after, strict=True))
        values = signs.values(moved)
        if values is not None:
            yield from _new(seen, _pattern(values), moved)
