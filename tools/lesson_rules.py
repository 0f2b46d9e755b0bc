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
NOT_ANSWERED = "Not answered yet"
NOT_TURNED = "none turned yet"
CARDS = {"derive", "drill", "five", "flash_cards", "practice"}
# Which argument of a question is its truth.
TRUTH_STANDS = {"number": 1, "choice": 2, "arrow": 3, "point": 2}


def problems(notebook: NotebookNode, source: NotebookNode) -> list[str]:
    """Return all that is wrong with a built notebook, given its source as an unrun notebook."""
    rules = (outputs, guesses, drills, shape, lengths, imports, comparisons)
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
    """Nothing gives a guess away: not its own cell, nor what is visible up to the next heading."""
    guessing = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            guessing = guessing and not HEADING.search(cell.source)
        elif asked := list(questions(cell)):
            guessing = True
            yield from _given_away(cell, asked)
        elif guessing and cell.outputs and not _folded(cell, "outputs_hidden"):
            yield f"{first_line(cell)} shows an answer after a guess: tag it guess-answer"


def drills(notebook: NotebookNode) -> Iterator[str]:
    """Nothing is stored of a drill but its question: the answer comes from the seed."""
    for cell in code(notebook):
        if _has_card(cell) and not all(map(_unanswered, cell.outputs)):
            yield f"{first_line(cell)} stores more than a question: give the card a cell of its own"


def _has_card(cell: NotebookNode) -> bool:
    calls = (node.func for node in ast.walk(_tree(cell.source)) if isinstance(node, ast.Call))
    names = {getattr(called, "id", getattr(called, "attr", "")) for called in calls}
    return bool(names & CARDS)


def questions(cell: NotebookNode) -> Iterator[ast.Call]:
    """Yield the calls of a cell that ask for a guess: ``predict.number`` and its like."""
    for node in ast.walk(_tree(cell.source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in TRUTH_STANDS
        ):
            room = node.func.value
            if isinstance(room, ast.Name) and room.id == "predict":
                yield node


def _given_away(cell: NotebookNode, asked: list[ast.Call]) -> Iterator[str]:
    if not all(_unanswered(output) for output in cell.outputs):
        yield f"{first_line(cell)} shows more than its question: move the rest behind the next heading"
    if any(map(_tells, asked)) and not _folded(cell, "source_hidden"):
        yield f"{first_line(cell)} tells the answer in its code: tag it hide-input, or compute the truth"


def _unanswered(output: NotebookNode) -> bool:
    """Tell whether an output is a card to which nobody has said anything, with nothing beside it."""
    data = output.get("data", {})
    texts = [data[kind] for kind in ("text/plain", "text/html") if kind in data]
    return bool(texts) and all(NOT_ANSWERED in text or NOT_TURNED in text for text in texts)


def _tells(call: ast.Call) -> bool:
    """Tell whether the truth can be read off a call: written out, explained, or an option by its place."""
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    assert isinstance(call.func, ast.Attribute)
    truth = keywords.get("truth", dict(enumerate(call.args)).get(TRUTH_STANDS[call.func.attr]))
    by_place = call.func.attr == "choice" and isinstance(truth, ast.Subscript)
    return "explain" in keywords or by_place or _written_out(truth)


def _written_out(node: ast.AST | None) -> bool:
    """Tell whether an expression is a number, a text, or a row of those."""
    if isinstance(node, ast.Tuple | ast.List):
        return all(map(_written_out, node.elts))
    if isinstance(node, ast.UnaryOp):
        return _written_out(node.operand)
    return isinstance(node, ast.Constant) and node.value is not None


def _folded(cell: NotebookNode, part: str) -> bool:
    return bool(cell.metadata.get("jupyter", {}).get(part))


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
    return any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(_tree(source)))


def _tree(source: str) -> ast.Module:
    """Read a cell; one that shows an IPython command is no plain Python, and reads as nothing."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


def comparisons(notebook: NotebookNode) -> Iterator[str]:
    """Say in a comment why an output is not compared."""
    for cell in code(notebook):
        if UNCOMPARED & set(cell.metadata.get("tags", [])) and REASON not in cell.source:
            yield f'{first_line(cell)} is not compared: say why in a line "{REASON} ..."'
