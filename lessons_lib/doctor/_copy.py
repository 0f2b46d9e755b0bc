"""The learner's working copy of the lessons: what is in it, and what stands in its way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from lessons_lib import workspace
from lessons_lib.workspace import _cells, _checked_source

from . import _mending as mending
from ._finding import Finding, fault, ok, remark
from ._installation import Installation

_COURSE = {
    "lessons_lib",
    "numpy",
    "sympy",
    "mpmath",
    "matplotlib",
    "PIL",
    "ipywidgets",
    "anywidget",
    "scipy",
    "IPython",
}


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of the working copy."""
    try:
        source = _checked_source()
    except workspace.WorkspaceError as error:
        yield fault(_as_part(str(error)), mending.elsewhere(here) if here.course else "make lab")
        return
    copy = workspace.notebooks()
    found = [*_of_folder(copy, here), *_of_lessons(source, copy, here), *_of_shadows(copy, here)]
    yield from found
    if not any(finding.mark == "fault" for finding in found):
        yield ok(_all_well(source, copy))


def _as_part(sentence: str) -> str:
    """Return a sentence as it follows a word; a name in capitals stays one."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _all_well(source: Path, copy: Path) -> str:
    if not mending.is_there(copy):
        return f"none yet; the first lessons lab makes it in {copy}."
    standings = [_standing(lesson, copy) for lesson in workspace.lessons(source)]
    edited = sum(standing.startswith("edited") for standing in standings)
    return f"{len(standings)} lessons in {copy}, {edited or 'none'} of them edited by you."


def _of_folder(copy: Path, here: Installation) -> Iterator[Finding]:
    """Tell of a copy that cannot be written: the first folder that exists decides."""
    place = mending.nearest(copy)
    if not place.is_dir():
        yield fault(f"{place} is no folder.", mending.aside(place, here))
    elif not os.access(place, os.W_OK | os.X_OK):
        yield fault(f"{place} cannot be written: lessons could not be saved.", mending.allowing(place, here))
    for lesson in workspace.lessons(copy):
        if not os.access(lesson, os.R_OK | os.W_OK):
            yield fault(f"{lesson} cannot be written.", mending.allowing(lesson, here))


def _of_lessons(source: Path, copy: Path, here: Installation) -> Iterator[Finding]:
    """Tell of lessons that cannot be opened, and of newer ones."""
    for lesson in workspace.lessons(source):
        standing, mend = _standing(lesson, copy), mending.lessons(here, "reset", lesson.stem[:2])
        if standing == "broken":
            yield fault(f"{lesson.name} is no notebook any more; what mends it keeps yours beside it.", mend)
        elif standing == "edited, and a newer one exists":
            yield remark(f"a newer {lesson.stem} exists; yours is edited, so it is kept.", mend)


def _standing(handed_out: Path, copy: Path) -> str:
    """Return in words how a lesson of the copy stands to the one that the course hands out."""
    mine, base = copy / handed_out.name, copy.parent / ".pristine" / handed_out.name
    if not os.access(mine, os.R_OK):
        return "not there"
    cells = _cells(mine)
    if isinstance(cells, bytes):
        return "broken"
    if cells == _cells(handed_out) or not base.exists():
        return "as handed out" if cells == _cells(handed_out) else "edited"
    if cells == _cells(base):
        return "older"
    return "edited" if base.read_bytes() == handed_out.read_bytes() else "edited, and a newer one exists"


def _of_shadows(copy: Path, here: Installation) -> Iterator[Finding]:
    """Tell of files of the learner's own that are imported instead of what they are named after."""
    files = [*copy.glob("*.py"), *(folder.parent for folder in copy.glob("*/__init__.py"))]
    for file in sorted(files):
        words = f"{file} is imported instead of {{}} {file.stem}: give it another name."
        if file.stem in _COURSE:
            yield fault(words.format("the package"), mending.aside(file, here))
        elif file.stem in sys.stdlib_module_names:
            yield remark(words.format("Python's own"), mending.aside(file, here))
