"""The computation graph of a formula at a point, moment by moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.figures.graph import _words as words
from lessons_lib.figures.graph._drawing import Drawing, arranged
from lessons_lib.pencil.figure import CLASSROOM, Curve, Picture, put_dot, style
from lessons_lib.slopes.computation import Computation, Moment, Run, barred, dotted

BIGGEST = 40
SHEET = (691.2, 374.4)  # points
_EASY = 12

_PHASES = {"inputs": "inputs", "value": "values →", "seed": "← adjoints", "adjoint": "← adjoints"}


def readable(computation: Computation) -> Computation:
    """Return a computation that can be drawn."""
    count = len(computation.vertices)
    if count > BIGGEST:
        raise ValueError(
            f"This formula has {count} inputs and operations, too many for a picture that can be read: "
            f"shorten it to at most {BIGGEST}."
        )
    if count > _EASY:
        arranged(computation, SHEET, CLASSROOM)
    return computation


def graph_axes(figure: Figure, inputs: int) -> list[Axes]:
    """Return axes for a graph: the whole sheet, measured in points, and a number line for every input."""
    wide, high = figure.get_size_inches() * 72
    with style(figure):
        sheet = figure.add_axes((0.0, 0.0, 1.0, 1.0), xlim=(0, wide), ylim=(0, high))
        rulers = [figure.add_axes((0.0, 0.0, 0.1, 0.1)) for _ in range(inputs)]
    for ax in (sheet, *rulers):
        ax.axis("off")
        ax.patch.set_visible(False)
    return [sheet, *rulers]


class Graph(Picture):
    """What a machine does with a formula: a box for every operation, an edge for every use of a result.

    Examples
    --------
    >>> from lessons_lib.slopes.computation import Function
    >>> from lessons_lib.figures import new_figure
    >>> computation = Computation(Function("x^2 y"))
    >>> Graph(graph_axes(new_figure(9, 4), 2), computation, (1, 3), shown=4).caption
    'Reverse mode on x²y at x = 1, y = 3, step 4 of 5: v₂ hands its adjoint 1 on, times y = 3 to v₁, which \
gains 3, and times v₁ = 1 to y, which gains 1.'
    """

    def __init__(
        self,
        axes: Sequence[Axes],
        computation: Computation,
        at: Sequence[float],
        *,
        mode: str = "reverse",
        seed: int = 0,
        shown: int | None = None,
        ranges: Sequence[tuple[float, float]] | None = None,
    ) -> None:
        super().__init__()
        self.ax, self._rulers = axes[0], list(axes[1:])
        self.computation = readable(computation)
        self.ranges = list(ranges or [(-4.0, 4.0)] * computation.inputs)
        self.at, self.mode, self.seed, self.shown = tuple(at), mode, seed, shown
        self._tracks = {
            str(p): (np.linspace(*ends, 201), np.zeros(201)) for p, ends in enumerate(self.ranges)
        }
        self._made: tuple[Any, Run, list[Moment]] | None = None
        with style(self.ax.get_figure(root=True)):
            self._drawing = Drawing(self.ax, self._rulers, self.computation, self.ranges)
        self._moving = self._drawing.moving
        self.move()

    def move(
        self,
        at: Sequence[float] | None = None,
        mode: str | None = None,
        seed: int | None = None,
        shown: int | None = None,
    ) -> list[Artist]:
        """Show another point, another direction or another number of steps; what is not given stays."""
        self.at = self.at if at is None else tuple(at)
        self.mode = self.mode if mode is None else mode
        self.seed = self.seed if seed is None else seed
        self.shown = self.shown if shown is None else shown
        self._tell()
        moment = self.moment
        self._show_numbers(moment)
        self._show_slopes(moment)
        self._show_acting(moment)
        for mark, value in zip(self._drawing.dots, self.at, strict=False):
            put_dot(mark, value, 0.0)
        self._caption = words.sentence(self.run, self.moments, self._step, self.mode, self.seed)
        return self.moving

    def _tell(self) -> None:
        """Run the computation and tell its story, if anything but the number of steps has changed."""
        asked = (self.at, self.mode, self.seed)
        if self._made is None or self._made[0] != asked:
            kept = self._made is not None and self._made[0][0] == self.at
            run = self._made[1] if self._made is not None and kept else self.computation.at(self.at)
            story = run.backward if self.mode == "reverse" else run.forward
            self._made = (asked, run, story(self.seed))

    @property
    def run(self) -> Run:
        """All numbers at the present point."""
        assert self._made is not None
        return self._made[1]

    @property
    def moments(self) -> list[Moment]:
        """The whole story at the present point."""
        assert self._made is not None
        return self._made[2]

    @property
    def moment(self) -> Moment:
        """The step that is shown."""
        return self.moments[self._step]

    @property
    def _step(self) -> int:
        last = len(self.moments) - 1
        return last if self.shown is None else min(self.shown, last)

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the points on the inputs' number lines, by the inputs' numbers: "0", "1", ..."""
        return {str(place): (ax, self.at[place], 0.0) for place, ax in enumerate(self._rulers)}

    def dots(self) -> dict[str, Artist]:
        """Return the marks of the inputs."""
        return {str(place): mark for place, mark in enumerate(self._drawing.dots)}

    def track(self, name: str) -> Curve | None:
        """Return the number line that an input rides on."""
        return self._tracks.get(name)

    def _show_numbers(self, moment: Moment) -> None:
        drawing, mark = self._drawing, barred if self.mode == "reverse" else dotted
        for place, vertex in enumerate(self.computation.vertices):
            room, known = drawing.room_in_box(place), moment.derivatives.get(place)
            value = words.value_text(self.run, place, room) if place < moment.values else ""
            drawing.show_number(drawing.values, place, value)
            before = f"{mark(vertex.name)} = " if drawing.places.named else ""
            slope = "" if known is None else words.number_fitting(known, room, before)
            drawing.show_number(drawing.derivatives, place, slope)

    def _show_slopes(self, moment: Moment) -> None:
        drawing, seen = self._drawing, self._seen(moment)
        for edge, (_, user, which) in enumerate(self.computation.edges):
            text = ""
            if user in seen:
                names, slope = self.computation.vertices[user].slopes[which], self.run.slopes[user][which]
                text = words.slope_text(names, slope, drawing.room_on_edge(edge))
            drawing.show_slope(edge, text)

    def _seen(self, moment: Moment) -> set[int]:
        """Return the vertices whose local derivatives are shown."""
        if moment.phase == "seed" or not moment.derivatives:
            return set()
        if not self._drawing.keeps_slopes:
            return {moment.place}
        return {past.place for past in self.moments[: self._step + 1] if self._uses_slopes(past)}

    def _uses_slopes(self, moment: Moment) -> bool:
        return moment.phase == "adjoint" or (self.mode == "forward" and moment.phase == "value")

    def _show_acting(self, moment: Moment) -> None:
        backward = moment.phase in {"seed", "adjoint"}
        edges = [edge for edge, (_, user, _) in enumerate(self.computation.edges) if user == moment.place]
        meaning = "derivative" if backward else "function"
        self._drawing.act(moment.place, edges if moment.phase != "seed" else [], meaning, backward)
        second = "derivative" if backward or self.mode == "forward" else meaning
        lines = zip(words.rule_lines(moment), (meaning, second), strict=True)
        phase = (
            "values, tangents →" if self.mode == "forward" and moment.place >= 0 else _PHASES[moment.phase]
        )
        box = f"each box: value, {'adjoint' if self.mode == 'reverse' else 'tangent'}"
        aside = (f"step {self._step} of {len(self.moments) - 1}", phase, box)
        self._drawing.say(aside, list(lines), words.note(self.run, moment.place))
