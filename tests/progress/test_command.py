"""The command ``lessons progress``: a table, a picture, export, import, reset."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lessons_lib import cli
from lessons_lib.progress import learner

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _answered() -> None:
    learner.attempt("product rule", 1, 7, "2x cos x", "wrong", tags=["product of derivatives"])
    learner.remember("slope at a point", "How steep?", "-4", right=True)


def test_the_table_names_every_skill_with_its_standing(capsys: Captured) -> None:
    assert cli.main(["progress"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("lesson  skill") for line in lines)
    (row,) = (line for line in lines if line.startswith("02 ") and " product rule " in line)
    assert row.endswith("level 1, due tomorrow")
    assert "Lesson 01: 1 guessed, 1 right at once" in lines


def test_the_picture_is_drawn_with_its_sentence(tmp_path: Path, capsys: Captured) -> None:
    assert cli.main(["progress", "--picture", str(tmp_path / "mine.png")]) == 0
    assert (tmp_path / "mine.png").read_bytes().startswith(b"\x89PNG")
    assert "1 is begun" in capsys.readouterr().out


def test_an_export_can_be_imported_after_a_reset(tmp_path: Path, capsys: Captured) -> None:
    learner.take_in((), [learner.attempts()[0]._replace(seed=seed) for seed in range(60)])
    before, kept = learner.attempts(), str(tmp_path / "kept.json")
    assert cli.main(["progress", "export", kept]) == 0
    assert cli.main(["progress", "reset", "--yes"]) == 0
    assert learner.attempts() == ()
    assert "progress_backup.sqlite" in capsys.readouterr().out
    assert cli.main(["progress", "import", kept]) == 0
    assert f"answers to drills {len(before)}, guesses 1" in capsys.readouterr().out
    assert learner.attempts() == before
    assert learner.noted("review"), "the next question need not go through all of them"


@pytest.mark.parametrize(("typed", "status", "left"), [("yes\n", 0, 0), ("no\n", 1, 1), ("", 1, 1)])
def test_a_reset_asks(
    typed: str, status: int, left: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert cli.main(["progress", "reset"]) == status
    assert "Forget all" in capsys.readouterr().out
    assert len(learner.attempts()) == left


@pytest.mark.parametrize(
    "typed",
    [
        ["progress", "export"],
        ["progress", "import", "no-such-file"],
        ["progress", "export", "no-such-folder/kept.json"],
        ["progress", "--picture", "mine.pdf"],
        ["progress", "--picture", "no-such-folder/mine.png"],
        ["progress", "restart"],
        ["progress", "--oops"],
        ["progress", "reset", "01"],
        ["reset", "01", "--oops"],
        [],
    ],
)
def test_bad_arguments_are_one_sentence(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = cli.main(typed)
    except SystemExit as stop:
        status = stop.code
    assert status == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said[:1].isupper() or said.startswith(("no-such", "mine"))
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_that_lacks_signs_shows_others(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lessons_lib.cli", "progress"]
    variables = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LESSONS_HOME": str(tmp_path)}
    ran = subprocess.run(command, capture_output=True, check=False, env=variables)
    assert ran.returncode == 0
    assert b"product rule" in ran.stdout
