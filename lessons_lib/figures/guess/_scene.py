"""What stands beside the options of a choice: a picture in which nothing moves."""

from __future__ import annotations

from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lessons_lib.pencil.figure import Picture


class StillScene(Picture):
    """A picture that a choice is about.

    Examples
    --------
    >>> from lessons_lib.figures import new_axes, new_figure
    >>> StillScene(*new_axes(new_figure()), about="An empty sheet").caption
    'An empty sheet.'
    """

    guess = None

    def __init__(self, ax: Axes, about: str) -> None:
        super().__init__()
        self.ax, self._caption = ax, f"{about}."

    def move(self, **_state: Any) -> list[Artist]:
        """Leave everything where it is."""
        return self.moving
