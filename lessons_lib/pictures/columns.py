"""A Jacobian built column by column from differences, each entry beside the exact one."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.arrays import Array
from lessons_lib.formula import Function, Name, parse, text
from lessons_lib.pencil import Formula, Inputs, Mark, Panel, Pick, Picture, SmallStep
from lessons_lib.pencil.figure import new_axes
from lessons_lib.pencil.maps import columns_reach, draw_grid, grid_spacing, plane_paper
from lessons_lib.pencil.phrases import error_label, steady
from lessons_lib.pencil.placing import around
from lessons_lib.pencil.plane import PlaneView, plane_place, point_in_data, symbols, variable_names
from lessons_lib.pencil.scale import scale_of
from lessons_lib.pictures._column_sentence import sentence
from lessons_lib.pictures._differences import SCHEMES, Differences, Entries, factor_words
from lessons_lib.pictures.linear_error import PLANE_MAPS
from lessons_lib.wording import number

SIZED_MAPS = (
    *PLANE_MAPS, "x y, x + y, x^2", "x y z, x^2 + z", "cos t, sin t, t", "x^2 y + sin y",
    "w x, x y, y z, z w",
)  # fmt: skip
MOST = 4  # variables, and values
TALLEST, ROW = 2, 0.75  # rows of a table that fit a sheet of usual height; inches for one more
# A column keeps its colour and its line style in both planes and in the table.
MEANINGS = ("derivative", "second", "third", "gradient")
DASHES: tuple[Any, ...] = ("solid", (0, (4.0, 1.6)), (0, (5.0, 1.5, 1.2, 1.5)), (0, (1.2, 1.2)))
HEAD = 10.0  # points
APART = 16.0  # points from which a difference is told apart from the exact column
SHORTEST, LONGEST = 0.1, 0.45  # of the view, for a nudge
EDGE = 0.97  # of the plane of changes: a longer column is cut there
NUDGES = {"backward": "− h", "central": "± h", "complex": "+ ih"}
# Of the table: points at type scale 1, and the part of a cell that words may fill.
LINE, GAP, TOP, LEGEND, WIDEST = 16.5, 8.0, 28.0, 70.0, 165.0
FILLED, PAPER = 0.97, (-0.05, 0.05, -0.05, 0.05)


def read_sized(function: str | Function | Sequence[str]) -> Function:
    """Return a map from up to `MOST` numbers to up to `MOST`, from a text or as it is.

    One variable counts as a list of one, and so does one value.

    Examples
    --------
    >>> read_sized("x y").output_shape, read_sized("t, t^2").input_shape, read_sized("x, y z").input_shape
    ((1,), (1,), (3,))
    """
    if isinstance(function, str):
        function = Function(function, variables=list(parse(function).names) or ["x"])
    elif not isinstance(function, Function):
        return read_sized(", ".join(function))
    listed = function
    if not (function.input_shape and function.output_shape):
        source = function.source if function.output_shape else f"[{function.source}]"
        variables = [function.variables] if not function.input_shape else function.variables
        listed = Function(source, variables=variables)
    if any(len(shape) != 1 or shape[0] > MOST for shape in (listed.input_shape, listed.output_shape)):
        raise ValueError(
            f"This picture has room for at most {MOST} variables and {MOST} values; {listed.text} is "
            "something else: in a cell, f.jacobian works for any size."
        )
    return listed


class Columns(Picture):
    """Nudge one input at a time and read a column of the Jacobian, for a map of any size."""

    size = (11.5, 4.2)
    f = Formula(
        PLANE_MAPS[0], "f =", "Of up to four variables with up to four values.", SIZED_MAPS, read_sized, "f"
    )
    at = Inputs((1, 2), "", "The point; variables that are not given are 1.",
                names=lambda state: [str(name) for name in state["f"].variables])  # fmt: skip
    step = SmallStep(0.1, "h", "The size h of the nudges, positive.", 1e-12, 1.0)
    scheme = Pick("forward", "scheme", '"forward", "backward", "central" or "complex".', list(SCHEMES))

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return three axes for a map of the plane into the plane, one for the table of any other."""
        if self.f.input_shape == self.f.output_shape == (2,):
            return new_axes(figure, columns=3, ratios=(1.0, 1.0, 1.8))
        wide, high = figure.get_size_inches()
        figure.set_size_inches(wide, high + ROW * max(self.f.output_shape[0] - TALLEST, 0))
        return new_axes(figure)

    def stage(self) -> None:
        self.differences = Differences(self.f)
        self.table = Table(self.panels[-1], self.f)
        if len(self.panels) > 1:
            nudges, changes, _ = self.panels
            (left, right), (bottom, top) = self.ends["at"][:2]
            self.plane = PlaneView.of((left, right, bottom, top), self.f, self.at)
            plane_paper(nudges, self.plane, symbols(self.f))
            spacing = 2 * grid_spacing(self.plane)
            draw_grid(nudges.ax, self.plane, spacing=spacing, meaning="axis", strength=0.6, layer=1)
            self.far = columns_reach(self.f, self.plane, self.at)
            square = PlaneView(-self.far, self.far, -self.far, self.far)
            plane_paper(changes, square, (r"$\Delta f_1/h$", r"$\Delta f_2/h$"))
            changes.rule(0)
            changes.rule(0, upright=True)

    def draw(self) -> str:
        entries = self.differences.entries(self.at, self.step, self.scheme)
        if len(self.panels) > 1:
            self.draw_nudges(np.array(self.at, float), self.step if self.step > 0 else math.nan)
            self.draw_columns(entries)
        self.table.draw(entries, self.scheme)
        return sentence(self.f, entries, self.at, self.step, self.scheme)

    def draw_nudges(self, at: Array, step: float) -> None:
        """Draw a nudge along each axis; those too short to be seen are lengthened, and say so."""
        p, names = self.panels[0], variable_names(self.f)
        length = min(max(step, SHORTEST * self.plane.size), LONGEST * self.plane.size)
        words = NUDGES.get(self.scheme, "+ h") if step > 0 else ""
        for column, towards in ((0, (1.0, 0.0)), (1, (0.3, 1.0))):
            nudge = (-1 if self.scheme == "backward" else 1) * length * np.eye(2)[column]
            pointer(p, column, at, at + nudge)
            back = at - nudge * (self.scheme == "central")
            p.path([at, back], MEANINGS[column], width=0.9, dashes=DASHES[column], layer=4.5)
            said = f"{names[column]} {words}" if words else ""
            p.write(said, MEANINGS[column], around(p.sheet.points(*(at + nudge))[0], towards, rings=3))
        p.dot(*at).grip("at", "point", lambda x, y: {"at": (x, y)})
        longer = f"\nh = {number(step)}, drawn longer" if length > step else ""
        p.write(plane_place(at) + longer, "point", around(p.sheet.points(*at)[0], (-1, -1), rings=4))

    def draw_columns(self, entries: Entries) -> None:
        """Draw a pale band for each exact column, an arrow for its difference, over the step."""
        p = self.panels[1]
        for column, meaning in enumerate(MEANINGS[:2]):
            exact, found = entries.exact[:, column], self.cut(entries.nudged[:, column])
            tip = self.cut(exact)
            p.path([0 * tip, tip], meaning, width=4.0, dashes="solid", layer=3, alpha=0.3, cap="butt",
                   avoided=False)  # fmt: skip
            ring = p.dot(tip[0], tip[1], meaning, layer=4, hollow=True, avoided=False).drawn
            ring.set_markeredgewidth(0.13 * ring.get_markersize())
            pointer(p, column, np.zeros(2), found)
            cut = ", cut" if np.isfinite(exact).all() and np.abs(exact).max() > EDGE * self.far else ""
            seen = tip if np.isfinite(exact).all() else np.full(2, np.nan)
            towards = np.nan_to_num(seen) if np.any(seen) else (1.0, -1.0 if column else 1.0)
            p.write(f"column {column + 1}{cut}", meaning, around(p.sheet.points(*seen)[0], towards, rings=4))
        for column, meaning in enumerate(MEANINGS[:2]):
            tip, found = self.cut(entries.exact[:, column]), self.cut(entries.nudged[:, column])
            apart = math.hypot(*(found - tip)) > APART * point_in_data(p.ax)
            spots = around(p.sheet.points(*found)[0], np.nan_to_num(found), rings=3)
            p.write("difference" if apart else "", meaning, spots, size=9.5, optional=True)

    def cut(self, vector: Array) -> Array:
        """Return where an arrow from the middle ends: in the picture in any case."""
        return np.asarray(vector / max(float(np.abs(vector).max()) / (EDGE * self.far), 1.0))


def pointer(p: Panel, column: int, tail: Array, tip: Array) -> Mark:
    """Draw a thin arrow in the colour and the line style of a column; return its head."""
    length = math.hypot(*(tip - tail))
    neck = tip - (tip - tail) * (min(HEAD * point_in_data(p.ax), length) / length) if length > 0 else tip
    p.path([tail, neck], MEANINGS[column], width=0.9, dashes=DASHES[column], layer=4.5)
    return p.arrow(neck, tip, MEANINGS[column], width=1.9, layer=5)


class Table:
    """A block of three lines for every entry, the columns named after the nudged inputs."""

    def __init__(self, p: Panel, f: Any) -> None:
        self.p, (self.rows,), (self.columns,) = p, f.output_shape, f.input_shape
        p.blank(PAPER)
        scale, (wide, high) = scale_of(p.ax.get_figure(root=True)), p.sheet.size
        needed = TOP + self.rows * (3 * LINE + GAP)
        # Where the sheet is too low for its rows, the type shrinks.
        self.fit = min(1.0, float(high) / (needed * scale))
        self.unit = scale * self.fit
        self.left = LEGEND * self.unit
        self.wide = min((wide - self.left) / self.columns, WIDEST * self.unit)
        self.top = (high + needed * self.unit) / 2
        self.draw_heads([text(Name(str(name))) for name in np.ravel(f.variables)])

    def draw_heads(self, names: Sequence[str]) -> None:
        p, unit = self.p, self.unit
        for column, name in enumerate(names):
            height = self.top - 0.4 * TOP * unit
            self.write(column, height, (f"nudge {name}", name), MEANINGS[column], 11.5)
            ends = (self.left + (column + np.array([0.08, 0.92])) * self.wide) / p.sheet.size[0]
            low = (self.top - 0.85 * TOP * unit) / p.sheet.size[1]
            rule = p.line(ends, [low, low], MEANINGS[column], dashes=DASHES[column], layer=2)
            rule.drawn.set(linewidth=1.6 * unit, clip_on=False, transform=p.ax.transAxes)
        for row in range(self.rows):
            for place, words in enumerate(("difference", "exact", "error")):
                at = (20 * unit, self.height(row, place)) / p.sheet.size
                p.pin(words, at, (0, -0.5), "measure", size=9.0 * self.fit)
            at = (0, self.height(row, 0)) / p.sheet.size
            p.pin(text(Name(f"f{row + 1}")), at, (0, -0.5), "point", size=11.5 * self.fit)

    def draw(self, entries: Entries, scheme: str) -> None:
        """Write all entries: from differences, the exact one, the error."""
        for row, column in np.ndindex(self.rows, self.columns):
            nudged, exact = float(entries.nudged[row, column]), float(entries.exact[row, column])
            noise, error = float(entries.noise[row, column]), error_texts(entries, row, column, scheme)
            found = [steady(nudged, noise, digits).replace("undefined", "none") for digits in (6, 4)]
            right = [number(exact, digits).replace("undefined", "none") for digits in (6, 4)]
            self.write(column, self.height(row, 0), found, MEANINGS[column], 11.5)
            self.write(column, self.height(row, 1), right, "axis", 10)
            self.write(column, self.height(row, 2), error, "axis", 10)

    def height(self, row: int, place: int) -> float:
        """Return where the middle of a line of a cell is, in points from below."""
        down = TOP + row * (3 * LINE + GAP) + (place + 0.5) * LINE + 0.3 * GAP
        return float(self.top - down * self.unit)

    def write(self, column: int, height: float, texts: Sequence[str], meaning: str, size: float) -> None:
        """Write the first of two texts in the middle of a column, or the last if it has no room."""
        at = np.array([self.left + (column + 0.5) * self.wide, height]) / self.p.sheet.size
        words = self.p.pin(texts[0], at, (-0.5, -0.5), meaning, size=size * self.fit)
        if words.size_in_points()[0] > FILLED * self.wide:
            words.set_text(texts[-1])
            words.set_position(tuple(at - np.array(words.size_in_points()) / 2 / self.p.sheet.size))


def error_texts(entries: Entries, row: int, column: int, scheme: str) -> tuple[str, str]:
    """Return the error of an entry with its reason, and without."""
    error, noise = float(entries.error[row, column]), float(entries.noise[row, column])
    if not np.isfinite(error):
        return "", ""
    short, order = error_label(error, noise), int(entries.order[row, column])
    if entries.is_rounding[row, column]:
        return f"{short}, rounding", short
    if not order or noise > 0.1 * error:
        return short, short
    sign = "=" if entries.is_exactly_leading[row, column] else "≈"
    slope = number(abs(float(entries.slope[row, column])), 3)
    return f"{short} {sign} {factor_words(scheme, order)}·{slope}", short
