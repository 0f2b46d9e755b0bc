"""Lesson 04: eigenvalues, and what kind of flat point they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ._exercise import Exercise, Line
from ._matrices import Matrix, determinant, typed
from ._polynomials import PolynomialMap, summed
from ._skill import Chance, skill
from ._worded import Amount, Asked, Slip, amount, chosen, line, listed, worded, worked_out


class Bent(NamedTuple):
    """A symmetric matrix with whole eigenvalues, the smallest first."""

    matrix: Matrix
    eigenvalues: tuple[int, ...]


def bent(chance: Chance, level: int, lowest: int = -4) -> Bent:
    """Return a matrix whose axes lie diagonally, then along (1, 2) or (1, 3), then in three dimensions."""
    low = _whole(chance, lowest, 5)
    a, b = (1, 1) if level == 1 else chance.choice(((1, 2), (2, 1), (1, 3), (3, 1)))
    sign = chance.choice((-1, 1))
    plane = ((low + a * a, sign * a * b), (sign * a * b, low + b * b))
    found = low, low + a * a + b * b
    if 0 in found:
        return bent(chance, level, lowest)
    return _with_an_axis(chance, plane, found) if level == 3 else Bent(plane, found)


def _whole(chance: Chance, low: int, high: int, but: Sequence[int] = ()) -> int:
    return chance.choice([entry for entry in range(low, high + 1) if entry and entry not in but])


def _with_an_axis(chance: Chance, plane: Matrix, found: tuple[int, int]) -> Bent:
    """Put a third variable, which the others leave alone, at some place."""
    own, place = _whole(chance, -3, 9, but=found), chance.randint(0, 2)
    rows = [(*row[:place], 0, *row[place:]) for row in plane]
    rows.insert(place, tuple(own if i == place else 0 for i in range(3)))
    low, middle, high = sorted((*found, own))
    return Bent(tuple(rows), (low, middle, high))


# eigenvalues


@skill("eigenvalues of a hessian", "hessians", "3. Eigenvectors in five minutes · core")
def eigenvalues(chance: Chance, level: int) -> Exercise:
    """Ask for diagonal directions, then for others, then for three dimensions of which one stands apart."""
    matrix, found = bent(chance, level)
    asked = worded(f"Which eigenvalues has {{H = {typed(matrix)}}}? Answer with a list, the smallest first.")
    plane = _plane(matrix)
    trace, size = plane[0][0] + plane[1][1], determinant(plane)
    equation = summed((1, "lambda^2"), (-trace, "lambda"), (size, ""))
    hints = (
        "For which number, taken off the diagonal, is the determinant 0?",
        "Of two, the sum is the sum of the diagonal, and the product is the determinant."
        + (" A variable that meets no other has its own." if level == 3 else ""),
        f"Solve {{{equation}}}, which must be 0.",
    )
    own = sum(matrix[i][i] for i in range(len(matrix))) - trace
    apart = (line("the variable apart", f"Its eigenvalue is {{{amount(own)}}}."),) if level == 3 else ()
    steps = (
        *apart,
        line("determinant of H − λI", f"{{{equation} = 0}}"),
        line("solve and sort", f"The eigenvalues are {{{listed(found)}}}"),
    )
    return worked_out(asked, found, hints, steps, _eigen_slips(matrix, found))


def _plane(matrix: Matrix) -> Matrix:
    """Return the two rows and columns that meet."""
    kept = [i for i, row in enumerate(matrix) if any(row[:i] + row[i + 1 :])]
    return tuple(tuple(matrix[i][j] for j in kept) for i in kept)


def _eigen_slips(matrix: Matrix, found: Sequence[int]) -> tuple[Slip, ...]:
    diagonal = sorted(matrix[i][i] for i in range(len(matrix)))
    sizes = sorted(map(abs, found))
    message = "This is the diagonal; it holds the eigenvalues only where all else is 0."
    return (
        Slip(found[::-1], "largest first", "All are right; put the smallest first."),
        Slip(diagonal, "diagonal for eigenvalues", message),
        Slip([-entry for entry in reversed(found)], "sign", "The sizes are right; the signs are not."),
        Slip(sizes, "signs left out", "An eigenvalue may be negative: where the surface bends down."),
        Slip(sum(found), "sum of the eigenvalues", "This is their sum; give each of them."),
        Slip(determinant(matrix), "product of the eigenvalues", "This is their product; give each of them."),
    )


# kinds

_MINIMUM, _MAXIMUM, _SADDLE, _SILENT = "local minimum", "local maximum", "saddle point", "the test is silent"
_WHICH = "What kind of flat point is it?"
_KINDS = (_MINIMUM, _MAXIMUM, _SADDLE, _SILENT)


def kind_of(found: Sequence[Amount]) -> str:
    """Return what the eigenvalues say of a flat point.

    Examples
    --------
    >>> kind_of((1, -1, 0)), kind_of((2, 0))
    ('saddle point', 'the test is silent')
    """
    if min(found) < 0 < max(found):
        return _SADDLE
    if 0 in found:
        return _SILENT
    return _MINIMUM if min(found) > 0 else _MAXIMUM


@skill("kind of a flat point", "hessians", "6. What kind of flat point? · core")
def kind(chance: Chance, level: int) -> Exercise:
    """Ask with the eigenvalues given, then with the Hessian, then for a formula."""
    if level == 1:
        found = _signs(chance)
        asked = worded(f"At a flat point the Hessian has the eigenvalues {{{listed(found)}}}. {_WHICH}")
        return _named(asked, found, ())
    if level == 2:
        matrix, found = _flat(chance)
        asked = worded(f"At a flat point the Hessian is {{H = {typed(matrix)}}}. {_WHICH}")
        return _named(asked, found, ())
    f, point, found = _with_flat_point(chance)
    matrix = f.hessian(point)
    asked = worded(f"The gradient of {{{f.outputs[0]}}} is zero at {{{listed(point)}}}. {_WHICH}")
    return _named(asked, found, (line("Hessian there", f"{{H = {typed(matrix)}}}"),))


def _signs(chance: Chance) -> tuple[int, ...]:
    low, high = chance.randint(1, 4), chance.randint(5, 9)
    return chance.choice((
        (low, high), (-high, -low), (-low, high), (-high, low), (0, high), (-high, 0), (-low, 0, high),
        (0, low, high),
    ))  # fmt: skip


def _flat(chance: Chance) -> Bent:
    """Return a Hessian of some kind; each kind comes about as often."""
    wanted = chance.choice(_KINDS)
    while True:
        a, b = chance.choice(((1, 1), (1, 2), (2, 1), (1, 3)))
        low, k = chance.randint(-9, 6), chance.choice((-1, 1))
        found = tuple(sorted((low, low + k * (a * a + b * b))))
        if kind_of(found) == wanted:
            return Bent(((low + k * a * a, k * a * b), (k * a * b, low + k * b * b)), found)


def _with_flat_point(chance: Chance) -> tuple[PolynomialMap, tuple[int, int], tuple[int, int]]:
    a, b, sign = chance.randint(1, 3), chance.choice((-3, -2, -1, 1, 2, 3)), chance.choice((-1, 1))
    valley = summed((1, "x^3"), (-3 * a * a, "x"), (b, "y^2"))
    tilted = summed((b, "x^2"), (2 * b * sign * (a + 1), "x y"), (b, "y^2"))
    fourth = summed((sign, "x^4"), (b, "y^2"))
    trough = summed((b, "x^2"), (2 * b, "x y"), (b, "y^2"), (sign, "x^3"))
    formula, point, found = chance.choice((
        (valley, (a, 0), (6 * a, 2 * b)), (valley, (-a, 0), (-6 * a, 2 * b)),
        (tilted, (0, 0), (2 * b * (a + 2), -2 * b * a)),
        (fourth, (0, 0), (0, 2 * b)), (trough, (0, 0), (0, 4 * b)),
    ))  # fmt: skip
    return PolynomialMap((formula,), ("x", "y")), point, found


def _named(asked: Asked, found: Sequence[Amount], before: tuple[Line, ...]) -> Exercise:
    right, signs = kind_of(found), sorted(found)
    hints = (
        "Does the surface rise or fall along its axes? The signs of the eigenvalues tell.",
        "All positive, all negative, both signs, or a zero among others of one sign: four cases.",
        "Find the signs first. In two dimensions the determinant is negative only if they differ.",
    )
    steps = (
        *before,
        line("eigenvalues", f"They are {{{listed(signs)}}}."),
        Line("their signs", f"{_REASONS[right]} So: {right}."),
    )
    slips = [
        Slip(each, f"{each} for {right}", _kind_message(each, right)) for each in _KINDS if each != right
    ]
    return chosen(asked, right, hints, steps, slips)


_REASONS = {
    _MINIMUM: "All are positive: it rises along every axis.",
    _MAXIMUM: "All are negative: it falls along every axis.",
    _SADDLE: "Both signs occur: up along one axis, down along another.",
    _SILENT: "One is 0, and no two have different signs: higher terms decide.",
}


def _kind_message(taken: str, right: str) -> str:
    if taken == _SILENT:
        return "A zero alone does not silence it, and here the signs do tell: look again at both ends."
    if right == _SILENT:
        return "Along one axis the second derivative is 0: does it promise anything there?"
    if taken == _SADDLE:
        return "That needs two different signs: is there really an axis up and an axis down?"
    if right == _SADDLE:
        return "That needs the same sign along every axis: look at both ends."
    return "The signs agree, but which one is it: does the surface rise or fall?"
