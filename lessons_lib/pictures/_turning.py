"""What a matrix does to a unit vector: how far it turns it, and whether it keeps its direction."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.pencil.phrases import matrix_words
from lessons_lib.pencil.plane import plane_place, unit
from lessons_lib.wording import number

NEAR = 0.5  # degrees: what a hand takes for the same direction
EXACT = 1e-9
DOUBLE = 1e-12  # two directions closer than a millionth of a degree are one
KEPT = {
    0: "A keeps no direction",
    1: "A keeps one direction only",
    2: "A keeps two directions",
    math.inf: "A keeps every direction",
}


def kept_directions(matrix: ArrayLike) -> tuple[float, ...] | None:
    """Return the directions of the eigenvectors of a matrix, in degrees.

    Examples
    --------
    >>> kept_directions([[2, 1], [1, 2]]), kept_directions([[0, -1], [1, 0]])
    ((45.0, 135.0), ())
    """
    (a, b), (c, d) = np.asarray(matrix, float)
    size = float(np.abs(matrix).max(initial=0.0))
    if max(abs(b), abs(c), abs(a - d)) <= EXACT * size:
        return None
    # Along (cos t, sin t) the part of A u across u is (c − b)/2 + (b + c)/2 cos 2t + (d − a)/2 sin 2t.
    reach, shift = math.hypot(b + c, d - a), (b - c)
    if abs(shift) > reach * (1 + DOUBLE):
        return ()
    share = math.copysign(1.0, shift) if abs(shift) > reach * (1 - DOUBLE) else shift / reach
    middle, half = math.atan2(d - a, b + c), math.acos(share)
    found = {round(math.degrees(middle + side * half) / 2 % 180, 9) % 180 for side in (1, -1)}
    return tuple(sorted(found))


def caught(matrix: ArrayLike, degrees: float) -> float:
    """Return the direction of an eigenvector that is at most half a degree away, else the same direction.

    Examples
    --------
    >>> round(caught([[2, 1], [1, 3]], 58), 3), caught([[2, 1], [1, 3]], 40)
    (58.283, 40)
    """
    for direction in kept_directions(matrix) or ():
        away = (degrees - direction + 90) % 180 - 90
        if abs(away) <= NEAR:
            return degrees - away
    return degrees


@dataclass(frozen=True, eq=False)
class Turning:
    """A matrix and a unit vector."""

    matrix: Array
    angle: float

    @cached_property
    def u(self) -> Array:
        """The unit vector, shape (2,), without the dust of an angle."""
        return np.asarray(np.round(unit(self.angle), 12) + 0.0)

    @cached_property
    def image(self) -> Array:
        """A u, shape (2,); what is rounding only is 0."""
        found, size = self.matrix @ self.u, float(np.abs(self.matrix).max())
        return np.where(np.abs(found) <= EXACT * size, 0.0, found)

    @property
    def along(self) -> float:
        """The part of A u along u: the eigenvalue, if u is an eigenvector."""
        return float(self.u @ self.image)

    @property
    def turn(self) -> float:
        """The angle from u to A u in degrees, positive from the first axis to the second; nan for A u = 0."""
        if not self.image.any():
            return math.nan
        towards = math.degrees(math.atan2(self.image[1], self.image[0]))
        return math.remainder(towards - self.angle, 360)

    @property
    def from_line(self) -> float:
        """The angle between A u and the line of u, from 0 to 90 degrees; 0 where A u is 0."""
        size = abs(self.turn)
        return 0.0 if math.isnan(size) else min(size, 180 - size)

    @property
    def is_exact(self) -> bool:
        """Whether u is an eigenvector."""
        across = self.image - self.along * self.u
        return bool(math.hypot(*across) <= EXACT * max(float(np.abs(self.matrix).max()), 1e-300))

    @property
    def is_near(self) -> bool:
        """Whether A u has the direction of u, or the opposite one, as far as an eye can tell."""
        return self.is_exact or self.from_line < NEAR

    @property
    def eigenvalue_words(self) -> str:
        """What A u is, for a label, where the direction is kept."""
        return f"A u {'=' if self.is_exact else '≈'} {times(self.along)}"

    @property
    def turn_words(self) -> str:
        """How far u is turned, for a label."""
        if self.is_exact:
            return "direction kept" if self.along > 0 else "A u = 0" if not self.along else "turned round"
        return f"turned by {number(self.turn, 3)}°"

    @property
    def sentence(self) -> str:
        """The caption."""
        start = f"A = {matrix_words(self.matrix)} and the unit vector u = {plane_place(self.u)}"
        count = kept_directions(self.matrix)
        kept = KEPT[math.inf if count is None else len(count)]
        if self.is_exact:
            way = "in the direction of u" if self.along > 0 else "opposite to u"
            way = way if self.along else "the zero vector"
            found = f"{way}, so u is an eigenvector with eigenvalue {number(self.along)}"
        else:
            long = number(math.hypot(*self.image))
            size = "no longer or shorter" if long == "1" else f"{long} times as long"
            near = f", nearly {times(self.along)}" if self.is_near else ""
            found = f"turned by {number(self.turn)}° and {size}{near}"
        place = f"{start} at {number(self.angle)}°: A u = {plane_place(self.image)}"
        return f"{place}, {found}; {kept}."


def times(factor: float) -> str:
    return {0.0: "0", 1.0: "u", -1.0: "−u"}.get(round(factor, 9), f"{number(factor)} u")
