"""Laws of export and import: a round trip keeps everything, and importing twice adds nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.progress import (
    Attempt,
    Guess,
    Progress,
    ProgressError,
    export_progress,
    import_progress,
)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
TAGS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=6), max_size=2
)
ATTEMPTS = st.builds(
    Attempt,
    TEXTS,
    st.integers(1, 3),
    st.integers(0, 5),
    TEXTS,
    st.sampled_from(["right", "hint", "wrong", "shown"]),
    TAGS.map(tuple),
    st.sampled_from(["", "solid", "shaky", "wobbly"]),
    TEXTS,
    st.integers(0, 10**6).map(lambda s: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=s)),
)
GUESSES = st.builds(Guess, TEXTS, TEXTS, TEXTS, st.booleans(), TEXTS, st.booleans(), st.integers(1, 9))
PARTS = st.tuples(st.lists(GUESSES, max_size=3, unique_by=lambda g: g.name), st.lists(ATTEMPTS, max_size=6))


def holding(folder: Path, parts: tuple[list[Guess], list[Attempt]]) -> Progress:
    progress = Progress(folder)
    progress.take_in(*parts)
    return progress


def contents(progress: Progress) -> tuple[tuple[Guess, ...], list[Attempt]]:
    return progress.guesses(), sorted(progress.attempts())


@settings(max_examples=30)
@given(parts=PARTS)
def test_a_round_trip_keeps_everything_and_a_second_adds_nothing(tmp_path_factory, parts):
    folder = tmp_path_factory.mktemp("home")
    one, other = holding(folder / "one", parts), Progress(folder / "other")
    assert export_progress(one, folder / "kept.json") == (len(parts[0]), len(parts[1]))
    assert import_progress(other, folder / "kept.json") == (len(parts[0]), len(parts[1]))
    assert contents(other) == contents(one)
    assert import_progress(other, folder / "kept.json") == (0, 0)
    assert contents(other) == contents(one)


@settings(max_examples=20)
@given(mine=PARTS, theirs=PARTS)
def test_merging_keeps_all_of_both(tmp_path_factory, mine, theirs):
    folder = tmp_path_factory.mktemp("home")
    one, other = holding(folder / "one", mine), holding(folder / "other", theirs)
    export_progress(one, folder / "kept.json")
    import_progress(other, folder / "kept.json")
    assert set(other.attempts()) == {*mine[1], *theirs[1]}
    tries = {guess.name: guess.tries for guess in other.guesses()}
    for guess in (*mine[0], *theirs[0]):
        assert tries[guess.name] >= guess.tries


def exported(folder: Path) -> dict:
    progress = Progress(folder / "one")
    progress.attempt("chain rule", 1, 0, "2x", "right")
    progress.remember("slope at a point", "How steep?", "-4", right=True)
    export_progress(progress, folder / "kept.json")
    return json.loads((folder / "kept.json").read_text(encoding="utf-8"))


def broken(whole: dict, *place: str | int, value: object) -> str:
    part = whole
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("version",), 99, "newer version"),
        (("kind",), "recipes", "not an export"),
        (("attempts",), None, "damaged"),
        (("attempts", 0, "when"), "yesterday", "damaged"),
        (("attempts", 0, "when"), "2026-01-01T00:00:00", "damaged"),
        (("attempts", 0, "outcome"), "lucky", "damaged"),
        (("attempts", 0, "seed"), 10**30, "damaged"),
        (("attempts", 0, "tags"), ["\ud800"], "damaged"),
        (("guesses", 0, "first"), 3, "damaged"),
        (("guesses", 0, "tries"), -1, "damaged"),
    ],
)
def test_what_is_not_an_export_is_told_and_changes_nothing(tmp_path, place, value, words):
    (tmp_path / "bad.json").write_text(broken(exported(tmp_path), *place, value=value), encoding="utf-8")
    progress = Progress(tmp_path / "other")
    with pytest.raises(ProgressError, match=words):
        import_progress(progress, tmp_path / "bad.json")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("content", [b"", b"[1, 2]", b"\xff\xfe", b"[" * 10**5, b"{}"])
def test_any_other_file_is_told(tmp_path, content):
    (tmp_path / "bad.json").write_bytes(content)
    with pytest.raises(ProgressError, match="not an export"):
        import_progress(Progress(tmp_path), tmp_path / "bad.json")


def test_a_reset_keeps_a_backup_that_holds_everything(tmp_path):
    progress = Progress(tmp_path)
    assert progress.reset() is None
    for turn in range(2):
        progress.attempt("chain rule", 1, turn, "2x", "right")
        progress.remember("slope at a point", "How steep?", "-4", right=True)
        before, kept = contents(progress), progress.reset()
        assert contents(progress) == ((), [])
        (tmp_path / f"old {turn}").mkdir()
        kept.rename(tmp_path / f"old {turn}" / "progress.sqlite")
        assert contents(Progress(tmp_path / f"old {turn}")) == before


def test_a_backup_has_a_name_of_its_own(tmp_path):
    progress = Progress(tmp_path)
    names = []
    for _ in range(2):
        progress.attempt("chain rule", 1, 0, "2x", "right")
        names.append(progress.reset().name)
    assert names == ["progress_backup.sqlite", "progress_backup_2.sqlite"]
