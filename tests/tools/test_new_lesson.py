from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tools import build_notebooks, lesson_rules, lesson_source, new_lesson


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    return tmp_path


def test_a_skeleton_builds_and_obeys_the_laws_of_a_lesson(notebooks: Path) -> None:
    source = new_lesson.write("11-long-valley", notebooks)
    assert source.read_text(encoding="utf-8").startswith("# Long valley")
    build_notebooks.build(source)
    made = nbformat.read(lesson_source.built(source), as_version=4)
    assert lesson_rules.problems(made, lesson_source.read(source)) == []


@pytest.mark.parametrize("name", ["7-x", "curves", "11_x", "11-X", "../11-x", "11-", ""])
def test_a_name_out_of_shape_is_refused(name: str, notebooks: Path) -> None:
    with pytest.raises(ValueError, match="11-curves"):
        new_lesson.write(name, notebooks)


def test_a_lesson_is_never_overwritten(notebooks: Path) -> None:
    source = new_lesson.write("11-x", notebooks)
    source.write_text("mine")
    with pytest.raises(ValueError, match="exists"):
        new_lesson.write("11-x", notebooks)
    assert source.read_text() == "mine"
