"""Where a learner stands in one skill: a ladder of six rungs, and the date of the next review.

The ladder has two rungs for each of the three levels. Only the first answer to a question counts: a right one
climbs a rung (two, if the learner rated it solid), one with a hint stays, a wrong or shown one goes down.

The date comes from the FSRS scheduler. Each sitting rates a skill once, by its first answer: that one tells
what was left in memory since the last sitting; those after it are helped by the feedback that was just read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from fsrs import Card, Rating, Scheduler, State

from lessons_lib.drills.skills import LEVELS
from lessons_lib.progress import Attempt

TOP = 2 * len(LEVELS)
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
_CLIMB = {"solid": 2, "right": 1, "hint": 0, "wrong": -1, "shown": -1}
_RATINGS = {"right": Rating.Good, "hint": Rating.Hard}
# Steps of minutes are for cards that are shown again within a sitting; here a sitting rates a skill once.
SCHEDULER = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())

Question = tuple[int, int]


def _new_card() -> Card:
    return Card(card_id=0, due=_BEGINNING)


@dataclass(frozen=True)
class Standing:
    """What the attempts at one skill add up to."""

    rung: int = 0
    card: Card = field(default_factory=_new_card)
    before: Card = field(default_factory=_new_card)
    sitting: str = ""
    met: tuple[Question, ...] = ()
    asked: tuple[int, ...] = (0,) * len(LEVELS)
    latest: str = ""

    @property
    def level(self) -> int:
        """The level to ask next."""
        return min(1 + self.rung // 2, max(LEVELS))

    @property
    def answered(self) -> int:
        """How many questions were answered."""
        return sum(self.asked)

    @property
    def stumbled(self) -> bool:
        """Whether the latest question went wrong."""
        return bool(self.latest) and _CLIMB.get(self.latest, -1) < 0

    @property
    def share(self) -> float:
        """How far up the ladder, from 0 to 1."""
        return self.rung / TOP

    @property
    def last(self) -> datetime | None:
        """When the skill was last rated."""
        return self.card.last_review

    def recalled(self, now: datetime) -> float:
        """Return the chance that it is still known, as the scheduler sees it."""
        return float(SCHEDULER.get_card_retrievability(self.card, now))

    def is_due(self, now: datetime) -> bool:
        """Whether its review falls on this day or an earlier one."""
        return self.last is not None and self.card.due.date() <= now.date()

    def after(self, attempt: Attempt) -> Standing:
        """Return the standing after one more attempt."""
        sitting = sitting_of(attempt)
        if sitting == self.sitting:
            return self._within(attempt)
        return replace(self, sitting=sitting, met=(), before=self.card).after(attempt)

    def _within(self, attempt: Attempt) -> Standing:
        if attempt.level not in LEVELS:
            return self
        if not self.is_answered(attempt):
            return self._answered(attempt)
        return self._rated(attempt) if _is_solid(attempt) and self._waits_for_rating(attempt) else self

    def is_answered(self, attempt: Attempt) -> bool:
        """Whether this sitting holds an earlier answer to the same question."""
        return self.sitting == sitting_of(attempt) and (attempt.level, attempt.seed) in self.met

    def _answered(self, attempt: Attempt) -> Standing:
        latest = "solid" if _is_solid(attempt) else attempt.outcome
        asked = tuple(
            count + (level == attempt.level) for level, count in zip(LEVELS, self.asked, strict=True)
        )
        return replace(
            self,
            rung=max(0, min(self.rung + _CLIMB.get(latest, -1), TOP)),
            card=self.card if self.met else _reviewed(self.before, attempt),
            met=(*self.met, (attempt.level, attempt.seed)),
            asked=asked,
            latest=latest,
        )

    def _waits_for_rating(self, attempt: Attempt) -> bool:
        return self.met[-1] == (attempt.level, attempt.seed) and self.latest == "right"

    def _rated(self, attempt: Attempt) -> Standing:
        """Count the rating that follows a right answer."""
        card = _reviewed(self.before, attempt) if len(self.met) == 1 else self.card
        return replace(self, rung=min(self.rung + 1, TOP), card=card, latest="solid")

    def written(self) -> list[Any]:
        """Return all of this as what JSON can hold."""
        return [
            self.rung, _written(self.card), _written(self.before), self.sitting, self.met, self.asked,
            self.latest,
        ]  # fmt: skip

    @classmethod
    def read(cls, written: list[Any]) -> Standing:
        """Return what `written` gave."""
        rung, card, before, sitting, met, asked, latest = written
        questions = tuple((level, seed) for level, seed in met)
        return cls(rung, _read(card), _read(before), sitting, questions, tuple(asked), latest)


def sitting_of(attempt: Attempt) -> str:
    """Return the sitting; a kernel that runs for days has one each day."""
    return f"{attempt.when.date()} {attempt.session}"


def _is_solid(attempt: Attempt) -> bool:
    return attempt.outcome == "right" and attempt.rating == "solid"


def _reviewed(card: Card, attempt: Attempt) -> Card:
    rating = Rating.Easy if _is_solid(attempt) else _RATINGS.get(attempt.outcome, Rating.Again)
    when = max(attempt.when, card.last_review or attempt.when).astimezone(UTC)
    return SCHEDULER.review_card(card, rating, when)[0]


def _written(card: Card) -> list[Any]:
    last = card.last_review.isoformat() if card.last_review else None
    return [card.state.value, card.stability, card.difficulty, card.due.isoformat(), last]


def _read(written: list[Any]) -> Card:
    state, stability, difficulty, due, last = written
    review = datetime.fromisoformat(last) if last else None
    step = 0 if State(state) is State.Learning else None
    return Card(0, State(state), step, stability, difficulty, datetime.fromisoformat(due), review)
