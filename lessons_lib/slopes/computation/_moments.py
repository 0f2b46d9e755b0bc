"""The story of a computation, one moment for each thing that happens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lessons_lib.slopes.computation._rule import filled
from lessons_lib.wording import number

if TYPE_CHECKING:
    from lessons_lib.slopes.computation._computation import Vertex
    from lessons_lib.slopes.computation._run import Run

_BAR, _DOT = "\u0304", "\u0307"
_READY = {"y\u0304": "ȳ"}
_LEADING = re.compile(r"^\((−[^()]*)\)(?= )")
_TWICE = re.compile(r"(?<=\w\()\((−[^()]*)\)(?=\))")


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known at one moment."""

    phase: str
    place: int
    values: int
    derivatives: dict[int, float]
    lines: tuple[str, ...]


def barred(name: str) -> str:
    """Return the name of an adjoint.

    Examples
    --------
    >>> barred("v₁"), barred("y")
    ('v̄₁', 'ȳ')
    """
    return _READY.get(name[0] + _BAR, name[0] + _BAR) + name[1:]


def dotted(name: str) -> str:
    """Return the name of a tangent.

    Examples
    --------
    >>> dotted("v₁")
    'v̇₁'
    """
    return name[0] + _DOT + name[1:]


def signed(value: float) -> str:
    """Write a factor, in brackets where it begins with a minus sign.

    Examples
    --------
    >>> signed(2.0), signed(-0.5)
    ('2', '(−0.5)')
    """
    text = number(value)
    return f"({text})" if text.startswith("−") else text


def backward(run: Run, output: int) -> list[Moment]:
    """Return values forward, then adjoints backward from an output."""
    computation = run.computation
    moments, start = _values(run), computation.outputs[output]
    known = {start: 1.0}
    every, seed = len(run.values), f"{barred(computation.vertices[start].name)} = 1"
    moments.append(Moment("seed", start, every, dict(known), (seed,)))
    used = computation.feeding(start)
    for place in sorted((place for place in used if computation.vertices[place].arguments), reverse=True):
        lines = _handed_on(run, place, known)
        moments.append(Moment("adjoint", place, every, dict(known), lines))
    return moments


def _handed_on(run: Run, place: int, known: dict[int, float]) -> tuple[str, ...]:
    """Add what a vertex hands on to its arguments; return the rules."""
    vertex, lines = run.computation.vertices[place], []
    for which, argument in enumerate(vertex.arguments):
        slope, adjoint = run.slopes[place][which], known[place]
        known[argument] = known.get(argument, 0.0) + adjoint * slope
        names = f"{barred(vertex.name)}·{_factor(vertex.slopes[which])}"
        numbers = f"{signed(adjoint)}·{signed(slope)} = {number(adjoint * slope)}"
        lines.append(f"{barred(run.computation.vertices[argument].name)} += {names} = {numbers}")
    return tuple(lines)


def _factor(text: str, also: str = "−") -> str:
    """Put in brackets a sum, what begins with a minus sign, and what has that other sign in it."""
    depth, outer = 0, ""
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        outer += sign if not depth else ""
    return f"({text})" if text.startswith("−") or " " in outer or also in outer else text


def _values(run: Run) -> list[Moment]:
    """Return the inputs, then one moment for every operation."""
    count, vertices = run.computation.inputs, run.computation.vertices
    given = tuple(f"{vertices[place].name} = {number(run.values[place])}" for place in range(count))
    done = [
        Moment("value", place, place + 1, {}, (_computed(run, vertices[place], place),))
        for place in range(count, len(vertices))
    ]
    return [Moment("inputs", -1, count, {}, given), *done]


def _computed(run: Run, vertex: Vertex, place: int) -> str:
    """Return an operation with names, then with numbers: "v₁ = x·y = 1·2 = 2"."""
    result, stages = number(run.values[place]), [vertex.name, vertex.text]
    if vertex.arguments and run.values[place] == run.values[place]:
        stages.append(_with_numbers(run, vertex))
    return " = ".join([*stages, result] if stages[-1] != result else stages)


def _with_numbers(run: Run, vertex: Vertex) -> str:
    """Return an operation with numbers for its arguments; a negative one in brackets unless it leads."""
    assert vertex.rule is not None
    shown = [signed(run.values[argument]) for argument in vertex.arguments]
    text = filled(vertex.rule.text, dict(zip("uw", shown, strict=False)))
    return _TWICE.sub(r"\1", _LEADING.sub(r"\1", text))


def forward(run: Run, variable: int) -> list[Moment]:
    """Return the story of forward mode with one variable moving at speed 1."""
    count = run.computation.inputs
    every = run.tangents([float(place == variable) for place in range(count)]).tolist()
    moments = []
    for moment in _values(run):
        known = dict(enumerate(every[: moment.values]))
        lines = (*moment.lines, *_speeds(run, moment.place, known))
        moments.append(Moment(moment.phase, moment.place, moment.values, known, lines))
    return moments


def _speeds(run: Run, place: int, known: dict[int, float]) -> tuple[str, ...]:
    """Return the rule by which a tangent is made: "v̇1 = y·ẋ + x·ẏ = 2·1 + 1·0 = 2"."""
    vertices = run.computation.vertices
    if place < 0:
        return tuple(f"{dotted(vertices[p].name)} = {number(speed)}" for p, speed in known.items())
    vertex = vertices[place]
    pairs = list(zip(vertex.slopes, run.slopes[place], vertex.arguments, strict=True))
    names = " + ".join(
        f"{_factor(text, '/')}·{dotted(vertices[argument].name)}" for text, _, argument in pairs
    )
    numbers = " + ".join(f"{signed(slope)}·{signed(known[argument])}" for _, slope, argument in pairs)
    rule = " = ".join(filter(None, (names, numbers, number(known[place]))))
    return (f"{dotted(vertex.name)} = {rule}",)
