"""The file of answers: damaged, newer, locked, out of reach. It is never written."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lessons_lib.doctor import Installation
from lessons_lib.doctor import _answers as answers
from lessons_lib.doctor import _mending as mending
from lessons_lib.progress import Progress, learner
from tests.doctor.world import faults, only_fault, remarks

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and mounts of POSIX")


@pytest.fixture
def file() -> Path:
    """A file with one guess and one answer."""
    learner.attempt("chain rule", 1, 7, "2x cos x", "wrong")
    learner.remember("slope at a point", "How steep?", "-4", right=True)
    assert not learner.trouble
    return learner.file


def digest(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_a_sound_file_is_counted_and_left_as_it_is(file: Path, here: Installation) -> None:
    before = digest(file.parent)
    (found,) = (each for each in answers.look(here) if each.mark == "ok")
    assert found.words == f"whole, in {file}: guesses 1, answers to drills 1."
    assert digest(file.parent) == before


def test_no_file_is_no_fault_and_none_is_made(here: Installation) -> None:
    found = [*answers.look(here)]
    assert not faults(found)
    assert found[0].words == f"none yet; they will be kept in {learner.file}."
    assert not learner.file.parent.exists()


@pytest.mark.parametrize("kind", ["noise", "torn", "of another program"])
def test_a_damaged_file_is_told_left_alone_and_mended_by_the_command(
    kind: str, file: Path, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(file, kind)
    before = digest(file.parent)
    found = only_fault(answers.look(here))
    assert "is damaged" in found.words
    assert found.mend == mending.lessons(here, "progress")
    assert digest(file.parent) == before
    Progress().guesses()
    assert not faults(answers.look(here))
    assert before[str(file)] in digest(file.parent).values(), "the damaged file is kept"


def damage(file: Path, kind: str) -> None:
    if kind == "noise":
        file.write_bytes(bytes(range(256)) * 20)
    elif kind == "torn":
        content = bytearray(file.read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        file.write_bytes(content)
    else:
        file.unlink()
        with closing(sqlite3.connect(file)) as other, other:
            other.execute("CREATE TABLE guesses (something)")


def test_a_newer_file_is_not_damage(file: Path, here: Installation) -> None:
    with closing(sqlite3.connect(file)) as newer, newer:
        newer.execute("PRAGMA user_version = 99")
    found = only_fault(answers.look(here))
    assert "newer version of the course" in found.words
    assert "pull" in found.mend or "LESSONS_HOME" in found.mend


def test_a_file_that_is_being_written_is_a_remark(
    file: Path, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        found = [*answers._of_content(file, here)]
    assert "another program" in remarks(found)[0].words


def test_a_folder_that_is_named_from_the_present_one_is_a_fault(
    here: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LESSONS_HOME", "calculus")
    found = only_fault(answers.look(here))
    assert "name it from the root" in found.words
    assert "LESSONS_HOME" in found.mend


def test_a_folder_in_the_place_of_the_file_is_told(here: Installation) -> None:
    learner.file.mkdir(parents=True)
    assert "is no file" in only_fault(answers.look(here)).words


@pytest.mark.parametrize(("free", "mark"), [(10**6, "fault"), (10**8, "remark"), (10**10, "")])
def test_a_full_disk_is_told(
    free: int, mark: str, here: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr(answers.shutil, "disk_usage", lambda place: usage)
    found = [each for each in answers._of_disk(learner.file, here) if "disk" in each.words]
    assert [each.mark for each in found] == ([mark] if mark else [])


@pytest.mark.skipif(sys.platform != "linux", reason="reads the mounts of Linux")
def test_a_home_on_the_network_is_a_remark(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n/dev/sdb /home/local ext4 rw 0 0\n"
    )
    assert answers.network(Path("/home/anna/lessons"), mounts) == "nfs4"
    assert answers.network(Path("/home/local/lessons"), mounts) == ""
    assert answers.network(Path("/homework"), mounts) == ""


def test_a_folder_that_is_kept_in_step_is_a_remark(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "OneDrive - School" / "lessons"
    shared.mkdir(parents=True)
    monkeypatch.setenv("LESSONS_HOME", str(shared))
    assert "OneDrive" in remarks(answers.look(here))[0].words


LOCKED = """
import os, sys
from lessons_lib.doctor import Installation, _answers, _copy
here = Installation(dict(os.environ))
assert here.scripts.name  # read what Python keeps of itself while it can be read
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for module in (_answers, _copy):
    for found in module.look(here):
        print(found.mark, found.words, "|", found.mend)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@posix
@pytest.mark.parametrize("kept", [True, False])
def test_a_folder_that_cannot_be_written_is_told_for_answers_and_lessons(
    kept: bool, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_folder / "lessons"
    home.mkdir()
    if kept:
        Progress(home).remember("slope at a point", "How steep?", "-4", right=True)
        (home / "progress.sqlite").chmod(0o444)
    home.chmod(0o555)
    variables = {**os.environ, "LESSONS_HOME": str(home)}
    ran = subprocess.run(
        [sys.executable, "-c", LOCKED], env=variables, capture_output=True, text=True, check=True
    )
    told = [line for line in ran.stdout.splitlines() if line.startswith("fault")]
    assert len(told) == 2
    assert all("cannot be written" in line for line in told)
    assert all("chmod u+rw" in line or "sudo chown" in line for line in told)
