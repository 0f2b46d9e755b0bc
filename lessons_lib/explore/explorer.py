"""A picture that can be touched: its fields become controls, its grips points to drag."""

import inspect
from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar

import numpy as np
from matplotlib.figure import Figure

from lessons_lib import catalogue
from lessons_lib.explore import controls, formula, inputs, matrices, shared, sliders, toggles
from lessons_lib.explore.base import Explorer
from lessons_lib.live import Handle
from lessons_lib.pencil import fields
from lessons_lib.pencil.picture import Picture
from lessons_lib.state import Point, Step

Making = Callable[[Any, Any, fields.State], controls.Control]


def _ranged(field: fields.Ranged, value: Any, _state: fields.State) -> controls.Control:
    if isinstance(field, fields.Slide):
        return sliders.Slide(field.label, value, *field.ends(value), field.step, whole=field.whole)
    if isinstance(field, fields.Log) and field.switch:
        return sliders.Switched((field.switch, field.label), value, field.switched, field.low, field.high)
    return sliders.Log(field.label, value, *field.ends(value), whole=field.whole)


def _inputs(field: fields.Inputs, value: Any, state: fields.State) -> controls.Control:
    names = field.names(state)
    control = inputs.Inputs(inputs.point_of(value, max(len(names), field.kept)))
    control.name(names)
    return control


CONTROLS: dict[type, Making] = {
    fields.Along: lambda field, value, _: shared.Along(field.label, Point.of(value)),
    fields.Position: lambda field, value, _: shared.Position(
        Point.of(value), field.names or ("x", "y"), keeps_names=bool(field.names)
    ),
    fields.Inputs: _inputs,
    fields.StepSize: lambda field, value, _: shared.StepSize(field.label, Step.of(value)),
    fields.SmallStep: lambda field, value, _: shared.SmallStep(
        field.label, Step.of(value), field.low, field.high, field.buttons
    ),
    fields.Angle: lambda field, value, _: sliders.Angle(field.label, value),
    fields.Slide: _ranged,
    fields.Log: _ranged,
    fields.StepFactor: _ranged,
    fields.Count: lambda field, value, _: controls.Count(
        field.label, value, max(field.high, (value or 0) + 1)
    ),
    fields.Pick: lambda field, value, _: controls.Pick(
        field.label, value, field.options, field.name if field.own else ""
    ),
    fields.Several: lambda field, value, _: toggles.Toggles(value, field.options),
    fields.Matrix: lambda field, value, _: matrices.Entries(value, field.offered),
    fields.Formula: lambda field, value, _: formula.Formula(value, field.offered, field.reader, field.label),
}


class PictureExplorer(Explorer):
    """An explorer of any picture."""

    kind: ClassVar[type[Picture]]
    picture: Picture

    def __init__(self, *values: Any, **named: Any) -> None:
        given = inspect.signature(type(self)).bind(*values, **named).arguments
        self.fields = self.kind.fields
        self._explore({name: field.admitted(given.get(field.keyword, field.default))
                       for name, field in self.fields.items()})  # fmt: skip

    def _explore(self, state: fields.State, **given: controls.Control) -> None:
        """Make the controls of a state, but for those that are given, and draw it."""
        known = self.fields
        read = {name: CONTROLS[fields.Formula](field, state[name], state) for name, field in known.items()
                if isinstance(field, fields.Formula)}  # fmt: skip
        state.update({name: control.function for name, control in read.items()})  # type: ignore[attr-defined]
        state.update(self.kind.completed(state))
        self._fixed = {name: state[name] for name, field in known.items() if isinstance(field, fields.Fixed)}
        made = {name: given.get(name) or read.get(name) or CONTROLS[type(field)](field, state[name], state)
                for name, field in known.items() if name in given or type(field) in CONTROLS}  # fmt: skip
        first: Any = made.pop("f", None)
        super().__init__(first, state.get("view"), **made)
        for control in made.values():
            for name, button in getattr(control, "buttons", {}).items():
                button.on_click(lambda _, name=name: self.press(name))

    def draw(self, figure: Figure) -> Picture:
        """Draw the picture of the present state."""
        state, ends = self._whole_state, {}
        for name, control in self.controls.items():
            field = self.fields.get(name)
            if isinstance(control, inputs.Inputs) and isinstance(field, fields.Inputs):
                control.name(field.names(state))
                state[name], ends[name] = control.value, control.ranges
            elif isinstance(control, sliders.Angle) and isinstance(field, fields.Angle) and field.catches:
                control.caught = partial(self._caught, name)
        return self._adjusted(self.kind(figure, ends=ends, **state))

    def move(self) -> Any:
        """Bring the picture to the present state."""
        moving = super().move()
        self._adjusted(self.picture)
        return moving

    def moved(self, name: str, x: float, y: float) -> None:
        """Set what a dragged grip stands for."""
        self._change(self.picture.taken(name, x, y))

    def press(self, button: str) -> None:
        """Do what a button of the picture does."""
        self._change(self.picture.pressed(button, self._whole_state))

    def span(self) -> tuple[float, ...]:
        """Return what sliders run over."""
        return tuple(self.picture.span or ())

    def reset(self) -> None:
        """Go back to the state that the explorer was made with."""
        with self.live.held():
            super().reset()
            # How many of several things there are is known when the rest is back.
            self.move()
            for name in self.picture.reaches:
                self.controls[name].reset()

    @property
    def grips(self) -> dict[str, str]:  # type: ignore[override]
        """What the points that can be dragged are called."""
        return {name: grip.said for name, grip in self.picture.grips.items()}

    @property
    def view(self) -> Any:
        """The limits that were asked for, or those in which this function is best seen."""
        field = self.fields.get("view")
        if not self.formula or not isinstance(field, fields.View):
            return self._given_view
        asked = self._given_view if field.keeps or self.formula.is_first else None
        return asked or self.kind.usual_view(self.function)

    @property
    def code(self) -> str:
        """One line that makes the present picture again."""
        words, positional, late = [], True, []
        for name, field in self.fields.items():
            if isinstance(field, fields.Fixed):
                if self._fixed[name] == field.default:
                    positional = False
                elif callable(self._fixed[name]):
                    words.append(_named(self._fixed[name], name))
                else:
                    late.append(f"{field.keyword}={controls.written(self._fixed[name])}")
            elif isinstance(field, fields.Formula):
                source = repr(self._whole_state[name].source)
                words.append(source if name == "f" and positional else f"{field.keyword}={source}")
            elif isinstance(field, fields.View):
                late = [*self._view_words(), *late]
            elif self.controls[name].needed:
                words.append(f"{field.keyword}={self.controls[name].source}")
        return f"explore.{self.name}({', '.join([*words, *late])})"

    @property
    def _whole_state(self) -> fields.State:
        functions = {name: control.function for name, control in self.controls.items()
                     if isinstance(control, formula.Formula)}  # fmt: skip
        known = {"f": self.formula.function if self.formula else None, "view": self.view, **functions}
        own = {name: value for name, value in known.items() if name in self.fields}
        return {**self._fixed, **self._moving_state, **own}

    @property
    def _moving_state(self) -> fields.State:
        """Return the state; where all of several things are shown, None stands for their number."""
        state = {name: control.value for name, control in self.controls.items()
                 if not isinstance(control, formula.Formula)}  # fmt: skip
        for name, control in self.controls.items():
            if isinstance(control, controls.Count) and control.value == control.widget.max:
                state[name] = None
            elif name in self.fields and name in getattr(self.picture, "offers", ()):
                state[name] = getattr(control, "wanted", control.value)
        return state

    @property
    def _keeps_picture(self) -> bool:
        return self.picture.shows(self._whole_state)

    def _change(self, changes: fields.State) -> None:
        with self.live.held():
            for name, value in changes.items():
                # A place that cannot be reached leaves everything as it is.
                if isinstance(value, str) or np.isfinite(np.asarray(value, float)).any():
                    self.controls[name].set(value)

    def _caught(self, name: str, value: float) -> float:
        return self.picture.caught(name, value, self._whole_state)

    def _adjusted(self, picture: Picture) -> Picture:
        """Show the controls that have a say in the picture, how many there are to count, and what to pick."""
        for name, needed in picture.needed.items():
            self.controls[name].show(needed)
        for name, count in picture.reaches.items():
            control = self.controls[name]
            assert isinstance(control, controls.Count)
            control.reach(count)
        for name, (label, options) in picture.offers.items():
            choice = self.controls[name]
            assert isinstance(choice, controls.Pick)
            choice.offer(label, options)
        return picture

    def _new_formula(self) -> None:
        if self.formula and not self.formula.fault:
            with self.live.held():
                for name, value in self.kind.settled(self._whole_state).items():
                    self.controls[name].settle(value)
                super()._new_formula()
        else:
            super()._new_formula()

    def _watch(self) -> None:
        super()._watch()
        for control in self.controls.values():
            control.watch(partial(self._tell_fault, control))

    def _tell_fault(self, control: controls.Control) -> None:
        if control.fault:
            self.live.say(control.fault)

    def _remark(self) -> str:
        typed = [self.formula, *self.controls.values()]
        notes = [note for each in typed if isinstance(each, formula.Formula) for note in each.function.notes]
        return " ".join(f"{note}." for note in notes)

    def _view_words(self) -> list[str]:
        field = self.fields["view"]
        if isinstance(field, fields.View) and field.hidden:
            return []
        if self.view and self.formula and self.view == catalogue.known_view(self.function):
            return []
        shown = tuple(self.picture.shown_view or ())
        limits = self.view or (shown if self._is_plane else shown[:2])
        return [f"view=({', '.join(controls.written(float(limit)) for limit in limits)})"] if limits else []

    def _handles(self) -> list[Handle]:
        return [
            Handle(name, grip.said, grip.mark.panel.ax, *grip.mark.place, track=grip.along,
                   nudge=grip.nudge or self._nudge(name), dot=grip.mark.drawn)
            for name, grip in self.picture.grips.items()
        ]  # fmt: skip

    def _nudge(self, name: str) -> float | None:
        control = self.controls.get(name)
        if isinstance(control, inputs.Inputs):
            return float(control.sides[0].widget.step)
        return super()._nudge(name)


def _named(rule: Any, otherwise: str) -> str:
    """Return the name that a function of one's own has in a cell."""
    name = getattr(rule, "__name__", otherwise)
    return name if name.isidentifier() else otherwise


def _about(field: fields.Field[Any]) -> str:
    return (field.about or f"The {field.label}.").replace("\n", "\n    ")


def explorer(picture: type[Picture], name: str) -> type[PictureExplorer]:
    """Make an explorer of a picture."""
    offered = {key: field for key, field in picture.fields.items() if not getattr(field, "hidden", False)}
    listed = "\n".join(
        f"{field.keyword} : {field.help_type}\n    {_about(field)}" for field in offered.values()
    )
    signature = inspect.Signature([
        inspect.Parameter(field.keyword, inspect.Parameter.KEYWORD_ONLY if field.named
                          else inspect.Parameter.POSITIONAL_OR_KEYWORD, default=field.default)
        for field in offered.values()
    ])  # fmt: skip
    body = {
        "kind": picture, "name": name, "size": picture.size, "turns": "azimuth" in picture.fields,
        "takes_view": "view" in offered, "__signature__": signature, "__module__": "lessons_lib.explore",
        "__doc__": f"{inspect.cleandoc(picture.__doc__ or '')}\n\nParameters\n----------\n{listed}\n",
    }  # fmt: skip
    shown = {each: property(attrgetter(f"picture.{each}")) for each in picture.attributes}
    return type(f"{picture.__name__}Explorer", (PictureExplorer,), {**body, **shown})
