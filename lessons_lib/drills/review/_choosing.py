"""Which question comes next: what is due, what is shaky, something new, by turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from lessons_lib.drills.skills import Skill

from ._memory import Memory
from ._standing import TOP, Standing

_APART = 2  # questions between two of the same skill
_SEEDS = 200  # what the audit has seen of each level


class Next(NamedTuple):
    """A question and why it comes now."""

    skill: str
    level: int
    seed: int
    why: str


@dataclass(frozen=True)
class Choice:
    """Everything that the next question depends on."""

    pool: Sequence[Skill]
    memory: Memory
    done: Sequence[str]
    now: datetime

    def next(self) -> Next:
        """Return the next question: always the same in the same state."""
        found, why = next(pair for pair in map(self._first, self._kinds()) if pair)
        standing = self._of(found)
        seed = standing.asked[standing.level - 1] % _SEEDS
        return Next(found.name, standing.level, seed, why(standing))

    def _kinds(self) -> list[_Kind]:
        """Return the kinds of reasons, the strongest first.

        After what is due, every third question opens a new skill, and of the other two one goes to what was
        last answered wrong: weak skills come more often, and no sitting opens all skills at once.
        """
        turns = {0: (_NEW, _SHAKY, _CLIMBING), 1: (_SHAKY, _CLIMBING, _NEW), 2: (_CLIMBING, _SHAKY, _NEW)}
        return [_DUE, *turns[len(self.done) % 3], _SOLID, _ANY]

    def _first(self, kind: _Kind) -> tuple[Skill, Callable[[Standing], str]] | None:
        resting = set(self.done[-_APART:]) if kind is not _ANY else set()
        fitting = [each for each in self.pool if each.name not in resting and kind.fits(self, self._of(each))]
        if not fitting:
            return None
        found = min(fitting, key=lambda each: (*self._rank(kind, each), self.pool.index(each)))
        return found, lambda standing: kind.why(self, standing)

    def _rank(self, kind: _Kind, skill: Skill) -> tuple[bool, float]:
        """Put another lesson than the last one first; new skills keep the order of the lessons."""
        if kind is _NEW:
            return False, 0.0
        return skill.lesson == self._last_lesson(), kind.rank(self, self._of(skill))

    def _last_lesson(self) -> str:
        known = {each.name: each.lesson for each in self.pool}
        return known.get(self.done[-1], "") if self.done else ""

    def _of(self, skill: Skill) -> Standing:
        return self.memory.of(skill.name)

    def days_since(self, standing: Standing) -> int:
        """Return how many days ago a skill was rated."""
        return (self.now.date() - standing.last.date()).days if standing.last else 0


class _Kind(NamedTuple):
    fits: Callable[[Choice, Standing], bool]
    rank: Callable[[Choice, Standing], float]
    why: Callable[[Choice, Standing], str]


def _recalled(choice: Choice, standing: Standing) -> float:
    return standing.recalled(choice.now)


def _seldom(choice: Choice, standing: Standing) -> float:
    return standing.answered + standing.rung


def ago(days: int) -> str:
    """Say how long ago.

    Examples
    --------
    >>> ago(0), ago(1), ago(5)
    ('earlier today', 'yesterday', '5 days ago')
    """
    return {0: "earlier today", 1: "yesterday"}.get(days, f"{days} days ago")


_DUE = _Kind(
    lambda choice, standing: standing.is_due(choice.now),
    _recalled,
    lambda choice, standing: f"It is due: you last did it {ago(choice.days_since(standing))}.",
)
_SHAKY = _Kind(
    lambda _, standing: standing.stumbled,
    _recalled,
    lambda _, standing: "It went wrong last time, so it comes again.",
)
_CLIMBING = _Kind(
    lambda _, standing: bool(standing.answered) and standing.rung < TOP and not standing.stumbled,
    _seldom,
    lambda _, standing: f"It is on its way: level {standing.level} of 3.",
)
_NEW = _Kind(
    lambda _, standing: not standing.answered,
    lambda *_: 0.0,
    lambda *_: "It is new.",
)
_SOLID = _Kind(
    lambda _, standing: standing.rung == TOP,
    _recalled,
    lambda *_: "Nothing else is due: this keeps it fresh.",
)
_ANY = _Kind(lambda *_: True, _recalled, lambda *_: "It is practised once more.")
