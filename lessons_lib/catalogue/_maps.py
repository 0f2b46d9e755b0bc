"""The maps: the plane to the plane."""

from __future__ import annotations

from lessons_lib.catalogue._example import BLOG, COURSE, JACOBIAN, PLANE, Example, View, listed

_NEAR: View = (-2, 2, -2, 2)
_SWIRL = "x cos(x^2 + y^2) - y sin(x^2 + y^2), x sin(x^2 + y^2) + y cos(x^2 + y^2)"


def all_maps() -> tuple[Example, ...]:
    """Return the functions from two numbers to two."""
    return (
        listed("fold", "x1^2 + x2, x1 x2", JACOBIAN, (-3, 3, -3, 3), PLANE),
        listed("folded sheet", "x^2, y", COURSE, _NEAR, PLANE),
        listed("polar", "r cos t, r sin t", BLOG, (0, 2, 0, 6.25), PLANE, variables=("r", "t")),
        listed("complex square", "x^2 - y^2, 2x y", COURSE, _NEAR, PLANE),
        listed("shear", "x + y, y", COURSE, _NEAR, PLANE),
        listed("swirl", _SWIRL, COURSE, (-1.5, 1.5, -1.5, 1.5), PLANE),
        listed("stretch and squeeze", "4x, y/2", COURSE, (-0.5, 1.5, -3, 3), PLANE),
        listed("mirror", "y, x", COURSE, _NEAR, PLANE),
        listed("collapse", "x + y, 2x + 2y", COURSE, _NEAR, PLANE),
        listed("cube of one", "x^3, y", COURSE, (-1.5, 1.5, -2, 2), PLANE),
    )
