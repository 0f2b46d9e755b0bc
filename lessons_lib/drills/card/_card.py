"""The card of a drill: one widget, which tells the browser no answer before it may be seen."""

from __future__ import annotations

from typing import Any, ClassVar

from traitlets import Dict, List, Unicode

from lessons_lib.drills._mathml import typeset
from lessons_lib.drills.skills import LEVELS
from lessons_lib.live import DRAWING

from ._answering import AnsweringCard, front_end, style
from ._arrows import arrow_picture
from ._asked import Asked, Course, Ending, Memory
from ._turn import RIGHT, SHOWN, Turn


class DrillCard(AnsweringCard):
    """Questions one after another: a field with a preview, hints, feedback, and the worked solution."""

    _esm = front_end("parts.js", "fields.js", "card.js")
    _css = style("card.css")
    _drafts: ClassVar[dict[tuple[str, int, int], str]] = {}

    typed = Unicode().tag(sync=True)
    preview = Dict().tag(sync=True)
    picture = Dict().tag(sync=True)
    grid: List[Any] = List().tag(sync=True)

    def __init__(self, course: Course, memory: Memory, session: str = "") -> None:
        self._course, self._memory, self._session = course, memory, session
        self._asked, self._seen = 0, (0, "", "", False)
        first = course.first()
        super().__init__(course.said)
        self._ask(first)

    @property
    def turn(self) -> Turn:
        """What has happened to the question that stands on the card."""
        return self._turn

    def draft(self, typed: str, grid: list[int] | None = None) -> None:
        """Keep what is being typed, and show how it is read."""
        with DRAWING:
            self._keep(typed)
            self.grid = self.grid if grid is None else grid

    def check(self, answer: str) -> None:
        """Judge an answer and say why."""
        with DRAWING:
            self._keep(answer)
            self._turn.check(answer)
            self._show()

    def hint(self) -> None:
        """Give the next hint."""
        with DRAWING:
            self._turn.hint()
            self._show()

    def show_me(self) -> None:
        """Show the worked solution."""
        with DRAWING:
            self._turn.show()
            self._show()

    def try_again(self) -> None:
        """Open the question once more; the text stays."""
        with DRAWING:
            self._turn.try_again()
            self._show()

    def rate(self, rating: str) -> None:
        """Keep how it felt."""
        with DRAWING:
            self._turn.rate(rating)
            self._show()

    def go_on(self, level: int | None = None) -> None:
        """Put the next question on the card, or what is said at the end."""
        with DRAWING:
            self._drafts.pop(self._key, None)
            following = self._course.following(level if level in self._course.levels else None)
            if isinstance(following, Ending):
                self._end(following)
            else:
                self._ask(following)

    @property
    def _key(self) -> tuple[str, int, int]:
        asked = self._turn.asked
        return asked.skill, asked.level, asked.seed

    def _keep(self, typed: str) -> None:
        self._drafts[self._key] = typed
        self._set(typed=typed, preview=self._turn.preview(typed))

    def _ask(self, asked: Asked) -> None:
        self._turn = Turn(asked, self._memory, self._session)
        self._asked += 1
        typed = self._drafts.get(self._key, "")
        self._set(typed=typed, preview=self._turn.preview(typed), picture={}, grid=[])
        self._show()

    def _end(self, ending: Ending) -> None:
        links = [{"words": link.words, "target": link.target} for link in ending.links]
        self._set(shown={"stage": "end", "words": typeset(ending.words), "links": links}, picture={})

    def _show(self) -> None:
        easier, harder = self._neighbours()
        self.shown = self._turn.view() | {
            "question": self._asked, "easier": easier, "harder": harder,
            "rate": self._rate(), "skips": self._course.skips,
        }  # fmt: skip

    def _rate(self) -> str:
        """Return "must" where the learner has to say how it felt, "may" where that is welcome."""
        may = "may" if self._course.rating == "may" and self._turn.stage == RIGHT else ""
        return "must" if self._course.rating == "must" else may

    def _neighbours(self) -> tuple[int, int]:
        """Return the levels below and above that can be chosen; 0 where there is none."""
        level, known = self._turn.asked.level, self._course.levels
        below, above = level - 1, level + 1
        return (below if below in known else 0), (above if above in known and above in LEVELS else 0)

    def _draw(self) -> None:
        """Draw the arrows that may be seen, once."""
        turn = self._turn
        now = (self._asked, turn.answer, turn.stage, self.classroom)
        if turn.asked.exercise.map and turn.answer and turn.was_answered and now != self._seen:
            self._seen = now
            options = {"truth": turn.stage in (RIGHT, SHOWN), "classroom": bool(self.classroom)}
            self.picture = arrow_picture(turn.asked.exercise, turn.answer, **options)

    def _act(self, kind: str, content: dict[str, Any]) -> None:
        answer, sides = str(content.get("answer", "")), [int(side) for side in content.get("grid", [])][:2]
        if kind == "draft":
            self.draft(answer, sides)
        elif kind == "check":
            self.draft(answer, sides)
            self.check(answer)
        elif kind == "rate":
            self.rate(str(content.get("rating", "")))
        elif kind == "next":
            self.go_on(content.get("level"))
        elif kind in ("hint", "show", "again"):
            {"hint": self.hint, "show": self.show_me, "again": self.try_again}[kind]()

    def __repr__(self) -> str:
        turn = self._turn
        if turn.is_over and turn.feedback:
            return f"{turn.asked.exercise.said} {turn.feedback.verdict.why}"
        return f"Not answered yet: {self._said}"
