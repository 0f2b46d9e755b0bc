"""The picture that a function draws, state after state."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.sketch._pencil import Pencil
from lessons_lib.pencil.figure import Curve, Picture, style
from lessons_lib.pencil.scenery import chosen_view

Rule = Callable[..., str]


class Forgiving:
    """A function that gives NumPy's numbers, with which a division by zero is a gap and no exception."""

    def __init__(self, f: Any) -> None:
        self._f = f

    def __call__(self, x: Any) -> Any:
        """Evaluate at a number or on an array."""
        return np.asarray(self._f(x))[()]

    @cached_property
    def derivative(self) -> "Forgiving":
        """The derivative, as forgiving."""
        return Forgiving(self._f.derivative)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._f, name)


class Sketch(Picture):
    """A picture that a function of yours draws.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> def height(pencil, f, x):
    ...     pencil.curve(f)
    ...     pencil.grip("x", x, f(x))
    ...     return f"At x = {x:g} the curve is {f(x):g} high."
    >>> picture = Sketch(*new_axes(new_figure()), height, Function("x^2"), x=2.0)
    >>> picture.caption
    'At x = 2 the curve is 4 high.'
    >>> _ = picture.move(x=3.0)
    >>> picture.handles()["x"][1:]
    (3.0, 9.0)
    """

    def __init__(
        self, ax: Axes, rule: Rule, f: Any, view: Sequence[float] | None = None, **state: float
    ) -> None:
        super().__init__()
        self.ax, self.rule, self.f, self.state = ax, rule, Forgiving(f), state
        self.view = chosen_view(f, view, float(next(iter(state.values()))))
        with style(ax.get_figure(root=True)):
            self._pencil = Pencil(ax, f, self.view)
        self.move()

    def move(self, **state: float) -> list[Artist]:
        """Draw another state; what is not given stays."""
        self.state = {**self.state, **state}
        self._pencil.begin()
        with np.errstate(all="ignore"):
            said = self.rule(self._pencil, self.f, **_as_numbers(self.state))
        if not isinstance(said, str) or not said.strip():
            name = getattr(self.rule, "__name__", "The rule")
            raise ValueError(
                f"{name} returns no sentence: end it with return and the numbers of the picture."
            )
        self._moving, self._caption = self._pencil.finish(), said
        return self.moving

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the points that the rule has drawn as grips."""
        return {name: (self.ax, x, y) for name, (x, y, _) in self._pencil.grips.items()}

    def dots(self) -> dict[str, Artist]:
        """Return the marks of the grips."""
        return {name: mark for name, (_, _, mark) in self._pencil.grips.items()}

    def track(self, name: str) -> Curve | None:
        """Return the curve on which a grip stands, or its height."""
        if name not in self._pencil.grips:
            return super().track(name)
        x, y, _ = self._pencil.grips[name]
        return self._pencil.track(x, y)


def _as_numbers(state: dict[str, float]) -> dict[str, Any]:
    return {
        name: np.float64(number) if isinstance(number, float) else number for name, number in state.items()
    }
