"""What is remembered: a guess, with its first and latest answer, and an attempt at a drill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

OUTCOMES = ("right", "hint", "wrong", "shown")
RATINGS = ("", "solid", "shaky", "wobbly")


@dataclass(frozen=True, slots=True)
class Guess:
    """One question and what the learner said to it: the first time and the latest time."""

    name: str
    question: str
    first: str
    first_right: bool
    latest: str
    latest_right: bool
    tries: int = 1

    def again(self, question: str, answer: str, right: bool) -> Guess:
        """Return this guess after one more try; the first answer stays."""
        return replace(self, question=question, latest=answer, latest_right=right, tries=self.tries + 1)


class Attempt(NamedTuple):
    """One answer to one question of a drill."""

    skill: str
    level: int
    seed: int
    answer: str
    outcome: str
    tags: tuple[str, ...]
    rating: str
    session: str
    when: datetime


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def moment(when: datetime) -> str:
    """Write a moment so that later ones come later in the alphabet.

    Examples
    --------
    >>> moment(datetime(2026, 1, 2, tzinfo=UTC))
    '2026-01-02T00:00:00.000000+00:00'
    """
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def joined(tags: Sequence[str]) -> str:
    """Write tags as one text."""
    return "\n".join(tags)


def parted(tags: str) -> tuple[str, ...]:
    """Return the tags of one text."""
    return tuple(tags.split("\n")) if tags else ()
