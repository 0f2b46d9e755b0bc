"""Derivatives, gradients, Jacobians and Hessians: the package behind the lessons."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessons_lib.display import classroom as classroom

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name != "classroom":
        raise AttributeError(f"lessons_lib has no {name}; it has classroom(), and rooms such as explore.")
    return import_module("lessons_lib.display").classroom
