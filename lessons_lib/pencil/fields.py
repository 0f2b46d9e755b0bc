"""The state of a picture: what can be moved, between which ends, and what it is called."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from lessons_lib.formula import Function, read_curve

Value = TypeVar("Value")

MOST = 6  # inputs of one formula
NEAR = 4.0  # every input reaches as far

State = dict[str, Any]
"""The values of all fields of a picture, by name."""


@dataclass
class Field(Generic[Value]):
    """One part of a picture's state, with its control, its keyword and its help.

    Read on a picture it is the present value. What stands for a field in a class is its order among the
    keywords, too.

    Parameters
    ----------
    default : Value
        What it is at first.
    label : str
        What stands beside its control.
    about : str
        A line or two for `help`.
    named : bool
        Whether it can be given by its keyword only.
    stages : bool
        Whether another value makes another picture, staged anew, instead of moving this one.
    """

    default: Value
    label: str = ""
    about: str = ""
    named: bool = field(default=False, kw_only=True)
    stages: bool = field(default=False, kw_only=True)
    name: str = field(default="", init=False)

    kind: ClassVar[str] = "float"

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name = name
        owner.fields = {**owner.fields, name: self}

    @overload
    def __get__(self, picture: None, owner: Any = None) -> Self: ...

    @overload
    def __get__(self, picture: object, owner: Any = None) -> Value: ...

    def __get__(self, picture: Any, owner: Any = None) -> Any:
        return self if picture is None else picture.state[self.name]

    def __set__(self, picture: Any, value: Value) -> None:
        picture.state[self.name] = value

    @property
    def keyword(self) -> str:
        """What it is called in a call."""
        return self.name

    @property
    def help_type(self) -> str:
        """What `help` says that it takes."""
        return self.kind

    def admitted(self, value: Any) -> Any:
        """Return a value that was asked for as the picture takes it, or refuse it with a sentence."""
        return value


class Along(Field[float]):
    """A place on the x axis; a `Point` can be shared."""

    kind = "Point or float"


@dataclass
class Position(Field[tuple[float, float]]):
    """A point in the plane; a `Point` can be shared. Sliders are called as the variables, or by `names`."""

    default: Any
    names: Sequence[str] = ()

    kind = "Point or tuple of float"


@dataclass
class Inputs(Field[tuple[float, ...]]):
    """Numbers that go into a formula, up to six, a slider for each; `names` says of a state what they are.

    At least `kept` of them are kept where a state takes fewer.
    """

    names: Callable[[State], Sequence[str]] = field(default=lambda _: ("x",), kw_only=True)
    kept: int = field(default=1, kw_only=True)

    kind = "Point, float or tuple of float"


class StepSize(Field[float]):
    """A step of either sign, its size on a logarithmic slider; a `Step` can be shared."""

    kind = "Step or float"


@dataclass
class SmallStep(Field[float]):
    """A positive step on a logarithmic slider, with buttons that `Picture.pressed` answers."""

    low: float = 1e-6
    high: float = 10.0
    buttons: Sequence[str] = ()

    kind = "Step or float"


@dataclass
class Angle(Field[float]):
    """A direction in degrees; where it `catches`, `Picture.caught` says where it comes to rest."""

    catches: bool = False


@dataclass
class Ranged(Field[float]):
    """A number between two ends, which give way to its first value where they are told to.

    What lies outside is brought between them, or met by a `refusal`, the start of a sentence.
    """

    default: Any
    low: float = 0.0
    high: float = 1.0
    step: float | None = None
    whole: bool = field(default=False, kw_only=True)
    gives: bool = field(default=False, kw_only=True)
    refusal: str = field(default="", kw_only=True)

    def ends(self, value: float) -> tuple[float, float]:
        """Return the ends of its slider when this is the first value."""
        return (min(self.low, value), max(self.high, value)) if self.gives else (self.low, self.high)

    def admitted(self, value: Any) -> Any:
        """Return the number, brought between the ends."""
        if value is None:
            return None
        low, high = self.ends(value)
        if self.refusal and not low <= value <= high:
            raise ValueError(f"{self.refusal}; {value!r} does not.")
        return min(max(value, low), high)


@dataclass
class Slide(Ranged):
    """A number on a slider; with `reach` the ends lie so far to both sides of its first value."""

    reach: float = field(default=math.inf, kw_only=True)

    def ends(self, value: float) -> tuple[float, float]:
        """Return the ends of its slider when this is the first value."""
        return (value - self.reach, value + self.reach) if self.reach < math.inf else super().ends(value)


@dataclass
class Log(Ranged):
    """A positive number on a logarithmic slider.

    One with a `switch` is None while its box of that name is off, and `switched` when it is turned on first.
    """

    default: Any
    switch: str = field(default="", kw_only=True)
    switched: float = field(default=1.0, kw_only=True)


@dataclass
class StepFactor(Log):
    """The factor of a step downhill; whatever it is at first lies on its slider."""

    low: float = 1e-4
    high: float = 2.0
    gives: bool = field(default=True, kw_only=True)

    def admitted(self, value: Any) -> Any:
        """Return the factor, or refuse one that is not positive."""
        if value is not None and not 0 < value < math.inf:
            raise ValueError(f"The step factor {self.name} is a positive number; {value!r} is not.")
        return value


@dataclass
class Count(Field[int | None]):
    """How many of several things are shown, with a button to play; None shows all there are."""

    high: int = 1

    kind = "int, optional"


@dataclass
class Pick(Field[Any]):
    """One of a few names; with `own` a thing of that type can be handed in beside them.

    `noun` is what messages call it, by default its label. Other options for another state: `Picture.offer`.
    """

    options: Sequence[str] = ()
    noun: str = ""
    own: type | None = None

    kind = "str"
    YOURS: ClassVar[str] = "yours"

    def admitted(self, value: Any) -> Any:
        """Return a name as it is written here; None is the first."""
        if value is None and self.options:
            return self.options[0]
        if not self.options or (self.own and isinstance(value, self.own)):
            return value
        return known(value, self.options, self.noun or self.label)


@dataclass
class Several(Field[Sequence[str] | None]):
    """Those of a few names that are chosen, each with a button; None chooses all."""

    options: Sequence[str] = ()
    noun: str = ""

    kind = "sequence of str, optional"

    def admitted(self, value: Any) -> tuple[str, ...]:
        """Return the names as they are written here."""
        chosen = self.options if value is None else value
        return tuple(known(each, self.options, self.noun or self.label) for each in chosen)


@dataclass
class Matrix(Field[Any]):
    """A 2 by 2 matrix, typed as a whole or entry by entry on sliders."""

    offered: Sequence[str] = ()

    kind = "str or array_like, shape (2, 2)"


@dataclass
class Formula(Field[Any]):
    """The function, chosen or typed; `spoken` is its keyword. A picture may have two of them."""

    label: str = "f(x) ="
    about: str = "Of one variable."
    offered: Sequence[str] = ()
    reader: Callable[[Any], Function] = read_curve
    spoken: str = "function"
    stages: bool = field(default=True, kw_only=True)

    kind = "str or Function"

    def admitted(self, value: Any) -> Any:
        """Return the function that was asked for, read."""
        return self.reader(value)

    @property
    def keyword(self) -> str:
        """What it is called in a call."""
        return self.spoken


@dataclass
class View(Field[Sequence[float] | None]):
    """The limits, by default those of the catalogue, or around the state.

    `keeps` says that they stay whatever function is typed, `hidden` that nobody can ask for others.
    """

    default: Sequence[float] | None = None
    about: str = "Limits (left, right) or (left, right, bottom, top)."
    keeps: bool = field(default=False, kw_only=True)
    hidden: bool = field(default=False, kw_only=True)

    kind = "sequence of float, optional"


class Fixed(Field[Any]):
    """A setting without a control; its label says in `help` what it takes."""

    @property
    def help_type(self) -> str:
        """What `help` says that it takes."""
        return self.label or type(self.default).__name__


def known(name: str, options: Sequence[str], noun: str) -> str:
    """Return a name as it is written among the options.

    Examples
    --------
    >>> known("adam", ["Newton", "Adam"], "method")
    'Adam'
    """
    for option in options:
        if option.casefold() == str(name).casefold():
            return option
    raise ValueError(f"The {noun} is one of {', '.join(options)}; {name!r} is not.")


def grain(low: float, high: float) -> float:
    """Return a round step that divides a range into a few hundred.

    Examples
    --------
    >>> grain(-0.6, 6.2)
    0.01
    """
    return float(10.0 ** math.floor(math.log10((high - low) / 200)))


def grid(low: float, high: float) -> tuple[float, float, float]:
    """Return round ends within a range and the step between places: the grid of a slider over what is seen.

    Examples
    --------
    >>> grid(-0.613, 6.2)
    (-0.61, 6.2, 0.01)
    """
    step = grain(low, high)
    return clean(math.ceil(low / step - 1e-9) * step), clean(math.floor(high / step + 1e-9) * step), step


def on_grid(value: float, low: float, high: float, step: float) -> float:
    """Return the nearest place of a grid."""
    return float(round(round(min(max(value, low), high) / step) * step, 12))


def clean(value: float) -> float:
    """Drop the dust of binary fractions, so that what is drawn is what is written.

    Examples
    --------
    >>> clean(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.12g}")


def turned(degrees: float) -> float:
    """Return the same direction between -180, left out, and 180 degrees.

    Examples
    --------
    >>> turned(270), turned(-180), turned(90)
    (-90, 180, 90)
    """
    return 180 - (180 - degrees) % 360


def ends_around(value: float) -> tuple[float, float]:
    """Return the ends of the slider of an input.

    Examples
    --------
    >>> ends_around(1), ends_around(7.5)
    ((-4.0, 4.0), (-4.0, 9.0))
    """
    return min(-NEAR, math.floor(value) - 1.0), max(NEAR, math.ceil(value) + 1.0)
