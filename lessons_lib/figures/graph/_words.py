"""What is written on the graph and what is said about it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from lessons_lib.pencil.phrases import formula, typeset
from lessons_lib.slopes.computation import Moment, Run
from lessons_lib.wording import number

_WIDTHS = (" .·,il", 0.32), ("()frt₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻|ˣ", 0.41), ("−=+", 0.84), ("mwπ", 0.8)
_WIDTH = {sign: width for signs, width in _WIDTHS for sign in signs}
_DIGITS = (4, 3, 2, 1)
_LONGEST = 60
# Beyond a kink the number is a program's, and need not be a derivative.
_GIVEN = "a program's answer is"


def breadth(text: str) -> float:
    """Estimate the width of a text in type of size 1."""
    return sum(0.0 if 0x300 <= ord(sign) < 0x370 else _WIDTH.get(sign, 0.62) for sign in text)


def fitting(room: float, texts: Iterable[str]) -> str:
    """Return the first text that is narrow enough, else the last."""
    text = ""
    for text in texts:
        if breadth(text) <= room:
            break
    return text


def number_fitting(value: float, room: float, before: str = "", after: str = "") -> str:
    """Write a number with as many digits, up to four, as there is room for."""
    return fitting(room, (f"{before}{number(value, digits)}{after}" for digits in _DIGITS))


def trouble(run: Run, place: int) -> str:
    """Return one word for what is not smooth at a vertex: "kink", "vertical", or nothing."""
    if place not in run.kinks:
        return ""
    return "kink" if all(map(math.isfinite, run.kinks[place])) else "vertical"


def value_text(run: Run, place: int, room: float) -> str:
    """Return the value of a vertex, an input's with its name; with a word where it is not smooth."""
    word, vertex = trouble(run, place), run.computation.vertices[place]
    before = "" if vertex.rule else f"{vertex.name} = "
    return number_fitting(run.values[place], room, before, f" · {word}" if word else "")


def slope_text(names: str, slope: float, room: float) -> str:
    """Return what stands on an edge: the local derivative with its formula, or its number alone."""
    plain, names = number(slope), typeset(names)
    if names in {plain, number(slope).strip("−")}:
        return plain
    whole = f"{names} = {plain}"
    return whole if breadth(whole) <= room else number_fitting(slope, room)


def note(run: Run, place: int) -> str:
    """Return a remark for the moment at which a vertex acts, or nothing."""
    vertex = run.computation.vertices[place] if place >= 0 else None
    if vertex is None or not vertex.arguments:
        return ""
    given = ", ".join(_told(run, argument) for argument in dict.fromkeys(vertex.arguments))
    if _is_born_undefined(run, place):
        return f"{vertex.text} is undefined at {given}"
    word = trouble(run, place)
    if word == "kink":
        return f"{vertex.text} has a kink at {given}: programs take the slope {_listed(run.kinks[place])}"
    if word:
        return f"{vertex.text} has no slope at {given}: programs get {_listed(run.kinks[place])}"
    return ""


def _first_note(run: Run) -> str:
    return next(filter(None, (note(run, place) for place in range(len(run.values)))), "")


def _is_born_undefined(run: Run, place: int) -> bool:
    given = [run.values[argument] for argument in run.computation.vertices[place].arguments]
    return math.isnan(run.values[place]) and not any(map(math.isnan, given))


def _told(run: Run, place: int) -> str:
    return f"{run.computation.vertices[place].name} = {number(run.values[place])}"


def _listed(numbers: Sequence[float]) -> str:
    return " and ".join(map(number, numbers))


def point(values: Sequence[float]) -> str:
    """Write a gradient: one number, or several in brackets.

    Examples
    --------
    >>> point([4.0]), point([4.0, 0.5])
    ('4', '(4, 0.5)')
    """
    words = [number(value) for value in np.asarray(values).tolist()]
    return words[0] if len(words) == 1 else f"({', '.join(words)})"


def sentence(run: Run, moments: Sequence[Moment], shown: int, mode: str, seed: int) -> str:
    """Return the caption."""
    told = _reverse_told if mode == "reverse" else _forward_told
    moment, last = moments[shown], len(moments) - 1
    remark, result = note(run, moment.place), ""
    if shown == last:
        remark, result = remark or _first_note(run), _result(run, mode, seed)
    parts = [told(run, moment, seed), remark, result]
    head = f"{mode.capitalize()} mode on {_name(run)} at {_where(run)}{_moving(run, mode, seed)}"
    return f"{head}, step {shown} of {last}: {'; '.join(filter(None, parts))}."


def _name(run: Run) -> str:
    text = formula(run.computation.function)
    count = len(run.computation.vertices) - run.computation.inputs
    return text if len(text) <= _LONGEST else f"a formula of {count} operations"


def _where(run: Run) -> str:
    return ", ".join(_told(run, place) for place in range(run.computation.inputs))


def _moving(run: Run, mode: str, seed: int) -> str:
    if mode == "forward":
        return f" with {run.computation.vertices[seed].name} moving at speed 1"
    return f" from {run.computation.output_name(seed)}" if len(run.computation.outputs) > 1 else ""


def _reverse_told(run: Run, moment: Moment, seed: int) -> str:
    name = run.computation.vertices[moment.place].name
    if moment.phase == "inputs":
        return "only the inputs are known"
    if moment.phase == "value":
        return _computed(moment)
    if moment.phase == "seed":
        value = number(run.values[moment.place])
        return f"{run.computation.output_name(seed)} = {name} = {value}, and its own adjoint is 1"
    return f"{name} hands its adjoint {number(moment.derivatives[moment.place])} on, {_gifts(run, moment)}"


def _computed(moment: Moment) -> str:
    return moment.lines[0]


def _gifts(run: Run, moment: Moment) -> str:
    vertex, slopes = run.computation.vertices[moment.place], run.slopes[moment.place]
    adjoint = moment.derivatives[moment.place]
    gifts = [
        f"times {_slope_told(text, slope)} to {run.computation.vertices[argument].name}, "
        f"which gains {number(adjoint * slope)}"
        for text, slope, argument in zip(vertex.slopes, slopes, vertex.arguments, strict=True)
    ]
    return ", and ".join(gifts)


def _slope_told(text: str, slope: float) -> str:
    return text if text == number(slope) else f"{text} = {number(slope)}"


def _forward_told(run: Run, moment: Moment, _seed: int) -> str:
    if moment.phase == "inputs":
        return "only the inputs and their tangents are known"
    vertex, slopes = run.computation.vertices[moment.place], run.slopes[moment.place]
    parts = [
        f"{_slope_told(text, slope)} times {number(moment.derivatives[argument])}"
        for text, slope, argument in zip(vertex.slopes, slopes, vertex.arguments, strict=True)
    ]
    tangent = number(moment.derivatives[moment.place])
    return f"{_computed(moment)}, with the tangent {' plus '.join([*parts])} = {tangent}"


def _result(run: Run, mode: str, seed: int) -> str:
    computation = run.computation
    if mode == "reverse":
        word = "the gradient is" if computation.inputs > 1 else "the derivative is"
        return f"so {_GIVEN if run.kinks else word} {point(run.gradient(seed).tolist())}"
    speeds = run.tangents([float(place == seed) for place in range(computation.inputs)])
    result = point([float(speeds[place]) for place in computation.outputs])
    word = "partial derivative" if computation.inputs > 1 else "derivative"
    truth = f"the {word} by {computation.vertices[seed].name} is"
    return f"so {_GIVEN if run.kinks else truth} {result}"


def rule_lines(moment: Moment) -> tuple[str, str]:
    """Return the rules of a moment as two lines: each on its own, or all that is given on one line."""
    lines = moment.lines
    if moment.phase != "inputs":
        return (lines[0], "") if len(lines) == 1 else (lines[0], lines[1])
    half = len(lines) // 2 if moment.derivatives else len(lines)
    return ",  ".join(lines[:half]), ",  ".join(lines[half:])
