"""What a learner has answered, kept between sessions in one small SQLite file.

Progress is a courtesy: when the file cannot be read or written, lessons go on, answers stay in memory,
and :attr:`Progress.trouble` says so in one sentence.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

_Result = TypeVar("_Result")

_SCHEMA = """CREATE TABLE IF NOT EXISTS guesses (
    name TEXT NOT NULL, question TEXT NOT NULL, first TEXT NOT NULL, first_right INTEGER NOT NULL,
    latest TEXT NOT NULL, latest_right INTEGER NOT NULL, tries INTEGER NOT NULL,
    PRIMARY KEY (name, question))"""
_SELECT = "SELECT name, question, first, first_right, latest, latest_right, tries FROM guesses"
_REPLACE = "INSERT OR REPLACE INTO guesses VALUES (?, ?, ?, ?, ?, ?, ?)"
_BUSY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Guess:
    """One question and what the learner said to it: the first time and the latest time."""

    name: str
    question: str
    first: str
    first_right: bool
    latest: str
    latest_right: bool
    tries: int = 1

    def again(self, answer: str, right: bool) -> Guess:
        """Return this guess after one more try; the first answer stays."""
        return replace(self, latest=answer, latest_right=right, tries=self.tries + 1)


def home() -> Path:
    """Return the learner's folder: the environment variable LESSONS_HOME, or ``lessons`` in the home folder.

    Raises
    ------
    RuntimeError
        If LESSONS_HOME is unset and the user has no home folder.
    """
    chosen = os.environ.get("LESSONS_HOME")
    return Path(chosen).expanduser() if chosen else Path.home() / "lessons"


class Progress:
    """The guesses of one learner.

    Every operation opens its own connection, so any thread or process may call it at any time.

    Parameters
    ----------
    folder
        Where ``progress.sqlite`` lies; by default :func:`home`, looked up at each operation.

    Examples
    --------
    >>> import tempfile
    >>> progress = Progress(Path(tempfile.mkdtemp()))
    >>> _ = progress.remember("01 slope", "How steep is it at 1?", "-3", right=False)
    >>> progress.remember("01 slope", "How steep is it at 1?", "-4", right=True).tries
    2
    >>> progress.recall("01 slope", "How steep is it at 1?").first
    '-3'
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.trouble = ""
        self._folder = folder
        self._memory: dict[tuple[str, str], Guess] = {}
        self._lock = threading.Lock()

    def remember(self, name: str, question: str, answer: str, *, right: bool) -> Guess:
        """Keep an answer, and return all that is known about its question."""

        def add(old: Guess | None) -> Guess:
            return old.again(answer, right) if old else Guess(name, question, answer, right, answer, right)

        with self._lock:
            only_here = (name, question) in self._memory
            kept = None if only_here else self._try(lambda: self._update(name, question, add))
            if kept is None:
                kept = self._memory[name, question] = add(self._known(name, question))
            return kept

    def recall(self, name: str, question: str) -> Guess | None:
        """Return what the learner said to this question, or None."""
        with self._lock:
            return self._known(name, question)

    def guesses(self, lesson: str = "") -> tuple[Guess, ...]:
        """Return all guesses whose name begins with ``lesson`` ("01"), in order of their names."""
        with self._lock:
            known = {(guess.name, guess.question): guess for guess in self._try(self._stored) or ()}
            known |= self._memory
        return tuple(known[key] for key in sorted(known) if key[0].startswith(lesson))

    def forget(self, lesson: str) -> None:
        """Drop all guesses whose name begins with ``lesson``."""
        with self._lock:
            self._memory = {k: guess for k, guess in self._memory.items() if not k[0].startswith(lesson)}
            self._try(lambda: self._delete(lesson))

    def __repr__(self) -> str:
        """Say in words how far the learner is, one line for each lesson."""
        lessons: dict[str, list[Guess]] = {}
        for guess in self.guesses():
            lessons.setdefault(_lesson(guess), []).append(guess)
        lines = [_summary(lesson, guesses) for lesson, guesses in lessons.items()]
        return "\n".join(lines) or "No guesses yet: each one that you commit is counted here."

    def _known(self, name: str, question: str) -> Guess | None:
        if (name, question) in self._memory:
            return self._memory[name, question]
        return self._try(lambda: self._lookup(name, question))

    def _file(self) -> Path:
        return (self._folder or home()) / "progress.sqlite"

    def _try(self, operation: Callable[[], _Result]) -> _Result | None:
        try:
            result = operation()
        except (sqlite3.Error, OSError, RuntimeError, ValueError, TypeError):
            self.trouble = (
                "Your answers last only until this kernel stops: progress.sqlite in your lessons folder "
                "cannot be used; make the folder writable, or delete that file to start afresh."
            )
            return None
        return result

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._file().parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file(), timeout=_BUSY_SECONDS)) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_SCHEMA)
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        if not self._file().exists():
            yield None
            return
        with closing(sqlite3.connect(self._file(), timeout=_BUSY_SECONDS)) as connection:
            known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'guesses'").fetchone()
            yield connection if known else None

    def _update(self, name: str, question: str, add: Callable[[Guess | None], Guess]) -> Guess:
        with self._writing() as connection:
            guess = add(_find(connection, name, question))
            connection.execute(_REPLACE, _row(guess))
        return guess

    def _lookup(self, name: str, question: str) -> Guess | None:
        with self._reading() as connection:
            return _find(connection, name, question) if connection else None

    def _stored(self) -> tuple[Guess, ...]:
        with self._reading() as connection:
            return tuple(map(_guess, connection.execute(_SELECT))) if connection else ()

    def _delete(self, lesson: str) -> None:
        if self._file().exists():
            with self._writing() as connection:
                connection.execute("DELETE FROM guesses WHERE substr(name, 1, ?) = ?", (len(lesson), lesson))


def _lesson(guess: Guess) -> str:
    return f"Lesson {guess.name[:2]}" if guess.name[:2].isdecimal() else "Other questions"


def _summary(lesson: str, guesses: list[Guess]) -> str:
    at_once = sum(guess.first_right for guess in guesses)
    open_ones = [guess.question for guess in guesses if not guess.latest_right]
    again = f"; worth another look: {' | '.join(open_ones)}" if open_ones else ""
    return f"{lesson}: {len(guesses)} guessed, {at_once} right at once{again}"


def _find(connection: sqlite3.Connection, name: str, question: str) -> Guess | None:
    row = connection.execute(f"{_SELECT} WHERE name = ? AND question = ?", (name, question)).fetchone()
    return _guess(row) if row else None


def _guess(row: tuple[str, str, str, int, str, int, int]) -> Guess:
    name, question, first, first_right, latest, latest_right, tries = row
    return Guess(name, question, first, bool(first_right), latest, bool(latest_right), tries)


def _row(guess: Guess) -> tuple[str, str, str, int, str, int, int]:
    first, latest = (guess.first, int(guess.first_right)), (guess.latest, int(guess.latest_right))
    return (guess.name, guess.question, *first, *latest, guess.tries)


learner = Progress()
"""The progress of the person at this computer."""
