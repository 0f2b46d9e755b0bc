"""Matrix expressions: shapes first, then random instances of two sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import cycle
from random import Random
from typing import Any

from lessons_lib.formula import Array, Call, Name, Node, Product, Transpose, children, names, walk

from ._shapes import Shape, Size, fitted

_ARRAY_FUNCTIONS = frozenset(("norm", "outer", "dot", "diag", "softmax"))
_MATRIX_LETTERS = frozenset("ABMWXHJQU")
_SIZES = ((3, 2, 4, 5, 2, 3), (2, 4, 3, 2, 5, 4))
_INSTANCES = 6


def speaks_of_matrices(tree: Node) -> bool:
    """Tell whether letters of a formula are vectors or matrices.

    Examples
    --------
    >>> from lessons_lib.formula import parse
    >>> [speaks_of_matrices(parse(typed).tree) for typed in ("A' x", "norm(3, 4)", "A B", "x y")]
    [True, False, True, False]
    """
    return any(_is_of_arrays(part) for part in walk(tree))


def _is_of_arrays(node: Node) -> bool:
    match node:
        case Transpose(inner):
            return bool(names(inner)) and _has_bare_name(inner)
        case Call(function, arguments) if function in _ARRAY_FUNCTIONS:
            return any(map(_has_bare_name, arguments))
        case Product(factors):
            found = {factor.name for factor in factors if isinstance(factor, Name)}
            return len(found & _MATRIX_LETTERS) > 1
    return False


def _has_bare_name(node: Node) -> bool:
    """Tell whether a name stands in a formula without a list around it."""
    if isinstance(node, Array):
        return False
    return isinstance(node, Name) or any(map(_has_bare_name, children(node)))


def instances(known: Mapping[str, Shape]) -> Iterator[dict[str, Any]]:
    """Yield values for all names, in two sizes."""
    random = Random(2024)  # noqa: S311 - the same points every time
    open_sides = sorted({side for shape in known.values() for side in shape.sides if isinstance(side, str)})
    for index in range(_INSTANCES):
        sizes: dict[Size, int] = dict(zip(open_sides, cycle(_SIZES[index % 2]), strict=False))
        yield {name: _value(name, shape, sizes, random) for name, shape in sorted(known.items())}


def _value(name: str, shape: Shape, sizes: Mapping[Size, int], random: Random) -> Any:
    sides = [sizes.get(side, side) for side in shape.sides]
    if name == "I" and len(sides) == 2 and sides[0] == sides[1]:
        return tuple(tuple(Fraction(i == j) for j in range(int(sides[1]))) for i in range(int(sides[0])))
    return _random(tuple(map(int, sides)), random)


def _random(sides: tuple[int, ...], random: Random) -> Any:
    if not sides:
        return Fraction(random.choice((-1, 1)) * random.randint(20, 300), 100)
    return tuple(_random(sides[1:], random) for _ in range(sides[0]))


def given_shapes(variables: object) -> dict[str, Shape]:
    """Return the shapes that `variables` gives, where it is a mapping from name to shape."""
    if not isinstance(variables, Mapping):
        return {}
    return {str(name): Shape(_sides(shape)) for name, shape in variables.items()}


def _sides(shape: object) -> tuple[Size, ...]:
    sides = tuple(shape) if isinstance(shape, tuple | list) else (shape,)
    if len(sides) > 2 or not all(_is_side(side) for side in sides):
        raise ValueError("Give the shape of a variable as (), (n,) or (m, n) with sides from 1 to 12.")
    return sides


def _is_side(side: object) -> bool:
    return isinstance(side, str) or (isinstance(side, int) and 0 < side < 13)


__all__ = ["fitted", "given_shapes", "instances", "speaks_of_matrices"]
