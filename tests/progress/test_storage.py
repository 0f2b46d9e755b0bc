"""What befalls a file: killed writers, crowds, full disks, locked folders, damage, other versions."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lessons_lib.progress import Progress, _store

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

BEGIN = """
import os, sys
from pathlib import Path
from lessons_lib.progress import Progress
folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
progress = Progress(folder)
def answer(seed):
    progress.attempt("chain rule", 1, seed, "2x cos x", "wrong", tags=["inner derivative missing"])
def kept():
    return len(progress.attempts())
"""
WRITE = """
for seed in range(first, first + count):
    answer(seed)
    print(seed, flush=True)
print(progress.trouble)
"""
FULL = """
import resource
answer(0)
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, ((folder / "progress.sqlite").stat().st_size, hard))
for seed in range(1, count):
    answer(seed)
print(kept(), progress.trouble)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
answer(count)
print(kept(), progress.trouble)
"""
LOCKED = """
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
print(kept(), progress.trouble)
answer(first)
print(kept(), progress.trouble)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may look into; in memory where that can be, since 2,000 writes take long."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    made = Path(tempfile.mkdtemp(dir=place))
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def child(program: str, folder: Path, first: int = 0, count: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BEGIN + program, str(folder), str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def said(program: str, folder: Path, first: int = 0, count: int = 0) -> list[str]:
    running = child(program, folder, first, count)
    out, _ = running.communicate(timeout=120)
    assert running.returncode == 0
    return out.splitlines()


def seeds(folder: Path) -> list[int]:
    return sorted(attempt.seed for attempt in Progress(folder).attempts())


def is_sound(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "progress.sqlite")) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def killed_while_writing(folder: Path, first: int, chance: random.Random) -> list[int]:
    """Let a child write, kill it in the middle of it, and return what it had said was kept."""
    writer = child(WRITE, folder, first, 10_000)
    lines = [writer.stdout.readline() for _ in range(chance.randint(1, 50))]
    time.sleep(chance.uniform(0, 0.004))
    os.kill(writer.pid, signal.SIGKILL)
    rest, _ = writer.communicate()
    return [int(line) for line in [*lines, *rest.splitlines()] if line.strip()]


@posix
def test_nothing_is_lost_when_writers_are_killed(folder: Path) -> None:
    chance, told = random.Random(5), list[int]()
    for turn in range(14):
        told += killed_while_writing(folder, 20_000 * turn, chance)
        kept = seeds(folder)
        assert set(told) <= set(kept)
        assert len(kept) <= len(told) + turn + 1
        assert is_sound(folder)
    assert len(told) > 200


def test_two_processes_write_a_thousand_each(folder: Path) -> None:
    writers = [child(WRITE, folder, first, 1000) for first in (0, 1000)]
    last = [writer.communicate(timeout=300)[0].splitlines()[-1] for writer in writers]
    assert last == ["", ""]
    assert seeds(folder) == list(range(2000))


@posix
def test_a_full_disk_is_told_and_all_is_kept_once_there_is_room(folder: Path) -> None:
    full, room = said(FULL, folder, count=200)
    count, _, trouble = full.partition(" ")
    assert int(count) == 200
    assert "full" in trouble
    assert trouble.count(". ") == 0
    assert room == "201 "
    assert seeds(folder) == list(range(201))
    assert is_sound(folder)


@posix
def test_a_folder_that_cannot_be_written_is_told_and_its_answers_are_read(folder: Path) -> None:
    Progress(folder).attempt("chain rule", 1, 0, "2x", "right")
    (folder / "progress.sqlite").chmod(0o444)
    folder.chmod(0o555)
    before, after = said(LOCKED, folder, first=7)
    assert before == "1 "
    count, _, trouble = after.partition(" ")
    assert count == "2"
    assert "make the folder writable" in trouble
    assert seeds(folder) == [0]


@posix
def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    folder.chmod(0o555)
    before, after = said(LOCKED, folder / "new", first=7)
    assert before == "0 "
    assert after.startswith("1 Your answers last only")


def damaged(folder: Path) -> bytes:
    content = b"no database " * 300
    (folder / "progress.sqlite").write_bytes(content)
    (folder / "progress.sqlite-journal").write_bytes(b"journal of that")
    return content


def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(folder: Path) -> None:
    content = damaged(folder)
    progress = Progress(folder)
    progress.attempt("chain rule", 1, 0, "2x", "right")
    assert "progress_damaged.sqlite" in progress.trouble
    assert (folder / "progress_damaged.sqlite").read_bytes() == content
    assert not (folder / "progress.sqlite-journal").exists()
    assert seeds(folder) == [0]


def test_damage_in_the_middle_is_noticed_and_nothing_overwritten(folder: Path) -> None:
    progress = Progress(folder)
    for seed in range(300):
        progress.attempt("chain rule", 1, seed, "2x " * 20, "right")
    path = folder / "progress.sqlite"
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 8] = b"\xff" * (4096 * 5)
    path.write_bytes(whole)
    assert Progress(folder).attempts() == ()
    assert (folder / "progress_damaged.sqlite").read_bytes() == bytes(whole)


def test_each_damaged_file_has_its_own_name(folder: Path) -> None:
    for number in range(3):
        damaged(folder)
        Progress(folder).attempt("chain rule", 1, number, "2x", "right")
    names = {path.name for path in folder.glob("*damaged*.sqlite")}
    assert names == {f"progress_damaged{end}.sqlite" for end in ("", "_2", "_3")}


def test_a_file_of_a_newer_version_is_not_touched(folder: Path) -> None:
    Progress(folder).attempt("chain rule", 1, 0, "2x", "right")
    with closing(sqlite3.connect(folder / "progress.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (folder / "progress.sqlite").read_bytes()
    progress = Progress(folder)
    progress.attempt("chain rule", 1, 1, "2x", "right")
    progress.remember("slope at a point", "How steep?", "-4", right=True)
    assert [attempt.seed for attempt in progress.attempts()] == [1]
    assert "newer version" in progress.trouble
    assert [path.name for path in folder.iterdir()] == ["progress.sqlite"]
    assert (folder / "progress.sqlite").read_bytes() == before


def test_a_file_that_another_program_holds_is_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_store, "_BUSY_SECONDS", 0.01)
    progress = Progress(folder)
    progress.attempt("chain rule", 1, 0, "2x", "right")
    with closing(sqlite3.connect(folder / "progress.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        progress.attempt("chain rule", 1, 1, "2x", "right")
        assert "another program holds" in progress.trouble
    progress.attempt("chain rule", 1, 2, "2x", "right")
    assert progress.trouble == ""
    assert seeds(folder) == [0, 1, 2]


GUESSES = """CREATE TABLE guesses (
    name TEXT NOT NULL, question TEXT NOT NULL, first TEXT NOT NULL, first_right INTEGER NOT NULL,
    latest TEXT NOT NULL, latest_right INTEGER NOT NULL, tries INTEGER NOT NULL,
    PRIMARY KEY (name, question))"""


def first_version(path: Path) -> Path:
    """Write a file as the first version of the course did."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(GUESSES)
        connection.execute("INSERT INTO guesses VALUES ('01 slope', 'How steep?', '-3', 0, '-4', 1, 2)")
    return path


def test_guesses_of_the_first_version_stay(folder: Path) -> None:
    before = first_version(folder / "progress.sqlite").read_bytes()
    progress = Progress(folder)
    assert progress.recall("slope at a point").tries == 2
    assert progress.attempts() == ()
    assert (folder / "progress.sqlite").read_bytes() == before
    progress.attempt("chain rule", 1, 0, "2x", "right")
    assert progress.recall("slope at a point").first == "-3"
    assert (seeds(folder), progress.trouble) == ([0], "")


@pytest.fixture
def moved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner without LESSONS_HOME whose guesses lie where older courses kept them; their data folder."""
    monkeypatch.delenv("LESSONS_HOME")
    monkeypatch.setattr("lessons_lib.progress._places.Path.home", lambda: folder)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(folder / "data" / "lessons"))
    first_version(folder / "lessons" / "progress.sqlite")
    return folder / "data" / "lessons"


def test_the_file_of_the_former_place_is_taken_over_once(folder: Path, moved: Path) -> None:
    former = folder / "lessons" / "progress.sqlite"
    before, progress = former.read_bytes(), Progress()
    assert progress.recall("slope at a point").tries == 2
    assert not moved.exists()
    progress.attempt("chain rule", 1, 0, "2x", "right")
    assert progress.recall("slope at a point").tries == 2
    assert len(progress.attempts()) == 1
    assert former.read_bytes() == before
    progress.reset()
    progress.attempt("chain rule", 1, 1, "2x", "right")
    assert progress.guesses() == ()


def test_attempts_of_the_former_place_come_along(folder: Path, moved: Path) -> None:
    Progress(folder / "lessons").attempt("chain rule", 1, 4, "2x", "right")
    Progress().attempt("chain rule", 1, 5, "2x", "right")
    assert [attempt.seed for attempt in Progress().attempts()] == [4, 5]


def test_a_damaged_file_of_the_former_place_stops_nobody(folder: Path, moved: Path) -> None:
    (folder / "lessons" / "progress.sqlite").write_bytes(b"no database " * 300)
    Progress().attempt("chain rule", 1, 5, "2x", "right")
    assert [attempt.seed for attempt in Progress().attempts()] == [5]
    assert (folder / "lessons" / "progress.sqlite").exists()


def test_progress_lies_apart_from_the_notebooks(folder: Path, moved: Path) -> None:
    assert Progress().file == moved / "progress.sqlite"
