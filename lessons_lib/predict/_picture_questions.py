"""The questions that are answered on a picture: an arrow, a point in the plane, a point on a curve."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.arrays import Array
from lessons_lib.figures.guess import angle_between, arrow_gap, nearest
from lessons_lib.predict._questions import Verdict
from lessons_lib.predict._reading import UnreadableError, read_number, read_pair
from lessons_lib.wording import number

Place = ArrayLike | Callable[[], ArrayLike]

_EXACT = 1e-9
_DIGITS = 6


class _PairAsked:
    """What is answered by two numbers."""

    __slots__ = ()
    options: ClassVar[tuple[str, ...]] = ()
    unit: ClassVar[str] = ""
    hint: ClassVar[str] = "(2, −1)"

    def write(self, guess: Array) -> str:
        """Return a vector or a point as it may be typed."""
        return written_pair(guess, _DIGITS)


@dataclass(frozen=True, slots=True)
class ArrowQuestion(_PairAsked):
    """A question whose answer is a vector: its direction, or its direction and its length."""

    question: str
    truth: Place
    tolerance: float = 10.0
    length_tolerance: float = 0.2
    lengths: bool = False
    explain: str = ""

    def read(self, answer: str) -> Array:
        """Return the vector that was typed or drawn.

        Raises
        ------
        UnreadableError
            If it is no vector, or has no direction where only that counts.
        """
        if not answer.strip():
            raise UnreadableError("Drag the tip of the arrow first, or type its two parts, such as (2, −1).")
        guess = np.array(read_pair(answer))
        if not self.lengths and not guess.any():
            raise UnreadableError("An arrow of length 0 has no direction: drag its tip away from its foot.")
        return guess

    def judge(self, answer: str) -> Verdict:
        """Say by how much the arrow is turned and too long or too short."""
        guess, truth = self.read(answer), _places(self.truth).reshape(2)
        right, gap = self._is_right(guess, truth), arrow_gap(guess, truth, lengths=self.lengths)
        said, true = written_pair(guess), written_pair(truth)
        near = ", near enough" if right else ""
        told = f"{said}; it is {true}: {gap}{near}."
        sentence = (
            f"You said {f'{said}, and so it is.' if _same(guess, truth) else told} {self.explain}".strip()
        )
        return Verdict(right, sentence, true, {"guess": guess, "truth": truth})

    def _is_right(self, guess: Array, truth: Array) -> bool:
        if not truth.any():
            return not guess.any()
        share = float(np.hypot(*guess) / np.hypot(*truth))
        long_enough = abs(share - 1) <= self.length_tolerance + _EXACT or not self.lengths
        return angle_between(guess, truth) <= self.tolerance + _EXACT and long_enough


@dataclass(frozen=True, slots=True)
class PointQuestion(_PairAsked):
    """A question whose answer is a point in the plane; of several right ones the nearest counts."""

    question: str
    truth: Place
    tolerance: float
    explain: str = ""

    def read(self, answer: str) -> Array:
        """Return the point that was typed or dragged.

        Raises
        ------
        UnreadableError
            If it is no point in the plane.
        """
        if not answer.strip():
            raise UnreadableError("Drag the point first, or type its two coordinates, such as (2, −1).")
        return np.array(read_pair(answer))

    def judge(self, answer: str) -> Verdict:
        """Say how far away the nearest right point is."""
        guess, truths = self.read(answer), _places(self.truth).reshape(-1, 2)
        written = [written_pair(each) for each in (guess, *truths)]
        return _judged(self, written, guess, truths)


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """A question whose answer is a point on a curve; only its distance across counts."""

    question: str
    truth: Place
    tolerance: float
    height: Callable[[float], float]
    name: str = "x"
    explain: str = ""
    options: ClassVar[tuple[str, ...]] = ()
    unit: ClassVar[str] = ""
    hint: ClassVar[str] = "−4, 1/2, pi/2 …"

    def read(self, answer: str) -> Array:
        """Return the point on the curve whose first coordinate was typed, or that was dragged.

        Raises
        ------
        UnreadableError
            If it is no number, or the curve has no point there.
        """
        if not answer.strip():
            raise UnreadableError(f"Drag the point first, or type its {self.name}, such as −4 or 1/2.")
        x, _ = read_number(answer)
        if math.isnan(y := self.height(x)):
            raise UnreadableError(f"The curve has no point at {self.name} = {number(x)}: choose another.")
        return np.array([x, y])

    def write(self, guess: Array) -> str:
        """Return what may be typed for the point."""
        return number(guess[0], _DIGITS)

    def judge(self, answer: str) -> Verdict:
        """Say how far away the nearest right point is."""
        guess, truths = self.read(answer), np.ravel(_places(self.truth))
        on_curve = np.array([(x, self.height(x)) for x in truths])
        written = [f"{self.name} = {number(x)}" for x in (guess[0], *truths)]
        return _judged(self, written, guess, on_curve, counted=1)


def _judged(
    asked: PointQuestion | PlaceQuestion, written: Sequence[str], guess: Array, truths: Array,
    *, counted: int = 2,
) -> Verdict:  # fmt: skip
    """Return the verdict on a point."""
    said, *true = written
    which = nearest(guess[:counted], truths[:, :counted])
    away = (guess - truths[which])[:counted]
    gap = float(np.linalg.norm(away))
    right = gap <= asked.tolerance * (1 + _EXACT)
    among = f"the nearest of {len(true)}" if len(true) > 1 else "it"
    told = f"{said}; {among} is {true[which]}: {number(gap, 2)} away{', near enough' if right else ''}."
    exact = _same(guess[:counted], truths[which, :counted])
    sentence = f"You said {f'{said}, and so it is.' if exact else told} {asked.explain}".strip()
    return Verdict(right or exact, sentence, " or ".join(true), {"guess": guess, "truth": truths})


def written_pair(pair: Array, digits: int = 4) -> str:
    """Write a vector or a point, so that it can be read again.

    Examples
    --------
    >>> written_pair(np.array([4, -0.5]))
    '(4, −0.5)'
    """
    return f"({number(pair[0], digits)}, {number(pair[1], digits)})"


def _places(truth: Place) -> Array:
    """Return the truth as numbers."""
    found = np.asarray(truth() if callable(truth) else truth, float)
    if not np.isfinite(found).all():
        raise ValueError("it is undefined here.")
    return found


def _same(one: Array, other: Array) -> bool:
    return bool(np.allclose(one, other, rtol=_EXACT, atol=_EXACT))
