"""A derivation that is being typed line by line: what follows, what does not, and what it counts as."""

from __future__ import annotations

import zlib
from itertools import takewhile
from typing import Any

from lessons_lib.check.verdicts import Verdict
from lessons_lib.drills import LinesChecked, Problem, check_lines, derivation
from lessons_lib.drills._mathml import typeset
from lessons_lib.drills.skills import Feedback, asked_for

from ._asked import Memory
from ._line_models import model_lines, operators, read_line, separated
from ._telling import told
from ._turn import OPEN, RIGHT, SHOWN

_HINT_COST = "Show the next line: the derivation then counts as “with a hint”;"
_SHOWN_COST = "if the line that is shown is the derivative, as “not yet”."
_COUNTS = {"right": "right", "hint": "with a hint", "shown": "not yet"}
_UNFINISHED = "So far all is right; now work out what still has d/dx before it."
_LEVEL = 2
_SKILLS = {
    "product rule": "product rule",
    "quotient rule": "quotient rule",
    "reciprocal rule": "quotient rule",
    "chain rule": "chain rule",
    "power rule": "powers and sums",
    "sum rule": "powers and sums",
    "constant factor rule": "powers and sums",
}


class LinesTurn:
    """What happens to one derivation."""

    def __init__(self, problem: Problem, memory: Memory) -> None:
        self.problem, self._memory = problem, memory
        self.exercise = asked_for(problem)
        self._models = model_lines(problem)
        self._counted: set[str] = set()
        self.hints, self._was_ended = 0, False
        self.start_again()

    def start_again(self) -> None:
        """Begin with an empty line; what it counts as stays."""
        self.lines, self.marks, self.stage = [""], [""], OPEN
        self.feedback: dict[str, Any] = {}

    def write(self, lines: list[str]) -> None:
        """Take over what is being typed; what was said of a changed line, and of those after it, is gone."""
        if self.stage != OPEN:
            return
        same = [*takewhile(lambda pair: pair[0] == pair[1], zip(self.lines, lines, strict=False))]
        self.lines = lines or [""]
        self.marks = [*self.marks[: len(same)], *([""] * (len(self.lines) - len(same)))]

    def check(self, lines: list[str]) -> None:
        """Say which line is the first that does not follow; if all do, open the next one."""
        if self.stage != OPEN:
            return
        self.lines = [line for line in lines if line.strip()] or [""]
        found = check_lines(self.problem, map(separated, self.lines))
        self._mark(found.first)
        if found.first is not None:
            self._is_wrong(found, found.first)
        elif found.accepted and not operators(self.lines[-1]):
            self._is_done()
        else:
            self._goes_on(_UNFINISHED if found.accepted else found.why)

    def show_next(self, lines: list[str]) -> None:
        """Write the next line after the last one that follows; all that was typed stays."""
        if self.stage != OPEN:
            return
        self.check(lines)
        if self.stage != OPEN:
            return
        good = [line for line, mark in zip(self.lines, self.marks, strict=True) if mark == "follows"]
        rest = [line for line in self.lines[len(good) :] if line.strip()]
        shown = self._following(good)
        self.hints += 1
        self._was_ended = self._was_ended or not operators(shown)
        self.check([*good, shown] if not operators(shown) else [*good, shown, *rest])

    @property
    def cost(self) -> str:
        """What help would cost, said before it is asked for; at the end, what it counts as."""
        if self.stage != OPEN:
            return f"This derivation counts as “{_COUNTS[self.outcome]}”."
        if self._was_ended:
            return f"This derivation counts as “{_COUNTS['shown']}”."
        now = "This derivation now counts as “with a hint”;" if self.hints else _HINT_COST
        return f"{now} {_SHOWN_COST}"

    @property
    def outcome(self) -> str:
        """What it counts as once it is done."""
        return "shown" if self._was_ended else "hint" if self.hints else "right"

    def view(self) -> dict[str, Any]:
        """Return what the card shows; no line in it that was neither typed nor asked for."""
        return {
            "ask": typeset(self.exercise.ask), "said": self.exercise.said, "stage": self.stage,
            "marks": self.marks, "feedback": self.feedback, "cost": self.cost, "remark": self._memory.trouble,
        }  # fmt: skip

    def previews(self) -> list[dict[str, Any]]:
        """Return how each line is read."""
        return [read_line(line, self.problem.variables) for line in self.lines]

    def _following(self, good: list[str]) -> str:
        """Return the first line that is further on than the last good one."""
        open_now = operators(good[-1]) if good else 0
        further = [line for line in self._models if not open_now or operators(line) < open_now]
        return further[0]

    def _mark(self, first: int | None) -> None:
        count = len(self.lines) if first is None else first
        self.marks = ["follows" if place < count else "" for place in range(len(self.lines))]
        if first is not None:
            self.marks[first] = "wrong"

    def _is_wrong(self, found: LinesChecked, first: int) -> None:
        line = self.lines[first]
        if read_line(line, self.problem.variables)["message"]:
            self._say(Feedback(Verdict("malformed", False, found.why)))
            return
        alone = self.exercise.check(separated(line).rpartition("=")[2])
        witness = alone.verdict.why if alone.verdict.kind == "different" and alone.verdict.witness else ""
        # Beside slips of algebra, from line to line, a broken rule leads here.
        diagnoses = found.diagnoses or alone.diagnoses
        self._say(Feedback(Verdict("different", False, f"{found.why} {witness}".strip()), diagnoses))
        if line not in self._counted:
            self._counted.add(line)
            self._remember("wrong", line, tags=[each.tag for each in diagnoses])

    def _say(self, feedback: Feedback) -> None:
        self.feedback = told(feedback, self.exercise)

    def _is_done(self) -> None:
        number = len(self.lines)
        self.stage = SHOWN if self._was_ended else RIGHT
        why = f"That is the derivative, in {number} {'line' if number == 1 else 'lines'}."
        self._say(Feedback(Verdict("equal", True, why)))
        self._remember(self.outcome, self.lines[-1])

    def _goes_on(self, why: str) -> None:
        if self._all_follow():
            self.lines.append("")
        self.marks = [
            mark if line.strip() else "" for line, mark in zip(self.lines, [*self.marks, ""], strict=False)
        ]
        self.feedback = {"tone": "note", "why": typeset(why), "notes": [], "diagnoses": [], "entries": []}

    def _all_follow(self) -> bool:
        """Tell lines that only want an end from lines that could not be checked."""
        written = [line for line in self.lines if line.strip()]
        return (
            bool(written)
            and check_lines(self.problem, [*map(separated, written), self.exercise.answer]).accepted
        )

    def _remember(self, outcome: str, line: str, *, tags: list[str] | None = None) -> None:
        if skill := _skill_of(self.problem):
            seed = 1000 + zlib.crc32(self.problem.expression.encode()) % 1000
            self._memory.attempt(skill, _LEVEL, seed, line, outcome, tags=tuple(tags or ()))


def _skill_of(problem: Problem) -> str:
    """Return the skill of the outermost rule; "" where it is none."""
    ruled = [step for step in derivation(problem).steps if not step.rewrites]
    return _SKILLS.get(ruled[-1].name.partition(",")[0], "") if ruled else ""
