"""The command ``lessons worksheet``: its files, and one sentence for each wish that cannot be met."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lessons_lib import cli

Captured = pytest.CaptureFixture[str]
NAME = "worksheet_lesson_03_seed_7"


def make(folder: Path, *typed: str) -> int:
    return cli.main(["worksheet", "--count", "3", "--output", str(folder), *typed])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_worksheet_and_its_key_are_made(tmp_path: Path, capsys: Captured) -> None:
    typed = ["worksheet", "--lesson", "gradients", "--count", "10", "--seed", "7", "--versions", "3"]
    assert cli.main([*typed, "--output", str(tmp_path)]) == 0
    assert names(tmp_path) == [f"{NAME}.html", f"{NAME}_key.html"]
    told = capsys.readouterr().out
    assert str(tmp_path / f"{NAME}.html") in told
    assert "The same again: lessons worksheet --lesson gradients --count 10 --seed 7 --versions 3\n" in told


def test_the_current_folder_is_where_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["worksheet", "--skill", "chain rule", "--count", "1", "--seed", "3"]) == 0
    assert names(tmp_path) == ["worksheet_chain_rule_seed_3.html", "worksheet_chain_rule_seed_3_key.html"]


@pytest.mark.parametrize(("key", "made"), [("only", [f"{NAME}_key.html"]), ("none", [f"{NAME}.html"])])
def test_sheet_and_key_can_be_had_apart(key: str, made: list[str], tmp_path: Path) -> None:
    assert make(tmp_path, "--lesson", "3", "--seed", "7", "--key", key) == 0
    assert names(tmp_path) == made


def test_without_a_seed_one_is_drawn_and_said_so_that_the_sheet_can_be_made_again(
    tmp_path: Path, capsys: Captured
) -> None:
    assert make(tmp_path / "one", "--lesson", "1") == 0
    found = re.search(r"The same again: lessons (.*)\n", capsys.readouterr().out)
    assert found
    assert cli.main([*found[1].split(), "--output", str(tmp_path / "two")]) == 0
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_same_sheet_again_is_fine_and_another_is_not_written_over_it(
    tmp_path: Path, capsys: Captured
) -> None:
    same, other = (
        ("--lesson", "3", "--seed", "7"),
        ("--lesson", "gradients", "--seed", "7", "--title", "Week 3"),
    )
    assert make(tmp_path, *same) == make(tmp_path, *same) == 0
    before = (tmp_path / f"{NAME}.html").read_bytes()
    assert make(tmp_path, *other) == 2
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / f"{NAME}.html").read_bytes() == before
    assert make(tmp_path, *other, "--force") == 0
    assert b"Week 3" in (tmp_path / f"{NAME}.html").read_bytes()


def test_a_key_that_stands_in_the_way_keeps_the_sheet_from_being_written(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}_key.html").write_text("mine")
    assert make(tmp_path, "--lesson", "3", "--seed", "7") == 2
    assert names(tmp_path) == [f"{NAME}_key.html"]


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        (["--lesson", "11"], "derivatives, rules, gradients"),
        (["--lesson", "10"], "derivatives, rules, gradients"),
        (["--lesson", "two"], "curvature or automatic"),
        (["--skill", "chian rule"], "did you mean chain rule"),
        (["--skill", "taylor"], "second-order taylor"),
        (["--skill", "zzz"], "lessons progress"),
        (["--lesson", "3", "--skill", "chain rule"], "leave --lesson out"),
        (["--count", "0"], "--count"),
        (["--count", "61"], "1 to 60"),
        (["--count", "many"], "--help"),
        (["--versions", "0"], "--versions"),
        (["--versions", "11"], "1 to 10"),
        (["--level", "4"], "--level 1, 2 or 3"),
        (["--seed", "-1"], "another --seed"),
        (["--seed", "9" * 30], "another --seed"),
        (["--key", "maybe"], "--help"),
        (["--oops"], "--help"),
        (["02"], "--help"),
        (["--skill", "slopes by heart", "--level", "1", "--count", "50"], "--count"),
    ],
)
def test_bad_arguments_are_one_sentence_that_names_the_remedy(
    typed: list[str], remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    assert status_of(["worksheet", *typed]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert remedy in said.err
    assert names(tmp_path) == []


def status_of(typed: list[str]) -> int:
    try:
        return cli.main(typed)
    except SystemExit as end:
        return int(end.code or 0)


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "taken").write_text("")
    assert make(tmp_path / "taken") == 2
    assert "choose another folder with --output" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refused)
    assert make(tmp_path) == 2
    said = capsys.readouterr().err
    assert said == f"{tmp_path} cannot be written (Permission denied): choose another folder with --output.\n"
