"""The kernel's cost of one frame of each explorer, beside the usual way, in one process.

The usual way is the body of an `interact`: a new figure, plot, savefig. Both draw the same curves at the
same size, and both end with the bytes that are sent to the browser.
"""

import io
import statistics
import subprocess
import sys
import time

import numpy as np
from ipywidgets import FloatLogSlider
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from lessons_lib import explore

ROUNDS = 40
CURVES = ("secant", "slope", "zoom", "step_error", "downhill", "flat_points", "by_heart")
PLANES = (
    "partials",
    "surface",
    "surface azimuth",
    "direction",
    "arrow_map",
    "descent",
    "outline",
    "graph",
    "costs",
)


def usual_way(explorer):
    """Return a function that draws the explorer's curves as the body of an interact does."""
    axes = [[line.get_data() for line in ax.lines] for ax in explorer.live.figure.axes]

    def draw(_number):
        figure = Figure(figsize=explorer.size, dpi=100)
        FigureCanvasAgg(figure)
        for ax, lines in zip(figure.subplots(1, len(axes), squeeze=False)[0], axes, strict=True):
            for xs, ys in lines:
                ax.plot(xs, ys)
        stream = io.BytesIO()
        figure.savefig(stream, format="png")
        return stream.getvalue()

    return draw


def our_way(explorer, name):
    """Return a function that moves a control, or what the explorer's handle moves, and draws the frame."""
    name = name or next(iter(explorer.grips), "at")
    control = explorer.controls.get(name, next(iter(explorer.controls.values())))
    low, high = control.widget.min, control.widget.max
    values = np.linspace(low + 0.3 * (high - low), low + 0.6 * (high - low), ROUNDS)
    if isinstance(control.widget, FloatLogSlider):
        values = 10**values

    def draw(number):
        control.widget.value = type(control.widget.value)(values[number])
        return explorer.live.frame

    return draw


def interleaved(ways):
    """Return the times of each way in milliseconds, measured turn by turn."""
    times = {name: [] for name in ways}
    for number in range(ROUNDS):
        for name, draw in ways.items():
            start = time.perf_counter()
            draw(number)
            times[name].append(1e3 * (time.perf_counter() - start))
    return times


def report():
    print(f"{'explorer':<16}{'usual way':>12}{'ours':>9}{'p90':>8}{'ratio':>8}")
    for name in CURVES + PLANES:
        made, _, control = name.partition(" ")
        explorer = getattr(explore, made)()
        times = interleaved({"usual": usual_way(explorer), "ours": our_way(explorer, control)})
        usual, ours = (statistics.median(times[way]) for way in ("usual", "ours"))
        late = statistics.quantiles(times["ours"], n=10)[-1]
        print(f"{name:<16}{usual:>9.1f} ms{ours:>6.1f} ms{late:>5.1f} ms{ours / usual:>8.3f}")
        explorer.close()


FIRST = """
import time
start = time.perf_counter()
from lessons_lib import explore
explore.secant()._repr_mimebundle_()
print(time.perf_counter() - start)
"""


def report_first():
    """Print what a fresh kernel needs until its first explorer can be shown."""
    fresh = [subprocess.run([sys.executable, "-c", FIRST], capture_output=True, check=True) for _ in range(5)]
    print(f"import and first explorer: {statistics.median(float(run.stdout) for run in fresh):.2f} s\n")


if __name__ == "__main__":
    report_first()
    report()
