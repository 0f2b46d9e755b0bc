"""The kinds of question, a number and a choice: how an answer is read, judged and spoken of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from lessons_lib import wording
from lessons_lib.predict._reading import UnreadableError, read_number

Truth = float | Callable[[], float]
TrueOption = str | Callable[[], str]

_NEAR = 0.005
_EXACT = 1e-12


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said to an answer, and what may now be revealed, in words and in the card's picture."""

    right: bool
    sentence: str
    revealed: str
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """A question whose answer is one real number."""

    question: str
    truth: Truth
    unit: str = ""
    tolerance: float | None = None
    explain: str = ""
    options: ClassVar[tuple[str, ...]] = ()
    hint: ClassVar[str] = "−4, 1/2, pi/2 …"

    def judge(self, answer: str) -> Verdict:
        """Say how far the answer is from the truth."""
        guess, said = read_number(answer.strip().removesuffix(self.unit))
        truth = float(self.truth() if callable(self.truth) else self.truth)
        right = self._is_right(guess, truth)
        sentence = self._sentence(said, guess, truth, right=right)
        return Verdict(right, f"{sentence} {self.explain}".strip(), self._written(truth))

    def _is_right(self, guess: float, truth: float) -> bool:
        allowed = _NEAR * abs(truth) if self.tolerance is None else self.tolerance
        return abs(guess - truth) <= allowed or _is_exact(guess, truth)

    def _sentence(self, said: str, guess: float, truth: float, *, right: bool) -> str:
        said = f"{said} {self.unit}".strip()
        if _is_exact(guess, truth):
            return f"You said {said}, and so it is."
        verdict = "near enough" if right else self._gap(guess - truth)
        return f"You said {said}; it is {self._written(truth)}: {verdict}."

    def _gap(self, gap: float) -> str:
        return f"{self._written(abs(gap))} too {'high' if gap > 0 else 'low'}"

    def _written(self, value: float) -> str:
        return f"{wording.number(value)} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """A question whose answer is one of several options."""

    question: str
    options: tuple[str, ...]
    truth: TrueOption
    explain: str | Mapping[str, str] = ""
    unit: ClassVar[str] = ""
    hint: ClassVar[str] = ""

    def judge(self, answer: str) -> Verdict:
        """Say whether this is the right option, and why not."""
        if answer not in self.options:
            raise UnreadableError("Choose one of the options first.")
        truth = self.truth() if callable(self.truth) else self.truth
        right = answer == truth
        said = f"You said “{answer}”"
        sentence = f"{said}, and so it is." if right else f"{said}; it is “{truth}”."
        return Verdict(right, f"{sentence} {self._explanation(answer)}".strip(), truth)

    def read(self, answer: str) -> NDArray[np.float64]:
        """Refuse: an option has no place on a picture."""
        raise UnreadableError(f"“{answer}” is not a place.")

    def write(self, _guess: NDArray[np.float64]) -> str:
        """Return nothing: on a picture that is chosen about, nothing is dragged."""
        return ""

    def _explanation(self, answer: str) -> str:
        return self.explain if isinstance(self.explain, str) else self.explain.get(answer, "")


def _is_exact(guess: float, truth: float) -> bool:
    return math.isclose(guess, truth, rel_tol=_EXACT, abs_tol=_EXACT)
