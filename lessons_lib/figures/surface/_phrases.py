"""What the picture of a surface says."""

from typing import Any

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.plane import plane_place, variable_names
from lessons_lib.wording import number

_FLAT = 1e-12


def sentence(f: Any, at: tuple[float, float], height: float, gradient: Array, drawn: str) -> str:
    """Say what the surface, its tangent plane and its gradient are at a point; no full stop.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> sentence(Function("x^2 - y^2"), (0, 0), 0.0, np.zeros(2), "")
    'Surface x² − y² at (0, 0): height 0, level tangent plane; the gradient is (0, 0) and has no direction'
    """
    start = f"Surface {formula(f)} at {plane_place(at)}"
    if np.isnan(height):
        return f"{start}: undefined there, so there is no tangent plane"
    start = f"{start}: height {number(height)}"
    if np.isnan(gradient).any():
        return f"{start}, but no gradient there, so there is no tangent plane"
    if np.hypot(*gradient) < _FLAT:
        return f"{start}, level tangent plane; the gradient is (0, 0) and has no direction"
    return f"{start}, {_slopes(f, gradient)}; {_arrow(gradient, drawn)}"


def _slopes(f: Any, gradient: Array) -> str:
    pairs = zip(gradient, variable_names(f), strict=True)
    across, up = (f"{number(slope)} along {name}" for slope, name in pairs)
    return f"tangent plane with slopes {across} and {up}"


def _arrow(gradient: Array, drawn: str) -> str:
    length = f"{number(float(np.hypot(*gradient)))} long{', ' * bool(drawn)}{drawn}"
    return f"the gradient {plane_place(gradient)} lies in the input plane and is {length}"


def cut_words(low: float, high: float, cut: tuple[bool, bool]) -> str:
    """Say where the surface leaves its box, if it does.

    Examples
    --------
    >>> cut_words(-1, 4, (False, True))
    'heights above 4 are cut off'
    """
    sides = (f"below {number(low, 3)}" * cut[0], f"above {number(high, 3)}" * cut[1])
    return f"heights {' and '.join(side for side in sides if side)} are cut off" if any(cut) else ""
