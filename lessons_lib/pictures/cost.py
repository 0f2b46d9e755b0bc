"""What second derivatives cost: bytes and operations against the number of inputs, on logarithmic axes."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.arrays import Array
from lessons_lib.pencil import Log, Panel, Picture
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.figure import new_axes
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pictures._second_order_costs import PAIRS, data_size, memory, operations
from lessons_lib.wording import number

MOST = 10**7
SIZES = np.unique(np.geomspace(1, MOST, 71).round())
MARGIN = 100.0  # points beside the axes for the names of the lines
GAP = 5.0  # points between two names


def count_words(value: float) -> str:
    """Write a large whole number.

    Examples
    --------
    >>> count_words(1000), count_words(10**6), count_words(25 * 10**8)
    ('1000', '10⁶', '2.5·10⁹')
    """
    return number(value, 3).removeprefix("1·")


class Kind(NamedTuple):
    """One line: its name, its colour by meaning, its dashes."""

    name: str
    meaning: str
    dashes: Any


class Side(NamedTuple):
    """What half of the picture counts: its lines, the dearest first, and how a cost is written."""

    what: str
    top: float
    cost: Callable[[str, int], int]
    words: Callable[[int], str]
    kinds: dict[str, Kind]


FEW = (0, (1.2, 1.2))
SIDES = {
    "memory": Side("bytes", 1e16, memory, data_size, {
        "bfgs": Kind("Hessian, solving\nwith it, BFGS", "second", "dashdot"),
        "l_bfgs": Kind("limited-memory\nBFGS", "secant", FEW),
        "gradient": Kind("∇f, or H v", "gradient", "solid"),
    }),
    "work": Side("operations", 1e22, operations, count_words, {
        "solve": Kind("solve", "point", "solid"),
        "hessian": Kind("Hessian", "second", "dashdot"),
        "bfgs": Kind("BFGS step", "secant", "dashed"),
        "l_bfgs": Kind("limited-memory\nBFGS step", "secant", FEW),
        "product": Kind("H v", "third", "dotted"),
        "gradient": Kind("∇f", "gradient", "solid"),
    }),
}  # fmt: skip


class Cost(Picture):
    """Slide the number of inputs, and see which road to a second derivative still fits into memory."""

    size, columns = (11.0, 4.4), 2
    n = Log(1000, "inputs n", "Number of inputs, between 1 and 10 million.", 1, MOST, whole=True)

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return two axes with a margin on the right, where the lines end, for their names."""
        axes = new_axes(figure, columns=2)
        margin = MARGIN * scale_of(figure) / (72 * figure.get_size_inches()[0])
        for ax in axes:
            box = ax.get_position()
            ax.set_position((box.x0, box.y0, box.width - margin, box.height))
        return axes

    def stage(self) -> None:
        self.levels = {}
        for p, (name, side) in zip(self.panels, SIDES.items(), strict=True):
            view = View(1, MOST, 1, side.top)
            p.view(view, ("number of inputs $n$", side.what), xscale="log", yscale="log")
            p.ticks(range(0, 8, 2), range(0, round(np.log10(side.top)) + 1, 4), plain=range(3))
            for job, kind in side.kinds.items():
                p.line(SIZES, costs_of(name, job), kind.meaning, dashes=kind.dashes)
            # The grip slides just above the axis.
            self.levels[name] = SIZES, np.full_like(SIZES, side.top ** (1 / 30))

    def draw(self) -> str:
        n = round(self.n)
        for p, (name, side) in zip(self.panels, SIDES.items(), strict=True):
            costs, level = {job: side.cost(job, n) for job in side.kinds}, self.levels[name][1][0]
            p.line([n, n], [1, max(costs.values())], width=0.6, layer=2)
            dot = p.dot(n, level)
            dot.grip(name, f"number of inputs, beside the {side.what}", self.whole, self.levels[name])
            for job, cost in costs.items():
                p.dot(n, cost, side.kinds[job].meaning, size=0.75)
            towards = -1 if np.log10(n) > 0.5 * np.log10(MOST) else 1
            p.say(f"n = {count_words(n)}", (n, level), (towards, 0.2))
            self.name_lines(p, side, costs)
        return sentence(n)

    def whole(self, x: float, _y: float) -> dict[str, float]:
        return {"n": x}

    def name_lines(self, p: Panel, side: Side, costs: dict[str, int]) -> None:
        """Write the names beside the ends of their lines, none over another."""
        floor = -np.inf
        for job, kind in reversed(side.kinds.items()):
            x, y = p.sheet.points(MOST, side.cost(job, MOST))[0]
            words = p.pin(f"{kind.name}: {side.words(costs[job])}", (0, 0), (0, 0), kind.meaning, size=10)
            half = words.size_in_points()[1] / 2
            middle = max(y, floor + half)
            words.set_position(((x + 2 * GAP) / p.sheet.size[0], (middle - half) / p.sheet.size[1]))
            floor = middle + half


def sentence(n: int) -> str:
    kept = {job: data_size(memory(job, n)) for job in SIDES["memory"].kinds}
    work = {job: count_words(operations(job, n)) for job in SIDES["work"].kinds}
    few = f"BFGS with a memory of {PAIRS} steps {kept['l_bfgs']}"
    return (
        f"Second derivatives with n = {count_words(n)}, 8 bytes a number: the Hessian takes "
        f"{kept['bfgs']}, BFGS as much, {few}, the gradient {kept['gradient']}; "
        f"operations: {work['gradient']} for the gradient of log(1 + |x|²), "
        f"{work['product']} for the Hessian times a vector, {work['hessian']} for the Hessian, "
        f"{work['solve']} to solve with it, {work['bfgs']} for a step of BFGS, "
        f"{work['l_bfgs']} for one with the short memory."
    )


@lru_cache(maxsize=16)
def costs_of(side: str, job: str) -> Array:
    """Return the cost of a job for every number of inputs."""
    return np.array([float(SIDES[side].cost(job, int(n))) for n in SIZES])
