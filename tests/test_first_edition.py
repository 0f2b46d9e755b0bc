"""Notebooks of the first edition: what a learner edited is kept, unchanged; the rest is replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessons_lib import cli, contents, first_edition, workspace

STEMS = list(first_edition.LESSONS)


def book(source: str, result: str = "") -> str:
    cell = {"cell_type": "code", "source": [source], "outputs": [result], "metadata": {}}
    return json.dumps({"cells": [cell]})


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "course" / "notebooks"
    folder.mkdir(parents=True)
    for each in contents.LESSONS:
        (folder / each.notebook).write_text(book(each.title))
    monkeypatch.setattr(workspace, "pristine", lambda: folder)
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path / "home"))
    return folder


@pytest.fixture
def home(course: Path) -> Path:
    """A home of the first edition, nothing edited yet."""
    for folder in (workspace.notebooks(), workspace.home() / ".pristine"):
        folder.mkdir(parents=True)
        for stem in STEMS:
            (folder / f"{stem}.ipynb").write_text(book(f"first {stem}"))
    return workspace.home()


def mine(stem: str) -> Path:
    return workspace.notebooks() / f"{stem}.ipynb"


def aside() -> dict[str, str]:
    folder = workspace.notebooks() / "first edition"
    return {path.name: path.read_text() for path in folder.iterdir()} if folder.exists() else {}


def beside() -> set[str]:
    return {path.name for path in workspace.notebooks().iterdir()}


NOTEBOOKS = {each.notebook for each in contents.LESSONS}


def test_of_a_home_with_all_seven_edited_each_is_kept_unchanged_and_one_sentence_says_so(home: Path) -> None:
    edited = {f"{stem}.ipynb": book(f"mine {stem}", "what I saw") for stem in STEMS}
    for name, text in edited.items():
        (workspace.notebooks() / name).write_text(text)
    (line,) = workspace.prepare()
    assert aside() == edited
    assert beside() == {*NOTEBOOKS, "first edition"}
    assert all(stem in line for stem in STEMS)
    assert '"first edition"' in line
    assert line.endswith("it shows its pictures, but no longer runs.")
    assert workspace.prepare() == []
    assert aside() == edited


def test_what_was_only_run_is_replaced(home: Path) -> None:
    mine("02_gradients").write_text(book("first 02_gradients", "run"))
    assert workspace.prepare() == []
    assert beside() == NOTEBOOKS
    assert not list((home / ".pristine").glob("*_*"))


def test_versions_kept_at_a_reset_and_a_file_that_is_no_notebook_are_kept_too(home: Path) -> None:
    kept = {
        "01_derivatives_yours_2026-11-01.ipynb": book("first 01_derivatives"),
        "03_jacobians.ipynb": "torn",
    }
    for name, text in kept.items():
        (workspace.notebooks() / name).write_text(text)
    workspace.prepare()
    assert aside() == kept


def test_without_a_record_of_what_was_handed_out_nothing_is_dropped(home: Path) -> None:
    for path in (home / ".pristine").iterdir():
        path.unlink()
    workspace.prepare()
    assert sorted(aside()) == [f"{stem}.ipynb" for stem in STEMS]


def test_what_a_learner_wrote_under_other_names_stays_where_it_is(home: Path) -> None:
    mine("07_my_own").write_text(book("mine"))
    (workspace.notebooks() / "notes.txt").write_text("mine")
    workspace.prepare()
    assert beside() == {*NOTEBOOKS, "07_my_own.ipynb", "notes.txt"}


@pytest.mark.parametrize("after", range(7))
def test_a_move_that_is_interrupted_goes_on_at_the_next_start(
    home: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    edited = {f"{stem}.ipynb": book(f"mine {stem}") for stem in STEMS}
    for name, text in edited.items():
        (workspace.notebooks() / name).write_text(text)
    rename, done = Path.rename, []

    def interrupted(path: Path, target: Path) -> Path:
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(path)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        workspace.prepare()
    monkeypatch.undo()
    monkeypatch.setenv("LESSONS_HOME", str(home))
    folder = home.parent / "course" / "notebooks"
    monkeypatch.setattr(workspace, "pristine", lambda: folder)
    workspace.prepare()
    assert aside() == edited
    assert beside() == {*NOTEBOOKS, "first edition"}


def test_nothing_is_written_over_what_is_aside_already(home: Path) -> None:
    mine("02_gradients").write_text(book("mine"))
    workspace.prepare()
    mine("02_gradients").write_text(book("put back"))
    workspace.prepare()
    assert aside() == {"02_gradients.ipynb": book("mine"), "02_gradients_2.ipynb": book("put back")}


def test_reset_says_which_lesson_and_where_that_of_the_first_edition_is_before_it_acts(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine("02_gradients").write_text(book("mine"))
    workspace.prepare()
    kept = workspace.notebooks() / "first edition" / "02_gradients.ipynb"
    assert cli.main(["reset", "02"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"Lesson 02 is Rules and step sizes; that of the first edition, Gradients, is {kept}."
    assert second.startswith("02-rules-and-step-sizes is as new")
    assert workspace.which("gradients") == "Lesson 03 is Gradients."
    assert aside() == {"02_gradients.ipynb": book("mine")}
