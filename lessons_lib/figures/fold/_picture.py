"""The picture: a place in the output plane, and all points that go there."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.figures.columns import map_name
from lessons_lib.figures.fold._planes import MANY, Sources, Targets, grown
from lessons_lib.figures.fold._preimages import Search
from lessons_lib.pencil.figure import Picture, style
from lessons_lib.pencil.maps import image_view
from lessons_lib.pencil.plane import PlaneView, plane_place
from lessons_lib.wording import number

_INNER = 0.25  # how much of the input plane is left out at each side to choose the output plane
_MORE = 0.15  # of the output plane's width, at each side
_TOLD: Final = 4


class Fold(Picture):
    """All preimages of a place; their number changes only where the map folds the plane.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> from lessons_lib.formula import Function
    >>> f = Function("x1^2 + x2, x1 x2")
    >>> print(Fold(new_axes(new_figure(9, 4.2), columns=2), f, at=(3, 2)).caption)
    2 points go to (3, 2) under (x₁² + x₂, x₁·x₂): (−2, −1) with determinant 9 and (1, 2) on the fold, where \
the determinant is 0.
    """

    def __init__(
        self, axes: Sequence[Axes], f: Any, at: Sequence[float], *, view: Sequence[float] | None = None
    ) -> None:
        super().__init__()
        self.f, self.at = f, (float(at[0]), float(at[1]))
        limits = PlaneView.of(view, f)
        self.search = Search(f, limits)
        with style(axes[0].get_figure(root=True)):
            self._sources = Sources(axes[0], f, limits)
            shown = _shown(image_view(f, grown(limits, -_INNER)), self.at)
            self._targets = Targets(axes[1], f, shown, self.search)
        self._moving += [*self._sources.artists, *self._targets.artists]
        self.move()

    def move(self, at: Sequence[float] | None = None) -> list[Artist]:
        """Ask for another place."""
        self.at = self.at if at is None else (float(at[0]), float(at[1]))
        self.preimages = self.search.of(self.at)
        self._sources.move(self.at, self.preimages)
        self._targets.move(self.at, self.preimages)
        self._caption = self._sentence()
        return self.moving

    @property
    def fold(self) -> Any:
        """Where the determinant is 0 in view, shape (n, 2), a row of nan after each piece."""
        return self._sources.fold

    @property
    def image(self) -> Any:
        """The image of the fold, shape (n, 2)."""
        return self._targets.image

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the place in the output plane."""
        return {"at": (self._targets.ax, *self.at)}

    def dots(self) -> dict[str, Artist]:
        """Return its mark."""
        return {"at": self._targets.dot}

    def _sentence(self) -> str:
        found, name, here = self.preimages, map_name(self.f), plane_place(self.at)
        if self.search.collapsed:
            who = "a whole curve of points goes" if found.curves else "no point in view goes"
            return f"The determinant of {name} is 0 everywhere: {who} to {here}."
        where = "" if found.everywhere else " in view"
        if len(found) > MANY:
            return f"More than {MANY} points{where} go to {here} under {name}."
        some = f"{len(found)} points{where} go"
        who = {0: f"No point{where} goes", 1: f"One point{where} goes"}.get(len(found), some)
        return f"{who} to {here} under {name}{self._list()}."

    def _list(self) -> str:
        """List the first preimages with their determinants."""
        told = [_told(*each) for each in zip(self.preimages.points, self.preimages.determinants, strict=True)]
        if not told:
            return ""
        if len(told) > _TOLD:
            told = [*told[:_TOLD], f"{len(told) - _TOLD} more"]
        *first, last = told
        return f": {', '.join(first)} and {last}" if first else f": {last}"


def _told(point: Any, determinant: float) -> str:
    if np.isnan(determinant):
        return f"{plane_place(point)}, where there is no Jacobian,"
    if determinant == 0:
        return f"{plane_place(point)} on the fold, where the determinant is 0"
    return f"{plane_place(point)} with determinant {number(determinant)}"


def _shown(view: PlaneView, at: tuple[float, float]) -> PlaneView:
    """Widen a view, so that what lies beyond a fold is seen, and until a point lies well inside."""
    wide = grown(view, _MORE)
    across, up = _MORE * view.width, _MORE * view.height
    return PlaneView(
        min(wide.left, at[0] - across), max(wide.right, at[0] + across),
        min(wide.bottom, at[1] - up), max(wide.top, at[1] + up),
    )  # fmt: skip
