"""Guesses of the first edition are known under today's names: carried over once, wholly or not at all."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import contents, first_edition
from lessons_lib.progress import Progress, export_progress, import_progress
from lessons_lib.progress._schema import _ATTEMPTS, _GUESSES, _NOTES
from tools import lesson_rules, lesson_source

Row = tuple[str, str, str, int, str, int, int]
SLOPE: Row = ("01 slope", "How steep?", "-3", 0, "-4", 1, 2)
OWN: Row = ("07 mine", "Whose?", "mine", 1, "mine", 1, 1)


def first_file(folder: Path, guesses: Iterable[Row]) -> Path:
    """Write a file as the first edition did, with an answer to a drill."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / "progress.sqlite")) as connection, connection:
        for statement in (_GUESSES, _ATTEMPTS, _NOTES):
            connection.execute(statement)
        connection.executemany("INSERT OR REPLACE INTO guesses VALUES (?, ?, ?, ?, ?, ?, ?)", guesses)
        connection.execute(
            "INSERT INTO attempts VALUES (NULL, 'chain rule', 1, 7, '2x', 'right', '', '', '', "
            "'2026-01-01T00:00:00.000000+00:00')"
        )
        connection.execute("PRAGMA user_version = 1")
    return folder / "progress.sqlite"


def rows(file: Path, table: str) -> list[Row]:
    with closing(sqlite3.connect(file)) as connection:
        return sorted(connection.execute(f"SELECT * FROM {table}"))


def asked() -> dict[str, str]:
    """Return the guesses of the lessons by name, with the word of the lesson that asks each."""
    found: dict[str, str] = {}
    for each in contents.LESSONS:
        notebook = lesson_source.read(lesson_source.NOTEBOOKS / "source" / f"{each.stem}.md")
        names = (
            call.keywords for cell in lesson_rules.code(notebook) for call in lesson_rules.questions(cell)
        )
        for name in [word.value.value for keywords in names for word in keywords if word.arg == "name"]:
            assert name not in found, f"{name} is asked twice"
            found[name] = each.word
    return found


def test_the_table_holds_the_guesses_of_all_lessons() -> None:
    assert asked() == contents.GUESSES


def test_each_successor_is_asked_today_and_none_has_two_predecessors() -> None:
    successors = [name for name in first_edition.GUESSES.values() if name is not None]
    assert len(successors) == len(set(successors))
    assert set(successors) <= set(contents.GUESSES)


def test_no_name_of_today_is_a_name_of_the_first_edition() -> None:
    assert not set(contents.GUESSES) & set(first_edition.GUESSES)
    assert not {each.stem for each in contents.LESSONS} & set(first_edition.LESSONS)
    assert not any(re.match(r"\d\d ", name) for name in contents.GUESSES)


def test_looking_finds_a_guess_under_its_new_name_and_writes_nothing(tmp_path: Path) -> None:
    file = first_file(tmp_path, [SLOPE, OWN])
    before, progress = file.read_bytes(), Progress(tmp_path)
    assert progress.recall("slope at a point").first == "-3"
    assert progress.recall("01 slope") is None
    assert [guess.name for guess in progress.guesses()] == ["slope at a point", "07 mine"]
    assert len(progress.attempts()) == 1
    assert "Lesson 01: 1 guessed" in repr(progress)
    assert file.read_bytes() == before


def test_the_first_answer_carries_all_over_once(tmp_path: Path) -> None:
    file = first_file(tmp_path, [SLOPE, OWN])
    progress = Progress(tmp_path)
    known = progress.guesses()
    progress.attempt("chain rule", 1, 8, "2x", "right")
    assert (progress.guesses(), progress.trouble) == (known, "")
    assert [attempt.seed for attempt in progress.attempts()] == [7, 8]
    assert rows(file, "guesses_of_the_first_edition") == [SLOPE, OWN]
    progress.forget("derivatives")
    assert Progress(tmp_path).recall("slope at a point") is None


def test_what_is_asked_no_more_stays_in_the_file_and_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(first_edition.GUESSES, "01 slope", None)
    file, progress = first_file(tmp_path, [SLOPE, OWN]), Progress(tmp_path)
    progress.attempt("chain rule", 1, 8, "2x", "right")
    assert [guess.name for guess in progress.guesses()] == ["07 mine"]
    assert rows(file, "guesses_of_the_first_edition") == [SLOPE, OWN]


def test_of_two_wordings_of_a_question_the_one_answered_last_is_carried_over(tmp_path: Path) -> None:
    older = ("01 slope", "How steep is it?", "1", 0, "1", 0, 9)
    first_file(tmp_path, [older, SLOPE])
    assert Progress(tmp_path).recall("slope at a point").question == "How steep?"


def test_a_carry_over_that_is_interrupted_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = first_file(tmp_path, [SLOPE, OWN])
    before = rows(file, "guesses")

    def fail(name: str) -> str:
        if name == "07 mine":
            raise sqlite3.OperationalError("database or disk is full")
        return name

    monkeypatch.setattr(first_edition, "guess_now", fail)
    Progress(tmp_path).attempt("chain rule", 1, 8, "2x", "right")
    monkeypatch.undo()
    assert rows(file, "guesses") == before
    progress = Progress(tmp_path)
    assert progress.attempt("chain rule", 1, 9, "2x", "right") is None
    assert [guess.name for guess in progress.guesses()] == ["slope at a point", "07 mine"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
ROWS = st.lists(
    st.tuples(
        st.sampled_from([*first_edition.GUESSES, "07 mine", "my own"]), TEXTS, TEXTS, st.booleans(), TEXTS,
        st.booleans(), st.integers(1, 9),
    ),
    max_size=8,
    unique_by=lambda row: row[:2],
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(guesses=ROWS)
def test_a_file_and_an_old_export_come_to_the_same(tmp_path_factory: pytest.TempPathFactory, guesses) -> None:
    """Whichever way somebody comes, every question answered is known, under the name of today."""
    folder = tmp_path_factory.mktemp("home")
    keys = ("name", "question", "first", "first_right", "latest", "latest_right", "tries")
    whole = {"kind": "progress of the lessons", "version": 1, "attempts": []}
    whole["guesses"] = [dict(zip(keys, row, strict=True)) for row in guesses]
    (folder / "old.json").write_text(json.dumps(whole), encoding="utf-8")
    first_file(folder / "one", guesses)
    carried, imported = Progress(folder / "one"), Progress(folder / "other")
    import_progress(imported, folder / "old.json")
    names = {first_edition.guess_now(row[0]) for row in guesses}
    assert {guess.name for guess in carried.guesses()} == names
    assert {guess.name for guess in imported.guesses()} == names


def test_an_export_of_today_needs_no_table(tmp_path: Path) -> None:
    first_file(tmp_path / "one", [SLOPE])
    export_progress(Progress(tmp_path / "one"), tmp_path / "new.json")
    other = Progress(tmp_path / "other")
    import_progress(other, tmp_path / "new.json")
    assert other.guesses() == Progress(tmp_path / "one").guesses()
    assert json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))["version"] == 2
