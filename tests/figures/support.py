"""What the tests of pictures share: functions, states, and how to look at artists."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from lessons_lib import descent
from lessons_lib.computation import Computation
from lessons_lib.figures import (
    ArrowMap,
    Costs,
    Direction,
    Downhill,
    FlatPoints,
    Graph,
    Outline,
    Partials,
    Picture,
    ProductRule,
    Secant,
    Slope,
    StepError,
    Surface,
    Zoom,
    new_axes,
    new_figure,
)
from lessons_lib.figures.graph import graph_axes
from lessons_lib.figures.lettering import Label
from lessons_lib.symbolic import Function

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


def secant(f: Any = PARABOLA, at: float = 1, step: float = 1, **options: Any) -> Secant:
    classroom = options.pop("classroom", False)
    return Secant(*new_axes(new_figure(classroom=classroom)), f, at, step, **options)


def slope(f: Any = PARABOLA, at: float = 1, classroom: bool = False) -> Slope:
    return Slope(new_axes(new_figure(9, 4.2, classroom=classroom), 1, 2), f, at)


def zoom(f: Any = PARABOLA, at: float = 1, width: float = 1, classroom: bool = False) -> Zoom:
    return Zoom(*new_axes(new_figure(classroom=classroom)), f, at, width)


def step_error(f: Any = None, at: float = 1, step: float = 1e-4, classroom: bool = False) -> StepError:
    return StepError(*new_axes(new_figure(classroom=classroom)), f or function("exp x"), at, step)


def downhill(path: descent.Path, shown: int = 3, classroom: bool = False) -> Downhill:
    axes = new_axes(new_figure(9, 4.2, classroom=classroom), 1, 2)
    return Downhill(axes, PARABOLA, path, shown, view=(-0.6, 6.2, -2, 17))


def flat_points(
    f: Any = PARABOLA, view: Any = (0, 6), at: float | None = 1, classroom: bool = False
) -> FlatPoints:
    return FlatPoints(*new_axes(new_figure(classroom=classroom)), f, view, at)


def product_rule(*sides: float, classroom: bool = False) -> ProductRule:
    return ProductRule(*new_axes(new_figure(classroom=classroom)), *(sides or (3, 2, 0.5, 0.5)))


HILL = Function("x^2 y + sin y")


def partials(f: Any = HILL, at: Any = (1, 2), step: float = 0.5, classroom: bool = False) -> Partials:
    return Partials(new_axes(new_figure(10, 4, classroom=classroom), columns=3), f, at, step)


def direction(f: Any = HILL, at: Any = (1, 2), angle: float = 20, classroom: bool = False) -> Direction:
    return Direction(new_axes(new_figure(9, 4.2, classroom=classroom), columns=2), f, at, angle)


def arrow_map(f: Any = HILL, at: Any = (1, 2), classroom: bool = False) -> ArrowMap:
    return ArrowMap(*new_axes(new_figure(6.5, 5.6, classroom=classroom)), f, at)


def surface(f: Any = HILL, at: Any = (1, 2), classroom: bool = False) -> Surface:
    return Surface(new_axes(new_figure(9.6, 4.8, classroom=classroom), columns=2), f, at)


def outline(width: float = 0.1, classroom: bool = False) -> Outline:
    axes = new_axes(new_figure(9, 4.2, classroom=classroom), columns=2)
    return Outline(axes, Function("x^2 + y^2 - 1"), width)


def costs(inputs: int = 100, outputs: int = 10, classroom: bool = False) -> Costs:
    return Costs(*new_axes(new_figure(classroom=classroom)), inputs, outputs)


def graph(f: Any = HILL, at: Any = (1, 2), classroom: bool = False, **options: Any) -> Graph:
    computation = Computation(f)
    axes = graph_axes(new_figure(9.6, 5.2, classroom=classroom), computation.inputs)
    return Graph(axes, computation, at, **options)


MOVING: dict[str, tuple[Callable[..., Picture], dict[str, Any]]] = {
    "secant": (secant, {"at": 4, "step": -0.5}),
    "slope": (slope, {"at": 2}),
    "zoom": (zoom, {"width": 0.1}),
    "step_error": (step_error, {"step": 1e-7}),
    "downhill": (lambda **k: downhill(descent.gradient_descent(PARABOLA, 0.5), **k), {"shown": 7}),
    "flat_points": (flat_points, {"at": 4.5}),
    "product_rule": (product_rule, {"du": 0.1}),
    "partials": (partials, {"at": (-1, 1)}),
    "direction": (direction, {"angle": 130}),
    "arrow_map": (arrow_map, {"at": (-1, 1)}),
    "surface": (surface, {"at": (-1, 1)}),
    "outline": (outline, {"width": 0.2}),
    "graph": (graph, {"at": (-1.5, 0.5)}),
    "costs": (costs, {"inputs": 30, "outputs": 2}),
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
