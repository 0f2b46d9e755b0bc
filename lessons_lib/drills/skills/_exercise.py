"""One question: what is asked, the answer, hints, worked steps, and what is said of an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lessons_lib.check.comparison import Variables, compare, compared
from lessons_lib.check.points import DomainLike
from lessons_lib.check.reading import Problem
from lessons_lib.check.verdicts import Verdict
from lessons_lib.derive.arrays import Diagnosis
from lessons_lib.derive.diagnosis import diagnose


class Line(NamedTuple):
    """One line of a worked solution."""

    rule: str
    text: str


class Wrong(NamedTuple):
    """A wrong answer that many give to this very question."""

    answer: str
    tag: str
    message: str


class GradientMap(NamedTuple):
    """A small map on which an answered gradient is drawn beside the true one."""

    formula: str
    at: tuple[float, float]


@dataclass(frozen=True)
class Feedback:
    """What is said of an answer."""

    verdict: Verdict
    diagnoses: tuple[Diagnosis, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the answer is right."""
        return self.verdict.accepted


@dataclass(frozen=True)
class Exercise:
    """One question of a skill.

    Parameters
    ----------
    ask : str
        The question as Markdown, formulas between dollar signs.
    said : str
        The question in plain words, for a screen reader and for what a notebook stores.
    answer : str
        The right answer as `compare` reads it, or the right option.
    hints : tuple of three str
        A nudge, the rule, the first step; Markdown. None of them is the answer.
    steps : tuple of Line
        The worked solution; its last line shows the answer.
    problem : Problem, optional
        What `diagnose` replays known mistakes on.
    variables, domain : optional
        As for `compare`.
    options : tuple of str
        What to choose from; empty where the answer is typed.
    shape : tuple of int
        () for a number or formula, (n,) for a list, (m, n) for a matrix: what the answer is, for the card.
        The learner chooses the shape of what is typed.
    wrongs : tuple of Wrong
        Mistakes that `diagnose` cannot know.
    map : GradientMap, optional
        Where an answered gradient can be drawn.

    Examples
    --------
    >>> one = Exercise("What is $1 + 1$?", "What is 1 + 1?", "2", ("Count.", "Add.", "Begin with 1."),
    ...                (Line("add", "$1 + 1 = 2$"),), wrongs=(Wrong("11", "joined", "Add, do not join."),))
    >>> one.check("2").accepted, one.check("11").diagnoses[0].tag
    (True, 'joined')
    """

    ask: str
    said: str
    answer: str
    hints: tuple[str, str, str]
    steps: tuple[Line, ...]
    problem: Problem | None = None
    variables: Variables = None
    domain: DomainLike = None
    options: tuple[str, ...] = ()
    shape: tuple[int, ...] = ()
    wrongs: tuple[Wrong, ...] = field(default=())
    map: GradientMap | None = None

    def check(self, answer: str) -> Feedback:
        """Say whether an answer is right, and if not, which rule was broken."""
        verdict = self._verdict(answer)
        if verdict.accepted or verdict.unfinished or verdict.kind in {"malformed", "too big"}:
            return Feedback(verdict)
        return Feedback(verdict, (*self._own(answer), *self._replayed(answer)))

    def _verdict(self, answer: str) -> Verdict:
        if not self.options:
            function = self.problem.expression if self.problem else ""
            return compared(self.answer, answer, self.variables, self.domain, function)
        right = answer == self.answer
        why = "Right." if right else "That is not it."
        return Verdict("equal" if right else "different", accepted=right, why=why)

    def _own(self, answer: str) -> list[Diagnosis]:
        same = [wrong for wrong in self.wrongs if self._is_same(wrong.answer, answer)]
        return [Diagnosis(wrong.tag, wrong.message, "") for wrong in same]

    def _is_same(self, known: str, answer: str) -> bool:
        if self.options:
            return known == answer
        return compare(known, answer, self.variables, self.domain).accepted

    def _replayed(self, answer: str) -> list[Diagnosis]:
        return diagnose(self.problem, answer) if self.problem else []
