"""The cells of a lesson that show PyTorch: one line without it; with it, the numbers that we have.

A cell tagged `torch` follows one of ours, and where PyTorch is installed it prints the same numbers. A cell
tagged `torch-raises` shows a call that PyTorch refuses.
"""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from lessons_lib import contents
from tools import build_notebooks, lesson_rules, lesson_source, torch_apart

STORED = lesson_source.NOTEBOOKS / contents.lesson("automatic").notebook
SAID_WITHOUT = re.compile(r"PyTorch is not installed: [^\n]+\n")
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d*)?(?:e[-+]?\d+)?|\bnan\b")
AGREE = {"rel": 1e-4, "abs": 1e-4, "nan_ok": True}  # PyTorch prints four decimals


@pytest.fixture(scope="module")
def stored() -> NotebookNode:
    return nbformat.read(STORED, as_version=4)


@pytest.fixture(scope="module")
def with_torch(stored: NotebookNode, tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    """The lesson run by a kernel that finds PyTorch, after everything that it finds anyway."""
    place = torch_apart.place()
    if place is None:
        pytest.skip("PyTorch is not installed apart: python -m tools.torch_apart")
    start = tmp_path_factory.mktemp("start")
    (start / "sitecustomize.py").write_text(f"import sys\nsys.path.append({place!r})\n", encoding="utf-8")
    path = os.pathsep.join([str(start), *filter(None, [os.environ.get("PYTHONPATH")])])
    notebook = copy.deepcopy(stored)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        build_notebooks.run(notebook, Path(STORED).parent)
    build_notebooks.tidy(notebook)
    return notebook


def tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def shows_torch(cell: NotebookNode) -> bool:
    return bool(tags(cell) & {"torch", "torch-raises"})


def text(cell: NotebookNode) -> str:
    """Return what a cell printed and gave, as text."""
    return "".join(
        output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs
    )


def numbers(cell: NotebookNode) -> list[float]:
    return [float(found.replace("−", "-")) for found in NUMBER.findall(text(cell))]


def test_only_cells_tagged_torch_use_it(stored: NotebookNode) -> None:
    importing, *rest = lesson_rules.code(stored)
    assert "torch = " in importing.source
    users = [cell for cell in rest if cell.outputs and "torch." in cell.source]
    assert users == [cell for cell in rest if shows_torch(cell)]


def test_without_pytorch_each_of_its_cells_says_so_in_one_line(stored: NotebookNode) -> None:
    said = {text(cell) for cell in lesson_rules.code(stored) if shows_torch(cell)}
    assert len(said) == 1
    assert SAID_WITHOUT.fullmatch(said.pop())


def test_the_lesson_names_the_version_that_is_tried(stored: NotebookNode) -> None:
    words = [cell.source for cell in stored.cells if cell.cell_type == "markdown"]
    assert any(f"pip install {torch_apart.REQUIREMENT}" in each for each in words)


@pytest.mark.torch
def test_with_pytorch_its_numbers_are_ours(with_torch: NotebookNode) -> None:
    ours: list[float] = []
    compared = 0
    for cell in lesson_rules.code(with_torch):
        if "torch" in tags(cell):
            assert numbers(cell) == pytest.approx(ours, **AGREE), cell.source
            assert ours, cell.source
            compared += 1
        elif not shows_torch(cell):
            ours = numbers(cell)
    assert compared >= 5


@pytest.mark.torch
def test_with_pytorch_the_call_that_raises_raises(with_torch: NotebookNode) -> None:
    (cell,) = [cell for cell in lesson_rules.code(with_torch) if "torch-raises" in tags(cell)]
    assert text(cell).startswith("RuntimeError: Mismatch in shape")


@pytest.mark.torch
def test_with_pytorch_all_other_cells_say_the_same(stored: NotebookNode, with_torch: NotebookNode) -> None:
    pairs = zip(lesson_rules.code(stored), lesson_rules.code(with_torch), strict=True)
    assert [text(now) for before, now in pairs if not shows_torch(before) and text(before) != text(now)] == []
    assert list(build_notebooks.complaints(with_torch)) == []
