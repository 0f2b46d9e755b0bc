"""What the microscope has to say: the gap as a label, and the caption."""

import math
from typing import Any

import numpy as np

from lessons_lib.figures.matrices import matrix_words
from lessons_lib.figures.microscope._window import Window
from lessons_lib.pencil.maps import effect
from lessons_lib.pencil.phrases import formula, steady
from lessons_lib.pencil.plane import plane_place
from lessons_lib.wording import number

_FAR = 100.0
_SHAPES = {1: " of rank 1, a line,", 0: " of rank 0, a point,"}


def share_words(share: float, rounding: float) -> str:
    """Write a gap as a part of the window's width, with the digits that rounding leaves alone.

    Examples
    --------
    >>> share_words(0.25, 1e-15), share_words(1e-12, 3e-12), share_words(0, 0)
    ('25 %', 'below 10⁻⁹ %', '0 %')
    """
    if share > rounding or not rounding:
        return f"{steady(100 * share, 100 * rounding)} %"
    bound = 10.0 ** math.ceil(math.log10(100 * rounding))
    return f"below {number(bound, 1).removeprefix('1·')} %"


def gap_label(window: Window) -> str:
    """Return what stands beside the largest gap."""
    if math.isnan(window.share):
        return ""
    words = share_words(window.share, window.rounding)
    return f"largest gap:\n{words} of the width"


def linear_label(window: Window) -> str:
    """Return what stands beside the grid of the linear map, or instead of it."""
    if np.isnan(window.value).any():
        return "undefined here"
    shape = {-1: "no Jacobian, no linear map", 1: "linear map J: a line", 0: "linear map J: a point"}
    return shape.get(effect(window.jacobian).rank, "linear map J")


def sentence(picture: Any) -> str:
    """Return the caption of a `Microscope`."""
    window, name = picture.window, formula(picture.f)
    where = f"In a window of width {number(picture.width)} around {plane_place(picture.at)}"
    if np.isnan(window.value).any():
        return f"{where}: the map {name} is undefined at {plane_place(picture.at)}."
    if np.isnan(window.jacobian).any():
        return f"{where} the map {name} {_missing(picture)}."
    done = effect(window.jacobian)
    linear = f"the grid of its linear map J = {matrix_words(window.jacobian)}{_SHAPES.get(done.rank, '')}"
    return f"{where} the bent grid of {name} {_gap(picture, linear)}."


def _gap(picture: Any, linear: str) -> str:
    window = picture.window
    words = share_words(window.share, window.rounding)
    if window.share <= window.rounding:
        return f"cannot be told from {linear}: the largest gap is {words} of the width"
    if not window.share < _FAR:
        return f"does not stay near {linear}"
    gap = steady(window.share * picture.width, window.rounding * picture.width)
    return f"leaves {linear} by at most {gap}, {words} of the width{_halved(picture)}"


def _halved(picture: Any) -> str:
    half = picture.halved
    if picture.window.torn:
        return " where the map is defined, for in a part of the window it is not"
    if not half.share > 100 * half.rounding:
        return ""
    return f"; in a window half as wide it is {share_words(half.share, half.rounding)}"


def _missing(picture: Any) -> str:
    window = picture.window
    if not window.share < _FAR:
        return "has no Jacobian, and no linear map is near it"
    words = share_words(window.share, window.rounding)
    fit = f"the linear map that fits best leaves it by {words} of the width"
    return f"has no Jacobian: even {fit}{_halved(picture)}"
