"""What every explorer is: a few plain controls, a live picture and one sentence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ipywidgets import HBox, Layout, VBox, Widget
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.explore.controls import Control, written
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Along
from lessons_lib.figures import Picture, new_figure
from lessons_lib.live import DRAWING, Handle, LiveFigure, close_tree, keep, picture_bundle
from lessons_lib.symbolic import Function


class Explorer(VBox):
    """Controls, a live picture and its caption.

    A subclass names its controls, draws its picture, and says what a moved point means.

    Parameters
    ----------
    formula : Formula, optional
        The function that can be chosen or typed; a new one draws a new picture.
    view : sequence of float, optional
        Limits (left, right) or (left, right, bottom, top); by default the catalogue's, or around the state.
    **controls : Control
        The state, in the order in which the controls stand; the names are the keywords of ``picture.move``.

    Attributes
    ----------
    state : dict
        The present values.
    caption : str
        One sentence with the numbers behind the picture.
    code : str
        One line that makes the present picture again.
    """

    name = ""
    size = (7.0, 4.5)
    grips: Mapping[str, str] = {}
    takes_view = True

    def __init__(
        self, formula: Formula | None = None, view: Sequence[float] | None = None, **controls: Control
    ) -> None:
        self.formula, self.controls = formula, controls
        self._given_view = view
        self.picture: Any = None
        self._figure: Any = new_figure(*self.size)
        self._redraw()
        self.live = LiveFigure(
            self._figure, self.move, caption=lambda: self.picture.caption, handles=self._handles,
            on_move=self.moved, on_reset=self.reset, code=lambda: self.code, remark=self._remark,
        )  # fmt: skip
        super().__init__([self._panel(), self.live])
        self.add_class("lessons-explorer")
        self._watch()
        keep(self)

    def draw(self, figure: Figure) -> Picture:
        """Draw the picture on an empty figure; every subclass has its own."""
        raise NotImplementedError

    def move(self) -> Iterable[Artist]:
        """Bring the picture to the present state and return what can move."""
        moving: Iterable[Artist] = self.picture.move(**self.state)
        return moving

    def moved(self, name: str, x: float, y: float) -> None:
        """Take a point where it was dragged: the control of its name takes x, or else the one shared x."""
        self.controls[name if name in self.controls else "at"].set(x)

    def span(self) -> tuple[float, float]:
        """Return the range of x that sliders run over: by default what the first axes show."""
        left, right = self._figure.axes[0].get_xlim()
        return left, right

    @property
    def function(self) -> Function:
        """The function that was last read without fault."""
        assert self.formula is not None
        return self.formula.function

    @property
    def view(self) -> Sequence[float] | None:
        """The limits that were asked for, or the catalogue's; None leaves them to the picture."""
        if self.formula is None or self.formula.is_first:
            return self._given_view or known_view(self.function)
        return known_view(self.function)

    @property
    def state(self) -> dict[str, Any]:
        """The present values, by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def caption(self) -> str:
        """One sentence with the numbers behind the picture."""
        return self.live.caption

    @property
    def code(self) -> str:
        """One line that makes the present picture again."""
        words = [repr(self.formula.function.source)] if self.formula else []
        words += [f"{name}={control.source}" for name, control in self.controls.items() if control.needed]
        return f"explore.{self.name}({', '.join(words + self._view_words())})"

    def reset(self) -> None:
        """Go back to the state that the explorer was made with."""
        # The formula last: its picture is laid out around the first state.
        for control in reversed(self._all()):
            control.reset()

    def refresh(self) -> None:
        """Bring the live picture to the present state."""
        self.live.refresh()

    def close(self) -> None:
        """Close the explorer with all that it is made of; once closed, nothing is left to do."""
        if self.comm is None:
            return
        for control in self._all():
            control.close()
        for child in self.children:
            close_tree(child)
        super().close()
        self.picture = self._figure = None
        self._tracks.clear()

    def _remark(self) -> str:
        notes = self.formula.function.notes if self.formula else ()
        return " ".join(f"{note}." for note in notes)

    def _view_words(self) -> list[str]:
        if not self.takes_view or (self.view and self.view == known_view(self.function)):
            return []
        limits = ", ".join(written(float(limit)) for limit in self.view or self.span())
        return [f"view=({limits})"]

    def _all(self) -> list[Control]:
        return [*([self.formula] if self.formula else []), *self.controls.values()]

    def _panel(self) -> HBox:
        widgets: list[Widget] = [widget for control in self._all() for widget in control.widgets]
        return HBox(widgets, layout=Layout(flex_flow="row wrap", max_width=f"{100 * self.size[0]:.0f}px"))

    def _watch(self) -> None:
        for control in self.controls.values():
            control.watch(self.refresh)
        if self.formula:
            self.formula.watch(self._new_formula)

    def _new_formula(self) -> None:
        assert self.formula is not None
        if self.formula.fault:
            self.live.say(self.formula.fault)
        else:
            with self.live.held():
                self._redraw()

    def _redraw(self) -> None:
        with DRAWING:
            self._figure.clear()
            self.picture = self.draw(self._figure)
        self._tracks = {name: self.picture.track(name) for name in self.grips}
        left, right = self.span()
        for control in self.controls.values():
            control.fit(left, right)

    def _handles(self) -> list[Handle]:
        places = self.picture.handles()
        return [self._handle(name, *places[name]) for name in self.grips if name in places]

    def _handle(self, name: str, axes: Axes, x: float, y: float) -> Handle:
        return Handle(
            name, self.grips[name], axes, x, y, track=self._tracks[name], nudge=self._nudge(name),
            dot=self.picture.dots().get(name),
        )  # fmt: skip

    def _nudge(self, name: str) -> float | None:
        control = self.controls.get(name)
        return getattr(control.widget, "step", None) if isinstance(control, Along) else None

    def __repr__(self) -> str:
        return repr(self.live)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return picture_bundle(self.live, super()._repr_mimebundle_(**options))


def known_view(function: Function) -> Sequence[float] | None:
    """Return the limits that the catalogue gives a function, if it is there."""
    views = (each.view for each in catalogue.curves() if each.function.text == function.text)
    return next(views, None)
