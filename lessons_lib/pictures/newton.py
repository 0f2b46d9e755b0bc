"""Several ways downhill from one start: what curvature buys, and where it leads."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.descent import Path, adam, bfgs, gradient_descent, momentum, newton
from lessons_lib.formula import read_surface
from lessons_lib.pencil import (
    Count,
    Fixed,
    Formula,
    Picture,
    Position,
    Several,
    Slide,
    State,
    StepFactor,
    View,
)
from lessons_lib.pencil.fields import clean
from lessons_lib.pencil.figure import label
from lessons_lib.pencil.phrases import formula
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import PlaneView, gradient_lengths, nice, plane_place
from lessons_lib.pictures._landscape import Landscape
from lessons_lib.pictures._outcomes import aim, arrived, counted, outcome
from lessons_lib.pictures._walk_map import side_by_side
from lessons_lib.pictures._walks import ValueLog, Walk, trail

LOOKS = {
    "gradient descent": ("secant", "solid", "o"),
    "momentum": ("second", "dashdot", "s"),
    "Adam": ("third", "dotted", "^"),
    "Newton": ("derivative", "solid", "D"),
    "damped Newton": ("gradient", "dashed", "v"),
    "BFGS": ("point", "dashed", "*"),
}
METHODS = tuple(LOOKS)
FIRST_ORDER = {"gradient descent", "momentum"}
TOLERANCE, STEPS = 1e-6, 60
FLAT_MARKS = {"minimum": "x", "saddle": "s", "maximum": "^"}
MOST_NAMES = 3
SADDLE = "x^4 - 2x^2 + y^2"
PLACES: dict[str, tuple[tuple[float, float], tuple[float, ...] | None]] = {
    SADDLE: ((0.3, 1.0), (-2.0, 2.0, -1.5, 1.5)),
    "x^2/2 + 50y^2": ((10.0, 1.0), None),
    "x^2 + y^2": ((4.0, 3.0), None),
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2": ((0.0, 0.5), None),
    "(1 - x)^2 + 100(y - x^2)^2": ((-1.2, 1.0), None),
    "x^2 + 3x y + y^3": ((-1.0, -0.5), None),
    "x^2 - y^2": ((1.0, 0.5), None),
    "x^4 + y^4": ((1.5, 1.0), None),
}
ELSEWHERE = ((1.0, 1.0), None)


class Newton(Picture):
    """Drag the start and compare ways downhill, by slope alone and with curvature."""

    size = (10.4, 4.6)
    f = Formula(SADDLE, "f(x, y) =", "Of two variables.", tuple(PLACES), read_surface)
    start = Position(None, "", "Where all walks begin; by default a place where the methods differ.")
    gamma = StepFactor(
        None, "γ",
        "Step factor of gradient descent and momentum; by default about 1 over the largest curvature at the\n"
        "start.",
        named=True,
    )  # fmt: skip
    momentum = Slide(
        0.8, "momentum", "The share of its speed that the rolling ball keeps.", 0, 0.99, 0.01, named=True
    )
    adam = StepFactor(0.2, "Adam's γ", "Adam's step size, in units of x.", named=True)
    shown = Count(None, "steps shown", "How many steps are drawn; all by default.", STEPS, named=True)
    methods = Several(
        None, "",
        'Which of "gradient descent", "momentum", "Adam", "Newton", "damped Newton", "BFGS" are shown;\n'
        "all by default.",
        METHODS, "method", named=True,
    )  # fmt: skip
    steps = Fixed(
        STEPS, "int",
        "How many steps a walk may take. It ends sooner where neither gradient nor step is longer than 1e-6.",
        named=True,
    )  # fmt: skip
    view = View(about="Limits (left, right, bottom, top) of the map.", named=True)

    @classmethod
    def usual_view(cls, f: Any) -> Sequence[float] | None:
        """Return the limits of the catalogue, or those of an offered function."""
        return catalogue.known_view(f) or PLACES.get(f.source, ELSEWHERE)[1]

    @classmethod
    def completed(cls, state: State) -> State:
        """Begin where the methods differ, with a step factor that suits the function there."""
        f, start = state["f"], state["start"]
        start = PLACES.get(f.source, ELSEWHERE)[0] if start is None else start
        gamma = state["gamma"] or usual_gamma(f, getattr(start, "coordinates", start))
        return {"start": start, "gamma": gamma}

    @classmethod
    def settled(cls, state: State) -> State:
        """Begin in the map of another function, with a step factor that suits it."""
        f, start = state["f"], state["start"]
        if f.source in PLACES:
            start = PLACES[f.source][0]
        else:
            plane = PlaneView.of(state["view"], f, start)
            if not plane.contains(*start):
                start = clean(plane.left + plane.width / 4), clean(plane.bottom + 5 * plane.height / 8)
        return {"start": start, "gamma": usual_gamma(f, start)}

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return the axes of the map and of the values."""
        self.plane = PlaneView.of(self.view, self.f, self.start)
        return side_by_side(figure, self.plane)

    def stage(self) -> None:
        p, log = self.panels
        self.land = Landscape(self.f, self.plane)
        heights, quantity, floor = p.map(self.f, self.plane, dim=True).heights, "value", self.land.floor
        self.mark_flat_points()
        self.by_value = bool(np.isfinite(floor))
        if not self.by_value:
            floor, quantity = 0.0, "length of the gradient"
            heights = gradient_lengths(self.f, self.plane)
        self.log = ValueLog(log, heights, floor, looks=tuple(LOOKS.values()), quantity=quantity, room=0)
        self.log.reach(self.steps)

    def mark_flat_points(self) -> None:
        """Mark the flat points, minima by a cross and the others by open marks, and write their kinds."""
        p, land = self.panel, self.land
        self.flat = []
        for kind, shape in FLAT_MARKS.items():
            marks = p.path(
                land.points(kind), "point", dashes="none", layer=3.5, marker=shape, share=0.75
            ).drawn
            marks.set(markeredgewidth=1.5, markerfacecolor="white", markeredgecolor="black")
            self.flat.append(marks)
        written, names = p.written(), []
        for each in written:
            p.sheet.avoid_label(each)
        p.sheet.avoid_marks(*self.flat)
        few = len(land.flat_points) <= MOST_NAMES
        for kind in FLAT_MARKS:
            seen = [point for point in land.points(kind) if self.plane.contains(*point)]
            # Where there are many, only the first of each kind.
            for point in seen if few else seen[:1]:
                name = label(p.ax, "point", kind, size=9.5, layer=3.6)
                p.sheet.place(name, around(p.sheet.points(*point)[0], (0, -1), rings=2))
                names.append(name)
        p.written = lambda: [*written, *names]

    def draw(self) -> str:
        methods = self.methods or ()
        chosen = set(methods)
        self.need(gamma=bool(chosen & FIRST_ORDER), momentum="momentum" in chosen, adam="Adam" in chosen)
        self.walks = [self.walk(method) for method in methods]
        longest = max((len(walk.path) for walk in self.walks), default=self.steps + 1) - 1
        self.seen = max(self.reach("shown", longest), 0)
        p, by_method = self.panel, {walk.method: walk for walk in self.walks}
        x, y = map(float, self.start)
        p.dot(x, y, size=0.85, layer=6.5).grip("start", "start of all walks")
        p.sheet.avoid_marks(*self.flat)
        for method in METHODS:
            if method in by_method:
                self.draw_walk(by_method[method])
        paths = [self.measured(by_method[each]) if each in by_method else None for each in METHODS]
        names = [self.name(by_method[each]) if each in by_method else "" for each in METHODS]
        self.log.draw(paths, self.seen, names)
        return self.sentence()

    def walk(self, method: str) -> Walk:
        gamma = self.gamma if method in FIRST_ORDER else self.adam if method == "Adam" else None
        share = self.momentum if method == "momentum" else 0.0
        x, y = map(float, self.start)
        return walked(self.f, (x, y), method, gamma=gamma, share=share, steps=self.steps)

    def draw_walk(self, walk: Walk) -> None:
        """Draw a walk with its name beside it; in a crowd only where that hides nothing."""
        p, layer = self.panel, 4 + 0.1 * METHODS.index(walk.method)
        points = walk.path.points[: walk.last(self.seen) + 1]
        line, _ = trail(p, points, LOOKS[walk.method], layer, (1.0, 6 + layer / 100))
        way = p.sheet.inside(line.points)
        if len(way):
            near = [around(way[index], (0, 1), rings=3) for index in (len(way) // 2, 0)]
            crowded = len(self.walks) > MOST_NAMES
            p.write(walk.method, line.meaning, beside(way, 9, 0.4), *near, size=10, optional=crowded)

    def measured(self, walk: Walk) -> Path:
        """Return the path with what the panel shows as its values."""
        return walk.path if self.by_value else replace(walk.path, values=walk.path.gradient_norms)

    def name(self, walk: Walk) -> str:
        """Return what stands at the end of a walk's line: its method, and in how many steps it arrived."""
        if not arrived(walk, self.seen, TOLERANCE):
            return walk.method
        kind = self.land.kind(walk.path.points[-1])
        where = "" if kind == "minimum" else f"{kind}, "
        return f"{walk.method}: {where}{counted(len(walk.path) - 1)}"

    def sentence(self) -> str:
        head = f"Downhill on {formula(self.f)} from {plane_place(self.start)}"
        if not self.walks:
            return f"{head}: no method is chosen."
        if np.isnan(self.walks[0].path.values[0]):
            return f"{head}: the function is undefined there."
        said = "; ".join(outcome(walk, self.seen, self.land, TOLERANCE) for walk in self.walks)
        return f"{head}: {said}. {aim(self.land, self.start, set(self.methods or ()))}".strip()


@lru_cache(maxsize=32)
def walked(
    f: Any, start: tuple[float, float], method: str, *, gamma: float | None, share: float, steps: int
) -> Walk:
    """Walk until neither gradient nor step is above the tolerance; the last walks are kept."""
    common: dict[str, Any] = {"steps": steps, "tolerance": TOLERANCE}
    if method == "BFGS":
        return Walk(bfgs(f, start, **common), method)
    if gamma is None:
        return Walk(newton(f, start, damped=method == "damped Newton", **common), method)
    if method == "momentum":
        return Walk(momentum(f, start, gamma, share, **common), method, gamma, share)
    walk = adam if method == "Adam" else gradient_descent
    return Walk(walk(f, start, gamma, **common), method, gamma)


def usual_gamma(f: Any, start: Sequence[float]) -> float:
    """Return a round step factor, not above 1 over the largest curvature at the start and at known minima.

    Examples
    --------
    >>> usual_gamma(read_surface("x^2/2 + 50y^2"), (10, 1))
    0.01
    """
    known = [each.flat_points for each in catalogue.surfaces() if each.function.text == f.text]
    places = [tuple(start), *(point for flat in known for point, kind in flat if kind == "minimum")]
    with np.errstate(all="ignore"):
        hessians = [np.asarray(f.hessian(np.asarray(place, float)), float) for place in places]
    sizes = [float(np.abs(np.linalg.eigvalsh(each)).max()) for each in hessians if np.isfinite(each).all()]
    largest = max(sizes, default=0.0)
    return min(max(nice(1 / largest), 1e-4), 2.0) if 0 < largest < math.inf else 0.1
