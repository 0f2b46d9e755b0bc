"""An explorer of one map after another."""

from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Log
from lessons_lib.figures import Picture
from lessons_lib.figures.chain import Chain, chain_axes
from lessons_lib.formula import Function, read_map
from lessons_lib.state import Point

FIRST = (
    "x^2 - y^2, 2x y",
    "r cos t, r sin t",
    "x + y, y",
    "x1^2 + x2, x1 x2",
    "4x, y/2",
    "x + sin y, y",
    "x + y, 2x + 2y",
    "log x, y",
)
SECOND = (
    "v/2, u/2 + v^2/8",
    "u + v, v",
    "u^2 - v^2, 2u v",
    "u/2, 2v",
    "-v, u",
    "u, v^2/4",
    "u + v, u + v",
    "u/(u^2 + v^2), v/(u^2 + v^2)",
)

FIRST_VIEW = (0, 1.5, 0, 1.5)


class SecondMap(Formula):
    """The map that comes second: a part of the state, as any other."""

    def __init__(self, function: str | Function) -> None:
        super().__init__(function, SECOND, reader=read_map, label="g(u, v) =")

    def reset(self) -> None:
        """Go back to the first map, also from a text that could not be read."""
        self.set(self._first)


class ChainExplorer(Explorer):
    """Drag a little square and see what f makes of it, what g makes of that, and how the Jacobians multiply.

    Parameters
    ----------
    function : str or Function
        The map f, of two variables with two values; it comes first.
    g : str or Function
        The map that comes after it.
    at : Point or tuple of float
        The square's lower left corner.
    side : float
        Of the square.
    view : sequence of float, optional
        Limits (left, right, bottom, top) of the input grid.

    Raises
    ------
    ValueError
        If a map cannot be read, or does not take two numbers to two.
    """

    name = "chain"
    size = (11.0, 5.8)
    grips = {"at": "corner of the square"}

    def __init__(
        self,
        function: str | Function = FIRST[0],
        g: str | Function = SECOND[0],
        at: Point | tuple[float, float] = (1, 0.5),
        side: float = 0.4,
        view: Sequence[float] | None = None,
    ) -> None:
        super().__init__(
            Formula(function, FIRST, reader=read_map, label="f(x, y) ="),
            FIRST_VIEW if view is None and function == FIRST[0] else view,
            g=SecondMap(g),
            at=Position(Point.of(at)),
            side=Log("side", side, 0.01, 2),
        )
        self._second.watch(self._tell_fault)

    def draw(self, figure: Figure) -> Picture:
        """Draw the three planes and the product."""
        return Chain(
            chain_axes(figure), self.function, self._second.function, **self._moving_state, view=self.view
        )

    def span(self) -> tuple[float, ...]:
        """Let the point move over the grid."""
        return tuple(self.picture.view)

    @property
    def _keeps_picture(self) -> bool:
        return bool(self.picture.g is self._second.function)

    @property
    def _second(self) -> SecondMap:
        second = self.controls["g"]
        assert isinstance(second, SecondMap)
        return second

    @property
    def _moving_state(self) -> dict[str, Any]:
        return {name: self.controls[name].value for name in ("at", "side")}

    def _tell_fault(self) -> None:
        if self._second.fault:
            self.live.say(self._second.fault)


chain = ChainExplorer
