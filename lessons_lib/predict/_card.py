"""The card a question is shown on: one widget, which tells the browser nothing before a commitment."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, ClassVar, Protocol

from anywidget import AnyWidget
from traitlets import List, Unicode

from lessons_lib.live import DRAWING, keep
from lessons_lib.predict._questions import Verdict
from lessons_lib.predict._reading import UnreadableError
from lessons_lib.progress import Guess, Progress, learner
from lessons_lib.saving import own_id

_HERE = Path(__file__).parent
_OPEN, _ANSWERED = "open", "answered"


class Question(Protocol):
    """Anything that can stand on a card."""

    @property
    def question(self) -> str:
        """The question, one plain sentence."""

    @property
    def options(self) -> tuple[str, ...]:
        """What to choose from; empty where the answer is typed."""

    @property
    def unit(self) -> str:
        """What stands after the answer field."""

    @property
    def hint(self) -> str:
        """What stands in an empty answer field."""

    def judge(self, answer: str) -> Verdict:
        """Judge an answer, or raise ``UnreadableError`` with one sentence."""


class Card(AnyWidget):
    """A question, a field for the guess, and after commitment the truth beside it.

    Notes
    -----
    A card may hold a picture. One lock serves cards and pictures, since two could each wait for the other.
    """

    # As text: a path is watched for changes, and the watch would keep every closed card for good.
    _esm = (_HERE / "card.js").read_text("utf-8")
    _css = (_HERE / "card.css").read_text("utf-8")
    _shown: ClassVar[dict[str, Card]] = {}

    question = Unicode().tag(sync=True)
    options = List(Unicode()).tag(sync=True)
    unit = Unicode().tag(sync=True)
    hint = Unicode().tag(sync=True)
    stage = Unicode(_OPEN).tag(sync=True)
    answer = Unicode().tag(sync=True)
    verdict = Unicode().tag(sync=True)
    tone = Unicode().tag(sync=True)
    revealed = Unicode().tag(sync=True)
    remark = Unicode().tag(sync=True)

    def __init__(self, question: Question, name: str, progress: Progress = learner, **more: Any) -> None:
        self._asked, self._name, self._progress = question, name, progress
        asked = {"question": question.question, "unit": question.unit, "hint": question.hint}
        super().__init__(model_id=own_id(), **asked, options=list(question.options), **more)
        self._replace_older()
        keep(self)
        self._show_what_is_known()
        self.on_msg(self._on_message)

    def commit(self, answer: str) -> None:
        """Commit a guess. What cannot be read stays in the field, with a sentence; an answered card stays."""
        with DRAWING:
            if self.stage == _ANSWERED:
                return
            try:
                verdict = self._asked.judge(answer)
            except UnreadableError as problem:
                self._set(answer=answer, verdict=str(problem), tone="note")
            except Exception as error:  # a truth may be a teacher's own function and fail in any way
                self._set(answer=answer, verdict=f"The truth could not be computed: {error}", tone="note")
            else:
                guess = self._progress.remember(self._name, self.question, answer, right=verdict.right)
                self._reveal(guess, verdict)

    def try_again(self) -> None:
        """Open the card for another guess; the first one is still remembered."""
        with DRAWING:
            self._show({})
            self._set(stage=_OPEN, answer=self._answer_to_begin_with(), verdict="", tone="", revealed="")

    def close(self) -> None:
        """Take the card out of the browser and out of memory; once is enough."""
        if self.comm is None:
            return
        if Card._shown.get(self._name) is self:
            del Card._shown[self._name]
        self.layout.close()
        super().close()

    def _replace_older(self) -> None:
        older = Card._shown.get(self._name)
        if older is not None:
            older.close()
        Card._shown[self._name] = self

    def _show_what_is_known(self) -> None:
        guess = self._progress.recall(self._name)
        if guess is None:
            return
        try:
            self._reveal(guess, self._asked.judge(guess.latest))
        except UnreadableError:
            self.remark = _first(guess)

    def _reveal(self, guess: Guess, verdict: Verdict) -> None:
        self._show(verdict.shown)
        remarks = [_first(guess) if guess.tries > 1 else "", self._progress.trouble]
        self._set(
            answer=guess.latest,
            verdict=verdict.sentence,
            revealed=verdict.revealed,
            tone="right" if verdict.right else "off",
            remark=" ".join(filter(None, remarks)),
            stage=_ANSWERED,
        )

    def _show(self, _shown: Mapping[str, Any]) -> None:
        """Bring a picture to a state; a card without one has nothing to do."""

    def _answer_to_begin_with(self) -> str:
        """Return what stands in the field when the card is opened for another guess."""
        return ""

    def _set(self, **state: str) -> None:
        with self.hold_sync():
            for part, value in state.items():
                setattr(self, part, value)

    def _on_message(self, _: object, content: dict[str, Any], __: object) -> None:
        if content.get("type") == "commit":
            self.commit(str(content.get("answer", "")))
        elif content.get("type") == "again":
            self.try_again()
        self.send({"type": "done", "number": content.get("number")})

    def __repr__(self) -> str:
        if self.stage == _ANSWERED:
            return f"{self.question} {self.verdict}"
        return f"Not answered yet: {self.question}"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle, metadata = super()._repr_mimebundle_() or ({}, {})
        return bundle | {"text/plain": repr(self), "text/html": self._still()}, metadata

    def _still(self) -> str:
        """Return what a page shows on which nothing runs."""
        items = "".join(f"<li>{escape(option)}</li>" for option in self.options)
        options = f"<ul>{items}</ul>" if items else ""
        unanswered = "<em>Not answered yet: run this cell, then commit a guess.</em>"
        verdict = escape(self.verdict) if self.stage == _ANSWERED else unanswered
        return f"<p><strong>{escape(self.question)}</strong></p>{options}<p>{verdict}</p>"


def _first(guess: Guess) -> str:
    return f"Your first guess: {guess.first}."
