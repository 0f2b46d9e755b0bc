"""What the tests of pictures share: functions, states, and how to look at artists."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib.figures import (
    Graph,
    Picture,
    ProductRule,
    Surface,
    new_axes,
    new_figure,
)
from lessons_lib.figures.graph import graph_axes
from lessons_lib.formula import Function
from lessons_lib.pencil.lettering import Label
from lessons_lib.slopes.computation import Computation

PARABOLA = Function("x^2 - 6x + 13")
HOSTILE = [
    "x^2 - 6x + 13",
    "|x|",
    "cbrt x",
    "log x",
    "1/x",
    "exp x",
    "tan x",
    "sqrt x",
    "relu x",
    "sign x",
    "x^40",
]


def function(text: str) -> Function:
    return Function(text, "x")


def product_rule(*sides: float, classroom: bool = False) -> ProductRule:
    return ProductRule(*new_axes(new_figure(classroom=classroom)), *(sides or (3, 2, 0.5, 0.5)))


HILL = Function("x^2 y + sin y")
WAVES = Function("cos x + cos y")


def surface(f: Any = HILL, at: Any = (1, 2), classroom: bool = False) -> Surface:
    return Surface(new_axes(new_figure(9.6, 4.8, classroom=classroom), columns=2), f, at)


BEND = Function("x^2 - y^2, 2x y")


def graph(f: Any = HILL, at: Any = (1, 2), classroom: bool = False, **options: Any) -> Graph:
    computation = Computation(f)
    axes = graph_axes(new_figure(9.6, 5.2, classroom=classroom), computation.inputs)
    return Graph(axes, computation, at, **options)


MOVING: dict[str, tuple[Callable[..., Picture], dict[str, Any]]] = {
    "product_rule": (product_rule, {"du": 0.1}),
    "surface": (surface, {"at": (-1, 1)}),
    "graph": (graph, {"at": (-1.5, 0.5)}),
}


def axes_of(picture: Picture) -> list[Axes]:
    return list({artist.axes for artist in picture.moving if artist.axes is not None})


def draw(picture: Picture) -> np.ndarray:
    """Draw the whole figure as the screen would show it."""
    figure = picture.moving[0].get_figure(root=True)
    figure.canvas.draw()
    return np.array(figure.canvas.buffer_rgba())


def labels(artists: Iterable[Artist]) -> dict[str, Label]:
    shown = [a for a in artists if isinstance(a, Label) and a.get_visible() and a.get_text()]
    return {label.get_text(): label for label in shown}


def text_starting(picture: Picture, start: str) -> str:
    return next(text for text in labels(picture.moving) if text.startswith(start))


def colour(line: Line2D) -> str:
    return str(line.get_color())
