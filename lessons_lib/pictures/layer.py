"""A layer's Jacobian as a table beside its input, with the matrices that it is made of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.arrays import Array
from lessons_lib.pencil import Inputs, Pick, Picture
from lessons_lib.pencil.fields import State, grid
from lessons_lib.pencil.figure import new_axes
from lessons_lib.pencil.palette import LINE, TEXT
from lessons_lib.pencil.phrases import matrix_words
from lessons_lib.pencil.placing import Spots
from lessons_lib.pictures._entry_tables import EntryTables, Table, cell_text
from lessons_lib.pictures._layer_kinds import KINDS
from lessons_lib.wording import number

ENTRIES = 3  # that the input keeps, whatever a layer takes
REACH = 4.0
TALLER = 1.5
NOTHING, DUST = 1e-12, 1e-15  # below this the rank is lost, and below that an entry is written as 0
TANGENT = 0.7  # half of it, along the first axis
BESIDE = 0.42  # from a stem to the bar of its share
POINTER, ALONG = 0.75, (0.24, 0.12, 0.88)  # what points to where a unit is on: its length, its places
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Layer(Picture):
    """Move the input of a layer and read its Jacobian, number by number."""

    size = (10.5, 4.0)
    kind = Pick("softmax", "layer", f"One of {', '.join(map(repr, KINDS))}.", options=tuple(KINDS),
                stages=True)  # fmt: skip
    at = Inputs(
        (1, -0.5, 0.5), "",
        "The input; layers with two inputs use the first two numbers, missing ones are 0.",
        names=lambda state: [f"x{place + 1}" for place in range(KINDS[state["kind"]].inputs)],
        kept=ENTRIES,
    )  # fmt: skip

    @classmethod
    def completed(cls, state: State) -> State:
        """Return zeros for the entries that are missing; a point that is shared stays as it is."""
        at = state["at"]
        if hasattr(at, "coordinates"):
            return {}
        return {"at": (*map(float, at), *[0.0] * ENTRIES)[:ENTRIES]}

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return axes for the input and for the matrices."""
        self.layer = KINDS[self.kind]
        if getattr(figure, "narrow", False) and self.layer.signs:
            # There the Jacobian stands below what it is made of.
            width, height = figure.get_size_inches()
            figure.set_size_inches(width, TALLER * height)
        wide = 1.0 if self.layer.curve is not None else 2.1 if self.layer.inputs == 2 else 2.4
        return new_axes(figure, columns=2, ratios=(1, wide))

    def stage(self) -> None:
        layer, ways = self.layer, (self.draw_plane, self.draw_curve, self.draw_stems)
        which = 0 if layer.inputs == 2 else 1 if layer.curve is not None else 2
        self.draw_input = ways[which]
        (self.stage_plane, self.stage_curve, self.stage_stems)[which]()
        factors, jacobian = layer.factors(self.x), layer.jacobian(self.x)
        tables = [Table(name, matrix, sign)
                  for (name, matrix), sign in zip(factors, ("", *layer.signs), strict=False)]  # fmt: skip
        rows = [numbered(layer.letter, place) for place in range(len(jacobian))]
        columns = [numbered("x", place) for place in range(layer.inputs)]
        name, sign = ("J", "=") if tables else (f"J = {layer.rule}", "")
        tables.append(Table(name, jacobian, sign, rows, columns))
        self.tables = EntryTables(self.panels[1], tables, layer.largest, layer.widest)

    def draw(self) -> str:
        self.jacobian, self.value = self.layer.jacobian(self.x), self.layer.value(self.x)
        self.rank = int(np.linalg.matrix_rank(self.jacobian, tol=NOTHING))
        self.draw_input()
        self.tables.show([*(matrix for _, matrix in self.layer.factors(self.x)), self.jacobian])
        words = {"linear": self.linear_words, "softmax": self.softmax_words,
                 "two layers": self.two_layer_words}.get(self.kind, self.entrywise_words)  # fmt: skip
        return f"{self.layer.formula} at x = {vector_words(self.x)}: {words()}."

    @property
    def x(self) -> Array:
        """The input as an array, shape (inputs,)."""
        return np.array([*self.at, *[0.0] * self.layer.inputs][: self.layer.inputs], float)

    @property
    def nudge(self) -> float:
        """How far an arrow key moves an entry."""
        return grid(*self.ends["at"][0])[2]

    # two entries: a point in the plane, where hidden units switch along lines

    def stage_plane(self) -> None:
        p = self.panel
        p.view((-REACH, REACH, -REACH, REACH), ("$x_1$", "$x_2$"), zero=False, aspect="equal")
        for xs, ys in (((-REACH, REACH), (0, 0)), ((0, 0), (-REACH, REACH))):
            p.line(xs, ys, "ground", width=0.5, dashes="solid", layer=1)
        self.switches = []
        for place, (weights, bias) in enumerate(zip(*(self.layer.kinks or ((), ())), strict=True)):
            across = weights / np.hypot(*weights)
            foot = -bias * weights / (weights @ weights)
            inside = foot + np.outer(np.linspace(-3 * REACH, 3 * REACH, 400), [-across[1], across[0]])
            xs, ys = inside[[0, -1]].T
            p.line(xs, ys, "second", width=0.7, dashes="dashed", layer=2).fix()
            inside = inside[(np.abs(inside) < REACH).all(axis=1)]
            tail = inside[int(ALONG[place] * len(inside))]
            # An arrow points to the side of the line on which the unit is on.
            p.arrow(tail, tail + POINTER * across, "second", width=1.4, layer=2)
            beyond = Spots(p.sheet.points(*(tail + POINTER * across)), across[None], corners=False)
            self.switches.append((f"{numbered('h', place)} on", beyond))

    def draw_plane(self) -> None:
        p, x = self.panel, self.x
        for words, beyond in self.switches:
            p.write(words, "second", beyond, size=10)
        p.dot(*x).grip("at", "input", lambda x, y: {"at": (x, y)}, nudge=self.nudge)
        p.say(f"x = ({number(x[0])}, {number(x[1])})", x, (1, 1), rings=3)

    # entries on the curve that is applied to each; its slopes there are the diagonal of J

    def stage_curve(self) -> None:
        xs = np.linspace(-REACH, REACH, 401)
        assert self.layer.curve is not None
        self.track_of_entries = xs, np.asarray(self.layer.curve(xs), float)
        low, high = self.track_of_entries[1].min(), self.track_of_entries[1].max()
        room = 0.16 * (high - low)
        view = (-REACH, REACH, low - room, high + room)
        self.panel.view(view, ("$x$", f"{self.layer.name}(x)"), zero=False)
        self.panel.line(*self.track_of_entries, "function", width=1.1).fix()

    def draw_curve(self) -> None:
        assert self.layer.curve is not None
        p, slopes, heights = self.panel, np.diag(self.jacobian), self.layer.curve(self.x)
        kinks = self.layer.switching(self.x)
        for place, (x, y, slope) in enumerate(zip(self.x, heights, slopes, strict=True)):
            # A tangent is as long on paper whatever its slope.
            steep = slope * p.sheet.size[1] / p.sheet.size[0] * 2 * REACH / (p.limits.top - p.limits.bottom)
            reach = TANGENT / np.hypot(1, steep) * np.array([-1, 1])
            shown = abs(x) <= REACH and place + 1 not in kinks
            p.line(x + reach if shown else [], y + slope * reach if shown else [], "derivative", layer=4)
            self.grip_entry(p.dot(x, y), place, lambda x, _: x, self.track_of_entries)
            words = f"{numbered('x', place)}: slope {number(slope, 3)}"
            p.say(words, (x, y), (1, -1), "derivative", rings=6)

    # entries as stems, and beside each the share that softmax gives it, as a bar

    def stage_stems(self) -> None:
        p, places = self.panel, np.arange(1, self.layer.inputs + 1)
        p.view((0.55, len(places) + 0.85, -REACH, REACH), ("", "$x$"), zero=False)
        p.ax.axhline(0, color=LINE["axis"], linewidth=p.ax.spines["left"].get_linewidth(), zorder=1)
        names = [numbered(letter, place) for place in range(len(places)) for letter in "xp"]
        p.ax.set_xticks(np.stack([places, places + BESIDE], axis=1).ravel(), names)
        p.ax.tick_params(axis="x", length=0)
        for name, tick in zip(names, p.ax.get_xticklabels(), strict=True):
            tick.set_color(TEXT["function" if name[0] == "p" else "point"])
        heights = np.linspace(-REACH, REACH, 161)
        self.uprights = [(np.full_like(heights, place), heights) for place in places]

    def draw_stems(self) -> None:
        """Write each share at the foot of its column, and each entry at the tip of its stem."""
        p = self.panel
        for place, (height, share) in enumerate(zip(self.x, self.value, strict=True)):
            p.line([place + 1] * 2, [0, np.clip(height, -2 * REACH, 2 * REACH)], width=0.9)
            p.line([place + 1 + BESIDE] * 2, [0, share], "function", width=5, layer=2.5, cap="butt")
            self.grip_entry(p.dot(place + 1, height), place, lambda _, y: y, self.uprights[place])
            foot = p.sheet.points(place + 1 + BESIDE, -REACH)
            p.write(cell_text(share), "function", Spots(foot, np.array([[0.0, 1.0]]), corners=False))
        for place, height in enumerate(self.x):
            p.say(number(height, 3), (place + 1, height), (-0.2, 1 if height > 0 else -1))

    def grip_entry(self, dot: Any, place: int, along: Any, track: Any) -> None:
        """Let a dot move one entry: by its x or its y, as `along` tells."""

        def take(x: float, y: float) -> dict[str, Any]:
            return {"at": tuple(along(x, y) if each == place else np.nan for each in range(ENTRIES))}

        dot.grip(str(place), f"input x{place + 1}", take, track, nudge=self.nudge)

    # the sentence

    @property
    def shape_words(self) -> str:
        """The shape in words."""
        return " × ".join(map(str, self.jacobian.shape))

    @property
    def entry_words(self) -> str:
        """The shape and the entries of the Jacobian, in words."""
        return f"shape {self.shape_words}: {matrix_words(without_dust(self.jacobian))}"

    def linear_words(self) -> str:
        zeros = np.argwhere(self.jacobian == 0)
        count = f"{len(zeros)} of {self.jacobian.size} entries {are(zeros)} 0"
        return f"J = W, whatever x is, and has {self.entry_words}; {count}, rank {self.rank}"

    def entrywise_words(self) -> str:
        diagonal = vector_words(np.diag(self.jacobian))
        head = f"J = {self.layer.rule} has shape {self.shape_words}, the slopes {diagonal} on its diagonal"
        return f"{head} and 0 elsewhere; rank {self.rank}{self.kink_words('x')}"

    def softmax_words(self) -> str:
        words = f"p = {vector_words(self.value)}, and J = {self.layer.rule} has {self.entry_words}"
        if np.abs(self.jacobian).max() < NOTHING:
            return f"{words}; every entry is below 1e-12, since one p is all but 1"
        return f"{words}; each row sums to 0, rank {self.rank}"

    def two_layer_words(self) -> str:
        factors = [matrix for _, matrix in self.layer.factors(self.x)]
        units = [numbered("h", int(place)) for place in np.flatnonzero(np.diag(factors[1]))]
        hidden = f"{listed(units)} {are(units)} on" if units else "no hidden unit is on"
        shapes = " by ".join(f"{rows} × {columns}" for rows, columns in (each.shape for each in factors))
        head = f"{hidden}, and J = {self.layer.rule}, {shapes}, has {self.entry_words}"
        return f"{head}; rank {self.rank}{self.kink_words('h')}"

    def kink_words(self, letter: str) -> str:
        """Say where relu has no slope, and what stands in the table there."""
        names = [numbered(letter, place - 1) for place in self.layer.switching(self.x)]
        if not names:
            return ""
        return f"; {listed(names)} {are(names)} at the kink of relu, where programs take slope 0"


def numbered(letter: str, place: int) -> str:
    """Return the name of an entry, counted from 0."""
    return letter + str(place + 1).translate(SUBSCRIPTS)


def are(things: Any) -> str:
    return "is" if len(things) == 1 else "are"


def listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def vector_words(entries: Array) -> str:
    return f"({', '.join(map(number, without_dust(entries)))})"


def without_dust(entries: Array) -> Array:
    """Return 0 for what is as good as nothing."""
    return np.where(np.abs(entries) < DUST, 0.0, entries)
