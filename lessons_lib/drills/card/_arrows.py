"""An answered gradient as an arrow on a small map, and the true one beside it once it may be seen."""

from __future__ import annotations

import base64
import math
from typing import Any

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.catalogue import known_view
from lessons_lib.check.reading import read
from lessons_lib.drills.skills import Exercise, GradientMap
from lessons_lib.figures import LessonFigure, new_axes, new_figure
from lessons_lib.figures.guess import GuessArrow
from lessons_lib.formula import Function, evaluate
from lessons_lib.live.encoding import encode_still
from lessons_lib.live.raster import DRAWING, Raster
from lessons_lib.pencil.phrases import formula as formula_words
from lessons_lib.pencil.plane import PlaneView, contour_map, gradient_at, nice

_SIZE = (4.9, 4.4)
_RATIO = 2.0
_LONGEST = 0.42  # of the map's shorter side


def arrow_picture(exercise: Exercise, answer: str, *, truth: bool, classroom: bool = False) -> dict[str, Any]:
    """Return the map with the answer's arrow: "source", "caption" and "width"; empty where there is none."""
    mine = typed_vector(exercise, answer) if exercise.map else None
    if exercise.map is None or mine is None:
        return {}
    with DRAWING:
        figure = new_figure(*_SIZE, classroom=classroom)
        drawn = _drawn(figure, exercise.map, mine, truth=truth)
        pixels = Raster(figure).still(drawn.moving, _RATIO)
    source = base64.b64encode(encode_still(pixels)).decode()
    return {
        "source": f"data:image/png;base64,{source}",
        "caption": drawn.caption,
        "width": pixels.shape[1] / _RATIO,
    }


def typed_vector(exercise: Exercise, answer: str) -> Array | None:
    """Return the two numbers of an answer, at the map's point; None where it has not two."""
    typed = read(answer, None)
    if typed.reading is None or exercise.map is None:
        return None
    names = exercise.problem.variables if exercise.problem else ("x", "y")
    try:
        values = evaluate(typed.reading.tree, dict(zip(names, exercise.map.at, strict=True)))
        vector = np.array([float(value) for value in np.ravel(np.array(values, object))])
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    return vector if vector.shape == (2,) and np.isfinite(vector).all() else None


def _drawn(figure: LessonFigure, place: GradientMap, mine: Array, *, truth: bool) -> GuessArrow:
    f = Function(place.formula)
    (ax,) = new_axes(figure)
    view = _around(PlaneView.of(known_view(f), f, place.at), place.at)
    contour_map(ax, f, view, dim=True)
    true = np.array(gradient_at(f, place.at)) if truth else None
    scale = _scale(view, [mine] if true is None else [mine, true])
    words = {"about": f"Contour map of {formula_words(f)}", "truth_name": "gradient"}
    drawn = GuessArrow(ax, place.at, scale=scale, lengths=True, guess=mine, **words)
    drawn.move(truth=true)
    drawn.dots()["guess"].set_visible(False)  # it marks what can be dragged, and here nothing can
    return drawn


def _around(view: PlaneView, at: tuple[float, float]) -> PlaneView:
    """Return a square as large as the usual view, with the point in its middle."""
    (x, y), reach = at, min(view.width, view.height) / 2
    return PlaneView(x - reach, x + reach, y - reach, y + reach)


def _scale(view: PlaneView, arrows: list[Array]) -> float:
    """Return how long arrows are drawn, such that those that are seen fit."""
    longest = max(math.hypot(*arrow) for arrow in arrows)
    return nice(_LONGEST * min(view.width, view.height) / longest) if longest > 0 else 1.0
