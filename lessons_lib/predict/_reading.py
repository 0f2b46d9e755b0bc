"""How what is typed into a card becomes numbers, or one sentence for the learner."""

from __future__ import annotations

import math
import re

from lessons_lib import wording
from lessons_lib.formula import Array, Node, ReadingError, evaluate, parse, text

_DECIMAL = re.compile(r"−?(\d+\.?\d*|\.\d+)")


class UnreadableError(ValueError):
    """An answer that cannot be judged; its message is one sentence for the learner."""


def read_number(answer: str) -> tuple[float, str]:
    """Return the number that was typed, and how to echo it."""
    if not answer.strip():
        raise UnreadableError("Type a number first, such as −4, 1/2 or pi/2.")
    tree = _read(answer, "A number is asked for", "−4, 1/2 or pi/2")
    if isinstance(tree, Array):
        raise UnreadableError("One number is asked for. Is the comma a decimal one? Write a point: 0.5.")
    value = _real(evaluate(tree, {}))
    return value, _echo(answer.strip().replace("-", "−"), text(tree), value)


def read_pair(answer: str) -> tuple[float, float]:
    """Return the two numbers that were typed, with or without brackets.

    Examples
    --------
    >>> read_pair("(4, 1/2)"), read_pair("−1, 0")
    ((4.0, 0.5), (-1.0, 0.0))
    """
    tree = _read(answer, "Two numbers are asked for", "(2, −1)")
    values = evaluate(tree, {}) if isinstance(tree, Array) else ()
    if len(values) != 2:
        raise UnreadableError("Two numbers are asked for, with a comma between them: try (2, −1).")
    across, up = map(_real, values)
    return across, up


def _read(answer: str, asked: str, example: str) -> Node:
    try:
        reading = parse(answer)
    except ReadingError as error:
        raise UnreadableError(error.message) from None
    if reading.names:
        raise UnreadableError(f"{asked}; “{reading.names[0]}” is a name: try {example}.")
    return reading.tree


def _real(value: object) -> float:
    try:
        real = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        real = math.nan
    if not math.isfinite(real):
        raise UnreadableError("This has no value that a real number could hold: try −4, 1/2 or pi/2.")
    return real


def _echo(typed: str, read: str, value: float) -> str:
    """Return a plain decimal as it was typed; anything else as it was read, with its value."""
    return typed if _DECIMAL.fullmatch(typed) else f"{read} = {wording.number(value)}"
