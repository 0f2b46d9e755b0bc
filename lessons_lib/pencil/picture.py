"""A picture: fields that can be moved, a stage that stands still, and a drawing of the present state."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.pencil.fields import Field, Formula, Inputs, Position, State, ends_around, grid, on_grid
from lessons_lib.pencil.figure import Curve, new_axes, style
from lessons_lib.pencil.lettering import Label
from lessons_lib.pencil.panel import Grip, Mark, Panel


class Picture:
    """A picture that is drawn state after state.

    A subclass has fields and two methods: `stage` draws what stands still, `draw` what moves, with the pencil
    of its `panels`. `draw` returns one sentence with the numbers behind the picture. Everything else is a
    hook with a default:

    - `size`, `rows`, `columns`, `ratios`: inches and axes; `lay_out` where they depend on the state.
    - `usual_view`: the limits of a function where nobody has asked for any; by default the catalogue's.
    - `completed`: what a call leaves open (None), and what it must not ask for.
    - `settled`: what becomes of a state when another function is chosen.
    - `shows`: whether a state can be drawn on this stage; if not, the picture is staged anew.
    - `span`, set by `stage`: what sliders of points run over; by default what the first panel shows.
    - `shown_view`, set by `stage`: the limits in the pasted line, () for none; by default the span.
    - `need`, `reach`, `offer`, called by `draw`: which controls have a say, how many there are to count,
      which names there are to pick from.
    - `caught`, `pressed`: where a direction comes to rest; what a button does.
    - `attributes`: names of what the explorer shows of the picture, besides its own.

    Parameters
    ----------
    figure : Figure
        An empty one, from `new_figure`.
    ends : mapping, optional
        The ends of the sliders of `Inputs`, by field; by default around their values.
    **state
        Values of the fields; those that are not given have their defaults.
    """

    size: ClassVar[tuple[float, float]] = (7.0, 4.5)
    rows: ClassVar[int] = 1
    columns: ClassVar[int] = 1
    ratios: ClassVar[Sequence[float]] = ()
    attributes: ClassVar[Sequence[str]] = ()
    fields: ClassVar[dict[str, Field[Any]]] = {}

    def __init__(self, figure: Figure, *, ends: Mapping[str, Any] | None = None, **state: Any) -> None:
        self.figure = figure
        missing = {name: field for name, field in self.fields.items() if name not in state}
        self.state = {**{name: field.admitted(field.default) for name, field in missing.items()}, **state}
        self.ends = {name: [ends_around(value) for value in self.state[name]]
                     for name, field in self.fields.items() if isinstance(field, Inputs)}  # fmt: skip
        self.ends |= ends or {}
        self.grips: dict[str, Grip] = {}
        self.needed: dict[str, bool] = {}
        self.reaches: dict[str, int] = {}
        self.offers: dict[str, tuple[str, Sequence[str]]] = {}
        self.span: Sequence[float] | None = None
        self.shown_view: Sequence[float] | None = None
        self.caption = ""
        self._ordered: list[Artist] = []
        self.staging = True
        with style(figure), np.errstate(all="ignore"):
            self.panels = [Panel(ax, self) for ax in self.lay_out(figure)]
            self.stage()
        self.staging = False
        limits = self.panels[0].limits
        self.span = limits if self.span is None else self.span
        self.shown_view = self.span if self.shown_view is None else self.shown_view
        self.move()

    # what a subclass has

    def stage(self) -> None:
        """Draw what stands still."""

    def draw(self) -> str:
        """Draw the present state and return its sentence."""
        raise NotImplementedError

    def lay_out(self, figure: Figure) -> Sequence[Axes]:
        """Return the axes; fields can be read already."""
        return new_axes(figure, self.rows, self.columns, ratios=self.ratios)

    @classmethod
    def usual_view(cls, f: Any) -> Sequence[float] | None:
        """Return the limits in which a function is best seen; None leaves them to the picture."""
        return catalogue.known_view(f)

    @classmethod
    def completed(cls, state: State) -> State:
        """Return values for what was left open, or refuse a state with a sentence (ValueError)."""
        return {}

    @classmethod
    def settled(cls, state: State) -> State:
        """Return what changes in a state, with a new function and view, so that the picture suits it."""
        return {}

    def shows(self, state: State) -> bool:
        """Tell whether the stage is the one that a state needs."""
        for name, field in self.fields.items():
            old, new = self.state[name], state.get(name, self.state[name])
            if field.stages and old is not new and (isinstance(field, Formula) or old != new):
                return False
        return True

    def caught(self, name: str, value: float, state: State) -> float:
        """Return where a direction comes to rest that is turned to `value` in a state."""
        return value

    def pressed(self, button: str, state: State) -> State:
        """Return what changes in the state when a button is pressed."""
        return {}

    # what `draw` tells

    def need(self, **controls: bool) -> None:
        """Say which controls have a say in this state; the others are not shown."""
        self.needed.update(controls)

    def reach(self, name: str, count: int) -> int:
        """Say how many there are to count; return how many are shown."""
        self.reaches[name] = count
        shown = self.state[name]
        return count if shown is None else min(shown, count)

    def offer(self, name: str, options: Sequence[str], label: str = "") -> str:
        """Say which names there are to pick from; return the one that holds. One alone is not shown."""
        self.offers[name] = (label or self.fields[name].label, options)
        wanted: str = self.state[name]
        return wanted if wanted in options else options[0]

    def snapped(self, x: float) -> float:
        """Return the nearest place on the grid of a slider over what is seen of x."""
        assert self.span is not None
        return on_grid(x, *grid(self.span[0], self.span[1]))

    # what others ask

    @property
    def panel(self) -> Panel:
        """The only panel, or the first."""
        return self.panels[0]

    def move(self, **state: Any) -> list[Artist]:
        """Draw another state; what is not given stays. Return all that can move."""
        self.state.update(state)
        self.grips = {}
        for panel in self.panels:
            panel.begin()
        # Undefined is a gap in a line and a word in a caption, never a warning.
        with np.errstate(all="ignore"):
            self.caption = self.draw()
            for panel in self.panels:
                panel.finish()
        return self.moving

    @property
    def moving(self) -> list[Artist]:
        """All that can move, from back to front; the same objects as long as no state needs another one."""
        found = [artist for panel in self.panels for artist in panel.moving]
        if len(found) != len(self._ordered):
            self._ordered = sorted(found, key=Artist.get_zorder)
        return self._ordered

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the points that people can take hold of."""
        return {name: (grip.mark.panel.ax, *grip.mark.place) for name, grip in self.grips.items()}

    def dots(self) -> dict[str, Any]:
        """Return the marks that stand for them."""
        return {name: grip.mark.drawn for name, grip in self.grips.items()}

    def track(self, name: str) -> Curve | None:
        """Return the curve that a grip rides on."""
        return self.grips[name].along if name in self.grips else None

    def taken(self, name: str, x: float, y: float) -> State:
        """Return what changes where a grip is dropped."""
        take = self.grips[name].take
        if take is not None:
            return take(x, y)
        return {name: (x, y) if isinstance(self.fields.get(name), Position) else x}

    def marks(self, meaning: str = "", kind: str = "", panel: int | None = None) -> list[Mark]:
        """Return what the present state has drawn: line, dot, arrow, area or cells of a meaning."""
        return self._found([each.marks for each in self.panels], meaning, kind, panel)

    def standing(self, meaning: str = "", kind: str = "", panel: int | None = None) -> list[Mark]:
        """Return what the stage has drawn, by its meaning and its kind."""
        return self._found([each.staged for each in self.panels], meaning, kind, panel)

    def words(self) -> dict[str, Label]:
        """Return all words that are seen, by their text."""
        seen = [each for each in self.moving if isinstance(each, Label) and each.get_visible()]
        return {each.get_text(): each for each in seen if each.get_text()}

    @staticmethod
    def _found(drawn: list[list[Mark]], meaning: str, kind: str, panel: int | None) -> list[Mark]:
        chosen = drawn if panel is None else [drawn[panel]]
        return [mark for marks in chosen for mark in marks
                if meaning in {"", mark.meaning} and kind in {"", mark.kind}]  # fmt: skip
