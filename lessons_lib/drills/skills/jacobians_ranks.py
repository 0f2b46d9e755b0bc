"""Lesson 03: how many dimensions a map loses."""

from __future__ import annotations

from ._exercise import Exercise, Line
from ._matrices import Matrix, Vector, at_random, product, rank, typed, vector_at_random
from ._polynomials import PolynomialMap
from ._skill import Chance, skill
from ._worded import Asked, Slip, line, listed, worded, worked_out


@skill("rank of a jacobian", "jacobians", "What you saw: the rank counts what is left")
def lost(chance: Chance, level: int) -> Exercise:
    """Ask how many dimensions are lost in the plane, then in space, then for a map at a point."""
    if level == 1:
        jacobian = _of_rank(chance, 2, chance.choice((0, 1, 1, 2)))
        asked = worded(f"Here a map of the plane has the Jacobian {{J = {typed(jacobian)}}}. {_LOST}")
        return _ranked(asked, jacobian, ())
    if level == 2:
        jacobian = _of_rank(chance, 3, chance.choice((1, 2, 3)))
        asked = worded(f"Here a map of space has the Jacobian {{J = {typed(jacobian)}}}. {_LOST}")
        return _ranked(asked, jacobian, ())
    f, point = _folded(chance)
    jacobian = f.jacobian(point)
    asked = worded(
        f"The map is {{{f.formula}}}, of {f.defined}. Close to {{{listed(point)}}}: {_LOST.lower()}"
    )
    return _ranked(asked, jacobian, (line("Jacobian there", f"{{J = {typed(jacobian)}}}"),))


_LOST = "How many dimensions are lost?"


def _of_rank(chance: Chance, size: int, wanted: int) -> Matrix:
    if not wanted:
        return ((0,) * size,) * size
    found = product(at_random(chance, size, wanted, 2), at_random(chance, wanted, size, 2))
    return found if rank(found) == wanted else _of_rank(chance, size, wanted)


_FOLDS = (
    ("x^2 + y", "x y", "z^2"),
    ("x y", "y z", "x z"),
    ("x + y + z", "x^2 + y^2 + z^2", "x y z"),
    ("x^2", "y^2", "z^2"),
)


def _folded(chance: Chance) -> tuple[PolynomialMap, Vector]:
    """Return a map of space and a point where one or two dimensions are lost, or none."""
    a, b = vector_at_random(chance, 2, 2)
    bent, pairs, sums, squares = _FOLDS
    outputs, point = chance.choice((
        (bent, (a, 2 * a * a, b)), (bent, (a, 2 * a * a, 0)), (bent, (a, b, 1)),
        (pairs, (a, 0, 0)), (pairs, (a, b, 0)), (pairs, (a, b, 1)),
        (sums, (a, a, a)), (sums, (a, a, -a)), (sums, (a, -a, 0)),
        (squares, (a, 0, b)), (squares, (0, b, 0)),
    ))  # fmt: skip
    return PolynomialMap(outputs, ("x", "y", "z")), point


def _ranked(asked: Asked, jacobian: Matrix, before: tuple[Line, ...]) -> Exercise:
    size, left = len(jacobian), rank(jacobian)
    hints = (
        "Look at the columns: into how many really different directions do they point?",
        "The number of independent columns is left; the rest is lost.",
        "Is one column a multiple of another, or a sum of multiples of the others?",
    )
    steps = (
        *before,
        line("independent columns", f"Their number, the rank, is {{{left}}}."),
        line("what is lost", f"{{{size} - {left} = {size - left}}}"),
    )
    slips = (
        Slip(left, "rank for loss", "So many are left; how many are lost?"),
        Slip(size, "all lost", "Only a matrix full of zeros takes everything away."),
        Slip(0, "nothing lost", "Look at the determinant: it is 0, so something is lost."),
        Slip(
            min(1, size), "one lost", "Compare the columns two by two: are there really so many directions?"
        ),
        Slip(2, "two lost", "Compare the columns two by two: do they all lie on one line?"),
    )
    return worked_out(asked, size - left, hints, steps, slips)
