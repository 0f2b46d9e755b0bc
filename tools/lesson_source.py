"""Read a lesson's source (MyST text) as a notebook whose every cell has a stable name."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "name": "python", "pygments_lexer": "ipython3"},
}
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
HIDDEN_BY_TAG = {"guess-answer": "outputs_hidden", "hide-input": "source_hidden"}


def sources(notebooks: Path = NOTEBOOKS) -> list[Path]:
    """Return the sources of all lessons, in order."""
    return sorted((notebooks / "source").glob("*.md"))


def built(source: Path) -> Path:
    """Return where the notebook of a source stands."""
    return source.parent.parent / f"{source.stem}.ipynb"


def read(source: Path) -> NotebookNode:
    """Read a source as a notebook that has not been run."""
    text = FRONT_MATTER.sub("", source.read_text(encoding="utf-8"))
    notebook = jupytext.reads(text, fmt="md:myst")
    notebook.metadata = nbformat.from_dict(METADATA)
    seen: Counter[str] = Counter()
    for cell in notebook.cells:
        _name(cell, source.stem, seen)
        _hide(cell)
    nbformat.validate(notebook)
    return notebook


def _name(cell: NotebookNode, lesson: str, seen: Counter[str]) -> None:
    """Name a cell by what the author chose, or by lesson and text; equal cells are told apart by order."""
    text = f"{lesson}\n{cell.cell_type}\n{cell.source}"
    digest = hashlib.sha256(f"{text}\n{seen[text]}".encode()).hexdigest()[:10]
    seen[text] += 1
    cell.id = cell.metadata.pop("id", None) or digest


def _hide(cell: NotebookNode) -> None:
    """Store hidden what a tag asks to hide: an answer's output, a long input."""
    hidden = {HIDDEN_BY_TAG[tag]: True for tag in cell.metadata.get("tags", []) if tag in HIDDEN_BY_TAG}
    if hidden:
        cell.metadata.jupyter = hidden
