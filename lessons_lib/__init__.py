"""Derivatives, gradients, Jacobians and Hessians: the package behind the lessons."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessons_lib.display import classroom as classroom
    from lessons_lib.formula import Function as Function
    from lessons_lib.slopes import automatic as automatic
    from lessons_lib.slopes import numeric as numeric
    from lessons_lib.state import Point as Point
    from lessons_lib.state import Step as Step

__version__ = "0.1.0"

_ROOMS = {
    "Function": "formula",
    "Point": "state",
    "Step": "state",
    "automatic": "slopes.automatic",
    "classroom": "display",
    "numeric": "slopes.numeric",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(
            f"lessons_lib has no {name}; it has {', '.join(_ROOMS)}, and rooms such as explore and descent."
        )
    room = import_module(f"lessons_lib.{_ROOMS[name]}")
    return room if _ROOMS[name].endswith(f".{name}") else getattr(room, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOMS})
