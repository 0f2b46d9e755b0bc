"""What is said of walks: where each has come, in how many steps, and what Newton's step aims at."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.figures.newton._landscape import Landscape, kind_by
from lessons_lib.pencil.phrases import error_words
from lessons_lib.pencil.plane import plane_place
from lessons_lib.pictures._walks import Walk
from lessons_lib.wording import number

CURVED: Final = ("Newton", "damped Newton")

_DUST: Final = 1e-6  # of the view: nearer to an axis than this counts as on it
_NOISE: Final = 1e-10
_AIMS: Final = {
    "minimum": "so Newton's step goes to the minimum of the quadratic that fits there",
    "saddle": "so Newton's step goes to the saddle of the quadratic that fits there",
    "maximum": "so Newton's step goes up to the top of the quadratic that fits there",
}


def has_ended(walk: Walk, shown: int) -> bool:
    """Tell whether the walk has no more steps to show."""
    return walk.last(shown) == len(walk.path) - 1


def arrived(walk: Walk, shown: int, tolerance: float) -> bool:
    """Tell whether the walk has stopped on flat ground."""
    return has_ended(walk, shown) and bool(walk.path.gradient_norms[-1] <= tolerance)


def counted(steps: int) -> str:
    """Write a number of steps.

    Examples
    --------
    >>> counted(1), counted(12)
    ('1 step', '12 steps')
    """
    return f"{steps} step{'' if steps == 1 else 's'}"


def outcome(walk: Walk, shown: int, land: Landscape, tolerance: float) -> str:
    """Return a clause on where a walk is after so many steps, and why it stopped if it has."""
    step, path = walk.last(shown), walk.path
    if arrived(walk, shown, tolerance):
        return f"{walk.phrase} {_arrival(path.points[-1], step, land)}"
    place = plane_place(_tidy(path.points[step], land))
    if has_ended(walk, shown) and "used up" not in path.stopped:
        return f"{walk.phrase} stops at {place} after {counted(step)} ({_reason(walk, land)})"
    return f"{walk.phrase} is at {place} after {counted(step)}, {_height(walk, step, land)}"


def _arrival(point: ArrayLike, step: int, land: Landscape) -> str:
    known, kind = land.reached(point), land.kind(point)
    place = plane_place(known[0] if known else _tidy(point, land))
    article = "a" if kind == "flat point" else "the"
    if not step:
        return f"stays where it starts, at {article} {kind} {place}"
    return f"reaches {article} {kind} {place} in {counted(step)}"


def _tidy(point: ArrayLike, land: Landscape) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    at = np.asarray(point, float)
    return np.where(np.abs(at) < _DUST * land.view.size, 0.0, at)


def _height(walk: Walk, step: int, land: Landscape) -> str:
    if np.isfinite(land.floor):
        above = float(walk.path.values[step]) - land.floor
        return f"{error_words(max(above, 0.0), _NOISE)} above the lowest value"
    return f"where the gradient has length {error_words(float(walk.path.gradient_norms[step]), _NOISE)}"


def _reason(walk: Walk, land: Landscape) -> str:
    """Say why a walk stopped where it is not flat."""
    if walk.method in CURVED and "Newton's step is undefined" in walk.path.stopped:
        exists = np.isfinite(land.hessian_at(walk.path.points[-1])).all()
        return "the Hessian cannot be inverted there" if exists else "there is no Hessian there"
    return walk.path.stopped.replace(" here", " there")


def aim(land: Landscape, start: ArrayLike, methods: set[str]) -> str:
    """Return a sentence on the Hessian at the start and what it makes of Newton's step."""
    if not methods & set(CURVED):
        return ""
    hessian = land.hessian_at(start)
    if not np.isfinite(hessian).all():
        return "There is no Hessian at the start."
    low, high = (_plain(float(value), hessian) for value in np.linalg.eigvalsh(hessian))
    head = f"At the start the Hessian has the eigenvalues {number(low)} and {number(high)}"
    kind = kind_by(hessian)
    if not kind:
        return f"{head}: it cannot be inverted there, and Newton's whole step does not exist."
    return f"{head}, {_AIMS[kind]}{_turning(kind, land, methods)}."


def _plain(eigenvalue: float, hessian: ArrayLike) -> float:
    """Return an eigenvalue, 0 where it is rounding."""
    return 0.0 if abs(eigenvalue) <= 1e-12 * float(np.abs(hessian).max()) else eigenvalue


def _turning(kind: str, land: Landscape, methods: set[str]) -> str:
    if kind != "minimum" and "damped Newton" in methods:
        return "; damped Newton turns its step downhill"
    if kind == "minimum" and land.hessian is not None:
        return ", which is the function itself: one whole step arrives"
    return ""
