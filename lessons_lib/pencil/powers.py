"""Logarithmic axes: ticks at powers of ten, and lines on which grips slide along them."""

import math
from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
from matplotlib.axis import Axis
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from lessons_lib.pencil.figure import Curve
from lessons_lib.wording import number, superscript


def power_of_ten(value: float, plain: Collection[int] = (0,)) -> str:
    """Write a power of ten.

    Examples
    --------
    >>> power_of_ten(1), power_of_ten(1e-6), power_of_ten(100), power_of_ten(100, range(4))
    ('1', '10⁻⁶', '10²', '100')
    """
    power = round(math.log10(value))
    return number(10.0**power) if power in plain else f"10{superscript(power)}"


def mark_powers(axis: Axis, powers: Iterable[int], plain: Collection[int] = (0,)) -> None:
    """Give a logarithmic axis ticks at powers of ten, and none between.

    Examples
    --------
    >>> from lessons_lib.pencil.figure import new_axes, new_figure
    >>> (ax,) = new_axes(new_figure())
    >>> _ = ax.set(yscale="log", ylim=(1e-5, 10))
    >>> mark_powers(ax.yaxis, range(-4, 1, 2))
    >>> [each.get_text() for each in ax.get_yticklabels()]
    ['10⁻⁴', '10⁻²', '1']
    """
    axis.set_major_locator(FixedLocator([10.0**power for power in powers]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: power_of_ten(value, plain)))
    axis.set_minor_locator(NullLocator())


@lru_cache(maxsize=64)
def level_line(low: float, high: float, level: float) -> Curve:
    """Return the line on which a grip slides along a logarithmic axis; the same object each time.

    Examples
    --------
    >>> xs, ys = level_line(1e-3, 10, 0.5)
    >>> xs.shape, float(xs[0]), set(ys.tolist())
    ((100,), 0.001, {0.5})
    """
    xs = np.geomspace(low, high, 100)
    return xs, np.full_like(xs, level)
