"""The learner's working copy of the lessons.

``LESSONS_HOME`` (``lessons`` in the home folder unless set) holds the copy in ``notebooks``, and beside it,
in ``.pristine``, the lessons as they were handed out. A lesson whose cells are as they were handed out
follows the course; one that the learner has edited is never touched, until the learner resets it.

Lessons of the first edition have other names. Those that are edited move to ``notebooks/first edition``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from lessons_lib import contents, first_edition
from lessons_lib.progress import home

__all__ = [
    "Reset",
    "WorkspaceError",
    "find",
    "home",
    "lessons",
    "notebooks",
    "prepare",
    "pristine",
    "reset",
    "which",
]


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
        moved = _set_first_edition_aside()
        waiting = [lesson.stem for lesson in lessons(source) if not _follow(lesson)]
    return [*_told_of_first_edition(moved), *map(_newer, waiting)]


def which(lesson: str) -> str:
    """Say which lesson is meant, and where one of the first edition is that had the same number."""
    stem = find(lesson, _checked_source()).stem
    meant = next((each.title for each in contents.LESSONS if each.stem == stem), stem[3:])
    former = [path for path in _of_first_edition(_aside()) if path.name[:2] == stem[:2]]
    if not former:
        return f"Lesson {stem[:2]} is {meant}."
    title = first_edition.LESSONS[_first_stem(former[0])]
    return f"Lesson {stem[:2]} is {meant}; that of the first edition, {title}, is {former[0]}."


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


def _aside() -> Path:
    return notebooks() / "first edition"


def _first_stem(path: Path) -> str:
    """Return which lesson of the first edition a file is, also as a copy kept at a reset; "" for none."""
    stems = (stem for stem in first_edition.LESSONS if re.match(rf"{stem}(_yours_|_\d|$)", path.stem))
    return next(stems, "")


def _of_first_edition(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[0-9][0-9]_*.ipynb") if _first_stem(path))


def _set_first_edition_aside() -> list[str]:
    """Move what is edited of the first edition, drop what is not; return the names of what was moved.

    What was handed out is forgotten last, so that an interrupted move goes on at the next start.
    """
    moved = []
    for path in _of_first_edition(notebooks()):
        base = home() / ".pristine" / path.name
        if base.exists() and _cells(path) == _cells(base):
            path.unlink()
        else:
            _aside().mkdir(exist_ok=True)
            path.rename(_free(_aside() / path.name))
            moved.append(path.stem)
    for base in _of_first_edition(home() / ".pristine"):
        base.unlink()
    return moved


def _told_of_first_edition(moved: list[str]) -> list[str]:
    """Say in one sentence, if there is something to say, what became of edited lessons."""
    edited = f"What you edited of the first edition ({', '.join(moved)}) is unchanged in the folder"
    now = "it shows its pictures, but no longer runs"
    return [f'{edited} "{_aside().name}" beside the lessons: {now}.'] if moved else []


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
    kept = _free(mine.with_name(f"{mine.stem}_yours_{date.today().isoformat()}.ipynb"))
    mine.rename(kept)
    return kept


def _free(path: Path) -> Path:
    """Return a path, with a number if it is taken."""
    names = (f"{path.stem}{f'_{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(each for each in map(path.with_name, names) if not each.exists())


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
