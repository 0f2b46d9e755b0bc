"""What does a Jacobian cost? By columns it grows with the inputs, by rows with the outputs."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import Curve, Picture, dot, label, name_axes, put_dot, stroke, style
from lessons_lib.pencil.placing import Sheet, Spots, around, beside
from lessons_lib.pencil.powers import mark_powers
from lessons_lib.pencil.scenery import set_view
from lessons_lib.slopes import automatic
from lessons_lib.wording import number

_VIEW: Final = View(1.0, 1000.0, 0.1, 1e9)
_LEVEL: Final = 0.4  # where the grip of n slides
_SIZES: Final = np.geomspace(_VIEW.left, _VIEW.right, 61)
_COUNTED: Final = (2, 3)  # outputs and inputs whose operations are counted one by one
_MEANINGS: Final = {"run": "function", "columns": "derivative", "rows": "second"}
# Where along its line a name stands, and above or below it.
_STANDS: Final = {"columns": (0.7, 1), "run": (0.8, -1)}
_SIDES: Final = {"columns": (-1, 1), "rows": (1, -1), "run": (1, -1)}


class Costs(Picture):
    """Operations for the whole Jacobian of tanh(W x), from n inputs to m outputs, on two ways.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> Costs(*new_axes(new_figure()), inputs=100, outputs=10).caption.split("; ")[1]
    'the lines cross at n = 10.'
    """

    def __init__(self, ax: Axes, inputs: int, outputs: int) -> None:
        super().__init__()
        self.ax, self.inputs, self.outputs = ax, int(inputs), int(outputs)
        with style(ax.get_figure(root=True)):
            self._draw()
        self.move()

    def _draw(self) -> None:
        self._draw_axes()
        self._sheet = Sheet(self.ax)
        self._line = stroke(self.ax, "measure", width=0.6, layer=2)
        self._grip, self._crossing = dot(self.ax), dot(self.ax)
        self._size_name, self._crossing_name = label(self.ax, "point"), label(self.ax, "point")
        self._lines = {key: stroke(self.ax, meaning) for key, meaning in _MEANINGS.items()}
        self._names = {key: label(self.ax, meaning) for key, meaning in _MEANINGS.items()}
        self._marks = {key: dot(self.ax, meaning, size=0.8) for key, meaning in _MEANINGS.items()}
        self._counts = {key: label(self.ax, meaning) for key, meaning in _MEANINGS.items()}
        groups = (self._lines, self._names, self._marks, self._counts)
        self._moving = [artist for group in groups for artist in group.values()]
        self._names["run"].set_text("one run of f")
        self._names["columns"].set_text("n columns J v, forward")
        self._moving += [self._line, self._grip, self._size_name, self._crossing, self._crossing_name]

    def _draw_axes(self) -> None:
        self.ax.set(xscale="log", yscale="log")
        set_view(self.ax, _VIEW)
        for axis, powers in ((self.ax.xaxis, (0, 1, 2, 3)), (self.ax.yaxis, (0, 3, 6, 9))):
            mark_powers(axis, powers, plain=range(4))
        name_axes(self.ax, "inputs $n$", "operations for the whole Jacobian")

    def move(self, inputs: int | None = None, outputs: int | None = None) -> list[Artist]:
        """Show another number of inputs or of outputs."""
        self.inputs = self.inputs if inputs is None else int(inputs)
        self.outputs = self.outputs if outputs is None else int(outputs)
        for key, line in self._lines.items():
            line.set_data(_SIZES, _costs(self.outputs, _SIZES)[key])
            put_dot(self._marks[key], self.inputs, self.costs[key])
            self._counts[key].set_text(number(self.costs[key]))
        self._mark_sizes()
        self._place()
        self._caption = self._sentence()
        return self.moving

    @property
    def costs(self) -> dict[str, int]:
        """Operations of one run, of all columns and of all rows, at the chosen size."""
        return {key: round(float(cost)) for key, cost in _costs(self.outputs, self.inputs).items()}

    @property
    def crossing(self) -> int:
        """The fewest inputs for which rows are not dearer than columns."""
        sizes = np.arange(1, round(_VIEW.right) + 1)
        costs = _costs(self.outputs, sizes)
        return int(sizes[np.argmax(costs["rows"] <= costs["columns"])])

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the grip of the vertical line: its x is the number of inputs."""
        return {"inputs": (self.ax, self.inputs, _LEVEL)}

    def dots(self) -> dict[str, Artist]:
        """Return the mark of the grip."""
        return {"inputs": self._grip}

    def track(self, name: str) -> Curve | None:
        """Return the level line on which the grip slides."""
        return _level_line() if name == "inputs" else super().track(name)

    def _mark_sizes(self) -> None:
        self._names["rows"].set_text(f"{_some(self.outputs, 'row')} vᵀJ, reverse")
        self._line.set_data([self.inputs] * 2, [_VIEW.bottom, max(self.costs.values())])
        put_dot(self._grip, self.inputs, _LEVEL)
        self._size_name.set_text(f"n = {self.inputs}")
        height = _costs(self.outputs, self.crossing)["rows"]
        put_dot(self._crossing, self.crossing, float(height))
        self._crossing_name.set_text(f"they cross at n = {self.crossing}")

    def _place(self) -> None:
        sheet = self._sheet
        sheet.clear()
        sheet.avoid(self._line, *self._lines.values())
        sheet.avoid_marks(self._grip, self._crossing, *self._marks.values())
        sheet.place(self._size_name, around(sheet.of(self._grip)[0], (1, 0)))
        for key, (start, side) in {**_STANDS, "rows": self._rows_stand}.items():
            sheet.place(self._names[key], _on_one_side(sheet.of(self._lines[key]), start, side))
        sheet.place(self._crossing_name, around(sheet.of(self._crossing)[0], (-1, 1), rings=6))
        for key, words in self._counts.items():
            spots = around(sheet.of(self._marks[key])[0], _SIDES[key])
            sheet.place(words, spots, optional=True)

    @property
    def _rows_stand(self) -> tuple[float, int]:
        """Where the rows' line has room for its name: the more outputs, the higher it lies above a run."""
        if self.outputs < 4:
            return 0.9, 1
        return (0.2, 1) if self.outputs < 30 else (0.9, -1)

    def _sentence(self) -> str:
        n, m, costs = self.inputs, self.outputs, self.costs
        return (
            f"Jacobian of tanh(W x), {_some(n, 'input')} and {_some(m, 'output')}: "
            f"{number(costs['columns'])} operations by {_some(n, 'column')} J v (forward), "
            f"{number(costs['rows'])} by {_some(m, 'row')} vᵀJ (reverse), "
            f"one run of f {number(costs['run'])}; the lines cross at n = {self.crossing}."
        )


def _costs(outputs: int, inputs: Any) -> dict[str, Any]:
    """Return the operations of one run, of n columns and of m rows, for any number of inputs at once."""
    run, column, row = (_extended(kind, outputs, inputs) for kind in ("run", "column", "row"))
    return {"run": run, "columns": inputs * column, "rows": outputs * row}


def _extended(kind: str, outputs: int, inputs: Any) -> Any:
    """Return the operations of one product: m, n and m·n times something, so four counts give them all."""
    low, high = _COUNTED
    down = {low: high - outputs, high: outputs - low}
    across = {low: high - inputs, high: inputs - low}
    return sum(_counted(kind, m, n) * down[m] * across[n] for m in _COUNTED for n in _COUNTED)


@lru_cache(maxsize=64)
def _counted(kind: str, outputs: int, inputs: int) -> int:
    """Count the operations of a run, of J v or of vᵀJ on a tape."""
    layer, x, v = _layer(outputs, inputs), np.ones(inputs), np.ones(outputs)
    if kind == "column":
        return automatic.work(automatic.jvp(layer))(x, x).operations
    if kind == "row":
        return automatic.work(automatic.vjp(layer))(x, v).operations
    return automatic.work(layer)(x).operations


def _layer(outputs: int, inputs: int) -> Callable[[Any], Any]:
    weights = np.ones((outputs, inputs))
    return lambda x: np.tanh(weights @ x)


def _on_one_side(line: Any, start: float, side: int) -> Spots:
    """Return the places above or below a line: on the other side a name would be nearer to another line."""
    spots = beside(line, start=start, prefer=(0, side))
    half = len(spots.anchors) // 2
    return Spots(spots.anchors[:half], spots.sides[:half], corners=False)


def _some(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


@lru_cache(maxsize=1)
def _level_line() -> Curve:
    return _SIZES, np.full_like(_SIZES, _LEVEL)
