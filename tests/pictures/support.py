"""What the tests of pictures share: pictures by name, states to move to, marks by their meaning."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import numpy as np

from lessons_lib import pencil, pictures
from lessons_lib.formula import Function
from lessons_lib.pencil import Picture
from lessons_lib.pencil.figure import new_figure

PARABOLA = Function("x^2 - 6x + 13")
HOSTILE = [
    "x^2 - 6x + 13", "|x|", "cbrt x", "log x", "1/x", "exp x", "tan x", "sqrt x", "relu x", "sign x", "x^40",
]  # fmt: skip
NAMES = [each.name for each in iter_modules(pictures.__path__) if not each.name.startswith("_")]


def function(text: str) -> Function:
    return Function(text, "x")


def kind_of(name: str) -> type[Picture]:
    """Return the class of a picture."""
    found = getattr(import_module(f"lessons_lib.pictures.{name}"), name.title().replace("_", ""))
    assert issubclass(found, Picture)
    return found


def picture(name: str, f: Any = None, /, classroom: bool = False, **asked: Any) -> Any:
    """Draw a picture as a call asks for it."""
    kind = kind_of(name)
    asked = asked if f is None else {"f": f, **asked}
    state = {key: field.admitted(asked.get(key, field.default)) for key, field in kind.fields.items()}
    for key, field in kind.fields.items():
        if isinstance(field, pencil.Formula):
            state[key] = field.reader(state[key])
    return kind(new_figure(*kind.size, classroom=classroom), **{**state, **kind.completed(state)})


ELSEWHERE: dict[type, Callable[[Any], Any]] = {
    pencil.Along: lambda field: field.default + 0.7,
    pencil.Position: lambda _: (-1.0, 1.0),
    pencil.Inputs: lambda field: tuple(0.5 - value for value in field.default),
    pencil.StepSize: lambda _: -0.5,
    pencil.SmallStep: lambda field: float(np.sqrt(field.low * field.high)),
    pencil.Angle: lambda _: 130.0,
    pencil.Log: lambda field: float(np.sqrt(field.low * field.high)),
    pencil.StepFactor: lambda _: 0.05,
    pencil.Slide: lambda field: round(np.dot(field.ends(field.default), (0.7, 0.3)), 2),
    pencil.Count: lambda _: 3,
    pencil.Pick: lambda field: field.options[min(1, len(field.options) - 1)] if field.options else None,
    pencil.Several: lambda field: tuple(field.options[:2]),
    pencil.Matrix: lambda _: ((1.0, 2.0), (0.0, 3.0)),
}


# In narrow windows the scale of zoom leaves the sheet; a longer walk widens the axis of steps.
CHOSEN: dict[str, dict[str, Any]] = {
    "Zoom": {"width": 0.1},
    "Downhill": {"method": "step and shrink", "start": 1.5},
}


def elsewhere(kind: type[Picture]) -> dict[str, Any]:
    """Return another state of a picture's stage: every field that moves is moved, but for the camera."""
    known = {key: field for key, field in kind.fields.items() if type(field) in ELSEWHERE}
    known = {key: field for key, field in known.items() if key not in {"azimuth", "elevation"}}
    moved = {key: ELSEWHERE[type(field)](field) for key, field in known.items() if not field.stages}
    moved = {
        key: round(value) if getattr(known[key], "whole", False) else value for key, value in moved.items()
    }
    return {**moved, **CHOSEN.get(kind.__name__, {})}


def draw(drawn: Picture) -> np.ndarray:
    """Draw the whole figure as the screen would show it."""
    canvas: Any = drawn.figure.canvas
    canvas.draw()
    return np.array(canvas.buffer_rgba())


def line(drawn: Picture, meaning: str, number: int = 0, panel: int | None = None) -> np.ndarray:
    """Return the points of a line of a meaning."""
    return drawn.marks(meaning, "line", panel)[number].data


def starting(drawn: Picture, start: str) -> str:
    """Return the words that start like this."""
    return next(text for text in drawn.words() if text.startswith(start))
