"""One question's turn on a card: answers, hints, the worked solution, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lessons_lib.drills._mathml import typeset
from lessons_lib.drills.skills import Feedback

from ._asked import Asked, Memory
from ._telling import counts, preview, told

RATINGS = ("solid", "shaky", "wobbly")
_HINT_COST = "A hint: the question then counts as “with a hint”."
_SHOW_COST = "Show me: it then counts as “not yet”."
OPEN, RIGHT, SHOWN = "open", "right", "shown"


class Turn:
    """What happens between a question and the next."""

    def __init__(self, asked: Asked, memory: Memory, session: str = "") -> None:
        self.asked, self._memory, self._session = asked, memory, session
        self.stage, self.answer, self.outcome, self.rating = OPEN, "", "", ""
        self.feedback: Feedback | None = None
        self.hints = 0
        self._was_shown = False
        self._counted: set[str] = set()

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to answer."""
        return self.stage != OPEN

    @property
    def was_answered(self) -> bool:
        """Whether an answer that counts was given, or the solution shown."""
        return bool(self.outcome)

    @property
    def cost(self) -> str:
        """What the question counts as, or what help would cost, said before it is asked for."""
        if self._was_shown:
            return "This question counts as “not yet”."
        if self.stage == RIGHT:
            return self._worth
        hint = "This question now counts as “with a hint”." if self.hints else _HINT_COST
        return f"{hint} {_SHOW_COST}"

    @property
    def _worth(self) -> str:
        """What an answered question counts as: the first answer tells what was known."""
        if len(self._counted) > 1:
            return "This question counts as “not yet”: the first answer counts, and it comes back soon."
        return f"This question counts as “{'with a hint' if self.hints else 'right'}”."

    def check(self, answer: str) -> None:
        """Judge an answer; the same wrong one twice is remembered once."""
        if self.is_over:
            return
        self.answer, self.feedback = answer, self.asked.exercise.check(answer)
        if counts(self.feedback) and answer not in self._counted:
            self._counted.add(answer)
            self._count("right" if self.feedback.accepted else "wrong", self._tags())
        if self.feedback.accepted:
            self.stage = RIGHT

    def hint(self) -> None:
        """Give the next of the three hints."""
        if not self.is_over:
            self.hints = min(self.hints + 1, len(self.asked.exercise.hints))

    def show(self) -> None:
        """Show the worked solution; from now on the question counts as not yet."""
        if self.is_over:
            return
        self.stage = SHOWN
        if not self._was_shown:
            self._was_shown = True
            self._remember("shown")

    def try_again(self) -> None:
        """Take away what was said, and the solution; what it counts as stays."""
        if self.stage != RIGHT:
            self.stage, self.feedback = OPEN, None

    def rate(self, rating: str) -> None:
        """Keep how it felt."""
        if rating in RATINGS and self.was_answered:
            self.rating = rating
            self._remember(self.outcome, rating=rating)

    def preview(self, typed: str) -> dict[str, Any]:
        """Return how a text is read."""
        return preview(typed, self.asked.exercise)

    def view(self) -> dict[str, Any]:
        """Return what the card shows; nothing in it tells the answer before it may."""
        exercise, section = self.asked.exercise, self.asked.section
        return {
            "title": self.asked.title, "said": exercise.said, "ask": typeset(exercise.ask),
            "why": self.asked.why, "options": list(exercise.options), "array": bool(exercise.shape),
            "section": section and {"words": section.words, "target": section.target},
            "stage": self.stage, "answer": self.answer,
            "feedback": told(self.feedback, exercise) if self.feedback else {},
            "hints": [typeset(words) for words in exercise.hints[: self.hints]],
            "hintsLeft": len(exercise.hints) - self.hints,
            "steps": self._steps(), "rating": self.rating, "cost": self.cost, "remark": self._memory.trouble,
        }  # fmt: skip

    def _steps(self) -> list[dict[str, str]]:
        if not self.is_over:
            return []
        return [{"rule": line.rule, "html": typeset(line.text)} for line in self.asked.exercise.steps]

    def _count(self, outcome: str, tags: Sequence[str]) -> None:
        if self._was_shown:
            return
        self._remember("hint" if outcome == "right" and self.hints else outcome, tags=tags)

    def _tags(self) -> list[str]:
        return [found.tag for found in self.feedback.diagnoses] if self.feedback else []

    def _remember(self, outcome: str, *, tags: Sequence[str] = (), rating: str = "") -> None:
        self.outcome, asked = outcome, self.asked
        self._memory.attempt(
            asked.skill, asked.level, asked.seed, self.answer, outcome, tags=tuple(tags), rating=rating,
            session=self._session,
        )  # fmt: skip
