"""Explorers: a few controls, a live picture and one sentence, each made by one line.

>>> from lessons_lib import explore
>>> explore.secant("x^2 - 6x + 13", at=1, step=1).caption
"Secant of x² − 6x + 13 at x = 1 with step h = 1: slope −3; the tangent's slope is −4, error 1."
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from lessons_lib import pictures

if TYPE_CHECKING:
    from lessons_lib.explore.base import Explorer as Explorer

_ROOMS = {
    "Explorer": "base",
    "surface": "surfaces",
    "graph": "graphs",
    "own": "sketches",
}


def _pictures() -> list[str]:
    """Return the names of all pictures: a module without an underscore holds one of its name."""
    return [each.name for each in iter_modules(pictures.__path__) if not each.name.startswith("_")]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(f"lessons_lib.explore.{_ROOMS[name]}"), name)
    if name not in _pictures():
        raise AttributeError(f"There is no explorer named {name}; choose one of {', '.join(__dir__())}.")
    made = import_module("lessons_lib.explore.explorer")
    module = import_module(f"lessons_lib.pictures.{name}")
    found = made.explorer(getattr(module, name.title().replace("_", "")), name)
    return globals().setdefault(name, found)


def __dir__() -> list[str]:
    return sorted({*_ROOMS, *_pictures()})
