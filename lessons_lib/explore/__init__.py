"""Explorers: a few controls, a live picture and one sentence, each made by one line.

>>> from lessons_lib import explore
>>> explore.secant("x^2 - 6x + 13", at=1, step=1).caption
"Secant of x² − 6x + 13 at x = 1 with step h = 1: slope −3; the tangent's slope is −4, error 1."
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessons_lib.explore.base import Explorer as Explorer
    from lessons_lib.explore.curves import secant as secant

_ROOMS = {
    "Explorer": "base",
    "secant": "curves",
    "slope": "curves",
    "zoom": "curves",
    "by_heart": "curves",
    "step_error": "steps",
    "downhill": "walks",
    "flat_points": "walks",
    "partials": "gradients",
    "direction": "gradients",
    "arrow_map": "gradients",
    "surface": "surfaces",
    "descent": "descents",
    "outline": "outlines",
    "own_rule": "rules",
    "costs": "counting",
    "warp": "maps",
    "microscope": "maps",
    "cost": "memory",
    "mixed": "orders",
    "taylor": "expansions",
    "chain": "chains",
    "layer": "layers",
    "gain": "layers",
    "sensitivity": "pushes",
    "fade": "fades",
    "graph": "graphs",
    "curvature": "curvatures",
    "eigen": "curvatures",
    "random_hessians": "ensembles",
    "newton": "newtons",
    "valley": "valleys",
    "columns": "jacobians",
    "linear_error": "jacobians",
    "fold": "folds",
    "own": "sketches",
}

__all__ = list(_ROOMS)


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"There is no explorer named {name}; choose one of {', '.join(sorted(_ROOMS))}.")
    return getattr(import_module(f"lessons_lib.explore.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_ROOMS)
