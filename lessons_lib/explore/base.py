"""What every explorer is: a few plain controls, a live picture and one sentence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ipywidgets import HBox, Layout, VBox, Widget
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.display import display
from lessons_lib.explore.controls import Control, written
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.shared import Along, Position
from lessons_lib.formula import Function
from lessons_lib.live import DRAWING, Handle, LiveFigure, close_tree, keep, picture_bundle
from lessons_lib.pencil.figure import new_figure
from lessons_lib.saving import own_id


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
    turns = False

    def __init__(
        self, formula: Formula | None = None, view: Sequence[float] | None = None, **controls: Control
    ) -> None:
        self.formula, self.controls = formula, controls
        self._given_view = view
        self.picture: Any = None
        self._figure: Any = new_figure(*self.size, classroom=display.classroom)
        self._redraw()
        self._sliders = self._named_sliders()
        self.live = LiveFigure(
            self._figure, self.move, caption=lambda: self.picture.caption, handles=self._handles,
            on_move=self.moved, on_slide=self._slid, on_turn=self._turn if self.turns else None,
            on_freeze=self.freeze, on_reset=self.reset, code=lambda: self.code, remark=self._remark,
            turning=self._turning if self.turns else dict, on_narrow=self._arrange,
        )  # fmt: skip
        self.live.sliders = {name: slider.widget.model_id for name, slider in self._sliders.items()}
        self.live.classroom = display.classroom
        super().__init__([self._panel(), self.live], model_id=own_id())
        self.add_class("lessons-explorer")
        self._watch()
        keep(self)

    def draw(self, figure: Figure) -> Any:
        """Draw the picture on an empty figure; every subclass has its own."""
        raise NotImplementedError

    def move(self) -> Iterable[Artist]:
        """Bring the picture to the present state and return what can move."""
        moving: Iterable[Artist] = self.picture.move(**self._moving_state)
        return moving

    def moved(self, name: str, x: float, y: float) -> None:
        """Take a point where it was dragged: to the control of its name, or else to the shared one."""
        self.controls[name if name in self.controls else "at"].take(x, y)

    def span(self) -> tuple[float, ...]:
        """Return what sliders run over: by default what the first axes show of x, and of y in a plane."""
        ax = self._figure.axes[0]
        limits: tuple[float, ...] = (*ax.get_xlim(), *ax.get_ylim())
        return limits if self._is_plane else limits[:2]

    @property
    def function(self) -> Function:
        """The function that was last read without fault."""
        assert self.formula is not None
        return self.formula.function

    @property
    def view(self) -> Sequence[float] | None:
        """The limits that were asked for, or the catalogue's; None leaves them to the picture."""
        if self.formula is None or self.formula.is_first:
            return self._given_view or catalogue.known_view(self.function)
        return catalogue.known_view(self.function)

    @property
    def state(self) -> dict[str, Any]:
        """The present values, by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def caption(self) -> str:
        """One sentence with the numbers behind the picture."""
        self.live.catch_up()
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

    def freeze(self, frozen: bool = True) -> None:
        """Let nobody move the picture, or let them again."""
        self.live.frozen = frozen
        for control in self._all():
            control.freeze(frozen)

    def refresh(self) -> None:
        """Bring the live picture to the present state, or draw another where that one cannot show it."""
        if self._keeps_picture:
            self.live.refresh()
        else:
            self._draw_anew()

    def close(self) -> None:
        """Close the explorer with all that it is made of; once closed, nothing is left to do."""
        if self.comm is None:
            return
        display.off_change(self._enlarge)
        for control in self._all():
            control.close()
        for child in self.children:
            close_tree(child)
        super().close()
        self.picture = self._figure = None
        self._sliders.clear()

    def _remark(self) -> str:
        notes = self.formula.function.notes if self.formula else ()
        return " ".join(f"{note}." for note in notes)

    def _view_words(self) -> list[str]:
        if not self.takes_view or (self.view and self.view == catalogue.known_view(self.function)):
            return []
        limits = ", ".join(written(float(limit)) for limit in self.view or self.span())
        return [f"view=({limits})"]

    @property
    def _moving_state(self) -> dict[str, Any]:
        """What the picture is moved by: all of the state, unless a part of it makes another picture."""
        return self.state

    @property
    def _keeps_picture(self) -> bool:
        """Whether the picture can be moved to the present state; if not, another is drawn."""
        return True

    @property
    def _is_plane(self) -> bool:
        return self.formula is not None and len(self.function.input_shape) > 0

    def _all(self) -> list[Control]:
        return [*([self.formula] if self.formula else []), *self.controls.values()]

    def _panel(self) -> HBox:
        widgets: list[Widget] = [widget for control in self._all() for widget in control.widgets]
        return HBox(widgets, layout=Layout(flex_flow="row wrap", max_width=f"{100 * self.size[0]:.0f}px"))

    def _named_sliders(self) -> dict[str, Any]:
        """Return all sliders whose moves the browser reports by itself, by names of their own."""
        pairs = ((name, control.sliders) for name, control in self.controls.items())
        return {f"{name} {number}": slider for name, sides in pairs for number, slider in enumerate(sides)}

    def _slid(self, name: str, value: float) -> None:
        self._sliders[name].slide(value)

    def _turn(self, azimuth: float, elevation: float) -> None:
        self.controls["azimuth"].set(azimuth)
        self.controls["elevation"].set(elevation)

    def _turning(self) -> dict[str, Any]:
        """Return what the browser needs to turn the picture in the first axes by dragging."""
        turn = {name: self.controls[name].value for name in ("azimuth", "elevation")}
        slider = self.controls["elevation"].widget
        return {"axes": 0, **turn, "between": [slider.min, slider.max]}

    def _arrange(self, narrow: bool) -> None:
        """Stack what stands side by side, or put it side by side again."""
        with self.live.held():
            self._figure.narrow = narrow
            self._redraw()

    def _enlarge(self, _change: Any) -> None:
        with self.live.held():
            self._figure.set_classroom(display.classroom)
            self.live.classroom = display.classroom
            self._redraw()

    def _watch(self) -> None:
        display.on_change(self._enlarge)
        for control in self.controls.values():
            control.watch(self.refresh)
        if self.formula:
            self.formula.watch(self._new_formula)

    def _new_formula(self) -> None:
        assert self.formula is not None
        if self.formula.fault:
            self.live.say(self.formula.fault)
        else:
            self._draw_anew()

    def _draw_anew(self) -> None:
        with self.live.held():
            self._redraw()

    def _redraw(self) -> None:
        with DRAWING:
            self._figure.clear()
            self._figure.set_size_inches(*self.size)
            self.picture = self.draw(self._figure)
        for control in self.controls.values():
            if self._is_plane:
                control.rename(self.function.variables)
            control.fit(*self.span())

    def _handles(self) -> list[Handle]:
        places = self.picture.handles()
        return [self._handle(name, *places[name]) for name in self.grips if name in places]

    def _handle(self, name: str, axes: Axes, x: float, y: float) -> Handle:
        return Handle(
            name, self.grips[name], axes, x, y, track=self.picture.track(name), nudge=self._nudge(name),
            dot=self.picture.dots().get(name),
        )  # fmt: skip

    def _nudge(self, name: str) -> float | None:
        control = self.controls.get(name)
        return getattr(control.widget, "step", None) if isinstance(control, Along | Position) else None

    def __repr__(self) -> str:
        return repr(self.live)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return picture_bundle(self.live, super()._repr_mimebundle_(**options))
