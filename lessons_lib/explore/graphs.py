"""An explorer of computation graphs: values forward, adjoints backward, one operation at a time."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Count, Pick
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.inputs import Inputs, point_of
from lessons_lib.figures import Picture
from lessons_lib.figures.graph import SHEET, Graph, graph_axes, readable
from lessons_lib.formula import Function, parse
from lessons_lib.pencil.fields import MOST
from lessons_lib.slopes.computation import Computation
from lessons_lib.state import Point

FORMULAS = (
    "x^2 y + sin y",
    "x y + sin(x y)",
    "sin(x^2)/x",
    "(x1 + x2) (x2 + x3) x1",
    "relu(w x + b)",
    "relu(x) - relu(-x)",
    "sqrt(x^4)",
    "softplus(w x + b)",
    "x^2 - y^2, 2x y",
)
MODES = ("reverse", "forward")


def read_graph(function: str | Function) -> Function:
    """Return a function whose operations can be drawn, from a text or as it is.

    Examples
    --------
    >>> read_graph("x^2 y, 3").output_shape, read_graph("3").variables
    ((2,), 'x')
    """
    if not isinstance(function, Function):
        function = Function(function, variables=None if parse(function).names else "x")
    computation = readable(_computation(function))
    if computation.inputs > MOST:
        raise ValueError(
            f"This picture has number lines for at most {MOST} variables; {function.text} has "
            f"{computation.inputs}."
        )
    return function


@lru_cache(maxsize=16)
def _computation(function: Function) -> Computation:
    """Return the computation of a function, made once."""
    return Computation(function)


class Seed(Pick):
    """Which input moves, or which output the adjoints come from."""

    def __init__(self, value: str | None, options: Sequence[str]) -> None:
        super().__init__("seed", options[0] if value is None else value, options)
        self._wanted, self._offering = self.value, False

    def offer(self, label: str, options: Sequence[str]) -> None:
        """Offer other names; what was chosen stays chosen where it can. Nobody is told: the caller draws."""
        self._offering = True
        self.widget.description = label
        if tuple(self.widget.options) != tuple(options):
            self.widget.options = list(options)
            self.widget.value = self._wanted if self._wanted in options else options[0]
        self.show(len(options) > 1)
        self._offering = False

    def reset(self) -> None:
        """Go back to the first name, as soon as it is offered."""
        self._wanted = self._first
        if self._first in self.widget.options:
            super().reset()

    @property
    def place(self) -> int:
        """Which of the names it is."""
        return list(self.widget.options).index(self.value)

    def _from_widget(self, change: Any) -> None:
        if not self._offering:
            self._wanted = self.value
            super()._from_widget(change)


class GraphExplorer(Explorer):
    """Type a formula and step through its computation: values forward, then adjoints backward.

    Parameters
    ----------
    f : str or Function
        Of up to `MOST` variables, with one value or several.
    at : Point, float or tuple of float
        The inputs, in the order of the formula's variables; those that are not given are 1.
    mode : str
        "reverse": values forward, then adjoints backward; "forward": values and tangents together.
    shown : int, optional
        How many steps are shown; all by default.
    seed : str, optional
        In forward mode the variable that moves at speed 1; in reverse mode, of several outputs f₁, f₂, ...,
        the one that is differentiated. The first by default.

    Raises
    ------
    ValueError
        If the formula is too big for a picture, or the mode or the seed is none of those there are.
    """

    name = "graph"
    size = (SHEET[0] / 72, SHEET[1] / 72)
    takes_view = False

    def __init__(
        self,
        f: str | Function = FORMULAS[0],
        at: Point | float | tuple[float, ...] = (1, 2),
        mode: str = "reverse",
        shown: int | None = None,
        *,
        seed: str | None = None,
    ) -> None:
        if mode not in MODES:
            raise ValueError(f"The mode is one of {', '.join(MODES)}; {mode!r} is not.")
        formula = Formula(f, FORMULAS, reader=read_graph, label="f =")
        self._computation = _computation(formula.function)
        options = seeds(self._computation, mode)
        if seed is not None and seed not in options:
            raise ValueError(f"The seed in {mode} mode is one of {', '.join(options)}; {seed!r} is not.")
        inputs = Inputs(point_of(at, self._computation.inputs))
        inputs.name(_names(self._computation))
        super().__init__(
            formula,
            at=inputs,
            mode=Pick("mode", mode, MODES),
            seed=Seed(seed, options),
            shown=Count("steps shown", shown, self._steps(self._computation, mode, 0)),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the graph of the present formula."""
        self._computation = _computation(self.function)
        names = _names(self._computation)
        self._inputs.name(names)
        self.grips = {str(place): f"input {name}" for place, name in enumerate(names)}
        self._prepare()
        axes = graph_axes(figure, self._computation.inputs)
        return Graph(axes, self._computation, **self._numbers, ranges=self._inputs.ranges)

    def move(self) -> Iterable[Artist]:
        """Bring the picture to the present state."""
        self._prepare()
        moving: Iterable[Artist] = self.picture.move(**self._numbers)
        return moving

    def moved(self, name: str, x: float, _y: float) -> None:
        """Set the input on whose number line a point was dragged."""
        self._inputs.sides[int(name)].set(x)

    def reset(self) -> None:
        """Go back to the state that the explorer was made with: the number of steps is known last."""
        assert self.formula is not None
        with self.live.held():
            for control in (self.formula, *(self.controls[name] for name in ("mode", "at", "seed"))):
                control.reset()
            self._prepare()
            self.controls["shown"].reset()

    @property
    def _inputs(self) -> Inputs:
        inputs = self.controls["at"]
        assert isinstance(inputs, Inputs)
        return inputs

    @property
    def _numbers(self) -> dict[str, Any]:
        seed = self.controls["seed"]
        assert isinstance(seed, Seed)
        return {**self.state, "seed": seed.place}

    def _prepare(self) -> None:
        """Offer the seeds and the steps that the formula has in the present mode."""
        mode, seed, shown = (self.controls[name] for name in ("mode", "seed", "shown"))
        assert isinstance(seed, Seed)
        assert isinstance(shown, Count)
        seed.offer("moving" if mode.value == "forward" else "output", seeds(self._computation, mode.value))
        shown.reach(self._steps(self._computation, mode.value, seed.place))

    @staticmethod
    def _steps(computation: Computation, mode: str, seed: int) -> int:
        operations = len(computation.vertices) - computation.inputs
        used = computation.feeding(computation.outputs[seed]) if mode == "reverse" else set()
        handing = sum(bool(computation.vertices[place].arguments) for place in used)
        return operations + (1 + handing if mode == "reverse" else 0)

    def _nudge(self, name: str) -> float | None:
        return float(self._inputs.sides[int(name)].widget.step)


def seeds(computation: Computation, mode: str) -> list[str]:
    """Return what a mode can begin with: an input in forward mode, an output in reverse mode."""
    if mode == "forward":
        return _names(computation)
    return [computation.output_name(which) for which in range(len(computation.outputs))]


def _names(computation: Computation) -> list[str]:
    return [vertex.name for vertex in computation.vertices[: computation.inputs]]


graph = GraphExplorer
