"""What does a Jacobian cost? By columns it grows with the inputs, by rows with the outputs."""

from functools import lru_cache
from typing import Any

import numpy as np

from lessons_lib.arrays import Points
from lessons_lib.pencil import Log, Picture
from lessons_lib.pencil.placing import Spots, around, beside
from lessons_lib.slopes import automatic
from lessons_lib.wording import number

VIEW = (1.0, 1000.0, 0.1, 1e9)
LEVEL = 0.4  # where the grip of n slides
SIZES = np.geomspace(1, 1000, 61)
COUNTED = (2, 3)  # outputs and inputs whose operations are counted one by one
MEANINGS = {"run": "function", "columns": "derivative", "rows": "second"}
SIDES = {"columns": (-1, 1), "rows": (1, -1), "run": (1, -1)}


class Costs(Picture):
    """Slide the number of inputs and of outputs, and see which way to a Jacobian is cheaper."""

    inputs = Log(100, "inputs n", "Between 1 and 1000.", 1, 1000, whole=True)
    outputs = Log(10, "outputs m", "Between 1 and 100.", 1, 100, whole=True)

    def stage(self) -> None:
        p = self.panel
        names = ("inputs $n$", "operations for the whole Jacobian")
        p.view(VIEW, names, xscale="log", yscale="log")
        p.ticks(x=range(4), y=range(0, 10, 3), plain=range(4))
        self.shown_view = ()
        self.level = SIZES, np.full_like(SIZES, LEVEL)

    def draw(self) -> str:
        p, n, m = self.panel, int(self.inputs), int(self.outputs)
        costs = {key: round(float(cost)) for key, cost in operations(m, n).items()}
        over = operations(m, np.arange(1, 1001))
        crossing = int(np.argmax(over["rows"] <= over["columns"])) + 1
        lines = {key: p.line(SIZES, operations(m, SIZES)[key], meaning) for key, meaning in MEANINGS.items()}
        marks = {key: p.dot(n, costs[key], meaning, size=0.8) for key, meaning in MEANINGS.items()}
        p.line([n, n], [VIEW[2], max(costs.values())], width=0.6, layer=2)
        grip = p.dot(n, LEVEL).grip("inputs", "number of inputs", along=self.level)
        meeting = p.dot(crossing, float(over["rows"][crossing - 1]))
        grip.name(f"n = {n}", prefer=(1, 0), rings=1)
        # The more outputs, the higher the rows' line lies above a run: its name stands where there is room.
        room = (0.9, 1) if m < 4 else (0.2, 1) if m < 30 else (0.9, -1)
        stands = {
            "columns": ("n columns J v, forward", 0.7, 1),
            "run": ("one run of f", 0.8, -1),
            "rows": (f"{counted(m, 'row')} vᵀJ, reverse", *room),
        }
        for key, (text, start, side) in stands.items():
            p.write(text, MEANINGS[key], on_one_side(lines[key].points, start, side))
        meeting.name(f"they cross at n = {crossing}", prefer=(-1, 1), rings=6)
        for key, mark in marks.items():
            spots = around(mark.points[0], SIDES[key])
            p.write(number(costs[key]), MEANINGS[key], spots, optional=True)
        return (
            f"Jacobian of tanh(W x), {counted(n, 'input')} and {counted(m, 'output')}: "
            f"{number(costs['columns'])} operations by {counted(n, 'column')} J v (forward), "
            f"{number(costs['rows'])} by {counted(m, 'row')} vᵀJ (reverse), "
            f"one run of f {number(costs['run'])}; the lines cross at n = {crossing}."
        )


def operations(outputs: int, inputs: Any) -> dict[str, Any]:
    """Return the operations of one run, of n columns and of m rows, for any number of inputs at once."""
    run, column, row = (extended(kind, outputs, inputs) for kind in ("run", "column", "row"))
    return {"run": run, "columns": inputs * column, "rows": outputs * row}


def extended(kind: str, outputs: int, inputs: Any) -> Any:
    """Return the operations of one product: m, n and m·n times something, so four counts give them all."""
    low, high = COUNTED
    down = {low: high - outputs, high: outputs - low}
    across = {low: high - inputs, high: inputs - low}
    return sum(one_by_one(kind, m, n) * down[m] * across[n] for m in COUNTED for n in COUNTED)


@lru_cache(maxsize=64)
def one_by_one(kind: str, outputs: int, inputs: int) -> int:
    """Count the operations of a run, of J v or of vᵀJ on a tape."""
    weights, x, v = np.ones((outputs, inputs)), np.ones(inputs), np.ones(outputs)

    def layer(x: Any) -> Any:
        return np.tanh(weights @ x)

    if kind == "column":
        return automatic.work(automatic.jvp(layer))(x, x).operations
    if kind == "row":
        return automatic.work(automatic.vjp(layer))(x, v).operations
    return automatic.work(layer)(x).operations


def on_one_side(line: Points, start: float, side: int) -> Spots:
    """Return the places above or below a line: on the other side a name would be nearer to another line."""
    spots = beside(line, start=start, prefer=(0, side))
    half = len(spots.anchors) // 2
    return Spots(spots.anchors[:half], spots.sides[:half], corners=False)


def counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
