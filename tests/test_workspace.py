from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessons_lib import workspace

NAME = "01-derivatives.ipynb"


def book(source: str, result: str = "") -> str:
    cell = {"cell_type": "code", "source": [source], "outputs": [result], "metadata": {}}
    return json.dumps({"cells": [cell]})


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "course" / "notebooks"
    folder.mkdir(parents=True)
    (folder / NAME).write_text(book("first"))
    (folder / "00-start-here.ipynb").write_text(book("start"))
    monkeypatch.setattr(workspace, "pristine", lambda: folder)
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path / "home"))
    return folder


def mine() -> Path:
    return workspace.notebooks() / NAME


def beside() -> list[str]:
    return sorted(path.name for path in workspace.notebooks().iterdir())


def test_the_first_start_copies_all_lessons(course: Path) -> None:
    assert workspace.prepare() == []
    assert {path.name: path.read_text() for path in workspace.notebooks().iterdir()} == {
        path.name: path.read_text() for path in course.iterdir()
    }


def test_an_unedited_lesson_follows_the_course_even_if_it_was_run(course: Path) -> None:
    workspace.prepare()
    mine().write_text(book("first", result="run by the learner"))
    (course / NAME).write_text(book("second"))
    assert workspace.prepare() == []
    assert mine().read_text() == book("second")


def test_what_a_learner_ran_stays_while_the_course_stays(course: Path) -> None:
    workspace.prepare()
    mine().write_text(book("first", result="run by the learner"))
    assert workspace.prepare() == []
    assert mine().read_text() == book("first", result="run by the learner")


def test_an_edited_lesson_is_kept_and_the_newer_one_is_offered_each_time(course: Path) -> None:
    workspace.prepare()
    mine().write_text(book("my own words"))
    assert workspace.prepare() == []
    (course / NAME).write_text(book("second"))
    for _ in range(2):
        (line,) = workspace.prepare()
        assert "lessons reset 01" in line
        assert "\n" not in line
        assert mine().read_text() == book("my own words")


def test_a_learner_who_made_the_same_change_is_not_asked(course: Path) -> None:
    workspace.prepare()
    mine().write_text(book("second"))
    (course / NAME).write_text(book("second", result="2"))
    assert workspace.prepare() == []
    (course / NAME).write_text(book("third"))
    assert workspace.prepare() == []
    assert mine().read_text() == book("third")


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"cells": [{}]}'])
def test_a_broken_notebook_counts_as_edited(course: Path, broken: str) -> None:
    workspace.prepare()
    mine().write_text(broken)
    (course / NAME).write_text(book("second"))
    assert len(workspace.prepare()) == 1
    assert mine().read_text() == broken


def test_a_folder_from_elsewhere_is_not_overwritten(course: Path) -> None:
    workspace.notebooks().mkdir(parents=True)
    mine().write_text(book("somebody's"))
    assert len(workspace.prepare()) == 1
    assert mine().read_text() == book("somebody's")


def test_reset_restores_and_loses_nothing(course: Path) -> None:
    workspace.prepare()
    for words in ("one", "two", "three"):
        mine().write_text(book(words))
        done = workspace.reset("01")
        assert done.kept is not None
        assert done.kept.read_text() == book(words)
        assert done.kept.name in repr(done)
        assert mine().read_text() == (course / NAME).read_text()
    assert len(beside()) == 5


def test_reset_of_an_untouched_lesson_leaves_no_litter(course: Path) -> None:
    workspace.prepare()
    before = beside()
    assert workspace.reset("01-derivatives.ipynb").kept is None
    assert beside() == before


def test_reset_brings_back_a_deleted_lesson(course: Path) -> None:
    workspace.prepare()
    mine().unlink()
    workspace.reset("01")
    assert mine().exists()


@pytest.mark.parametrize("name", ["", "7", "nought", "../01"])
def test_reset_of_no_one_lesson_names_them_all(course: Path, name: str) -> None:
    with pytest.raises(workspace.WorkspaceError, match="00-start-here, 01-derivatives"):
        workspace.reset(name)


def test_the_course_folder_itself_is_no_working_copy(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LESSONS_HOME", str(course.parent))
    for action in (workspace.prepare, lambda: workspace.reset("01")):
        with pytest.raises(workspace.WorkspaceError, match="LESSONS_HOME="):
            action()
    assert sorted(path.name for path in course.iterdir()) == ["00-start-here.ipynb", NAME]


def test_a_folder_that_cannot_be_written_is_one_sentence(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = course.parent / "file"
    in_the_way.write_text("")
    monkeypatch.setenv("LESSONS_HOME", str(in_the_way))
    with pytest.raises(workspace.WorkspaceError, match="LESSONS_HOME="):
        workspace.prepare()


def test_a_package_without_its_lessons_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        workspace, "__file__", str(tmp_path / "site-packages" / "lessons_lib" / "workspace.py")
    )
    with pytest.raises(workspace.WorkspaceError, match="make lab"):
        workspace.prepare()


def test_in_a_browser_a_lesson_is_put_back_by_deleting_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace.sys, "platform", "emscripten")
    with pytest.raises(workspace.WorkspaceError, match="delete it in the list of files"):
        workspace.reset("01")
