"""Pictures of calculus: each is drawn once and then moved. matplotlib only.

A picture takes empty axes and a state, shows itself, and has

- ``move(**state)``: move to another state; returns all artists that can move, always the same objects;
- ``caption``: one sentence with the numbers behind it;
- ``handles()``, ``dots()``, ``track(name)``: points to take hold of, their marks, the curves they ride on.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lessons_lib.figures.base import LessonFigure, Picture, new_axes, new_figure
    from lessons_lib.figures.by_heart import ByHeart
    from lessons_lib.figures.downhill import Downhill
    from lessons_lib.figures.flat_points import FlatPoints
    from lessons_lib.figures.product_rule import ProductRule
    from lessons_lib.figures.secant import Secant
    from lessons_lib.figures.slope import Slope
    from lessons_lib.figures.step_error import StepError
    from lessons_lib.figures.zoom import Zoom

_ROOMS = {
    "LessonFigure": "base",
    "Picture": "base",
    "new_axes": "base",
    "new_figure": "base",
    "ByHeart": "by_heart",
    "Downhill": "downhill",
    "FlatPoints": "flat_points",
    "ProductRule": "product_rule",
    "Secant": "secant",
    "Slope": "slope",
    "StepError": "step_error",
    "Zoom": "zoom",
}

__all__ = [
    "ByHeart",
    "Downhill",
    "FlatPoints",
    "LessonFigure",
    "Picture",
    "ProductRule",
    "Secant",
    "Slope",
    "StepError",
    "Zoom",
    "new_axes",
    "new_figure",
]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"lessons_lib.figures has no picture named {name}; it has {', '.join(__all__)}.")
    return getattr(import_module(f"lessons_lib.figures.{_ROOMS[name]}"), name)
