"""What a function of two variables is, and does, at points of the plane: finite numbers or nan."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lessons_lib.formula import Name, latex, text
from lessons_lib.wording import number

Point = tuple[float, float]


def plane_values(f: Any, points: ArrayLike) -> NDArray[np.float64]:
    """Evaluate a function of two variables."""
    points = np.asarray(points, float)
    with np.errstate(all="ignore"):
        found = np.array(np.broadcast_to(np.asarray(f(points), float), points.shape[:-1]))
    found[~np.isfinite(found)] = np.nan
    return found


def value_at(f: Any, at: Sequence[float]) -> float:
    """Evaluate a function at one point; nan where it has no finite real value."""
    with np.errstate(all="ignore"):
        found = float(f(at))
    return found if np.isfinite(found) else float("nan")


def gradient_at(f: Any, at: Sequence[float]) -> NDArray[np.float64]:
    """Return the gradient at one point, shape (2,); nan twice where it has no finite real value."""
    with np.errstate(all="ignore"):
        found = np.asarray(f.gradient(at), float)
    return found if np.isfinite(found).all() else np.full(2, np.nan)


def variable_names(f: Any) -> tuple[str, str]:
    """Return the names of both variables for a sentence.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> variable_names(Function("x1^2 + x2"))
    ('x₁', 'x₂')
    """
    across, up = (text(Name(str(name))) for name in np.ravel(f.variables))
    return across, up


def symbols(f: Any) -> tuple[str, str]:
    """Return the names of both variables as formulas for axes."""
    across, up = (f"${latex(Name(str(name)))}$" for name in np.ravel(f.variables))
    return across, up


def plane_place(at: ArrayLike) -> str:
    """Write a point.

    Examples
    --------
    >>> plane_place((1, -0.5))
    '(1, −0.5)'
    """
    x, y = np.asarray(at, float)
    return f"({number(x)}, {number(y)})"
