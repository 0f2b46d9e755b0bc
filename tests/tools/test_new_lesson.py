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
    source = new_lesson.write("07_long_valley", notebooks)
    assert source.read_text(encoding="utf-8").startswith("# Long valley")
    build_notebooks.build(source)
    made = nbformat.read(lesson_source.built(source), as_version=4)
    assert lesson_rules.problems(made, lesson_source.read(source)) == []


@pytest.mark.parametrize("name", ["7_x", "curves", "07-x", "07_X", "../07_x", "07_", ""])
def test_a_name_out_of_shape_is_refused(name: str, notebooks: Path) -> None:
    with pytest.raises(ValueError, match="07_curves"):
        new_lesson.write(name, notebooks)


def test_a_lesson_is_never_overwritten(notebooks: Path) -> None:
    source = new_lesson.write("07_x", notebooks)
    source.write_text("mine")
    with pytest.raises(ValueError, match="exists"):
        new_lesson.write("07_x", notebooks)
    assert source.read_text() == "mine"
