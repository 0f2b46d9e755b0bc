"""Every lesson as it is stored: it is what its source says, and it obeys the laws of a lesson."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from lessons_lib import contents
from tools import lesson_rules, lesson_source

SOURCES = lesson_source.sources()


def test_notebooks_and_sources_are_the_same_lessons() -> None:
    built = {path.stem for path in lesson_source.NOTEBOOKS.glob("*.ipynb")}
    assert built == {path.stem for path in SOURCES}
    assert built == {each.stem for each in contents.LESSONS}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_lesson_is_its_source_and_obeys_the_laws(source: Path) -> None:
    notebook = nbformat.read(lesson_source.built(source), as_version=4)
    assert lesson_rules.problems(notebook, lesson_source.read(source)) == []
