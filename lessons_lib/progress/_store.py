"""The file itself: one connection for each operation, one transaction for each change.

The rollback journal is kept, not WAL: homes may lie on a network, where WAL does not work. Nothing here
opens the file other than through SQLite: closing another handle would drop the locks of this process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TypeVar

from ._schema import (
    VERSION,
    DamagedFileError,
    NewerFileError,
    bring_up_to_date,
    copy_rows,
    has_guesses,
    version,
)

_Result = TypeVar("_Result")

_BUSY_SECONDS = 10.0
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_damage(error: BaseException) -> bool:
    """Whether an error means that the file cannot be read any more, or never could."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return isinstance(error, DamagedFileError) or code & 0xFF in _DAMAGED


class Store:
    """One file of progress."""

    def __init__(self, path: Path, former: Path | None = None) -> None:
        self.path, self._former = path, former

    def read(self, look: Callable[[sqlite3.Connection], _Result], nothing: _Result) -> _Result:
        """Return what ``look`` finds; ``nothing`` where there is no file."""
        known = [path for path in (self.path, self._former) if path and path.exists()]
        if not known:
            return nothing
        with _opened(known[0]) as connection, _present(connection) as present:
            return look(present)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Change the file: all of it or nothing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _opened(self.path) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            self._prepare(connection)
            yield connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        found = version(connection)
        is_new = not found and not has_guesses(connection)
        bring_up_to_date(connection, found)
        if is_new and self._former is not None and self._former.exists():
            self._take_over(self._former, connection)

    def _take_over(self, former: Path, connection: sqlite3.Connection) -> None:
        """Copy what the former file holds; one that cannot be read is left alone."""
        try:
            with _opened(former) as older, _present(older) as present:
                copy_rows(present, connection)
        except (sqlite3.DatabaseError, DamagedFileError, NewerFileError) as error:
            if not (is_damage(error) or isinstance(error, NewerFileError)):
                raise

    def set_aside(self) -> str:
        """Keep a damaged file under another name and return that name; "" if it is sound after all."""
        if self._is_sound():
            return ""
        aside = free_name(self.path, "damaged")
        # A journal without its file would be played into the next one.
        journal = self.path.with_name(f"{self.path.name}-journal")
        with suppress(FileNotFoundError):
            journal.rename(aside.with_name(f"{aside.name}-journal"))
        self.path.rename(aside)
        return aside.name

    def _is_sound(self) -> bool:
        """Look again: another process may have set the damaged file aside already."""
        if not self.path.exists():
            return True
        try:
            with _opened(self.path) as connection:
                version(connection)
                return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except (sqlite3.DatabaseError, DamagedFileError) as error:
            if not is_damage(error):
                raise
            return False

    def back_up(self) -> Path | None:
        """Copy the file to a name beside it that is not taken; None where there is no file."""
        if not self.path.exists():
            return None
        copy = free_name(self.path, "backup")
        with _opened(self.path) as connection, closing(sqlite3.connect(copy)) as target:
            connection.backup(target)
        return copy


def free_name(path: Path, kind: str) -> Path:
    """Return ``progress_kind.sqlite`` or, where that is taken, ``progress_kind_2.sqlite`` and so on."""
    endings = (kind if number == 1 else f"{kind}_{number}" for number in count(1))
    names = (path.with_name(f"{path.stem}_{ending}{path.suffix}") for ending in endings)
    return next(name for name in names if not name.exists())


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
        yield connection


@contextmanager
def _present(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Read an open file as it is today: an older one as a copy in memory, since looking writes nothing."""
    connection.execute("BEGIN")
    found = version(connection)
    if found == VERSION:
        yield connection
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        bring_up_to_date(copy, found)
        yield copy
