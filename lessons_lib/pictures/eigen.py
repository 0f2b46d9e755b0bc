"""A vector u that turns, and A u beside it: where A keeps the direction, u is an eigenvector."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from lessons_lib.pencil import Angle, Matrix, Picture, State
from lessons_lib.pencil.figure import new_axes
from lessons_lib.pencil.matrices import write_matrix
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import nice, note_above, point_in_data, scale_words, unit
from lessons_lib.pictures._turning import Turning, caught
from lessons_lib.wording import number

MATRICES = (
    "[[2, 1], [1, 2]]", "[[2, 0], [0, -1]]", "[[1, 2], [0, 3]]", "[[0, -1], [1, 0]]", "[[1, 1], [0, 1]]",
    "[[2, 0], [0, 2]]", "[[1, 2], [2, 4]]", "[[0, 1], [1, 0]]",
)  # fmt: skip
REACH, LARGEST = 3.6, 6.5  # of the view; of a matrix that is drawn as it is, even if A u leaves the view
RIM = 4.5  # of the dot at the tip of u, in points
ARC = 0.55
SPARE = 0.4  # of the panel of numbers, where it stands below the plane
SIZE, BELOW = 12.5, 0.25  # of type; from line to line of the words, in heights of a matrix
CIRCLE = unit(np.linspace(0, 360, 121))


class Eigen(Picture):
    """Turn a unit vector, or change the matrix, until the matrix keeps the direction of the vector.

    A line through u is drawn only while A u lies on it: eigenvectors are for the learner to find.
    """

    size = (8.4, 4.9)
    matrix = Matrix(((2, 1), (1, 2)), "", "A.", MATRICES)
    angle = Angle(20, "angle of u", "The direction of u in degrees.", catches=True)

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return the plane and, beside or below it, as much room as the numbers need."""
        plane, panel = new_axes(figure, columns=2, ratios=(1.45, 1))
        if getattr(figure, "narrow", False):
            size = figure.get_size_inches()
            upper, lower = (ax.get_position().get_points() * size for ax in (plane, panel))
            away = np.array([0.0, SPARE * (lower[1, 1] - lower[0, 1])])
            figure.set_size_inches(*(size - away))
            lower[1] -= away
            for ax, (low, high) in ((plane, upper - away), (panel, lower)):
                ax.set_position((*(low / (size - away)), *((high - low) / (size - away))))
        return plane, panel

    def stage(self) -> None:
        plane, numbers = self.panels
        self.scale = drawn_scale(self.matrix)
        plane.view((-REACH, REACH, -REACH, REACH), zero=False, aspect="equal")
        plane.rule(0)
        plane.rule(0, upright=True)
        words = scale_words(self.scale)
        note_above(plane.ax, f"$A u$ {words}" if words else "")
        plane.path(CIRCLE, "point", width=0.4, dashes="solid", layer=1)
        numbers.ax.set_axis_off()

    def shows(self, state: State) -> bool:
        """Tell whether a matrix can be drawn to the scale of this picture."""
        return drawn_scale(state["matrix"]) == self.scale

    def caught(self, name: str, value: float, state: State) -> float:
        """Rest on the direction of an eigenvector that is half a degree away."""
        return caught(state["matrix"], value)

    def draw(self) -> str:
        self.turning = Turning(np.array(self.matrix, float), float(self.angle))
        self.draw_vectors()
        self.write_numbers()
        return self.turning.sentence

    def draw_vectors(self) -> None:
        """Draw u, A u, and where A u goes while u goes round; the line of both where it is one."""
        p, here, start = self.panel, self.turning, np.zeros(2)
        tip = self.scale * here.image
        p.path(self.scale * CIRCLE @ here.matrix.T, "function", width=0.5, dashes="dashed", layer=1.2)
        if here.is_near:
            far = 2 * REACH * here.u
            p.path([-far, far], "derivative", width=0.9, dashes="dashdot", layer=1.5)
        p.arrow(start, tip, "function", width=3.2)
        # The head of the arrow is seen beside the dot at its tip, not below it.
        p.arrow(start, here.u * (1 - RIM * point_in_data(p.ax)), "point", width=1.8)
        dot = p.dot(*here.u, size=0.7)
        dot.grip("angle", "tip of u", lambda x, y: {"angle": round(math.degrees(math.atan2(y, x)))},
                 (CIRCLE[:, 0], CIRCLE[:, 1]))  # fmt: skip
        middle, end = p.sheet.points(*start)[0], np.clip(p.sheet.points(*tip)[0], 0, p.sheet.size)
        name = here.eigenvalue_words if here.is_near else "A u"
        spots = around(end, end - middle, rings=4), beside(np.stack([middle, end]), 5, 0.8)
        p.write(name, "function", *spots)
        dot.name("u", prefer=dot.points[0] - middle, rings=3)
        if not here.is_near:
            arc = p.path(ARC * unit(here.angle + here.turn * np.linspace(0, 1, 25)), width=0.6, layer=2,
                         avoided=False)  # fmt: skip
            bow = arc.points[12]
            words = f"{here.turn:.0f}°".replace("-", "−")
            p.write(words, "measure", around(bow, bow - middle, rings=3), optional=True)

    def write_numbers(self) -> None:
        p, here = self.panels[1], self.turning
        high = p.sheet.size[1]
        matrix = write_matrix(p, here.matrix, (0, high), "A u =", "function", size=SIZE)
        write_matrix(p, here.u[:, None], (matrix.right, high), "", "point", size=SIZE)
        height = matrix.top - matrix.bottom
        low = high - 1.2 * height
        write_matrix(p, here.image[:, None], (0, low), "=", "function", size=SIZE, below=matrix)
        low -= height
        found = f"almost an eigenvector:\n{here.eigenvalue_words}" if here.is_near else ""
        if here.is_exact:
            found = f"u is an eigenvector:\n{here.eigenvalue_words}, so λ = {number(here.along)}"
        for text, meaning in ((here.turn_words, "measure"), (found, "derivative")):
            words = p.pin(text, (0, 0), meaning=meaning, size=SIZE)
            low -= words.size_in_points()[1] + BELOW * height
            words.set_position((0, low / high))


def drawn_scale(matrix: ArrayLike) -> float:
    """Return how long A u is drawn."""
    norm = float(np.linalg.norm(np.array(matrix, float), 2))
    return 1.0 if norm <= LARGEST else nice(0.9 * REACH / norm)
