"""What all cards have in common: one state that is shown, and messages."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from anywidget import AnyWidget
from traitlets import Bool, Dict

from lessons_lib.display import display
from lessons_lib.drills._mathml import STYLE
from lessons_lib.live import DRAWING, keep
from lessons_lib.saving import own_id

_HERE = Path(__file__).parent


def front_end(*parts: str) -> str:
    """Return files of this folder as one text: a path is watched, and the watch would keep closed cards."""
    return "\n".join((_HERE / part).read_text("utf-8") for part in parts)


def style(*parts: str) -> str:
    """Return style sheets of this folder as one text, with that of formulas."""
    return STYLE + front_end(*parts)


class AnsweringCard(AnyWidget):
    """A card whose state is shown by the browser and changed by Python alone."""

    shown = Dict().tag(sync=True)
    classroom = Bool(False).tag(sync=True)

    def __init__(self, said: str, **state: Any) -> None:
        self._said = said
        super().__init__(model_id=own_id(), classroom=display.classroom, **state)
        keep(self)
        display.on_change(self._enlarge)
        self.on_msg(self._on_message)

    def close(self) -> None:
        """Take the card out of the browser and out of memory; once is enough."""
        if self.comm is None:
            return
        display.off_change(self._enlarge)
        self.layout.close()
        super().close()

    def _act(self, kind: str, content: dict[str, Any]) -> None:
        """Do what a message asks for."""

    def _draw(self) -> None:
        """Draw what may be seen; words come first, since a picture takes a moment."""

    def _set(self, **state: Any) -> None:
        with self.hold_sync():
            for part, value in state.items():
                setattr(self, part, value)

    def _enlarge(self, _change: Any) -> None:
        with DRAWING:
            self.classroom = display.classroom
            self._draw()

    def _on_message(self, _: object, content: dict[str, Any], __: object) -> None:
        self._guarded(lambda: self._act(str(content.get("type")), content))
        self.send({"type": "done", "number": content.get("number")})
        self._guarded(self._draw)

    def _guarded(self, action: Any) -> None:
        try:
            with DRAWING:
                action()
        except Exception as error:  # a formula may be a teacher's own and fail in any way
            told = f"Something went wrong here ({type(error).__name__}: {error})."
            self.shown = {**self.shown, "trouble": told}

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle, metadata = super()._repr_mimebundle_() or ({}, {})
        still = f"<p><strong>{escape(self._said)}</strong></p><p><em>{self._unanswered}</em></p>"
        return bundle | {"text/plain": repr(self), "text/html": still}, metadata

    _unanswered = "Not answered yet: run this cell, then answer."
