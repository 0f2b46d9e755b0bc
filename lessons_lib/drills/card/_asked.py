"""What stands on a card: a question with its place among the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from lessons_lib.drills._sections import Section
from lessons_lib.drills.skills import Exercise


@dataclass(frozen=True)
class Asked:
    """A question as it stands on a card."""

    skill: str
    level: int
    seed: int
    exercise: Exercise
    title: str
    section: Section | None = None
    why: str = ""


class Memory(Protocol):
    """Where answers are kept; ``lessons_lib.progress.learner`` is one."""

    trouble: str

    def attempt(
        self, skill: str, level: int, seed: int, answer: str, outcome: str, *, tags: Sequence[str] = (),
        rating: str = "", session: str = "",
    ) -> Any:  # fmt: skip
        """Keep one answer; never raises."""

    def attempts(self, skill: str = "") -> Sequence[Any]:
        """Return what was kept."""


class Ending(NamedTuple):
    """What is said when no question is left."""

    words: str
    links: tuple[Section, ...] = ()


class Course(Protocol):
    """Which question stands on a card first, and which comes next."""

    @property
    def said(self) -> str:
        """What is asked, in words that depend on no memory: a notebook stores them."""

    @property
    def rating(self) -> str:
        """Whether the learner "must" or "may" say how it felt before going on; "" where nobody asks."""

    @property
    def skips(self) -> bool:
        """Whether a question may be left unanswered."""

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels among which the learner can choose; empty where the course chooses."""

    def first(self) -> Asked:
        """Return the question to begin with."""

    def following(self, level: int | None = None) -> Asked | Ending:
        """Return the next question, or what is said at the end."""
