"""Which question comes next: one skill at a time, or mixed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from lessons_lib import contents
from lessons_lib.drills._five import FiveProblem, felt, reread
from lessons_lib.drills._sections import Section
from lessons_lib.drills.review import Review
from lessons_lib.drills.skills import LEVELS, Skill

from ._asked import Asked, Ending, Memory

_SEEDS = 200  # what the audit has seen of each level


@dataclass
class Walk:
    """Question after question of one skill, at a level that the learner can change."""

    skill: Skill
    level: int
    seed: int | None
    rating: str = "may"
    skips: bool = True
    levels: tuple[int, ...] = LEVELS
    _now: int = field(init=False)

    def __post_init__(self) -> None:
        self._now = random.SystemRandom().randrange(_SEEDS) if self.seed is None else self.seed

    @property
    def said(self) -> str:
        """The first question, or only its skill where it is drawn by lot."""
        if self.seed is None:
            return f"A question on the {self.skill.shown}, level {self.level}, another one each time."
        return self.skill.exercise(self.level, self.seed).said

    def first(self) -> Asked:
        """Return the question to begin with."""
        return asked_of(self.skill, self.level, self._now)

    def following(self, level: int | None = None) -> Asked:
        """Return the next question."""
        self.level, self._now = level or self.level, self._now + 1
        return self.first()


@dataclass
class Mixed:
    """Questions of many skills: what is due first, then what is weak and what is new."""

    review: Review
    lesson: str | None = None
    count: int | None = None
    rating: str = "may"
    skips: bool = True
    levels: tuple[int, ...] = ()
    _asked: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """What is practised."""
        how_many = "Mixed questions" if self.count is None else f"{self.count} mixed questions"
        taught = f"lesson {contents.lesson(self.lesson).number}" if self.lesson else "all lessons"
        return f"{how_many} on {taught}."

    def first(self) -> Asked:
        """Return the question to begin with."""
        name, level, seed, why = self.review.next_question(self._asked, lesson=self.lesson)
        self._asked.append(name)
        return asked_of(self.review.known()[name], level, seed, why)

    def following(self, level: int | None = None) -> Asked | Ending:
        """Return the next question, or the end after so many."""
        if self.count is None or len(self._asked) < self.count:
            return self.first()
        advice = self.review.advice()
        words = " ".join(dict.fromkeys(each.why for each in advice))
        over = f"That was all: {self.count} questions. Run this cell again for others."
        return Ending(f"{over} {words}".strip(), tuple(each.section for each in advice))


@dataclass
class Parts:
    """The questions of one of the five problems, and at the end what they advise."""

    problem: FiveProblem
    memory: Memory
    skips: bool = False
    levels: tuple[int, ...] = ()
    _part: int = 1

    @property
    def said(self) -> str:
        """What the problem is about."""
        return f"Problem {self.problem.number} of 5: {self.problem.said}."

    @property
    def rating(self) -> str:
        """After its last question a problem is rated."""
        return "must" if self._part == len(self.problem.parts) else ""

    def first(self) -> Asked:
        """Return the question that comes now."""
        problem, parts = self.problem, self.problem.parts
        title = f"Problem {problem.number} of 5 · question {self._part} of {len(parts)}"
        return Asked(problem.name, self._part, 0, parts[self._part - 1], title, problem.sections[0])

    def following(self, level: int | None = None) -> Asked | Ending:
        """Return the next question, or the advice."""
        if self._part == len(self.problem.parts):
            return self._advice()
        self._part += 1
        return self.first()

    def _advice(self) -> Ending:
        kept = self.memory.attempts()
        how, (words, links) = felt(self.problem, kept), reread(kept)
        mine = (
            f"Problem {self.problem.number}: you said {how.rating}; {how.why}, so it counts as {how.counts}."
        )
        return Ending(f"{mine if how.counts else ''} {words}".strip(), links)


def asked_of(skill: Skill, level: int, seed: int, why: str = "") -> Asked:
    """Return a skill's question as it stands on a card."""
    title = f"{skill.shown[:1].upper()}{skill.shown[1:]} · level {level}"
    return Asked(
        skill.name, level, seed, skill.exercise(level, seed), title, Section(skill.lesson, skill.section), why
    )
