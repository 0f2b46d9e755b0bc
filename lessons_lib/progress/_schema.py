"""The tables of the file, and how an older file becomes a present one."""

from __future__ import annotations

import sqlite3

VERSION = 1

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
# What turns version k into version k + 1. Version 0 is a new file, or one that holds guesses only.
_STEPS = ((_GUESSES, _ATTEMPTS, _NOTES),)

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


def bring_up_to_date(connection: sqlite3.Connection, found: int) -> None:
    """Take all steps that a file of version ``found`` lacks, inside the caller's transaction."""
    for step in _STEPS[found:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def copy_rows(older: sqlite3.Connection, newer: sqlite3.Connection) -> None:
    """Copy all that was answered from one open file, of any version, to a present and empty one."""
    found = version(older)
    for table, since in (("guesses", 0), ("attempts", 1)):
        if found >= since and has_guesses(older):
            for row in older.execute(f"SELECT * FROM {table}"):  # noqa: S608
                newer.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def has_guesses(connection: sqlite3.Connection) -> bool:
    """Whether an open file holds a table of guesses."""
    return bool(_columns(connection))


def _columns(connection: sqlite3.Connection) -> set[str]:
    return {row[1] for row in connection.execute("PRAGMA table_info(guesses)")}
