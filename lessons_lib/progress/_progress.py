"""The learner's progress: guesses and attempts, in the file when it can be used, else in memory."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from lessons_lib import contents

from . import _rows as rows
from ._places import NAME, former_file, progress_file
from ._records import Attempt, Guess, utc_now
from ._schema import DamagedFileError
from ._store import Store, is_damage
from ._trouble import FAILURES, ProgressError, told, told_aside
from ._words import summary

_Result = TypeVar("_Result")

_LARGEST = 2**63 - 1
_NO_GUESSES: tuple[Guess, ...] = ()
_NO_ATTEMPTS: tuple[Attempt, ...] = ()


class Reading(NamedTuple):
    """The attempts after some number."""

    before: int
    newest: int
    attempts: tuple[Attempt, ...]
    waiting: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class _Done(Generic[_Result]):
    """What an operation on the file gave, where it succeeded."""

    result: _Result


class Progress:
    """The guesses and attempts of one learner.

    Every operation opens its own connection, so any thread or process may call it at any time. What cannot
    be written waits in memory, and is written with the next answer that can.

    Examples
    --------
    >>> import tempfile
    >>> progress = Progress(Path(tempfile.mkdtemp()))
    >>> _ = progress.remember("slope at a point", "How steep is it at 1?", "-3", right=False)
    >>> progress.remember("slope at a point", "How steep is it at 1?", "-4", right=True).tries
    2
    >>> progress.recall("slope at a point").first
    '-3'
    >>> progress.attempt("product rule", 1, 7, "2x cos x", "wrong", tags=["product of derivatives"])
    >>> [attempt.outcome for attempt in progress.attempts("product rule")]
    ['wrong']
    """

    def __init__(self, folder: Path | None = None, clock: Callable[[], datetime] = utc_now) -> None:
        self.trouble = ""
        self.now = clock
        self.on_change: Callable[[], str] = str
        self._folder = folder
        self._memory: dict[str, Guess] = {}
        self._waiting: list[Attempt] = []
        self._notes: dict[str, str] = {}
        self._aside: dict[Path, str] = {}
        self._lock = threading.RLock()

    @property
    def file(self) -> Path:
        """Where the answers are kept."""
        return self._folder / NAME if self._folder else progress_file()

    def remember(self, name: str, question: str, answer: str, *, right: bool) -> Guess:
        """Keep a guess under its name, however it is worded, and return all that is known about it."""
        name, question, answer = map(_clean, (name, question, answer))

        def add(old: Guess | None) -> Guess:
            if old is None:
                return Guess(name, question, answer, right, answer, right)
            return old.again(question, answer, right)

        def change(connection: sqlite3.Connection) -> Guess:
            guess = add(rows.find_guess(connection, name))
            rows.put_guesses(connection, [guess])
            return guess

        with self._lock:
            if kept := self._write(change):
                return kept.result
            guess = self._memory[name] = add(self.recall(name))
            return guess

    def recall(self, name: str) -> Guess | None:
        """Return what the learner said to the question of this name, or None."""
        key = _clean(name)
        with self._lock:
            return self._memory.get(key) or self._read(lambda c: rows.find_guess(c, key), None)

    def guesses(self, lesson: str = "") -> tuple[Guess, ...]:
        """Return all guesses, or those of one lesson, in the order of the lessons and of their names."""
        with self._lock:
            known = {guess.name: guess for guess in self._read(rows.all_guesses, _NO_GUESSES)} | self._memory
        wanted = contents.lesson(lesson).word if lesson else ""
        names = sorted(known, key=lambda name: (_number(name), name))
        return tuple(known[name] for name in names if wanted in {"", contents.GUESSES.get(name)})

    def forget(self, lesson: str) -> None:
        """Drop all guesses of a lesson; attempts at drills stay."""
        with self._lock:
            names = {guess.name for guess in self.guesses(lesson)}
            self._memory = {name: guess for name, guess in self._memory.items() if name not in names}
            if names & {guess.name for guess in self._read(rows.all_guesses, _NO_GUESSES)}:
                self._write(lambda connection: rows.drop_guesses(connection, names))

    def attempt(
        self, skill: str, level: int, seed: int, answer: str, outcome: str, *,
        tags: Sequence[str] = (), rating: str = "", session: str = "",
    ) -> None:  # fmt: skip
        """Keep one answer to a drill; never raises."""
        within = max(-_LARGEST, min(int(seed), _LARGEST))
        said = (_clean(skill), int(level), within, _clean(answer), outcome, tuple(map(_clean, tags)))
        with self._lock:
            self._waiting.append(Attempt(*said, rating, _clean(session), self.now()))
            self._write(lambda _: True)

    def attempts(self, skill: str = "") -> tuple[Attempt, ...]:
        """Return all attempts, or those at one skill, earliest first."""
        with self._lock:
            stored = self._read(lambda connection: rows.all_attempts(connection, skill), _NO_ATTEMPTS)
            waiting = [attempt for attempt in self._waiting if skill in {"", attempt.skill}]
        return tuple(sorted(self._until_now((*stored, *waiting)), key=lambda attempt: attempt.when))

    def attempts_after(self, number: int) -> Reading:
        """Return the attempts after a number; numbers only grow, and none is used twice."""
        nothing = 0, 0, _NO_ATTEMPTS
        with self._lock:
            found = self._read(lambda connection: rows.attempts_after(connection, number), nothing)
            before, newest, attempts = found
            return Reading(before, newest, self._until_now(attempts), self._until_now(self._waiting))

    def _until_now(self, attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
        """Return attempts, moments of the future as now: a clock once ahead must not put off all reviews."""
        now = self.now()
        return tuple(each._replace(when=min(each.when, now)) for each in attempts)

    def note(self, name: str, words: str) -> None:
        """Keep what was worked out from the attempts; looking writes nothing, the next answer does."""
        with self._lock:
            self._notes[name] = words

    def noted(self, name: str) -> str:
        """Return the note of this name, "" where there is none."""
        with self._lock:
            stored = self._notes.get(name)
            return self._read(lambda c: rows.find_note(c, name), "") if stored is None else stored

    def save(self) -> bool:
        """Write what waits in memory; whether nothing waits any more."""
        with self._lock:
            waits = self._memory or self._waiting or self._notes
            return not waits or self._write(lambda _: True) is not None

    def take_in(self, guesses: Iterable[Guess], attempts: Iterable[Attempt]) -> tuple[int, int]:
        """Merge what another machine kept; what is known already is not added again."""

        def change(connection: sqlite3.Connection) -> tuple[int, int]:
            return rows.merge_guesses(connection, guesses), rows.merge_attempts(connection, attempts)

        return self._must(self._write(change))

    def reset(self) -> Path | None:
        """Forget everything, and return the copy that is kept; None where nothing was kept."""
        with self._lock:
            if not (self.guesses() or self.attempts()):
                return None
            self._must(self._write(lambda _: True))
            copy = self._must(self._write(self._empty))
            self._notes.clear()
        return copy

    def _empty(self, connection: sqlite3.Connection) -> Path | None:
        """Copy the file while nobody else can write it, then empty it."""
        copy = self._store().back_up()
        rows.drop_all(connection)
        return copy

    def __repr__(self) -> str:
        """Say in words how far the learner is, one line for each lesson."""
        return summary(self.guesses())

    def _store(self) -> Store:
        return Store(self.file, None if self._folder else former_file())

    def _read(self, look: Callable[[sqlite3.Connection], _Result], nothing: _Result) -> _Result:
        found = self._try(lambda: self._store().read(look, nothing))
        return found.result if found else nothing

    def _write(self, change: Callable[[sqlite3.Connection], _Result]) -> _Done[_Result] | None:
        """Write what waits, then the change; None where that failed and all of it still waits."""
        with self._lock:
            done = self._try(lambda: self._written(change))
            if done:
                self._memory, self._waiting, self._notes = {}, [], {}
                self.trouble = self.on_change() or self._aside.get(self.file, "")
            return done

    def _written(self, change: Callable[[sqlite3.Connection], _Result]) -> _Result:
        with self._store().writing() as connection:
            rows.put_guesses(connection, self._memory.values())
            rows.add_attempts(connection, self._waiting)
            rows.bring_back(connection, self.now())
            rows.put_notes(connection, self._notes)
            return change(connection)

    def _try(self, operation: Callable[[], _Result], *, again: bool = True) -> _Done[_Result] | None:
        try:
            return _Done(operation())
        except (DamagedFileError, *FAILURES) as error:
            if again and is_damage(error) and self._set_aside():
                return self._try(operation, again=False)
            self.trouble = told(error)
            return None

    def _set_aside(self) -> bool:
        """Keep a damaged file under another name; whether it is worth trying again."""
        try:
            name = self._store().set_aside()
        except FAILURES:
            return False
        if name:
            self.trouble = self._aside[self.file] = told_aside(name)
        return True

    def _must(self, done: _Done[_Result] | None) -> _Result:
        if done is None:
            raise ProgressError(self.trouble)
        return done.result


def _number(name: str) -> str:
    """Return the number of the lesson that asks a guess; what no lesson asks comes last."""
    word = contents.GUESSES.get(name)
    return contents.lesson(word).number if word else "~"


def _clean(text: str) -> str:
    """Return text that any file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
