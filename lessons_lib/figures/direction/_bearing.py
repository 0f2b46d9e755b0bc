"""A direction at a point of a surface: the angle to the gradient, the slope, and the words for them."""

import math
from dataclasses import dataclass
from functools import cached_property

from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.plane import SlopesAround, plane_place, unit
from lessons_lib.wording import number


def turned(degrees: float) -> float:
    """Return the same direction from −180, left out, to 180 degrees.

    Examples
    --------
    >>> turned(270), turned(-180), turned(90)
    (-90, 180, 90)
    """
    return 180 - (180 - degrees) % 360


@dataclass(frozen=True, eq=False)
class Bearing:
    """Where u points, and what the function does along it."""

    around: SlopesAround
    angle: float

    @cached_property
    def slope(self) -> float:
        """The slope along u; nan where there is none."""
        return float(self.around.along(self.angle))

    @cached_property
    def length(self) -> float:
        """The length of the gradient; nan where there is none."""
        return math.hypot(*self.around.gradient)

    @property
    def has_direction(self) -> bool:
        """Whether there is a gradient that is not zero."""
        return self.length > 0

    @cached_property
    def towards(self) -> float:
        """The direction of the gradient in degrees."""
        across, up = self.around.gradient
        return math.degrees(math.atan2(up, across))

    @property
    def ahead(self) -> float:
        """The turn from the gradient to u in degrees, positive from the first axis to the second."""
        return turned(self.angle - self.towards) if self.has_direction else math.nan

    @property
    def between(self) -> float:
        """The angle between the gradient and u, from 0 to 180 degrees; nan where one has no direction."""
        return abs(self.ahead)

    @property
    def product(self) -> float:
        """The gradient times u: the slope, wherever the function is differentiable."""
        return self.slope if self.around.smooth else float(self.around.gradient @ unit(self.angle))

    @property
    def way(self) -> str:
        """Whether u points uphill or downhill."""
        if not self.slope:
            return "level"
        return "uphill" if self.slope > 0 else "downhill"

    def sentence(self, about_the_map: str) -> str:
        """Return the caption."""
        here, name = self.around, formula(self.around.f)
        if math.isnan(here.value):
            return f"{name}: undefined at {plane_place(here.at)}."
        start = f"{name} at {plane_place(here.at)}"
        if here.filled:
            start += f", where its limit {number(here.value)} is taken for a value"
        end = f"; {about_the_map}" if about_the_map else ""
        return f"{start}: {self._smooth_words() if here.smooth else self._rough_words()}{end}."

    def _smooth_words(self) -> str:
        gradient = f"the gradient {plane_place(self.around.gradient)}"
        if not self.has_direction:
            return f"{gradient} has no direction, and the slope is 0 along every u"
        towards = f"{gradient} has length {number(self.length)} and points to {number(self.towards)}°"
        along = f"along u at {number(self.angle)}°, {number(self.between)}° from it"
        return f"{towards}; {along}, the slope, length times cosine, is {number(self.slope)}, {self.way}"

    def _rough_words(self) -> str:
        along = f"along u at {number(self.angle)}°"
        no_slope = math.isnan(self.slope)
        slope = "there is no slope" if no_slope else f"the slope is {number(self.slope)}, {self.way}"
        if math.isnan(self.length):
            return f"there is no gradient; {along} {slope}"
        product = f"the gradient {plane_place(self.around.gradient)} times u is {number(self.product)}"
        return f"{along} {product}, yet {slope}; the function is not differentiable there"
