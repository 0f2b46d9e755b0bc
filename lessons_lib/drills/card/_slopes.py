"""The ten slopes worth knowing by heart, as the two sides of a flash card."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lessons_lib import catalogue
from lessons_lib.check.comparison import compare
from lessons_lib.check.reading import echo
from lessons_lib.check.verdicts import Verdict
from lessons_lib.drills import Problem
from lessons_lib.drills.skills import Exercise, Feedback, asked_for
from lessons_lib.formula import Function
from lessons_lib.live import DRAWING
from lessons_lib.live.encoding import encode_still
from lessons_lib.live.raster import Raster
from lessons_lib.pencil import Fixed
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pictures.by_heart import ByHeart
from lessons_lib.wording import number

from ._telling import preview

_SIZE = (3.3, 2.7)
_RATIO = 2.0
_AT = 1.0
_NETWORKS = ("hyperbolic tangent", "relu", "sigmoid", "softplus")
_REASONS = {
    "cube": "The power rule: the exponent comes down in front, one less stays above.",
    "exponential": "The number e is chosen so that height and slope agree.",
    "logarithm": "It undoes $e^x$: where that is steep, this is flat.",
    "sine": "At 0 it climbs with slope 1; at its crest it is level.",
    "cosine": "The sine, a quarter turn ahead: right of its crest it falls.",
    "hyperbolic tangent": "A quotient, sinh over cosh: slope 1 at 0, and it dies out on both sides.",
    "relu": "Two straight pieces that meet in a corner; at 0 there is no slope.",
    "sigmoid": "A chain: 1/4 at 0, where it is steepest, and it dies out on both sides.",
    "softplus": "A chain: a rounded relu, so its slope is a rounded switch from 0 to 1.",
    "reciprocal": "The power −1: it comes down in front, and −2 stays above.",
}
_SWITCH = (
    r"0 \text{ for } x < 0, \quad 1 \text{ for } x > 0",
    "0 for x < 0 and 1 for x > 0; there is none at 0",
)
_PIECE = re.compile(r"(.+?)\s*(?:for|if|when|where|,|:)\s*x\s*([<>])\s*0")


@dataclass(frozen=True)
class Slope:
    """A function of the table and its slope."""

    name: str
    level: int
    seed: int
    function: Function
    exercise: Exercise

    @property
    def said(self) -> str:
        """The front in plain words: "the slope of tanh(x)"."""
        return f"the slope of {self.function.text}"

    @property
    def front(self) -> str:
        """The front as Markdown."""
        return f"the slope of ${self.latex}$"

    @property
    def latex(self) -> str:
        """The function as LaTeX."""
        return echo(self.function.text).latex

    def back(self) -> dict[str, str]:
        """Return what stands on the back: "latex", the same "said" in plain words, and the "reason"."""
        slope = self.function.derivative.text
        latex, plain = _SWITCH if self.name == "relu" else (echo(slope).latex, slope)
        return {
            "latex": latex, "said": f"{'T' + self.said[1:]} is {plain}.", "reason": _REASONS[self.name],
        }  # fmt: skip

    def check(self, typed: str) -> Feedback:
        """Judge a typed slope; any equal form is right, and a switch may be given in two pieces."""
        if pieces := self._pieces(typed):
            wrong = [found for found in pieces if not found.accepted]
            return Feedback(wrong[0] if wrong else pieces[0])
        return self.exercise.check(typed)

    def preview(self, typed: str) -> dict[str, Any]:
        """Return how a text is read; what comes in pieces is judged as it is."""
        return preview("" if self._pieces(typed) else typed, self.exercise)

    @property
    def example(self) -> str:
        """How a slope can be typed where one formula will not do; empty elsewhere."""
        return "… for x < 0, … for x > 0" if self.name == "relu" else ""

    def _pieces(self, typed: str) -> list[Verdict]:
        """Return the verdicts on "0 for x < 0, 1 for x > 0"; none where it is not of this form."""
        wanted = {"<": "0", ">": "1"}
        found = {sign: slope.strip(" ,;") for slope, sign in _PIECE.findall(typed)}
        if self.name != "relu" or set(found) != set(wanted):
            return []
        return [compare(wanted[sign], found[sign]) for sign in wanted]


@lru_cache(maxsize=1)
def slopes() -> dict[str, Slope]:
    """Return the ten of the table by the names of their functions."""
    made = {}
    for place, example in enumerate(catalogue.by_heart()):
        exercise = asked_for(Problem("derivative", example.function.text, ("x",)))
        level = 2 if example.name in _NETWORKS else 1
        # Beyond the seeds of the skill's questions: answers to these are other answers.
        made[example.name] = Slope(example.name, level, 1000 + place, example.function, exercise)
    return made


class Alone(ByHeart):
    """One of the ten by itself."""

    rows = columns = 1
    function = Fixed(None)

    @property
    def functions(self) -> list[Any]:
        """The one that was chosen."""
        return [self.function]


def slope_picture(name: str, *, classroom: bool = False) -> dict[str, Any]:
    """Return a small graph of f and f′: "source", "caption" and "width"."""
    example = next(each for each in catalogue.by_heart() if each.name == name)
    with DRAWING:
        figure = new_figure(*_SIZE, classroom=classroom)
        drawn = Alone(figure, function=example.function, at=_AT)
        pixels = Raster(figure).still(drawn.moving, _RATIO)
    steep = number(float(example.function.derivative(_AT)))
    caption = (
        f"{example.function.text}, solid, and its slope, dashed; at x = {number(_AT)} the slope is {steep}."
    )
    source = base64.b64encode(encode_still(pixels)).decode()
    return {
        "source": f"data:image/png;base64,{source}",
        "caption": caption,
        "width": pixels.shape[1] / _RATIO,
    }
