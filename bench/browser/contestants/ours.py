"""Our explorer, as a lesson shows it."""

from IPython.display import display

from bench.browser.contestants.scene import pause
from lessons_lib import explore


class Secant(explore.secant):
    """Can be slowed."""

    def move(self):
        pause()
        return super().move()


def show():
    display(Secant())
