"""Too big to build: bytes and operations against the number of inputs, on logarithmic axes."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.memory._programs import PAIRS, data_size, memory, operations
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.placing import Sheet, around
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pencil.scenery import set_view
from lessons_lib.wording import number

MOST: Final = 10**7
_SIZES: Final = np.unique(np.geomspace(1, MOST, 71).round())
_MARGIN: Final = 100.0  # points beside the axes for the names of the lines
_GAP: Final = 5.0  # points between two names


class _Kind(NamedTuple):
    """One line: its name, its colour by meaning, its dashes."""

    name: str
    meaning: str
    dashes: Any


class _Side(NamedTuple):
    """What half of the picture counts: its lines, the dearest first, and how a cost is written."""

    what: str
    kinds: dict[str, _Kind]
    view: View
    cost: Callable[[str, int], int]
    words: Callable[[int], str]


_FEW: Final = (0, (1.2, 1.2))
_MEMORY: Final = {
    "bfgs": _Kind("Hessian, solving\nwith it, BFGS", "second", "dashdot"),
    "l_bfgs": _Kind("limited-memory\nBFGS", "secant", _FEW),
    "gradient": _Kind("∇f, or H v", "gradient", "solid"),
}
_WORK: Final = {
    "solve": _Kind("solve", "point", "solid"),
    "hessian": _Kind("Hessian", "second", "dashdot"),
    "bfgs": _Kind("BFGS step", "secant", "dashed"),
    "l_bfgs": _Kind("limited-memory\nBFGS step", "secant", _FEW),
    "product": _Kind("H v", "third", "dotted"),
    "gradient": _Kind("∇f", "gradient", "solid"),
}


class Memory(Picture):
    """What gradients, Hessians and their stand-ins take, with n inputs: bytes on the left, work on the right.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> Memory(new_axes(new_figure(11, 4.4), 1, 2), n=10**6).caption.split(": ")[1].split(", ")[:2]
    ['the Hessian takes 8 TB', 'BFGS as much']
    """

    def __init__(self, axes: Any, n: int) -> None:
        super().__init__()
        self.n = int(n)
        with style(axes[0].get_figure(root=True)):
            self._panels = {
                name: _Panel(ax, side) for (name, side), ax in zip(_sides().items(), axes, strict=True)
            }
        self._moving = [artist for panel in self._panels.values() for artist in panel.moving]
        self.move()

    def move(self, n: int | None = None) -> list[Artist]:
        """Show another number of inputs."""
        self.n = self.n if n is None else int(n)
        for panel in self._panels.values():
            panel.move(self.n)
        self._caption = self._sentence()
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return both grips: their x is the number of inputs."""
        return {name: (panel.ax, self.n, panel.level) for name, panel in self._panels.items()}

    def dots(self) -> dict[str, Artist]:
        """Return the marks of the grips."""
        return {name: panel.grip for name, panel in self._panels.items()}

    def track(self, name: str) -> Curve | None:
        """Return the level line on which a grip slides."""
        return _level_line(self._panels[name].level) if name in self._panels else super().track(name)

    def _sentence(self) -> str:
        size = {job: data_size(memory(job, self.n)) for job in _MEMORY}
        work = {job: count_words(operations(job, self.n)) for job in _WORK}
        few = f"BFGS with a memory of {PAIRS} steps {size['l_bfgs']}"
        return (
            f"Second derivatives with n = {count_words(self.n)}, 8 bytes a number: the Hessian takes "
            f"{size['bfgs']}, BFGS as much, {few}, the gradient {size['gradient']}; "
            f"operations: {work['gradient']} for the gradient of log(1 + |x|²), "
            f"{work['product']} for the Hessian times a vector, {work['hessian']} for the Hessian, "
            f"{work['solve']} to solve with it, {work['bfgs']} for a step of BFGS, "
            f"{work['l_bfgs']} for one with the short memory."
        )


class _Panel:
    """One kind of cost: its lines, and the names and numbers beside them."""

    def __init__(self, ax: Axes, side: _Side) -> None:
        self.ax, self.side = ax, side
        kinds = side.kinds
        self._ground()
        self._sheet = Sheet(ax)
        self._upright = stroke(ax, "measure", width=0.6, layer=2)
        self.grip, self._size = dot(ax), label(ax, "point")
        self._marks = {job: dot(ax, kind.meaning, size=0.75) for job, kind in kinds.items()}
        self._names = {job: label(ax, kind.meaning, size=10) for job, kind in kinds.items()}
        self.moving: list[Artist] = [self._upright, *self._marks.values(), self.grip]
        self.moving += [self._size, *self._names.values()]

    def _ground(self) -> None:
        self._make_room()
        self.ax.set(xscale="log", yscale="log")
        set_view(self.ax, self.side.view)
        top = round(np.log10(self.side.view.top))
        for axis, powers in ((self.ax.xaxis, range(0, 8, 2)), (self.ax.yaxis, range(0, top + 1, 4))):
            mark_powers(axis, powers, plain=range(3))
        name_axes(self.ax, "number of inputs $n$", self.side.what)
        for job, (_, meaning, dashes) in self.side.kinds.items():
            line = stroke(self.ax, meaning, dashes=dashes)
            line.set_data(_SIZES, [self.side.cost(job, int(n)) for n in _SIZES])

    def _make_room(self) -> None:
        """Leave a margin on the right, where the lines end, for their names."""
        figure: Any = self.ax.get_figure(root=True)
        box = self.ax.get_position()
        margin = _MARGIN * scale_of(figure) / (72 * figure.get_size_inches()[0])
        self.ax.set_position((box.x0, box.y0, box.width - margin, box.height))

    @property
    def level(self) -> float:
        """Where the grip slides: just above the axis."""
        return float(self.side.view.top ** (1 / 30))

    def move(self, n: int) -> None:
        """Show another number of inputs."""
        costs = {job: self.side.cost(job, n) for job in self.side.kinds}
        self._upright.set_data([n, n], [self.side.view.bottom, max(costs.values())])
        put_dot(self.grip, n, self.level)
        for job, cost in costs.items():
            put_dot(self._marks[job], n, cost)
            self._names[job].set_text(f"{self.side.kinds[job].name}: {self.side.words(cost)}")
        self._size.set_text(f"n = {count_words(n)}")
        self._place(n)

    def _place(self, n: int) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._upright)
        sheet.avoid_marks(self.grip, *self._marks.values())
        side = -1 if np.log10(n) > 0.5 * np.log10(MOST) else 1
        sheet.place(self._size, around(sheet.points(n, self.level)[0], (side, 0.2)))
        self._line_up()

    def _line_up(self) -> None:
        """Write the names beside the ends of their lines, none over another."""
        sheet, floor = self._sheet, -np.inf
        for job in reversed(self.side.kinds):
            words = self._names[job]
            half = words.size_in_points()[1] / 2
            end = sheet.points(MOST, self.side.cost(job, MOST))[0]
            middle = max(end[1], floor + half)
            words.set_position(((end[0] + 2 * _GAP) / sheet.size[0], (middle - half) / sheet.size[1]))
            floor = middle + half


@lru_cache(maxsize=1)
def _sides() -> dict[str, _Side]:
    return {
        "memory": _Side("bytes", _MEMORY, View(1, MOST, 1, 1e16), memory, data_size),
        "work": _Side("operations", _WORK, View(1, MOST, 1, 1e22), operations, count_words),
    }


def count_words(value: float) -> str:
    """Write a large whole number.

    Examples
    --------
    >>> count_words(1000), count_words(10**6), count_words(25 * 10**8)
    ('1000', '10⁶', '2.5·10⁹')
    """
    return number(value, 3).removeprefix("1·")


@lru_cache(maxsize=4)
def _level_line(level: float) -> Curve:
    return _SIZES, np.full_like(_SIZES, level)
