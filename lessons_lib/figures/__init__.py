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
    from lessons_lib.figures.chain import Chain
    from lessons_lib.figures.columns import Columns
    from lessons_lib.figures.costs import Costs
    from lessons_lib.figures.curvature import Curvature
    from lessons_lib.figures.eigen import Eigen
    from lessons_lib.figures.fold import Fold
    from lessons_lib.figures.gain import Gain
    from lessons_lib.figures.graph import Graph
    from lessons_lib.figures.guess import GuessArrow, GuessPoint
    from lessons_lib.figures.layer import LayerJacobian
    from lessons_lib.figures.linear_error import LinearError
    from lessons_lib.figures.memory import Memory
    from lessons_lib.figures.microscope import Microscope
    from lessons_lib.figures.newton import Newton
    from lessons_lib.figures.product_rule import ProductRule
    from lessons_lib.figures.random_hessians import RandomHessians
    from lessons_lib.figures.sensitivity import Sensitivity
    from lessons_lib.figures.step_error import StepError
    from lessons_lib.figures.surface import Surface
    from lessons_lib.figures.valley import LongValley
    from lessons_lib.figures.warp import Warp

_ROOMS = {
    "Chain": "chain",
    "Columns": "columns",
    "Costs": "costs",
    "Curvature": "curvature",
    "Eigen": "eigen",
    "Fold": "fold",
    "Gain": "gain",
    "Graph": "graph",
    "GuessArrow": "guess",
    "GuessPoint": "guess",
    "LayerJacobian": "layer",
    "LinearError": "linear_error",
    "LongValley": "valley",
    "Memory": "memory",
    "Microscope": "microscope",
    "Newton": "newton",
    "ProductRule": "product_rule",
    "RandomHessians": "random_hessians",
    "Sensitivity": "sensitivity",
    "StepError": "step_error",
    "Surface": "surface",
    "Warp": "warp",
}

__all__ = [
    "Chain",
    "Columns",
    "Costs",
    "Curvature",
    "Eigen",
    "Fold",
    "Gain",
    "Graph",
    "GuessArrow",
    "GuessPoint",
    "LayerJacobian",
    "LessonFigure",
    "LinearError",
    "LongValley",
    "Memory",
    "Microscope",
    "Newton",
    "Picture",
    "ProductRule",
    "RandomHessians",
    "Sensitivity",
    "StepError",
    "Surface",
    "Warp",
    "new_axes",
    "new_figure",
]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"lessons_lib.figures has no picture named {name}; it has {', '.join(__all__)}.")
    return getattr(import_module(f"lessons_lib.figures.{_ROOMS[name]}"), name)
