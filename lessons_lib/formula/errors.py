"""What can go wrong with a formula, each in one plain sentence."""

from __future__ import annotations

import unicodedata

_SHOWN = 60


class ReadingError(ValueError):
    """Text that cannot be read as a formula.

    Examples
    --------
    >>> print(ReadingError("Write x·2 or x^2.", "x 2", 2))
    Write x·2 or x^2.
    x 2
      ^
    """

    def __init__(self, message: str, text: str, position: int) -> None:
        super().__init__(message, text, position)
        self.message = message
        self.text = text
        self.position = position

    def __str__(self) -> str:
        line, column = _excerpt(self.text, self.position)
        return f"{self.message}\n{line}\n{' ' * column}^"


class TooBigError(ReadingError):
    """Text that is too long, nested too deeply, or holds a number that is out of reach."""


class TooMuchWorkError(ValueError):
    """A formula whose derivative, or whose own size, is past what is worked out here."""


class ShapeError(ValueError):
    """An operation on vectors or matrices whose shapes do not fit."""


class UndefinedError(ZeroDivisionError):
    """A value that does not exist on the real numbers."""


class OutOfReachError(OverflowError):
    """A value too large or too small to be computed."""


def _excerpt(text: str, position: int) -> tuple[str, int]:
    """Cut out the part of `text` around `position` that fits one line, and the caret's column in it."""
    start = max(0, min(position - _SHOWN // 2, len(text) - _SHOWN))
    stop = min(len(text), start + _SHOWN)
    before = ("…" if start else "") + _visible(text[start:position])
    after = _visible(text[position:stop]) + ("…" if stop < len(text) else "")
    return (before + after).rstrip(), sum(map(_width, before))


def _visible(text: str) -> str:
    """Replace what has no width of its own (controls, zero-width signs) by a dot of width one."""
    return "".join("·" if unicodedata.category(sign) in {"Cc", "Cf", "Mn", "Cs"} else sign for sign in text)


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1
