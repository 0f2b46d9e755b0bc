"""A path on a map, with the method and the settings that made it."""

from dataclasses import dataclass

import numpy as np

from lessons_lib.descent import Path
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.wording import number


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """A path with the method and the settings that made it."""

    path: Path
    method: str = "gradient descent"
    gamma: float | None = None
    momentum: float = 0.0

    @property
    def name(self) -> str:
        """For a label, such as "momentum 0.9, γ = 0.01"."""
        return self._named(", ")

    @property
    def phrase(self) -> str:
        """For a sentence, such as "momentum 0.9 with γ = 0.01"."""
        return self._named(" with ")

    def _named(self, joint: str) -> str:
        rolling = f" {number(self.momentum)}" if self.momentum else ""
        step = f"{joint}γ = {number(self.gamma)}" if self.gamma is not None else ""
        return f"{self.method}{rolling}{step}"

    def last(self, shown: int) -> int:
        """Return the last of so many steps that the walk has made."""
        return min(max(shown, 0), len(self.path) - 1)

    def leaves(self, view: PlaneView, shown: int) -> int | None:
        """Return the first step whose point is outside the view, among those shown."""
        points = self.path.points[: self.last(shown) + 1]
        (outside,) = np.nonzero(((points < view[::2]) | (points > view[1::2])).any(axis=1))
        return int(outside[0]) if len(outside) else None

    def is_out(self, view: PlaneView, shown: int) -> bool:
        """Tell whether the walk is outside the view at this step."""
        return not view.contains(*self.path.points[self.last(shown)])
