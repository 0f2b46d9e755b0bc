"""A map of contour lines that tells nothing else: what a guess about curvature is made on."""

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.figures.curvature._contours import ContourLines
from lessons_lib.figures.curvature._quadratic import Quadratic
from lessons_lib.pencil.figure import dot, new_axes, style


def unnamed_contours(first: float, second: float, angle: float) -> Callable[[Figure], Axes]:
    """Return what draws the contour lines of a quadratic, without eigenvalues, axes or a formula.

    Examples
    --------
    >>> from lessons_lib.figures import new_figure
    >>> unnamed_contours(2, -1, 30)(new_figure(5.6, 5.2)).get_aspect()
    1.0
    """
    quadratic = Quadratic(first, second, angle)

    def draw(figure: Figure) -> Axes:
        (ax,) = new_axes(figure)
        with style(figure):
            ContourLines(ax).show(quadratic)
            middle = dot(ax, size=0.8)
            middle.set_data([0], [0])
        return ax

    return draw
