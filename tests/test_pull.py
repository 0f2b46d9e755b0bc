"""A class that fetches the lessons by git and began with the first edition: what students changed is kept.

nbgitpuller, which docs/classroom.md tells of, commits a student's changes and then merges with ``-Xours``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lessons_lib import contents, first_edition
from tools.lesson_source import NOTEBOOKS

Book = dict[str, Any]
AS_IT_WAS = "addee2cdc9c64bbe"  # git knows the seven again only while they are what students have
FIRST = NOTEBOOKS / "first edition"
ME = ("-c", "user.name=student", "-c", "user.email=student@example.org")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *ME, *words], cwd=folder, check=True, capture_output=True)


def ran(book: Book) -> None:
    for number, cell in enumerate(book["cells"]):
        if cell["cell_type"] == "code":
            text = {"name": "stdout", "output_type": "stream", "text": [f"ran {number}\n"]}
            cell.update(execution_count=number + 100, outputs=[text, *cell["outputs"]])


def edited(book: Book) -> None:
    for cell in book["cells"][3::7]:
        cell["source"] = ["mine: ", *cell["source"]]


def noted(book: Book) -> None:
    note = {"cell_type": "markdown", "metadata": {}, "source": ["note"]}
    book["cells"] = [
        each for number, cell in enumerate(book["cells"]) for each in ({**note, "id": f"note-{number}"}, cell)
    ]


def untouched(book: Book) -> None:
    pass


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the first edition in its branch ``first`` and that of today in ``main``."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    course = tmp_path_factory.mktemp("course")
    (course / "notebooks").mkdir()
    for stem in first_edition.LESSONS:
        shutil.copy(FIRST / f"{stem}.ipynb", course / "notebooks")
    git(course, "init", "-q", "-b", "first")
    git(course, "add", "-A")
    git(course, "commit", "-q", "-m", "first")
    git(course, "switch", "-q", "-c", "main")
    shutil.rmtree(course / "notebooks")
    shutil.copytree(NOTEBOOKS, course / "notebooks")
    git(course, "add", "-A")
    git(course, "commit", "-q", "-m", "second")
    return course


def test_the_first_edition_stays_as_it_was() -> None:
    paths = [FIRST / f"{stem}.ipynb" for stem in sorted(first_edition.LESSONS)]
    content = b"".join(path.read_bytes() for path in paths)
    assert hashlib.sha256(content).hexdigest().startswith(AS_IT_WAS)


@pytest.mark.parametrize("change", [untouched, ran, edited, noted])
def test_a_pull_brings_the_eleven_and_keeps_the_seven_as_the_student_left_them(
    editions: Path, tmp_path: Path, change: Callable[[Book], None]
) -> None:
    student = tmp_path / "course"
    git(tmp_path, "clone", "-q", "-b", "first", str(editions), str(student))
    left: dict[str, bytes] = {}
    for path in (student / "notebooks").glob("*.ipynb"):
        book = json.loads(path.read_text(encoding="utf-8"))
        change(book)
        path.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        left[path.name] = path.read_bytes()
    git(student, "commit", "-q", "-am", "mine", "--allow-empty")
    git(student, "merge", "-q", "-Xours", "-m", "pulled", "origin/main")
    mine = student / "notebooks" / "first edition"
    assert {path.name: path.read_bytes() for path in mine.glob("*.ipynb")} == left
    today = {path.name: path.read_bytes() for path in (student / "notebooks").glob("*.ipynb")}
    assert today == {each.notebook: (NOTEBOOKS / each.notebook).read_bytes() for each in contents.LESSONS}
