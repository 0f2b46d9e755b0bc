"""The kernel's cost of one frame of every explorer, beside the usual way and the first edition's, in one run.

The usual way is the body of an `interact`: a new figure, plot, savefig. Both draw the same curves at the
same size, and both end with the bytes that are sent to the browser. Of each explorer the slider is moved that
makes the slowest frames. With FIRST_EDITION=folder, a worktree of the first edition draws each frame, too.

    python bench/frames.py              # all explorers
    python bench/frames.py secant zoom  # some
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from ipywidgets import FloatLogSlider, FloatSlider, IntSlider
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

ROUNDS, TRIALS = 40, 6

FIRST_FRAME = """
import time
start = time.perf_counter()
from lessons_lib import explore
explore.secant()._repr_mimebundle_()
print(time.perf_counter() - start)
"""


class Stage:
    """One explorer, and what draws its frames: a moved slider, or the usual way."""

    def __init__(self) -> None:
        self._explorer: Any = None
        self._lines: list[Any] = []

    def names(self) -> list[str]:
        """Return the names of all explorers of the course."""
        from lessons_lib import explore  # noqa: PLC0415

        return sorted(set(dir(explore)) - {"own", "Explorer"})

    def open(self, name: str) -> list[str]:
        """Make an explorer and return the names of those of its controls that are sliders."""
        from lessons_lib import explore  # noqa: PLC0415

        if self._explorer:
            self._explorer.close()
        self._explorer = getattr(explore, name)()
        figure = self._explorer.live.figure
        self._lines = [[line.get_data() for line in ax.lines] for ax in figure.axes]
        controls = self._explorer.controls.items()
        sliders = (FloatSlider, FloatLogSlider, IntSlider)
        return [name for name, each in controls if each.needed and isinstance(each.widget, sliders)]

    def move(self, control: str, number: int) -> float:
        """Move a slider to the next of its places, and return the milliseconds until the frame is there."""
        widget = self._explorer.controls[control].widget
        share = 0.3 + 0.3 * (number % ROUNDS) / ROUNDS
        value = widget.min + share * (widget.max - widget.min)
        value = type(widget.value)(10**value if isinstance(widget, FloatLogSlider) else value)
        start = time.perf_counter()
        widget.value = value
        _ = self._explorer.live.frame
        return 1e3 * (time.perf_counter() - start)

    def usual(self) -> float:
        """Draw the explorer's lines as the body of an interact does, and return the milliseconds."""
        start = time.perf_counter()
        figure = Figure(figsize=self._explorer.live.figure.get_size_inches(), dpi=100)
        FigureCanvasAgg(figure)
        for ax, lines in zip(
            figure.subplots(1, len(self._lines), squeeze=False)[0], self._lines, strict=True
        ):
            for xs, ys in lines:
                ax.plot(xs, ys)
        figure.savefig(io.BytesIO(), format="png")
        return 1e3 * (time.perf_counter() - start)


class Edition:
    """A process in which one edition of the course draws frames when it is asked to."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, __file__, "--serve"]
        self._run = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(folder)}, cwd=folder,
        )  # fmt: skip

    def ask(self, act: str, *words: Any) -> Any:
        """Let the other process do something, and return what it answers."""
        assert self._run.stdin
        assert self._run.stdout
        print(json.dumps([act, *words]), file=self._run.stdin, flush=True)
        return json.loads(self._run.stdout.readline())

    def close(self) -> None:
        """Let it end."""
        assert self._run.stdin
        self._run.stdin.close()
        self._run.wait()


def serve() -> None:
    """Do what is asked for, a line of JSON each."""
    stage = Stage()
    for line in sys.stdin:
        act, *words = json.loads(line)
        print(json.dumps(getattr(stage, act)(*words)), flush=True)


def slowest(edition: Edition, sliders: Sequence[str]) -> str:
    """Return the slider that makes the slowest frames."""
    frames = {name: [edition.ask("move", name, number) for number in range(TRIALS)] for name in sliders}
    return max(frames, key=lambda name: statistics.median(frames[name][1:]))


def report(names: Sequence[str], first: Edition | None) -> None:
    """Measure turn by turn, so that a busy moment of the machine slows all alike."""
    ours, ratios = Edition(Path(__file__).resolve().parents[1]), []
    known = set(first.ask("names")) if first else set()
    beside = f"{'first':>12}{'ratio':>7}" if first else ""
    print(f"{'explorer':<17}{'slider':<11}{'usual way':>12}{'ours':>9}{'p90':>8}{'ratio':>8}{beside}")
    for name in names or ours.ask("names"):
        control = slowest(ours, ours.ask("open", name))
        if beaten := name in known:
            first.ask("open", name)
        times = {"usual": [], "ours": [], "first": []}
        for number in range(ROUNDS):
            if number % 5 == 0:
                times["usual"].append(ours.ask("usual"))
            times["ours"].append(ours.ask("move", control, number))
            times["first"].append(first.ask("move", control, number) if beaten else np.nan)
        usual, now, before = (statistics.median(each[1:]) for each in times.values())
        late = statistics.quantiles(times["ours"][1:], n=10)[-1]
        ratios += [now / before] * beaten
        compared = f"{before:>9.1f} ms{now / before:>7.2f}" if beaten else ""
        line = f"{usual:>9.1f} ms{now:>6.1f} ms{late:>5.1f} ms{now / usual:>8.3f}{compared}"
        print(f"{name:<17}{control:<11}{line}", flush=True)
    if ratios:
        slower = sum(ratio > 1.05 for ratio in ratios)
        print(f"ours to the first edition's: median {statistics.median(ratios):.2f}, above 1.05 in {slower}")
    ours.close()


def report_first() -> None:
    """Print what a fresh kernel needs until its first explorer can be shown."""
    command = [sys.executable, "-c", FIRST_FRAME]
    fresh = [subprocess.run(command, capture_output=True, check=True) for _ in range(5)]
    print(f"import and first explorer: {statistics.median(float(run.stdout) for run in fresh):.2f} s\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    else:
        folder = os.environ.get("FIRST_EDITION")
        report_first()
        report(sys.argv[1:], Edition(Path(folder).resolve()) if folder else None)
