from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image

from lessons_lib.saving import LIVE_VIEW
from tools import build_notebooks, lesson_source, stored_pictures

LESSON = """\
---
kernelspec:
  name: python3
---

# See a square

```{code-cell}
import os
from ipywidgets import IntSlider
from matplotlib.figure import Figure
```

## How big?

```{code-cell}
:id: the-answer
:tags: [guess-answer]
2 + 2
```

+++

A second text.

```{code-cell}
figure = Figure(figsize=(1, 1))
figure.subplots().plot([0, 1])
figure
```

```{code-cell}
print("one"); IntSlider()
```

```{code-cell}
print("one"); IntSlider()
```

```{code-cell}
os.path.exists(os.environ["LESSONS_HOME"])
```
"""


def course(tmp_path: Path, text: str = LESSON) -> Path:
    source = tmp_path / "notebooks" / "source" / "01_square.md"
    source.parent.mkdir(parents=True)
    source.write_text(text, encoding="utf-8")
    return source


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source that has been built once."""
    source = course(tmp_path_factory.mktemp("course"))
    assert build_notebooks.build(source)
    return source


def stored(source: Path) -> nbformat.NotebookNode:
    return nbformat.read(lesson_source.built(source), as_version=4)


def png(pixels: np.ndarray) -> str:
    target = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(target, "PNG")
    return base64.b64encode(target.getvalue()).decode()


def test_a_second_build_changes_no_byte(lesson: Path) -> None:
    before = lesson_source.built(lesson).read_bytes()
    assert not build_notebooks.build(lesson)
    assert lesson_source.built(lesson).read_bytes() == before


def test_the_notebook_is_the_source_run_once_in_order(lesson: Path) -> None:
    made, unrun = stored(lesson), lesson_source.read(lesson)
    assert [(cell.id, cell.source) for cell in made.cells] == [(cell.id, cell.source) for cell in unrun.cells]
    assert [cell.execution_count for cell in made.cells if cell.cell_type == "code"] == [1, 2, 3, 4, 5, 6]


def test_nothing_is_stored_that_differs_between_runs_or_needs_the_kernel(lesson: Path) -> None:
    made = stored(lesson)
    assert made.metadata == lesson_source.METADATA
    assert all(not {"execution"} & set(cell.metadata) for cell in made.cells)
    outputs = [output for cell in made.cells for output in cell.get("outputs", [])]
    assert outputs
    assert not any(LIVE_VIEW in output.get("data", {}) for output in outputs)
    assert "model_id" not in json.dumps(made)


def test_a_lesson_runs_with_a_fresh_learners_folder(lesson: Path) -> None:
    assert stored(lesson).cells[-1].outputs[0].data["text/plain"] == "False"


def test_what_is_not_compared_is_not_stored(tmp_path: Path) -> None:
    cell = ":tags: [nbval-ignore-output]\n# not compared: a time\nimport time; time.time()"
    source = course(tmp_path, f"# T\n\n```{{code-cell}}\n{cell}\n```\n")
    assert build_notebooks.build(source)
    assert stored(source).cells[-1].outputs == []
    assert not build_notebooks.build(source)


def test_an_answer_is_stored_hidden(lesson: Path) -> None:
    (answer,) = [cell for cell in stored(lesson).cells if cell.id == "the-answer"]
    assert answer.metadata.jupyter == {"outputs_hidden": True}
    assert answer.outputs[0].data["text/plain"] == "4"


def test_a_cell_keeps_its_name_when_others_come_and_go(tmp_path: Path, lesson: Path) -> None:
    names = [cell.id for cell in lesson_source.read(lesson).cells]
    assert len(set(names)) == len(names)
    more = course(tmp_path, LESSON.replace("## How big?", "A new text.\n\n+++\n\n## How big?"))
    after = [cell.id for cell in lesson_source.read(more).cells]
    assert [name for name in after if name in names] == names
    assert len(after) == len(names) + 1


def test_strict_nbval_passes_and_tells_a_number_that_is_out_of_date(lesson: Path, tmp_path: Path) -> None:
    made = stored(lesson)
    made.cells[3].outputs[0].data["text/plain"] = "5"
    for name, book in (("right", stored(lesson)), ("wrong", made)):
        nbformat.write(book, tmp_path / f"{name}.ipynb")
    said = nbval(tmp_path)
    assert "1 failed, 11 passed" in said
    assert "wrong.ipynb, code cell 1: a stored output is out of date" in said
    assert "stored: 5" in said
    assert "now:    4" in said
    assert "make notebooks" in said


def nbval(folder: Path) -> str:
    """Run nbval with the course's own conftest on notebooks that stand elsewhere."""
    root = str(lesson_source.ROOT)
    command = ["-m", "pytest", "-p", "conftest", "-p", "no:cacheprovider", "-q", "--nbval", "--rootdir", root]
    settings = ["-c", f"{root}/pyproject.toml", "--color", "no", str(folder)]
    ran = subprocess.run(
        [sys.executable, *command, *settings],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
    )
    return ran.stdout


def test_a_cell_that_fails_stops_the_build_and_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = course(tmp_path, "# T\n\n```{code-cell}\nroot = 1 / 0\n```\n")
    assert build_notebooks.main(["01", "--notebooks", str(source.parent.parent)]) == 1
    assert "ZeroDivisionError" in (said := capsys.readouterr().err)
    assert "01_square.md: a cell fails" in said
    assert not lesson_source.built(source).exists()


def test_a_warning_stops_the_build(tmp_path: Path) -> None:
    source = course(tmp_path, '# T\n\n```{code-cell}\nimport warnings\nwarnings.warn("old")\n```\n')
    with pytest.raises(build_notebooks.BuildError, match="old"):
        build_notebooks.build(source)


def test_a_lesson_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = course(tmp_path)
    assert build_notebooks.main(["07", "--notebooks", str(source.parent.parent)]) == 1
    assert "07" in capsys.readouterr().err


def with_picture(picture: str, caption: str = "c", code: str = "f") -> nbformat.NotebookNode:
    data = {"image/png": picture, "text/plain": caption}
    output = nbformat.v4.new_output("display_data", data)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code, id="a", outputs=[output])])


PLAIN = np.full((20, 20, 3), 255)


def spotted(count: int) -> np.ndarray:
    pixels = PLAIN.copy()
    pixels.reshape(-1, 3)[:count] = 0
    return pixels


@pytest.mark.parametrize(
    ("new", "kept"),
    [
        (with_picture(png(spotted(3))), True),
        (with_picture(png(spotted(4))), False),
        (with_picture(png(spotted(3)), caption="d"), False),
        (with_picture(png(spotted(3)), code="g"), False),
        (with_picture(png(spotted(0)[:10])), False),
    ],
    ids=["few pixels", "one per cent", "another caption", "other code", "another size"],
)
def test_a_stored_picture_is_kept_only_where_the_new_one_shows_the_same(
    new: nbformat.NotebookNode, kept: bool
) -> None:
    old = with_picture(png(PLAIN))
    drawn = new.cells[0].outputs[0].data["image/png"]
    stored_pictures.keep(new, old)
    assert new.cells[0].outputs[0].data["image/png"] == (png(PLAIN) if kept else drawn)


def test_a_stored_picture_has_a_palette_in_which_no_colour_is_seen_to_change() -> None:
    inks, cover = np.array([(0, 114, 178), (213, 94, 0), (0, 158, 115)]), np.linspace(0, 1, 256)[:, None]
    edges = np.concatenate([255 - cover * (255 - ink) for ink in inks])
    picture = np.random.default_rng(1).permutation(np.repeat(edges, 40, axis=0)).reshape(120, 256, 3)
    notebook = with_picture(png(picture))
    stored_pictures.shrink(notebook)
    small = notebook.cells[0].outputs[0].data["image/png"]
    assert len(small) < len(png(picture)) / 2
    assert stored_pictures.share_of_pixels(small, png(picture)) == 0
    assert stored_pictures.share_of_pixels(png(PLAIN), stored_pictures.with_palette(png(PLAIN))) == 0
