"""The file of guesses and answers: there, whole, writable, with room around it. It is only read."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.request import pathname2url

from lessons_lib.progress import learner
from lessons_lib.progress._places import former_file
from lessons_lib.progress._schema import DamagedFileError, NewerFileError, version
from lessons_lib.progress._store import is_damage

from . import _mending as mending
from ._finding import Finding, fault, ok, remark
from ._installation import Installation

_TIGHT, _FULL = 200 * 10**6, 10 * 10**6
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "9p", "lustre", "beegfs"}
_SYNCED = ("OneDrive", "Dropbox", "Google Drive", "iCloud", "Nextcloud")
_MOUNTS = Path("/proc/mounts")


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of the file of answers."""
    file = learner.file
    former = former_file()
    read = former if former and mending.is_there(former) and not mending.is_there(file) else file
    found = [*_of_place(file, here), *_of_content(read, here)]
    yield from found
    if not any(finding.mark == "fault" for finding in found):
        yield ok(_all_well(read, file))
    yield from _of_disk(file, here)


def _all_well(read: Path, file: Path) -> str:
    if not mending.is_there(read):
        return f"none yet; they will be kept in {file}."
    if read != file:
        return f"whole, in {read}; the next answer moves them to {file}."
    guesses, attempts = _counts(file)
    return f"whole, in {file}: guesses {guesses}, answers to drills {attempts}."


def _counts(file: Path) -> tuple[int, int]:
    return len(learner.guesses()), len(learner.attempts())


def _of_place(file: Path, here: Installation) -> Iterator[Finding]:
    """Tell of a folder that cannot be written, and of one that is not the same everywhere."""
    if not file.is_absolute():
        words = (
            f"LESSONS_HOME is {file.parent}, which is another folder in each place: name it from the root."
        )
        yield fault(words, mending.setting("LESSONS_HOME", str(here.folder / file.parent)))
    for path in (file, mending.nearest(file.parent)):
        if mending.is_there(path) and not os.access(path, os.R_OK | os.W_OK):
            words = f"{path} cannot be {_denied(path)}: answers would last only until a kernel stops."
            yield fault(words, mending.allowing(path, here))
            return


def _denied(path: Path) -> str:
    return "written" if os.access(path, os.R_OK) else "read"


def _of_content(file: Path, here: Installation) -> Iterator[Finding]:
    """Tell of a file that is damaged, of a newer version, or held by another program."""
    if not os.access(file, os.R_OK):
        return
    if not file.is_file():
        yield fault(f"{file} is no file.", mending.aside(file, here))
        return
    try:
        trouble = _checked(file)
    except NewerFileError:
        words = f"{file} was written by a newer version of the course, and is not used."
        yield fault(words, _update(here))
    except (sqlite3.Error, DamagedFileError) as error:
        yield _of_error(error, file, here)
    else:
        if trouble != "ok":
            yield _damaged(file, trouble, here)


def _checked(file: Path) -> str:
    """Return what SQLite says of a file, "ok" if it is whole; it is opened for reading only."""
    address = f"file:{pathname2url(str(file.absolute()))}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=2.0)) as connection:
        version(connection)
        return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])


def _of_error(error: Exception, file: Path, here: Installation) -> Finding:
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if is_damage(error):
        return _damaged(file, str(error) or "its tables are not the course's", here)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return remark(f"{file} is being written by another program just now.")
    if code == sqlite3.SQLITE_READONLY:
        return remark(
            f"{file} holds an answer that was being written when something ended; the next one clears it."
        )
    return fault(f"{file} cannot be read ({error}).", mending.elsewhere(here))


def _damaged(file: Path, trouble: str, here: Installation) -> Finding:
    """Tell of damage; the course itself sets such a file aside when it next reads it."""
    words = f"{file} is damaged ({trouble}); what mends it keeps it beside a new one."
    return fault(words, mending.lessons(here, "progress"))


def _update(here: Installation) -> str:
    if here.course and (here.course / ".git").exists():
        return f"git -C {mending.typed(here.course, here)} pull"
    return mending.elsewhere(here)


def _of_disk(file: Path, here: Installation) -> Iterator[Finding]:
    place = mending.nearest(file.absolute().parent)
    free = shutil.disk_usage(place).free
    if free < _FULL:
        words = f"the disk of {place} is full ({free // 10**6} MB left)."
        yield fault(words, mending.python(here, "-m pip cache purge"))
    elif free < _TIGHT:
        yield remark(f"the disk of {place} is nearly full ({free // 10**6} MB left).")
    if kind := network(place):
        yield remark(f"{place} is on the network ({kind}): kept safely, but slower.")
    if synced := next((name for name in _SYNCED if any(part.startswith(name) for part in place.parts)), ""):
        yield remark(f"{place} is kept in step by {synced}: let only one machine at a time write answers.")


def network(place: Path, mounts: Path = _MOUNTS) -> str:
    """Return the kind of network file system that a folder is on, "" for none and where it cannot be told."""
    if sys.platform != "linux" or not mounts.exists():
        return ""
    rows = (line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines())
    around = [(Path(row[1]), row[2]) for row in rows if len(row) > 2 and place.is_relative_to(row[1])]
    kind = max(around, key=lambda each: len(each[0].parts), default=(place, ""))[1]
    return kind if kind in _NETWORK else ""
