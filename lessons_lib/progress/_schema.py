"""The tables of the file, and how an older file becomes a present one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from lessons_lib import first_edition

VERSION = 2

_GUESSES = """CREATE TABLE IF NOT EXISTS guesses (
    name TEXT NOT NULL, question TEXT NOT NULL, first TEXT NOT NULL, first_right INTEGER NOT NULL,
    latest TEXT NOT NULL, latest_right INTEGER NOT NULL, tries INTEGER NOT NULL,
    PRIMARY KEY (name, question))"""
# Numbers that are never used twice let a note say how far it has read, also after a reset.
_ATTEMPTS = """CREATE TABLE attempts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, skill TEXT NOT NULL, level INTEGER NOT NULL,
    seed INTEGER NOT NULL, answer TEXT NOT NULL, outcome TEXT NOT NULL, tags TEXT NOT NULL,
    rating TEXT NOT NULL, session TEXT NOT NULL, moment TEXT NOT NULL)"""
_NOTES = "CREATE TABLE notes (name TEXT PRIMARY KEY, words TEXT NOT NULL)"
_BY_NAME = """CREATE TABLE guesses (
    name TEXT PRIMARY KEY, question TEXT NOT NULL, first TEXT NOT NULL, first_right INTEGER NOT NULL,
    latest TEXT NOT NULL, latest_right INTEGER NOT NULL, tries INTEGER NOT NULL)"""

_COLUMNS = {"name", "question", "first", "first_right", "latest", "latest_right", "tries"}


class NewerFileError(Exception):
    """The file was written by a newer version of the course."""


class DamagedFileError(Exception):
    """The file is not one of ours, or no longer readable."""


def version(connection: sqlite3.Connection) -> int:
    """Return the version of an open file."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > VERSION:
        raise NewerFileError
    if found == 0 and _columns(connection) not in (set(), _COLUMNS):
        raise DamagedFileError
    return found


def _begin(connection: sqlite3.Connection) -> None:
    for statement in (_GUESSES, _ATTEMPTS, _NOTES):
        connection.execute(statement)


def _name_guesses_anew(connection: sqlite3.Connection) -> None:
    """Give guesses the names of today; the table as it was stays in the file, and nothing reads it.

    Before, a guess was kept once for each wording of its question: the one answered last is carried over.
    """
    connection.execute("ALTER TABLE guesses RENAME TO guesses_of_the_first_edition")
    connection.execute(_BY_NAME)
    for name, *rest in connection.execute(
        "SELECT * FROM guesses_of_the_first_edition ORDER BY rowid"
    ).fetchall():
        now = first_edition.guess_now(name)
        if now is not None:
            connection.execute("INSERT OR REPLACE INTO guesses VALUES (?, ?, ?, ?, ?, ?, ?)", (now, *rest))


# What turns version k into version k + 1. Version 0 is a new file, or one that holds guesses only.
_STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_begin, _name_guesses_anew)


def bring_up_to_date(connection: sqlite3.Connection, found: int) -> None:
    """Take all steps that a file of version ``found`` lacks, inside the caller's transaction."""
    for step in _STEPS[found:]:
        step(connection)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def copy_rows(older: sqlite3.Connection, newer: sqlite3.Connection) -> None:
    """Copy all that was answered from one open file to a newer and empty one, both of the present version."""
    for table in ("guesses", "attempts"):
        for row in older.execute(f"SELECT * FROM {table}"):  # noqa: S608
            newer.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def has_guesses(connection: sqlite3.Connection) -> bool:
    """Whether an open file holds a table of guesses."""
    return bool(_columns(connection))


def _columns(connection: sqlite3.Connection) -> set[str]:
    return {row[1] for row in connection.execute("PRAGMA table_info(guesses)")}
