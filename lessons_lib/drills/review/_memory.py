"""What all attempts add up to: read on from a note, or from the beginning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from lessons_lib.progress import Attempt, Progress

from ._standing import Standing

_NOTE, _VERSION = "review", 1
_FAR_BEHIND = 50  # attempts: reading on so many takes a few milliseconds
_SLIPS = 12

Slip = tuple[str, tuple[str, ...]]


@dataclass
class Memory:
    """Where the learner stands in every skill, and the latest mistakes."""

    standings: dict[str, Standing] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    newest: str = ""

    def of(self, skill: str) -> Standing:
        """Return where the learner stands in one skill."""
        return self.standings.get(skill) or Standing()

    def add(self, attempts: Iterable[Attempt]) -> None:
        """Take in attempts, earliest first."""
        for attempt in attempts:
            old = self.of(attempt.skill)
            if attempt.outcome == "wrong" and not old.is_answered(attempt):
                self.slips = [*self.slips[1 - _SLIPS :], (attempt.skill, attempt.tags)]
            self.standings[attempt.skill] = old.after(attempt)
            self.newest = max(self.newest, attempt.when.isoformat())

    def written(self) -> dict[str, Any]:
        """Return all of this as what JSON can hold."""
        standings = {skill: standing.written() for skill, standing in self.standings.items()}
        return {"standings": standings, "slips": self.slips, "newest": self.newest}

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Memory:
        """Return what `written` gave."""
        standings = {skill: Standing.read(each) for skill, each in written["standings"].items()}
        return cls(standings, [(skill, tuple(tags)) for skill, tags in written["slips"]], written["newest"])


def memory_of(progress: Progress) -> Memory:
    """Return what all attempts add up to.

    The sum is kept as a note, since going through ten thousand attempts takes a fifth of a second. A note
    that no longer fits, because older attempts were taken in, all were dropped or the clock was put back, is
    made anew.
    """
    number, count, memory = _noted(progress)
    reading = progress.attempts_after(number)
    first = [attempt.when.isoformat() for attempt in reading.attempts[:1]]
    is_stale = reading.before != count or min([*first, progress.now().isoformat()]) < memory.newest
    if is_stale:
        number, count, memory = 0, 0, Memory()
        reading = progress.attempts_after(0)
    memory.add(reading.attempts)
    if len(reading.attempts) > _FAR_BEHIND or is_stale:
        _note(progress, reading.newest, count + len(reading.attempts), memory)
    memory.add(reading.waiting)
    return memory


def _noted(progress: Progress) -> tuple[int, int, Memory]:
    with suppress(ValueError, KeyError, TypeError, IndexError, AttributeError):
        noted = json.loads(progress.noted(_NOTE))
        if noted["version"] == _VERSION:
            return int(noted["number"]), int(noted["count"]), Memory.read(noted["memory"])
    return 0, 0, Memory()


def _note(progress: Progress, number: int, count: int, memory: Memory) -> None:
    whole = {"version": _VERSION, "number": number, "count": count, "memory": memory.written()}
    progress.note(_NOTE, json.dumps(whole))
