"""Pictures of calculus: each is drawn once and then moved. matplotlib only.

A picture takes empty axes and a state, shows itself, and has

- ``move(**state)``: move to another state; returns all artists that can move, always the same objects;
- ``caption``: one sentence with the numbers behind it;
- ``handles()``, ``dots()``, ``track(name)``: points to take hold of, their marks, the curves they ride on.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from lessons_lib.pencil.figure import LessonFigure, Picture, new_axes, new_figure

if TYPE_CHECKING:
    from lessons_lib.figures.graph import Graph
    from lessons_lib.figures.guess import GuessArrow, GuessPoint
    from lessons_lib.figures.product_rule import ProductRule
    from lessons_lib.figures.surface import Surface

_ROOMS = {
    "Graph": "graph",
    "GuessArrow": "guess",
    "GuessPoint": "guess",
    "ProductRule": "product_rule",
    "Surface": "surface",
}

__all__ = [
    "Graph",
    "GuessArrow",
    "GuessPoint",
    "LessonFigure",
    "Picture",
    "ProductRule",
    "Surface",
    "new_axes",
    "new_figure",
]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"lessons_lib.figures has no picture named {name}; it has {', '.join(__all__)}.")
    return getattr(import_module(f"lessons_lib.figures.{_ROOMS[name]}"), name)
