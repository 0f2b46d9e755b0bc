"""The card of a guess that is made on a picture: question, picture, field and verdict in one widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np
from ipywidgets import widget_serialization
from matplotlib.artist import Artist
from numpy.typing import NDArray
from traitlets import Instance

from lessons_lib.display import display
from lessons_lib.figures import LessonFigure, new_figure
from lessons_lib.figures.guess import GuessArrow, GuessPoint, StillScene
from lessons_lib.live import DRAWING, Handle, LiveFigure, close_tree, picture_bundle
from lessons_lib.predict._card import Card, Question
from lessons_lib.predict._reading import UnreadableError
from lessons_lib.progress import Progress, learner


class PictureQuestion(Question, Protocol):
    """A question that is answered on a picture."""

    def read(self, answer: str) -> NDArray[np.float64]:
        """Return the guess that an answer stands for, or raise ``UnreadableError``."""

    def write(self, guess: NDArray[np.float64]) -> str:
        """Return the answer that stands for a guess."""


@dataclass(frozen=True)
class Board:
    """What a guess is made on."""

    draw: Callable[[LessonFigure], GuessArrow | GuessPoint | StillScene]
    grip: str
    size: tuple[float, float]


class PictureCard(Card):
    """A card with a picture: dragging there and typing in the field are the same."""

    picture = Instance(LiveFigure).tag(sync=True, **widget_serialization)

    _asked: PictureQuestion
    _nothing: ClassVar[Mapping[str, Any]] = {}

    def __init__(
        self, question: PictureQuestion, name: str, board: Board, progress: Progress = learner
    ) -> None:
        self._asked, self._board, self._shown_now = question, board, self._nothing
        self._figure = new_figure(*board.size, classroom=display.classroom)
        with DRAWING:
            self._drawn: Any = board.draw(self._figure)
        live = LiveFigure(
            self._figure, self._move, caption=lambda: self._drawn.caption, handles=self._handles,
            on_move=self._dragged,
        )  # fmt: skip
        super().__init__(question, name, progress, picture=live)
        display.on_change(self._enlarge)

    @property
    def caption(self) -> str:
        """One sentence with the numbers behind the picture."""
        self.picture.catch_up()
        return str(self.picture.caption)

    def draft(self, answer: str) -> None:
        """Move the picture to what is typed so far; what cannot be read leaves it alone."""
        with DRAWING:
            if self._take(answer):
                self.picture.refresh()

    def close(self) -> None:
        """Take the card and its picture out of the browser and out of memory; once is enough."""
        if self.comm is None:
            return
        display.off_change(self._enlarge)
        close_tree(self.picture)
        super().close()
        self._drawn = self._figure = self._board = None  # type: ignore[assignment]

    def _take(self, answer: str) -> bool:
        """Let the picture show an answer that is not committed; tell whether it could be read."""
        if self.stage == "answered":
            return False
        try:
            guess = self._asked.read(answer)
        except UnreadableError:
            return False
        self._shown_now = {"guess": guess}
        self._set(answer=answer, verdict="", tone="")
        return True

    def _dragged(self, _name: str, x: float, y: float) -> None:
        with DRAWING:
            self._take(self._asked.write(self._drawn.reached(x, y)))

    def _show(self, shown: Mapping[str, Any]) -> None:
        self._shown_now = shown
        self.picture.refresh()

    def _move(self) -> Iterable[Artist]:
        moving: Iterable[Artist] = self._drawn.move(**self._shown_now)
        return moving

    def _handles(self) -> list[Handle]:
        if "truth" in self._shown_now:
            return []
        drawn = self._drawn
        marks = {name: {"track": drawn.track(name), "dot": dot} for name, dot in drawn.dots().items()}
        return [Handle(name, self._board.grip, *at, **marks[name]) for name, at in drawn.handles().items()]

    def _answer_to_begin_with(self) -> str:
        # The arrow stays where it was, to be turned from there, and the field says where that is.
        return str(self.answer)

    def _enlarge(self, _change: Any) -> None:
        with DRAWING:
            guess = self._drawn.guess
            self._figure.set_classroom(display.classroom)
            self._figure.clear()
            self._drawn = self._board.draw(self._figure)
            self._drawn.move(guess=guess)
            self.picture.refresh()

    def _on_message(self, widget: object, content: dict[str, Any], buffers: object) -> None:
        if content.get("type") == "draft":
            self.draft(str(content.get("answer", "")))
        else:
            super()._on_message(widget, content, buffers)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle, metadata = picture_bundle(self.picture, super(Card, self)._repr_mimebundle_(**options))
        metadata.get("image/png", {})["alt"] = repr(self)
        return {**bundle, "text/plain": repr(self)}, metadata
