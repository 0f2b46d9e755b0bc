"""The working copy: edited, older, torn, or with files that stand before what they are named after."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from lessons_lib import workspace
from lessons_lib.doctor import Installation
from lessons_lib.doctor import _copy as copy
from lessons_lib.doctor import _mending as mending
from tests.doctor.world import faults, only_fault, remarks

NAMES = ("00-start-here", "01-derivatives", "03-gradients")


def write(folder: Path, name: str, source: str) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source, id="one")])
    nbformat.write(book, folder / f"{name}.ipynb")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "course" / "notebooks"
    folder.mkdir(parents=True)
    for name in NAMES:
        write(folder, name, "as handed out")
    monkeypatch.setattr(workspace, "pristine", lambda: folder)
    return folder


def test_no_copy_is_no_fault_and_none_is_made(course: Path, here: Installation) -> None:
    (found,) = copy.look(here)
    assert found.mark == "ok"
    assert found.words.startswith("none yet")
    assert not workspace.home().exists()


def test_edited_lessons_are_counted(course: Path, here: Installation) -> None:
    workspace.prepare()
    write(workspace.notebooks(), NAMES[1], "mine")
    (found,) = copy.look(here)
    assert found.words == f"3 lessons in {workspace.notebooks()}, 1 of them edited by you."


def test_what_is_told_of_newer_lessons_is_what_the_workspace_does(course: Path, here: Installation) -> None:
    workspace.prepare()
    write(workspace.notebooks(), NAMES[1], "mine")
    for name in NAMES[:2]:
        write(course, name, "newer")
    found = [*copy.look(here)]
    (newer,) = remarks(found)
    assert newer.words.startswith(f"a newer {NAMES[1]} exists")
    assert newer.mend == mending.lessons(here, "reset", "01")
    assert [NAMES[1] in line for line in workspace.prepare()] == [True]


def test_a_torn_lesson_is_told_and_mended_by_the_command(course: Path, here: Installation) -> None:
    workspace.prepare()
    (workspace.notebooks() / f"{NAMES[2]}.ipynb").write_text("{")
    found = only_fault(copy.look(here))
    assert found.mend == mending.lessons(here, "reset", "03")
    workspace.reset("03")
    assert not faults(copy.look(here))


def test_a_file_named_after_a_package_is_a_fault_and_after_a_module_a_remark(
    course: Path, here: Installation
) -> None:
    workspace.prepare()
    for name in ("numpy.py", "random.py", "mine.py"):
        (workspace.notebooks() / name).touch()
    found = [*copy.look(here)]
    assert "instead of the package numpy" in only_fault(found).words
    assert "instead of Python's own random" in remarks(found)[0].words
    assert len(remarks(found)) == 1


def test_a_copy_in_the_course_folder_itself_is_told(
    course: Path, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESSONS_HOME", str(course.parent))
    found = only_fault(copy.look(here))
    assert "the course folder itself" in found.words
    assert "LESSONS_HOME" in found.mend


def test_a_package_without_its_lessons_is_told(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "__file__", "/nowhere/lessons_lib/workspace.py")
    assert "get the whole course folder" in only_fault(copy.look(here)).words
