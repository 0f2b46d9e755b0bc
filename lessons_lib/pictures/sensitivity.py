"""An input on the map of a classifier, and the smallest push that flips it: estimated, measured, random."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from lessons_lib.arrays import Array
from lessons_lib.classifier import (
    NORMS,
    TRAINED,
    Classifier,
    Push,
    Regions,
    estimate,
    random_directions,
    size,
    trained,
)
from lessons_lib.pencil import Pick, Picture, Position, Slide
from lessons_lib.pencil.fields import State
from lessons_lib.pencil.palette import LINE
from lessons_lib.pencil.placing import around, beside
from lessons_lib.pencil.plane import PlaneView, plane_place
from lessons_lib.pencil.scale import scale_of
from lessons_lib.wording import number

RANDOM = 1000  # pushes
TURN = np.linspace(0, 2 * np.pi, 361)
TINTS, MARKS = ("#D6E8F4", "#FFFFFF", "#E9E9E9", "#F7EBD5"), ("o", "s", "^", "D")
CANDIDATES = 25  # places for the letter of a region, along each axis
NAME, SCORE, ENTRIES, COLUMNS = -0.05, 0.26, (0.64, 0.96), (0.16, 0.5, 0.78, 1.0)  # right ends in the tables
TOP = 0.95
MEANINGS = ("function", "derivative", "secant", "point")  # of the columns of the lower table


class Sensitivity(Picture):
    """Drag an input of a classifier, and see how small a push flips its class."""

    size, columns = (9.6, 4.8), 2
    classifier = Pick(
        "three blobs", "classifier",
        '"three blobs", "two moons", "linear", or one that was trained in the notebook, of two inputs.',
        options=tuple(TRAINED), own=Classifier, stages=True,
    )  # fmt: skip
    at = Position((-0.6, -0.6), "", "The input.", ("x₁", "x₂"))
    norm = Pick(
        NORMS[0], "norm", 'How long a push is: "Euclidean" or "max", the largest change of one input.',
        options=NORMS,
    )  # fmt: skip
    times = Slide(
        1.2,
        "times as long",
        "How many times as long as the smallest push the random ones are, between 1.1 and 4.",
        1.1,
        4,
        0.1,
    )

    @classmethod
    def completed(cls, state: State) -> State:
        """Refuse a classifier that has no map."""
        known = state["classifier"]
        if isinstance(known, Classifier) and known.network.sizes[0] != 2:
            raise ValueError("This map needs a classifier of two inputs, such as one of Network(2, 8, 3).")
        return {}

    def stage(self) -> None:
        known: Any = self.classifier
        self.called = known if isinstance(known, str) else ""
        model = trained(known) if isinstance(known, str) else known
        self.span = self.plane = view_of(model)
        self.regions, self.classes = Regions(model, self.plane), model.network.sizes[-1]
        self.stage_map(model)
        self.stage_tables()

    def stage_map(self, model: Classifier) -> None:
        """Draw the regions, the lines between them, and the points that the classifier learned from."""
        p, regions, scale = self.panel, self.regions, scale_of(self.figure)
        p.view(self.plane, ("$x_1$", "$x_2$"), zero=False, aspect="equal")
        for k in range(self.classes):
            p.ax.contourf(regions.xs, regions.ys, regions.leads[..., k], levels=[0, np.inf],
                          colors=[TINTS[k % len(TINTS)]], zorder=0.1)  # fmt: skip
            xs, ys = regions.edge(k).T
            p.line(xs, ys, "function", width=0.7, layer=1).fix()
            p.ax.plot(
                *model.points[model.labels == k].T, MARKS[k % len(MARKS)], color=LINE["measure"],
                markersize=4.2 * scale, markeredgecolor="white", markeredgewidth=0.5 * scale, zorder=2,
            )  # fmt: skip
        spots = letter_spots(regions, self.plane, self.classes)
        letters = [p.pin(class_name(k), p.sheet.points(*spot)[0] / p.sheet.size, (-0.5, -0.5), "function",
                         size=17, layer=2.5) for k, spot in spots.items()]  # fmt: skip
        p.written = lambda: letters

    def stage_tables(self) -> None:
        p = self.panels[1]
        p.blank()
        self.pitch = min(0.1, 0.93 / (2 * self.classes + 2.7))
        self.first = TOP - 1.2 * self.pitch
        self.second = self.first - (self.classes + 1.0) * self.pitch
        self.put(SCORE, TOP, "score s", "function")
        self.put(0.9, TOP, "J = ∂s/∂(x₁, x₂)", "derivative")
        low, high = self.first - (self.classes - 0.85) * self.pitch, self.first + 0.75 * self.pitch
        for side, inwards in ((0.36, 0.02), (1.0, -0.02)):
            xs, ys = [side + inwards, side, side, side + inwards], [low, low, high, high]
            p.ax.plot(xs, ys, color=LINE["derivative"], linewidth=1.0, zorder=2, clip_on=False)

    def draw(self) -> str:
        self.look = Look.of(self.regions, self.at, self.norm)
        self.flipped = self.look.random_flips(self.times)
        self.draw_map()
        self.draw_scores()
        self.draw_pushes()
        return self.sentence()

    def draw_map(self) -> None:
        p, look, here, push = self.panel, self.look, np.array(self.at, float), self.look.pushes[0]
        places, flip = look.ring(self.times)
        xs, ys = places.T
        ring = p.line(xs, ys, width=0.6, layer=3)
        flips = p.line(np.where(flip, xs, np.nan), ys, "second", width=1.8, dashes="solid", layer=3.1,
                       avoided=False)  # fmt: skip
        gradient = look.J[look.present] - look.J[push.other]
        across = np.array([-gradient[1], gradient[0]]) / (np.hypot(*gradient) or np.nan)
        reach = 3 * self.plane.size * np.array([[-1.0], [1.0]])
        xs, ys = (here + push.vector + reach * across).T
        p.line(xs, ys, "secant", width=0.8, layer=3.2)
        true = p.arrow(here, here + look.smallest, "point", width=2.2, layer=5.1)
        estimated = p.arrow(here, here + push.vector, "secant", width=2.2)
        p.dot(*here).grip("at", "input")
        middle = p.sheet.points(*here)[0]
        tip, guess = (p.spot(np.where(np.isfinite(each.drawn.tip), each.drawn.tip, here))
                      for each in (true, estimated))  # fmt: skip
        side = np.array([middle[1] - tip[1], tip[0] - middle[0]])
        away = -side if side @ (guess - tip) > 0 else side
        words = f"smallest {number(look.length, 3)}" if look.is_near else ""
        p.write(words, "point", around((middle + tip) / 2, away, rings=5), size=10)
        words = f"estimate {number(push.length, 3)}" if np.isfinite(push.length) else ""
        p.write(words, "secant", around(guess, guess - middle, rings=5), size=10)
        seen = p.sheet.inside(flips.points[np.isfinite(flips.points).all(axis=1)])
        outside = seen[len(seen) // 2] if len(seen) else middle
        words = f"{self.flipped} of {RANDOM} flip" if look.is_near else ""
        p.write(words, "second", around(outside, outside - middle, rings=5), beside(ring.points), size=10)

    def draw_scores(self) -> None:
        for k in range(self.classes):
            height = self.first - k * self.pitch
            name = f"▸ {class_name(k)}" if k == self.look.present else class_name(k)
            self.put(NAME, height, name, "function")
            self.put(SCORE, height, number(self.look.scores[k], 3), "function")
            for right, slope in zip(ENTRIES, self.look.J[k], strict=True):
                self.put(right, height, number(slope, 3 if abs(slope) >= 0.1 else 2), "derivative")

    def draw_pushes(self) -> None:
        steepness = "|∇margin|" if self.norm == NORMS[0] else "|∇margin|₁"
        heads = ("margin", steepness, "estimate", "true")
        for meaning, right, head in zip(MEANINGS, COLUMNS, heads, strict=True):
            self.put(right, self.second, head, meaning)
        low = self.second - (len(self.look.pushes) + 1.5) * self.pitch
        self.put(1.0, low, f"estimate = margin / {steepness}", "measure")
        for row, push in enumerate(self.look.pushes):
            height = self.second - (row + 1.1) * self.pitch
            self.put(NAME, height, class_name(push.other), "function")
            values = (push.margin, push.slope, push.length, self.look.lengths[push.other])
            for meaning, right, value in zip(MEANINGS, COLUMNS, values, strict=True):
                self.put(right, height, number(value, 3) if np.isfinite(value) else "none", meaning)

    def put(self, right: float, height: float, text: str, meaning: str) -> None:
        """Set a text in the tables so that it ends at `right`."""
        self.panels[1].pin(text, (right, height), (-1, 0), meaning, size=10.5)

    def sentence(self) -> str:
        look, name = self.look, f"{self.called} classifier".strip()
        runner = min(look.pushes, key=lambda push: push.margin)
        lead = f"{class_name(look.present)}, ahead of {class_name(runner.other)} by {number(runner.margin)}"
        words = f"{self.estimate_words()}; {self.measured_words()}"
        return f"At {plane_place(self.at)} the {name} says {lead}: {words}."

    def estimate_words(self) -> str:
        push = self.look.pushes[0]
        if not np.isfinite(push.length):
            return "all rows of J are the same, so it knows of no push"
        length = number(push.length)
        long = f"of Euclidean length {length}" if self.norm == NORMS[0] else f"of {length} in the max norm"
        return f"J estimates that a push {long} reaches {class_name(push.other)}"

    def measured_words(self) -> str:
        look, count = self.look, self.flipped
        if not look.is_near:
            return "no other class was found near"
        found = f"the smallest that changes the class, measured, is {number(look.length)} long"
        many = f"{count or 'none'} of {RANDOM} random ones {'does' if count == 1 else 'do'}"
        guided = "J's flips it, and" if look.guided_flips(self.times) else "J's does not flip it, but"
        longer = f"{number(self.times)} times as long, {guided} {many}"
        return f"{found} and reaches {class_name(look.reached)}; {longer}"


@dataclass(frozen=True)
class Look:
    """What is known about one input: its class, the pushes that flip it, and random ones."""

    at: tuple[float, float]
    norm: str
    present: int
    scores: Array
    J: Array
    pushes: list[Push]
    lengths: dict[int, float]
    reached: int | None
    smallest: Array
    classifier: Classifier

    @classmethod
    def of(cls, regions: Regions, at: tuple[float, float], norm: str) -> Self:
        """Look at an input of a classifier."""
        classifier = regions.classifier
        pushes, scores = estimate(classifier, at, norm), classifier.scores(at)
        found = {push.other: regions.nearest(at, push.other, norm) for push in pushes}
        lengths = {other: float(size(push, norm)) for other, push in found.items()}
        near = [other for other in found if np.isfinite(lengths[other])]
        reached = min(near, key=lengths.__getitem__, default=None)
        smallest = np.full(2, np.nan) if reached is None else found[reached]
        present, jacobian = int(np.argmax(scores)), classifier.jacobian(at)
        return cls(at, norm, present, scores, jacobian, pushes, lengths, reached, smallest, classifier)

    @property
    def length(self) -> float:
        """How long the smallest push is that changes the class; nan where none was found."""
        return float(size(self.smallest, self.norm))

    @property
    def is_near(self) -> bool:
        """Whether another class was found."""
        return bool(np.isfinite(self.length))

    def ring(self, times: float) -> tuple[Array, NDArray[np.bool_]]:
        """Return where pushes `times` as long as the smallest end, shape (361, 2), and which of them flip."""
        units = np.stack([np.cos(TURN), np.sin(TURN)], axis=1)
        places = self.at + times * self.length * units / size(units, self.norm)[:, None]
        return places, self.flips(places)

    def random_flips(self, times: float) -> int:
        """Count the random pushes, `times` as long as the smallest, that change the class."""
        return int(np.sum(self.flips(self.at + times * self.length * directions(self.norm))))

    def guided_flips(self, times: float) -> bool:
        """Tell whether a push as long, in the direction that the Jacobian names, changes the class."""
        push = self.pushes[0]
        if not 0 < push.length < np.inf:
            return push.length == 0
        return bool(self.flips(self.at + times * self.length / push.length * push.vector))

    def flips(self, places: Any) -> Any:
        return self.classifier.predict(places) != self.present


@lru_cache(maxsize=4)
def directions(norm: str) -> Array:
    return random_directions(RANDOM, norm)


def class_name(k: int | None) -> str:
    """Return the letter of a class."""
    return "" if k is None else chr(ord("A") + k)


def view_of(classifier: Classifier) -> PlaneView:
    """Return a square around the points, its limits in halves."""
    low, high = classifier.points.min(axis=0), classifier.points.max(axis=0)
    middle = np.round(low + high) / 2
    reach = np.ceil(2.2 * np.max(np.maximum(high - middle, middle - low))) / 2
    return PlaneView(middle[0] - reach, middle[0] + reach, middle[1] - reach, middle[1] + reach)


def letter_spots(regions: Regions, view: PlaneView, classes: int) -> dict[int, Array]:
    """Return where there is most room in each region: far from its edge, from all points and the frame."""
    xs, ys = (np.linspace(*ends, CANDIDATES + 2)[1:-1] for ends in (view[:2], view[2:]))
    places = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    said, spots = regions.classifier.predict(places), {}
    for k in range(classes):
        inside = places[said == k]
        if len(inside):
            borders = np.abs(inside[:, [0, 0, 1, 1]] - np.array(view)).min(axis=1)
            marks = np.concatenate([regions.edge(k), regions.classifier.points])
            marks = marks[np.isfinite(marks).all(axis=1)]
            room = np.hypot(*(inside[:, None] - marks).transpose(2, 0, 1)).min(axis=1)
            spots[k] = inside[np.argmax(np.minimum(borders, room))]
    return spots
