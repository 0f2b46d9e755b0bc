"""The laws of a built lesson, as functions that return sentences: what is wrong with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from statistics import median

from nbformat import NotebookNode

from lessons_lib.saving import LIVE_VIEW

LONGEST_CELL = 10
LONGEST_MEDIAN = 4
HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
SET_UP_ELSEWHERE = re.compile(r"rcParams|sys\.path|%%html|<style|clear_output|@?\binteract\b")
UNCOMPARED = {"nbval-ignore-output", "nbval-skip"}
REASON = "# not compared:"


def problems(notebook: NotebookNode, source: NotebookNode) -> list[str]:
    """Return all that is wrong with a built notebook, given its source as an unrun notebook."""
    rules = (outputs, guesses, shape, lengths, imports, comparisons)
    return [*agreement(notebook, source), *(problem for rule in rules for problem in rule(notebook))]


def code(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def first_line(cell: NotebookNode) -> str:
    """Return the line that a message names a cell by."""
    return f'"{cell.source.splitlines()[0] if cell.source else ""}"'


def agreement(notebook: NotebookNode, source: NotebookNode) -> Iterator[str]:
    """Source and notebook hold the same cells, and every code cell was run, in order."""
    pairs = [(cell.id, cell.cell_type, cell.source, cell.metadata) for cell in source.cells]
    if pairs != [(cell.id, cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]:
        yield "the notebook is not what its source says: run make notebooks"
    counts = [cell.execution_count for cell in code(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"the code cells were not run once each, in order: {counts}"


def outputs(notebook: NotebookNode) -> Iterator[str]:
    """No cell failed or warned, and nothing stored needs a kernel that is gone."""
    if "widgets" in notebook.metadata:
        yield "widget state is stored"
    for cell in code(notebook):
        for output in cell.outputs:
            if output.output_type == "error" or output.get("name") == "stderr":
                yield f"{first_line(cell)} fails or warns"
            if LIVE_VIEW in output.get("data", {}):
                yield f"{first_line(cell)} stores a live view"


def guesses(notebook: NotebookNode) -> Iterator[str]:
    """Between a guess and the next heading no output is visible but that of guesses."""
    guessing = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            guessing = guessing and not HEADING.search(cell.source)
        elif "predict." in cell.source:
            guessing = True
        elif guessing and cell.outputs and not cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            yield f"{first_line(cell)} shows an answer after a guess: tag it guess-answer"


def shape(notebook: NotebookNode) -> Iterator[str]:
    """Begin with a title; leave looks and paths to the package."""
    first = notebook.cells[0]
    if first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "the first cell is not a title"
    for cell in code(notebook):
        if SET_UP_ELSEWHERE.search(cell.source):
            yield f"{first_line(cell)} sets up what belongs in the package"
        if cell.source.rstrip().endswith(";"):
            yield f"{first_line(cell)} ends in a semicolon"


def lengths(notebook: NotebookNode) -> Iterator[str]:
    """Cells are short."""
    lines = [len(cell.source.splitlines()) for cell in code(notebook)]
    for cell, count in zip(code(notebook), lines, strict=True):
        if count > LONGEST_CELL:
            yield f"{first_line(cell)} has {count} lines; {LONGEST_CELL} is the most"
    if lines and median(lines) > LONGEST_MEDIAN:
        yield f"the median code cell has {median(lines)} lines; about 3 is meant"


def imports(notebook: NotebookNode) -> Iterator[str]:
    """Import in the first code cell, and only there."""
    importing = [position for position, cell in enumerate(code(notebook)) if _imports(cell.source)]
    if importing != [0]:
        yield f"imports stand in code cells {importing}; they belong in the first, and only there"


def _imports(source: str) -> bool:
    """Tell whether a cell imports; one that shows an IPython command is no plain Python."""
    try:
        nodes = ast.walk(ast.parse(source))
    except SyntaxError:
        return False
    return any(isinstance(node, ast.Import | ast.ImportFrom) for node in nodes)


def comparisons(notebook: NotebookNode) -> Iterator[str]:
    """Say in a comment why an output is not compared."""
    for cell in code(notebook):
        if UNCOMPARED & set(cell.metadata.get("tags", [])) and REASON not in cell.source:
            yield f'{first_line(cell)} is not compared: say why in a line "{REASON} ..."'
