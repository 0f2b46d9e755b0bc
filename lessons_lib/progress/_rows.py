"""Guesses and attempts as rows of the file: reading, adding, merging."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from ._records import Attempt, Guess, joined, moment, parted

_GUESSES = "SELECT name, question, first, first_right, latest, latest_right, tries FROM guesses"
_PUT_GUESS = "INSERT OR REPLACE INTO guesses VALUES (?, ?, ?, ?, ?, ?, ?)"
_ATTEMPTS = "SELECT skill, level, seed, answer, outcome, tags, rating, session, moment FROM attempts"
_ADD_ATTEMPT = "INSERT INTO attempts VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

_GuessRow = tuple[str, str, str, int, str, int, int]
_AttemptRow = tuple[str, int, int, str, str, str, str, str, str]


def find_guess(connection: sqlite3.Connection, name: str) -> Guess | None:
    """Return one guess."""
    row = connection.execute(f"{_GUESSES} WHERE name = ?", (name,)).fetchone()
    return _guess(row) if row else None


def all_guesses(connection: sqlite3.Connection) -> tuple[Guess, ...]:
    """Return all guesses."""
    return tuple(map(_guess, connection.execute(_GUESSES)))


def put_guesses(connection: sqlite3.Connection, guesses: Iterable[Guess]) -> None:
    """Write guesses over those of the same names."""
    connection.executemany(_PUT_GUESS, map(_guess_row, guesses))


def drop_guesses(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Drop the guesses of these names."""
    connection.executemany("DELETE FROM guesses WHERE name = ?", ((name,) for name in names))


def all_attempts(connection: sqlite3.Connection, skill: str = "") -> tuple[Attempt, ...]:
    """Return the attempts at one skill, or at all, earliest first."""
    where, values = (" WHERE skill = ?", (skill,)) if skill else ("", ())
    rows = connection.execute(f"{_ATTEMPTS}{where} ORDER BY moment, number", values)
    return tuple(map(_attempt, rows))


def attempts_after(connection: sqlite3.Connection, number: int) -> tuple[int, int, tuple[Attempt, ...]]:
    """Return how many attempts lie up to a number, the newest number, and the attempts after it."""
    counted = "SELECT count(*) FROM attempts WHERE number <= ?"
    before = int(connection.execute(counted, (number,)).fetchone()[0])
    newest = int(connection.execute("SELECT coalesce(max(number), 0) FROM attempts").fetchone()[0])
    rows = connection.execute(f"{_ATTEMPTS} WHERE number > ? ORDER BY moment, number", (number,))
    return before, newest, tuple(map(_attempt, rows))


def add_attempts(connection: sqlite3.Connection, attempts: Iterable[Attempt]) -> None:
    """Add attempts."""
    connection.executemany(_ADD_ATTEMPT, map(_attempt_row, attempts))


def bring_back(connection: sqlite3.Connection, now: datetime) -> None:
    """Date attempts from the future to now: a clock that was ahead must not put reviews off until then."""
    connection.execute("UPDATE attempts SET moment = ? WHERE moment > ?", (moment(now), moment(now)))


def put_notes(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    """Write notes over those of the same names."""
    connection.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", notes.items())


def find_note(connection: sqlite3.Connection, name: str) -> str:
    """Return a note, "" where there is none."""
    row = connection.execute("SELECT words FROM notes WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def merge_guesses(connection: sqlite3.Connection, others: Iterable[Guess]) -> int:
    """Take in guesses that are unknown here or were tried more often; return their number."""
    known = {guess.name: guess.tries for guess in all_guesses(connection)}
    newer: dict[str, Guess] = {}
    for guess in others:
        if guess.tries > known.get(guess.name, 0):
            known[guess.name] = guess.tries
            newer[guess.name] = guess
    put_guesses(connection, newer.values())
    return len(newer)


def merge_attempts(connection: sqlite3.Connection, others: Iterable[Attempt]) -> int:
    """Take in attempts that are unknown here, as often as they were made; return their number."""
    unknown = Counter(others) - Counter(all_attempts(connection))
    newer = sorted(unknown.elements(), key=lambda attempt: attempt.when)
    add_attempts(connection, newer)
    return len(newer)


def drop_all(connection: sqlite3.Connection) -> None:
    """Empty all tables."""
    for table in ("guesses", "attempts", "notes", "guesses_of_the_first_edition"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608


def _guess(row: _GuessRow) -> Guess:
    name, question, first, first_right, latest, latest_right, tries = row
    return Guess(name, question, first, bool(first_right), latest, bool(latest_right), tries)


def _guess_row(guess: Guess) -> _GuessRow:
    first, latest = (guess.first, int(guess.first_right)), (guess.latest, int(guess.latest_right))
    return (guess.name, guess.question, *first, *latest, guess.tries)


def _attempt(row: _AttemptRow) -> Attempt:
    skill, level, seed, answer, outcome, tags, rating, session, when = row
    made = datetime.fromisoformat(when)
    return Attempt(skill, level, seed, answer, outcome, parted(tags), rating, session, made)


def _attempt_row(attempt: Attempt) -> _AttemptRow:
    told = (attempt.outcome, joined(attempt.tags), attempt.rating, attempt.session, moment(attempt.when))
    return (attempt.skill, attempt.level, attempt.seed, attempt.answer, *told)
