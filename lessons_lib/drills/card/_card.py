"""The card of a drill: one widget, which tells the browser no answer before it may be seen."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any, ClassVar

from anywidget import AnyWidget
from traitlets import Bool, Dict, List, Unicode

from lessons_lib.display import display
from lessons_lib.drills._mathml import typeset
from lessons_lib.drills.skills import LEVELS
from lessons_lib.live import DRAWING, keep

from ._arrows import arrow_picture
from ._asked import Asked, Course, Ending, Memory
from ._turn import RIGHT, SHOWN, Turn

_HERE = Path(__file__).parent
_NOT_YET = "Not answered yet: run this cell, then answer."


class DrillCard(AnyWidget):
    """Questions one after another: a field with a preview, hints, feedback, and the worked solution.

    Parameters
    ----------
    course : Course
        Which question comes first, and which next.
    memory : Memory
        Where answers are kept.
    session : str, optional
        Which sitting this is; by default the day is one.

    Attributes
    ----------
    shown : dict
        All that stands on the card, as HTML.
    typed : str
        What stands in the field; kept here, so that a page that is loaded again shows it.
    preview : dict
        How that is read.
    picture : dict
        The map with the arrows, where there is one.
    grid : list of int
        Rows and columns of the grid; empty where the answer is typed as text.
    """

    # As text: a path is watched for changes, and the watch would keep every closed card for good.
    _esm = "\n".join((_HERE / f"{part}.js").read_text("utf-8") for part in ("parts", "fields", "card"))
    _css = (_HERE / "card.css").read_text("utf-8")
    _drafts: ClassVar[dict[tuple[str, int, int], str]] = {}

    shown = Dict().tag(sync=True)
    typed = Unicode().tag(sync=True)
    preview = Dict().tag(sync=True)
    picture = Dict().tag(sync=True)
    grid: List[Any] = List().tag(sync=True)
    classroom = Bool(False).tag(sync=True)

    def __init__(self, course: Course, memory: Memory, session: str = "") -> None:
        self._course, self._memory, self._session = course, memory, session
        self._said, self._drawn = course.said, 0
        super().__init__(classroom=display.classroom)
        self._ask(course.first())
        keep(self)
        display.on_change(self._enlarge)
        self.on_msg(self._on_message)

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

    def draw(self) -> None:
        """Draw the arrows that may be seen; the words come first, since a picture takes a moment."""
        turn = self._turn
        if turn.asked.exercise.map and turn.answer and turn.was_answered:
            options = {"truth": turn.stage in (RIGHT, SHOWN), "classroom": bool(self.classroom)}
            self.picture = arrow_picture(turn.asked.exercise, turn.answer, **options)

    def close(self) -> None:
        """Take the card out of the browser and out of memory; once is enough."""
        if self.comm is None:
            return
        display.off_change(self._enlarge)
        self.layout.close()
        super().close()

    @property
    def _key(self) -> tuple[str, int, int]:
        asked = self._turn.asked
        return asked.skill, asked.level, asked.seed

    def _keep(self, typed: str) -> None:
        self._drafts[self._key] = typed
        self._set(typed=typed, preview=self._turn.preview(typed))

    def _ask(self, asked: Asked) -> None:
        self._turn = Turn(asked, self._memory, self._session)
        self._drawn += 1
        typed = self._drafts.get(self._key, "")
        self._set(typed=typed, preview=self._turn.preview(typed), picture={}, grid=[])
        self._show()

    def _end(self, ending: Ending) -> None:
        links = [{"words": link.words, "target": link.target} for link in ending.links]
        self._set(shown={"stage": "end", "words": typeset(ending.words), "links": links}, picture={})

    def _show(self) -> None:
        easier, harder = self._neighbours()
        self.shown = self._turn.view() | {
            "question": self._drawn, "easier": easier, "harder": harder,
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

    def _set(self, **state: Any) -> None:
        with self.hold_sync():
            for part, value in state.items():
                setattr(self, part, value)

    def _enlarge(self, _change: Any) -> None:
        with DRAWING:
            self.classroom = display.classroom
            self.draw()

    def _on_message(self, _: object, content: dict[str, Any], __: object) -> None:
        kind = content.get("type")
        try:
            self._act(kind, content)
        except Exception as error:  # a question may be a teacher's own and fail in any way
            self._complain(error)
        self.send({"type": "done", "number": content.get("number")})
        if kind in ("check", "show"):
            self._draw_safely()

    def _act(self, kind: object, content: dict[str, Any]) -> None:
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

    def _draw_safely(self) -> None:
        try:
            with DRAWING:
                self.draw()
        except Exception as error:  # a formula may have a map that nobody can draw; the words still stand
            self._complain(error)

    def _complain(self, error: Exception) -> None:
        self.shown = {
            **self.shown,
            "trouble": f"Something went wrong here ({type(error).__name__}: {error}).",
        }

    def __repr__(self) -> str:
        turn = self._turn
        if turn.is_over and turn.feedback:
            return f"{turn.asked.exercise.said} {turn.feedback.verdict.why}"
        return f"Not answered yet: {self._said}"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle, metadata = super()._repr_mimebundle_() or ({}, {})
        still = f"<p><strong>{escape(self._said)}</strong></p><p><em>{_NOT_YET}</em></p>"
        return bundle | {"text/plain": repr(self), "text/html": still}, metadata
