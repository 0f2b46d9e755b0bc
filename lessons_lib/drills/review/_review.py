"""Review of one learner's skills."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from lessons_lib.drills.skills import Skill, skills
from lessons_lib.progress import Progress, learner

from ._advice import Advice, for_mistakes, for_skills, without_repeats
from ._choosing import Choice, Next
from ._memory import Memory, memory_of
from ._standing import TOP, Standing
from ._words import due_words, summary_of


class Mastery(NamedTuple):
    """How well one skill is known."""

    skill: str
    shown: str
    lesson: str
    share: float
    level: int
    answered: int
    due: datetime | None
    words: str
    stumbled: bool


class Past(NamedTuple):
    """How one skill, as it is called, came to stand where it does."""

    skill: str
    lesson: str
    moments: tuple[datetime, ...]
    shares: tuple[float, ...]
    due: str
    is_due: bool


class Review:
    """What is due, what comes next, how well all is known, and what to read again.

    Parameters
    ----------
    progress : Progress, optional
        Whose attempts; its clock says what time it is.
    known : callable, optional
        Returns the skills by name, in the order of the lessons.
    """

    def __init__(
        self, progress: Progress = learner, known: Callable[[], Mapping[str, Skill]] = skills
    ) -> None:
        self.progress, self.known = progress, known

    def next_question(
        self, done_in_session: Sequence[str] = (), now: datetime | None = None, lesson: str | None = None
    ) -> Next:
        """Choose the next question: mixed, what is due first, what is weak more often."""
        pool = [each for each in self.known().values() if lesson in (None, each.lesson)]
        if not pool:
            lessons = ", ".join(dict.fromkeys(each.lesson for each in self.known().values()))
            raise ValueError(f"There is no skill of the lesson {lesson}; choose one of {lessons}.")
        return Choice(pool, self._memory(), list(done_in_session), now or self.progress.now()).next()

    def due(self, now: datetime | None = None) -> list[str]:
        """Return the skills whose review falls on this day or an earlier one, the most overdue first."""
        memory, moment = self._memory(), now or self.progress.now()
        ready = [name for name in self.known() if memory.of(name).is_due(moment)]
        return sorted(ready, key=lambda name: memory.of(name).card.due)

    def mastery(self, now: datetime | None = None) -> dict[str, Mastery]:
        """Return how well each skill is known, in the order of the lessons."""
        memory, moment = self._memory(), now or self.progress.now()
        return {name: _mastery(each, memory.of(name), moment) for name, each in self.known().items()}

    def advice(self, *names: str) -> tuple[Advice, ...]:
        """Return what to read again: the rules that are broken often, then the skills named here."""
        memory, known = self._memory(), self.known()
        return without_repeats([*for_mistakes(memory, known), *for_skills(names, memory, known)])

    def summary(self, now: datetime | None = None) -> str:
        """Say in a few sentences what is due, how far the learner is, and what to read again."""
        due, mastery = self.due(now), self.mastery(now)
        return summary_of([mastery[name].shown for name in due], list(mastery.values()), self.advice())

    def past(self, now: datetime | None = None) -> list[Past]:
        """Return for each skill, in the order of the lessons, how it came to stand where it does.

        This is what `lessons_lib.figures.mastery.mastery_figure` draws.
        """
        memory, answers = Memory(), dict[str, list[tuple[datetime, float]]]()
        for attempt in self.progress.attempts():
            memory.add([attempt])
            answers.setdefault(attempt.skill, []).append((attempt.when, memory.of(attempt.skill).share))
        moment = now or self.progress.now()
        return [
            _past(each, memory.of(name), answers.get(name, []), moment) for name, each in self.known().items()
        ]

    def _memory(self) -> Memory:
        return memory_of(self.progress)


def _mastery(skill: Skill, standing: Standing, now: datetime) -> Mastery:
    due = standing.card.due if standing.last else None
    grade = "solid" if standing.rung == TOP else f"level {standing.level}"
    words = f"{grade}, {due_words(due, now)}" if due else "not begun"
    known = standing.share, standing.level, standing.answered
    return Mastery(skill.name, skill.shown, skill.lesson, *known, due, words, standing.stumbled)


def _past(skill: Skill, standing: Standing, answers: Sequence[tuple[datetime, float]], now: datetime) -> Past:
    due = due_words(standing.card.due, now) if standing.last else "not begun"
    moments, shares = tuple(when for when, _ in answers), tuple(share for _, share in answers)
    return Past(skill.shown, skill.lesson, moments, shares, due, standing.is_due(now))
