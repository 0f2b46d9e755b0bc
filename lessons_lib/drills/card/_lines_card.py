"""The card on which a derivation is typed line by line."""

from __future__ import annotations

from typing import Any

from traitlets import Dict, List, Unicode

from lessons_lib.drills import Problem
from lessons_lib.progress import learner

from ._answering import AnsweringCard, front_end, style
from ._asked import Memory
from ._lines_turn import LinesTurn


class LinesCard(AnsweringCard):
    """A derivative, a field for each line, and after each the first line that does not follow."""

    _esm = front_end("parts.js", "lines.js")
    _css = style("card.css", "lines.css")

    lines: List[Any] = List(Unicode()).tag(sync=True)
    previews: List[Any] = List(Dict()).tag(sync=True)

    def __init__(self, problem: Problem, memory: Memory) -> None:
        self._turn, self._arranged = LinesTurn(problem, memory), 0
        super().__init__(f"{self._turn.exercise.said[:-1]}, line by line.")
        self._show()

    @property
    def turn(self) -> LinesTurn:
        """What has happened to the derivation."""
        return self._turn

    def draft(self, lines: list[str]) -> None:
        """Keep what is being typed, and show how it is read."""
        self._turn.write(lines)
        shown = self.shown | {"marks": self._turn.marks}
        self._set(shown=shown, lines=self._turn.lines, previews=self._turn.previews())

    def check(self, lines: list[str]) -> None:
        """Say which line is the first that does not follow."""
        self._turn.check(lines)
        self._show()

    def show_next(self, lines: list[str]) -> None:
        """Write the next line."""
        self._turn.show_next(lines)
        self._show()

    def start_again(self) -> None:
        """Take all lines away."""
        self._turn.start_again()
        self._show()

    def _show(self) -> None:
        self._arranged += 1
        shown = self._turn.view() | {"arranged": self._arranged}
        self._set(shown=shown, lines=self._turn.lines[:], previews=self._turn.previews())

    def _act(self, kind: str, content: dict[str, Any]) -> None:
        lines = [str(line) for line in content.get("lines", [])]
        if kind == "draft":
            self.draft(lines)
        elif kind == "check":
            self.check(lines)
        elif kind == "hint":
            self.show_next(lines)
        elif kind == "again":
            self.start_again()

    def __repr__(self) -> str:
        if self._turn.stage == "open":
            return f"Not answered yet: {self._said}"
        return f"{self._said} Done in {len(self._turn.lines)} lines."


def derive(problem: Problem | str, *, memory: Memory | None = None) -> LinesCard:
    """Work out a derivative line by line; the first line that does not follow is marked.

    Parameters
    ----------
    problem : Problem or str
        Such as "derivative of sin(x) e^(2x) in x".
    memory : Memory, optional
        Where it is kept what came of it; by default with the learner's other answers.

    Returns
    -------
    LinesCard
        A widget.

    Raises
    ------
    ValueError
        If it is not a derivative in one variable, or no rule leads to one.

    Examples
    --------
    >>> card = derive("derivative of sin(x) e^(2x) in x")
    >>> card.check(["d/dx(sin x) e^(2x) + sin x d/dx(e^(2x))", "cos(x) e^(2x) + sin(x) e^(2x)"])
    >>> card.turn.marks
    ['follows', 'wrong']
    >>> card.close()
    """
    asked = Problem.read(problem) if isinstance(problem, str) else problem
    if asked.kind != "derivative" or asked.at is not None:
        raise ValueError(
            "Line by line goes one derivative as a formula, such as “derivative of x^2 sin x in x”."
        )
    return LinesCard(asked, learner if memory is None else memory)
