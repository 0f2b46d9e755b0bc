"""The learner's working copy of the lessons.

``LESSONS_HOME`` (``lessons`` in the home folder unless set) holds the copy in ``notebooks``, and beside it,
in ``.pristine``, the lessons as they were handed out. A lesson whose cells are as they were handed out
follows the course; one that the learner has edited is never touched, until the learner resets it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from lessons_lib import contents
from lessons_lib.progress import home

__all__ = ["Reset", "WorkspaceError", "find", "home", "lessons", "notebooks", "prepare", "pristine", "reset"]


class WorkspaceError(Exception):
    """One sentence: what stands in the way of a working copy, and its remedy."""


@dataclass(frozen=True, repr=False)
class Reset:
    """What a reset did: the lesson that is as new, and where the learner's own version is kept."""

    lesson: Path
    kept: Path | None

    def __repr__(self) -> str:
        """Say it in words, so that a notebook cell shows a sentence."""
        own = f"your own version is kept as {self.kept.name}" if self.kept else "yours was no different"
        return (
            f"{self.lesson.stem} is as new; {own}. "
            "If it is open, choose File > Reload Notebook from Disk, and do not save it before."
        )


def pristine() -> Path:
    """Return the folder of the lessons as the course hands them out."""
    if sys.platform == "emscripten":
        raise WorkspaceError(
            "In a browser, close the lesson and delete it in the list of files: "
            "the one that was handed out appears again."
        )
    folder = Path(__file__).resolve().parent.parent / "notebooks"
    if not lessons(folder):
        raise WorkspaceError(
            "The lessons are not beside this package: get the whole course folder and run make lab in it."
        )
    return folder


def notebooks() -> Path:
    """Return the folder of the learner's notebooks."""
    return home() / "notebooks"


def lessons(folder: Path) -> list[Path]:
    """Return the lessons in a folder, in order."""
    return sorted(folder.glob("[0-9][0-9]-*.ipynb"))


def find(lesson: str, folder: Path) -> Path:
    """Return the one lesson that is meant: by its number, its word, or the beginning of its name."""
    known = lessons(folder)
    try:
        found = [path for path in known if path.stem == contents.lesson(lesson).stem]
    except ValueError:
        found = [path for path in known if lesson and path.stem.startswith(lesson)]
    if len(found) != 1:
        names = ", ".join(path.stem for path in known)
        raise WorkspaceError(f'"{lesson}" is not one lesson: name one of {names}.')
    return found[0]


def prepare() -> list[str]:
    """Make the working copy, or bring it up to date; edited lessons are kept as they are."""
    source = _checked_source()
    with _writing():
        waiting = [lesson.stem for lesson in lessons(source) if not _follow(lesson)]
    return [_newer(stem) for stem in waiting]


def reset(lesson: str) -> Reset:
    """Put one lesson back as the course hands it out; the learner's own version is kept beside it.

    Parameters
    ----------
    lesson : str
        The number of the lesson or its word: ``"01"``, ``"derivatives"``.

    Returns
    -------
    Reset
        What was done; it shows itself as a sentence.

    Raises
    ------
    WorkspaceError
        If no lesson, or more than one, has such a name, or the working copy cannot be written.
    """
    handed_out = find(lesson, _checked_source())
    mine = notebooks() / handed_out.name
    with _writing():
        kept = _keep(mine) if _differs(mine, handed_out) else None
        _hand_out(handed_out)
    return Reset(mine, kept)


def _newer(stem: str) -> str:
    return (
        f"A newer {stem} exists; yours is edited, so it is kept. To get the new one: "
        f"lessons reset {stem[:2]} (yours stays beside it)."
    )


def _checked_source() -> Path:
    source = pristine()
    if notebooks().resolve() == source:
        raise WorkspaceError(
            f"LESSONS_HOME is the course folder itself ({home()}): choose another folder for your copy, "
            "for example LESSONS_HOME=~/my-lessons make lab"
        )
    return source


@contextmanager
def _writing() -> Iterator[None]:
    try:
        for folder in (notebooks(), home() / ".pristine"):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise WorkspaceError(
            f"Your copy of the lessons cannot be written ({error.strerror}: {error.filename}): "
            "choose another folder with LESSONS_HOME=..."
        ) from error


def _follow(handed_out: Path) -> bool:
    """Bring one lesson up to date; False if it is edited and a newer one waits."""
    mine, base = notebooks() / handed_out.name, home() / ".pristine" / handed_out.name
    if not mine.exists():
        _hand_out(handed_out)
    elif base.exists() and base.read_bytes() == handed_out.read_bytes():
        return True
    elif _cells(mine) == _cells(handed_out):
        _write(base, handed_out.read_bytes())
    elif base.exists() and _cells(mine) == _cells(base):
        _hand_out(handed_out)
    else:
        return False
    return True


def _hand_out(handed_out: Path) -> None:
    for target in (notebooks(), home() / ".pristine"):
        _write(target / handed_out.name, handed_out.read_bytes())


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)


def _differs(mine: Path, handed_out: Path) -> bool:
    return mine.exists() and mine.read_bytes() != handed_out.read_bytes()


def _keep(mine: Path) -> Path:
    """Move the learner's version to a name that is not taken."""
    stem = f"{mine.stem}_yours_{date.today().isoformat()}"
    names = (f"{stem}{f'_{number}' if number > 1 else ''}.ipynb" for number in count(1))
    kept = next(path for path in map(mine.with_name, names) if not path.exists())
    mine.rename(kept)
    return kept


def _cells(path: Path) -> list[tuple[str, str]] | bytes:
    """Return what a person writes in a notebook, without outputs; the bytes of what is no notebook."""
    content = path.read_bytes()
    try:
        return [_written(cell) for cell in json.loads(content)["cells"]]
    except (ValueError, KeyError, TypeError):
        return content


def _written(cell: dict[str, Any]) -> tuple[str, str]:
    source = cell["source"]
    return cell["cell_type"], source if isinstance(source, str) else "".join(source)
