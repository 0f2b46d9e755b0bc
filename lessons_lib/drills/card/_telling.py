"""What a card says of an answer, as HTML, and of what is being typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lessons_lib.check.reading import echo, read_formula, speaks_of_arrays
from lessons_lib.check.verdicts import Entries, Verdict
from lessons_lib.drills._mathml import formula, typeset
from lessons_lib.drills.skills import Exercise, Feedback
from lessons_lib.formula import Array, Node, ReadingError, names

_UNDECIDED = {"malformed", "too big", "unsure"}
_VALUE = re.compile(r"; it should be (?:a number|\S+?)(?=: |\.(?:\s|$))")


def preview(typed: str, exercise: Exercise) -> dict[str, Any]:
    """Return how an answer is read, for display while it is typed: "html", "message" and "notes"."""
    if exercise.options or not typed.strip():
        return {"html": "", "message": "", "notes": []}
    read = echo(typed, exercise.variables, arrays=speaks_of_arrays(exercise.answer, None))
    shown = formula(read.latex, block=True) if read.latex else _with_caret(typed, read.position)
    return {"html": shown, "message": read.message, "notes": list(read.notes)}


def counts(feedback: Feedback) -> bool:
    """Tell whether an answer was one: what cannot be read or decided is neither right nor wrong."""
    return feedback.verdict.kind not in _UNDECIDED and not feedback.verdict.unfinished


def told(feedback: Feedback, exercise: Exercise) -> dict[str, Any]:
    """Return what is said of an answer; as long as it is wrong, the right one is not in it."""
    verdict = feedback.verdict
    return {
        "tone": "right" if verdict.accepted else "off" if counts(feedback) else "note",
        "why": typeset(_why(verdict, exercise)),
        "notes": list(verdict.notes),
        "diagnoses": [{"words": typeset(found.message), "where": _where(found.where)}
                      for found in feedback.diagnoses],
        "entries": _marks(verdict.entries),
    }  # fmt: skip


def _why(verdict: Verdict, exercise: Exercise) -> str:
    if verdict.accepted or not _has_bare_number(verdict, exercise):
        return verdict.why
    return _VALUE.sub(", which is not right", verdict.why)


def _has_bare_number(verdict: Verdict, exercise: Exercise) -> bool:
    """Tell whether the value at a point would be the answer itself, or a part of it."""
    try:
        parts = list(_parts(read_formula(exercise.answer)))
    except ReadingError:
        return True
    judged = list(_flat(verdict.entries))
    wrong = [part for part, entry in zip(parts, judged, strict=False) if not entry.accepted]
    return any(not names(part) for part in (wrong or parts))


def _parts(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Array):
        for entry in tree.entries:
            yield from _parts(entry)
    else:
        yield tree


def _flat(entries: Entries) -> Iterator[Verdict]:
    for entry in entries:
        if isinstance(entry, tuple):
            yield from _flat(entry)
        else:
            yield entry


def _marks(entries: Entries) -> list[Any]:
    """Return right or wrong for each entry, nested as the entries are."""
    return [_marks(entry) if isinstance(entry, tuple) else entry.accepted for entry in entries]


def _where(part: str) -> str:
    read = echo(part) if part else None
    if read is None:
        return ""
    return formula(read.latex) if read.latex else escape(part)


def _with_caret(typed: str, position: int) -> str:
    if position < 0:
        return ""
    before, sign, after = typed[:position], typed[position : position + 1], typed[position + 1 :]
    return f"<code>{escape(before)}<mark>{escape(sign) or '&nbsp;'}</mark>{escape(after)}</code>"
