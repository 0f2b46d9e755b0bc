"""How pictures are shown on this page: on a desk or in a classroom."""

from collections.abc import Callable
from typing import Any

from traitlets import Bool, HasTraits


class Display(HasTraits):
    """What all pictures of a page have in common.

    Examples
    --------
    >>> Display().classroom
    False
    """

    classroom = Bool(False)

    def on_change(self, watcher: Callable[[Any], None]) -> None:
        """Call ``watcher`` after every change, until ``off_change``."""
        self.observe(watcher, "classroom")

    def off_change(self, watcher: Callable[[Any], None]) -> None:
        """Stop calling ``watcher``."""
        self.unobserve(watcher, "classroom")


display = Display()


def classroom(on: bool = True) -> None:
    """Make all pictures of this page readable from the back row, those that stand and those to come.

    Parameters
    ----------
    on : bool
        False goes back to the desk.

    Examples
    --------
    >>> classroom()
    >>> display.classroom
    True
    >>> classroom(False)
    """
    display.classroom = on
