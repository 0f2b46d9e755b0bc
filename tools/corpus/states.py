"""The states in which every explorer is looked at, and how it is brought there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from tools.corpus.recorder import in_reading_order, look

Action = list[Any]
Record = dict[str, Any]

SET, SET_ALONE = 15, 24  # states that controls are set to; more where there is no function to choose
SPECIAL = ((0, 0), (1, 1), (3, 2), (1, 0), (0, 1), (-1, 0), (0.3, -0.7), (-1.2, 0.4), (2, -1.5), (1.6, 0.6))
NUMBERS = (0, 3, 1, -1, 0.5, 2, -2, 0.13)
MATRICES = (
    [[2, 0], [0, -1]], [[1, 2], [0, 3]], [[0, -1], [1, 0]], [[1, 1], [0, 1]], [[2, 0], [0, 2]],
    [[1, 2], [2, 4]], [[0, 1], [1, 0]], [[0, 0], [0, 0]], [[-1.5, 0.3], [0.7, 2.5]],
)  # fmt: skip


def newton_like(x: Any, gradient: Any, gamma: float) -> Any:
    """Step down the gradient, and a tenth too far."""
    return x - 1.1 * gamma * np.asarray(gradient(x))


def names() -> list[str]:
    """Return the names of all explorers of the course."""
    from lessons_lib import explore  # noqa: PLC0415

    return sorted(set(dir(explore)) - {"own", "Explorer"})


def make(name: str, text: str | None, *, with_rule: bool = False) -> Any:
    """Make an explorer of a function."""
    from lessons_lib import explore  # noqa: PLC0415

    chosen = getattr(explore, name)
    if name == "own_rule":
        return chosen(*([newton_like] if with_rule else []), **({"function": text} if text else {}))
    return chosen(*([text] if text else []))


def subjects(name: str) -> list[tuple[str | None, bool]]:
    """Return the functions that an explorer offers, each with whether a learner's own rule walks on it."""
    explorer = make(name, None)
    first = explorer.formula and explorer.formula.function.source
    texts = [None, *(text for text in explorer.formula.widget.options if text != first)] if first else [None]
    explorer.close()
    rules = (False, True) if name == "own_rule" else (False,)
    return list(itertools.product(texts, rules))


def plan(explorer: Any) -> list[list[Action]]:
    """Return the actions that lead from state to state, chosen from what an explorer's controls reach."""
    values = {name: _values(name, control) for name, control in explorer.controls.items()}
    steps: list[list[Action]] = [[]]
    for number in range(SET if explorer.formula else SET_ALONE):
        chosen = {
            name: options[(number * (2 * place + 1) + number // len(options)) % len(options)]
            for place, (name, options) in enumerate(values.items())
        }
        steps.append([_set(name, value) for name, value in chosen.items()])
    grips = [(each["name"], each["across"], each["along"]) for each in explorer.live.handles]
    first = [_set(name, options[0]) for name, options in values.items()]
    for place, share in enumerate(((0.3, 0.62), (1, 0.4), (1.3, -0.2), (-0.1, 0.5), (0.55, 0.45))):
        if grips:
            grip, *ranges = grips[place % len(grips)]
            spot = [low + part * (high - low) for (low, high), part in zip(ranges, share, strict=True)]
            steps.append([["drag", grip, *(float(f"{each:.5g}") for each in spot)]])
        else:
            chosen = {name: options[(place + 3) % len(options)] for name, options in values.items()}
            steps.append([_set(name, value) for name, value in chosen.items()])
    steps += [[*first, ["classroom", True]], [["narrow", True]], [["classroom", False]]]
    steps += [[["narrow", False], *steps[3]], [["reset"]]]
    if explorer.formula:
        steps.append([["type", "1 2 +"]])
    return steps


def _set(name: str, value: Any) -> Action:
    """Return the action that sets a control; a seed is chosen by its place, as modes have different ones."""
    return ["choose", name, value["place"]] if isinstance(value, dict) else ["set", name, value]


def _values(name: str, control: Any) -> list[Any]:
    """Return values of a control: between its ends, at them, and where functions are flat or undefined."""
    widget, value = control.widget, control.value
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return [[list(row) for row in value], *MATRICES]
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return [list(value), [], list(value[:1]), list(value[-2:]), list(value[1:3])]
    if isinstance(value, tuple):
        special = [_spread(pair, len(value)) for pair in SPECIAL]
        return [list(value), *special, [-99] * len(value), [99] * len(value)]
    if isinstance(value, str) and name == "seed":
        return [{"place": place} for place in range(3)]
    if isinstance(value, str):
        return [value, *(option for option in widget.options if option != value)]
    return _numbers(name, widget, value)


def _spread(pair: Sequence[float], count: int) -> list[float]:
    return [*pair, -0.5, 2, 1.5, -1][:count]


def _numbers(name: str, widget: Any, value: Any) -> list[Any]:
    low, high = widget.min, widget.max
    shares = (0, 0.21, 0.5, 0.72, 1)
    if hasattr(widget, "base"):
        found = [float(f"{10 ** (low + share * (high - low)):.3g}") for share in shares]
        return [value, *found, *((-0.5, -0.01) if name == "step" else ())]
    if isinstance(low, int):
        return [value, *sorted({round(low + share * (high - low)) for share in (*shares, 0.05)})]
    inner = [float(f"{low + share * (high - low):.3g}") for share in shares]
    return [value, *inner, *(number for number in NUMBERS if low <= number <= high)]


@contextmanager
def desk() -> Iterator[Any]:
    """Begin and end without the classroom's large type."""
    from lessons_lib.display import display  # noqa: PLC0415

    display.classroom = False
    try:
        yield display
    finally:
        display.classroom = False


def act(explorer: Any, action: Action) -> None:
    """Do to an explorer what a learner does."""
    from lessons_lib.display import display  # noqa: PLC0415

    kind, *words = action
    if kind == "set":
        explorer.controls[words[0]].set(_frozen(words[1]))
    elif kind == "choose":
        options = explorer.controls[words[0]].widget.options if explorer.caption else ()
        explorer.controls[words[0]].set(options[words[1] % len(options)])
    elif kind == "drag":
        explorer.moved(*words)
    elif kind == "classroom":
        display.classroom = words[0]
    elif kind == "narrow":
        message = {"window": "w", "number": 1, "ratio": 1, "seen": True, "near": True}
        message |= {"kind": "look", "room": 360 if words[0] else 2000}
        explorer.live._receive(explorer.live, message, [])  # noqa: SLF001
    elif kind == "type":
        explorer.formula.widget.value = words[0]
    else:
        explorer.reset()


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def record(explorer: Any, actions: Sequence[Action], known: dict[bytes, list[Any]]) -> Record:
    """Do some actions and return what an explorer says and shows then."""
    trouble = ""
    try:
        with explorer.live.held():
            for action in actions:
                act(explorer, action)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        trouble = f"{type(fault).__name__}: {fault}"
    caption, live = explorer.caption, explorer.live
    ground = live.background
    moving, still = look(live.figure, known.get(ground))
    if ground:
        known[ground] = still
    return {
        "caption": caption,
        "code": explorer.code,
        "says": [live.remark, live.error, trouble],
        "handles": handles(live),
        "marks": moving,
        "still": still,
    }


def handles(live: Any) -> list[list[Any]]:
    """Return name, label, axes and place of each point that can be dragged."""
    order = in_reading_order(live.figure)
    found = []
    for handle in live.handles:
        ax = live.figure.axes[handle["axes"]]
        place: Any = None
        if handle["x"] is not None and handle["y"] is not None:
            pixels = ax.transData.transform((handle["x"], handle["y"]))
            place = [round(float(each)) for each in 1000 * (pixels - ax.bbox.min) / ax.bbox.size]
        found.append([handle["name"], handle["label"], order.index(ax), place])
    return sorted(found, key=repr)


def records(
    name: str, text: str | None, with_rule: bool, steps: Sequence[Sequence[Action]] | None
) -> Iterator[Record]:
    """Yield the record of each state, with the actions that led there."""
    with desk():
        explorer, known = make(name, text, with_rule=with_rule), {}
        try:
            for actions in plan(explorer) if steps is None else steps:
                yield {"actions": actions, **record(explorer, actions, known)}
        finally:
            explorer.close()
