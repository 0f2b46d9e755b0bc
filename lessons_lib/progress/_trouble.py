"""What is said when the file cannot be used: one sentence, with the remedy."""

from __future__ import annotations

import errno
import sqlite3

from ._schema import NewerFileError

FAILURES = (sqlite3.Error, OSError, RuntimeError, ValueError, TypeError, OverflowError, NewerFileError)

_ONLY_HERE = "Your answers last only until this kernel stops: "
_FULL = "the disk is full; make room on it, and the next answer saves them all."
_NEWER = "progress.sqlite was written by a newer version of this course; update the course to use it."
_ANY = (
    "progress.sqlite in your lessons folder cannot be used; make the folder writable, "
    "or choose another one with LESSONS_HOME."
)
_BUSY = "another program holds progress.sqlite; the next answer saves them all, once it is free."
_FULL_CODES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


class ProgressError(Exception):
    """One sentence: why progress could not be exported, imported or reset, and the remedy."""


def told(error: BaseException) -> str:
    """Return what is said of an error.

    Examples
    --------
    >>> told(NewerFileError()).endswith("update the course to use it.")
    True
    """
    if isinstance(error, NewerFileError):
        return _ONLY_HERE + _NEWER
    code, system = getattr(error, "sqlite_errorcode", 0) or 0, getattr(error, "errno", 0)
    if code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return _ONLY_HERE + _BUSY
    is_full = code in _FULL_CODES or system in {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
    return _ONLY_HERE + (_FULL if is_full else _ANY)


def told_aside(name: str) -> str:
    """Return what is said of a damaged file that was set aside."""
    return f"Your file of answers was damaged: it is kept as {name}, and a new one has been begun."
