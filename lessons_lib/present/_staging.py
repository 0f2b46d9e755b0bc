"""A lesson made ready for a projector: pages that begin at its headings, and what waits for a guess.

What the template and its script need stands in each cell's metadata, under ``present``:

opens : dict, where a page begins: its ``number``, ``title``, ``level`` (1, 2, 3), ``further`` and ``anchor``
closes : bool, whether a page ends
guess : int, where a guess is asked: which one
waits, where : the guesses that must be revealed before this is, and where they stand
covers : str, where a cover begins: its words
uncovers : bool, whether a cover ends
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from lessons_lib import workspace

Cell = dict[str, Any]

_HEADING = re.compile(r"(#{1,3}) +(.+)")
_MARK = re.compile(r" · (core|further)$")
_CORE = re.compile(r"^(#+ .+) · core$", re.MULTILINE)
_FENCE = re.compile(r"\s*(```|~~~)")
_ASKS = re.compile(r"\bpredict\.(number|choice|arrow|point)\(")
_FURTHER = ("Further", "For the curious")
_TELLS = "What you saw"
_LARGE = "from lessons_lib import classroom\n\nclassroom()"


def stage(lessons: Path, folder: Path) -> list[str]:
    """Write all lessons of a folder to another one, ready for a projector."""
    names = [path.name for path in workspace.lessons(lessons)]
    for name in names:
        notebook = json.loads((lessons / name).read_text("utf-8"))
        (folder / name).write_text(json.dumps(staged(notebook)), "utf-8")
    return names


def staged(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a lesson ready for a projector; the lesson itself is left as it is.

    Examples
    --------
    >>> title = {"cell_type": "markdown", "source": "# Find the way", "metadata": {}}
    >>> shown = staged({"cells": [title], "metadata": {}})
    >>> shown["cells"][0]["metadata"]["present"]["opens"]["title"]
    'Find the way'
    """
    pieces = [piece for cell in notebook["cells"] for piece in _pieces(cell)]
    staging = _Staging()
    for piece in pieces:
        piece["metadata"]["present"] = staging.take(piece)
        piece["source"] = _CORE.sub(r"\1", piece["source"])
    _close(pieces)
    title = next((opened["title"] for opened in map(_opened, pieces) if opened), "")
    metadata = {**notebook["metadata"], "title": title}
    return {**notebook, "metadata": metadata, "cells": [*pieces[:1], _enlarging(), *pieces[1:]]}


def _pieces(cell: Cell) -> Iterator[Cell]:
    """Yield a cell without outputs; text in as many pieces as it has headings."""
    text = "".join(cell["source"])
    parts = _at_headings(text) if cell["cell_type"] == "markdown" else [text]
    for number, part in enumerate(parts):
        piece = copy.deepcopy({**cell, "source": part})
        if number:
            piece["id"] = f"{piece.get('id', 'text')[:56]}-{number}"
        if "outputs" in piece:
            piece.update(outputs=[], execution_count=None)
        yield piece


def _at_headings(text: str) -> Iterator[str]:
    """Yield the parts of a text, each but the first beginning with a heading."""
    part: list[str] = []
    in_code = False
    for line in text.splitlines(keepends=True):
        in_code ^= bool(_FENCE.match(line))
        if part and not in_code and _HEADING.match(line):
            yield "".join(part)
            part = []
        part.append(line)
    yield "".join(part)


class _Staging:
    """What is known of a lesson up to a piece of it.

    A cell that gives an answer away waits for the guesses asked since the last answer; a page that says
    what was seen waits for all that were asked on its subject.
    """

    def __init__(self) -> None:
        self._pages = self._guesses = 0
        self._further = False
        self._asked: list[int] = []
        self._answered: list[int] = []
        self._page_waits: list[int] = []

    def take(self, piece: Cell) -> dict[str, Any]:
        """Return what is to say of the next piece."""
        said: dict[str, Any] = {}
        heading = _HEADING.match(piece["source"]) if piece["cell_type"] == "markdown" else None
        if heading or not self._pages:
            said["opens"] = self._page(heading)
        if piece["cell_type"] == "code" and _ASKS.search(piece["source"]):
            said["guess"] = self._guess()
        said["waits"] = self._waits(piece)
        said["where"] = "before this page" if self._page_waits else "above"
        return said

    def _page(self, heading: re.Match[str] | None) -> dict[str, Any]:
        level, title = (len(heading[1]), heading[2].strip()) if heading else (1, "")
        number, self._pages = self._pages, self._pages + 1
        self._turn(level, title)
        plain = _MARK.sub("", title)
        further = self._further or plain.startswith(_FURTHER)
        anchor = title.replace(" ", "-")  # as JupyterLab names it
        return {"number": number, "title": plain, "level": level, "further": further, "anchor": anchor}

    def _turn(self, level: int, title: str) -> None:
        """Begin a page: a new subject forgets the guesses of the last one."""
        if level < 3:
            self._further = title.endswith("further")
            self._asked, self._answered = [], []
        tells = title.startswith(_TELLS)
        self._page_waits = sorted({*self._answered, *self._asked}) if tells else []
        if tells:
            self._asked, self._answered = [], []

    def _guess(self) -> int:
        self._guesses += 1
        self._asked = [asked for asked in self._asked if asked not in self._answered] + [self._guesses]
        return self._guesses

    def _waits(self, piece: Cell) -> list[int]:
        if self._page_waits:
            return self._page_waits
        if not _gives_away(piece) or not self._asked:
            return []
        self._answered = sorted({*self._answered, *self._asked})
        return self._asked


def _gives_away(piece: Cell) -> bool:
    metadata = piece["metadata"]
    hidden = metadata.get("jupyter", {}).get("outputs_hidden", False)
    return bool(hidden) or "guess-answer" in metadata.get("tags", [])


def _close(pieces: Sequence[Cell]) -> None:
    """Say where pages end, and where covers begin and end."""
    said = [piece["metadata"]["present"] for piece in pieces]
    for before, after in pairwise([None, *said, None]):
        turns = before is None or after is None or "opens" in after
        changes = turns or before["waits"] != after["waits"]
        if before is not None:
            before["closes"] = turns
            before["uncovers"] = changes and bool(before["waits"])
        if after is not None and changes and after["waits"]:
            after["covers"] = _words(after)


def _words(said: dict[str, Any]) -> str:
    what = "guess {} is" if len(said["waits"]) == 1 else "guesses {} are"
    return f"Hidden until the {what.format(said['where'])} revealed."


def _opened(piece: Cell) -> dict[str, Any] | None:
    opened: dict[str, Any] | None = piece["metadata"]["present"].get("opens")
    return opened


def _enlarging() -> Cell:
    """Return the cell that makes all pictures readable from the back row."""
    return {
        "cell_type": "code", "source": _LARGE, "metadata": {"present": {}}, "outputs": [],
        "execution_count": None, "id": "classroom",
    }  # fmt: skip
