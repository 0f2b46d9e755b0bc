from __future__ import annotations

import copy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.saving import LIVE_VIEW
from tools import lesson_rules


def result(text: str = "3", **more: object) -> NotebookNode:
    return new_output("execute_result", {"text/plain": text, **more}, execution_count=1)


def code(
    source: str, *outputs: NotebookNode, hidden: bool = False, tags: tuple[str, ...] = ()
) -> NotebookNode:
    metadata = {"tags": list(tags)} | ({"jupyter": {"outputs_hidden": True}} if hidden else {})
    return new_code_cell(source, outputs=list(outputs), metadata=metadata)


def lesson(*more: NotebookNode) -> NotebookNode:
    """A lesson that obeys the laws, and more cells at its end; run in order."""
    cells = [
        new_markdown_cell("# Look at a slope"),
        code("import math"),
        new_markdown_cell("## A guess\n\nHow steep?"),
        code("predict.number('How steep?', 3)", result("Not answered yet")),
        new_markdown_cell("Look."),
        code("3", result(), hidden=True),
        new_markdown_cell("Seen.\n\n## Next"),
        code("4", result("4")),
        *more,
    ]
    for count, cell in enumerate((cell for cell in cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
    return new_notebook(cells=cells)


def problems(book: NotebookNode) -> list[str]:
    return lesson_rules.problems(book, copy.deepcopy(book))


def test_a_lesson_that_obeys_has_no_problems() -> None:
    assert problems(lesson()) == []


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        (code("import sys"), "imports stand in code cells"),
        (code("x\n" * 11), "11 lines"),
        (code("plt.rcParams['a'] = 1"), "belongs in the package"),
        (code("f;"), "semicolon"),
        (code("f", new_output("error", ename="E", evalue="", traceback=[])), "fails"),
        (code("f", new_output("stream", name="stderr", text="old")), "warns"),
        (code("f", result(**{LIVE_VIEW: {}})), "live view"),
        (code("f", tags=("nbval-ignore-output",)), "say why"),
    ],
)
def test_each_offence_is_found_and_alone(cell: NotebookNode, complaint: str) -> None:
    (found,) = problems(lesson(cell))
    assert complaint in found


def test_a_reason_lets_an_output_pass_uncompared() -> None:
    assert not problems(lesson(code("# not compared: today's date\nf", tags=("nbval-ignore-output",))))


@pytest.mark.parametrize("text", ["Nothing between.", "#hashtag", "a # b"])
def test_a_visible_answer_after_a_guess_is_found(text: str) -> None:
    more = [code("predict.choice('?', 'ab', 'a')", result()), new_markdown_cell(text), code("5", result("5"))]
    (found,) = problems(lesson(*more))
    assert "answer" in found


def test_after_the_next_heading_answers_may_be_seen() -> None:
    more = [
        code("predict.choice('?', 'ab', 'a')", result()),
        new_markdown_cell("### On"),
        code("5", result("5")),
    ]
    assert not problems(lesson(*more))


def test_a_notebook_that_differs_from_its_source_is_found() -> None:
    book = lesson()
    source = copy.deepcopy(book)
    source.cells[-1].source = "5"
    assert "make notebooks" in lesson_rules.problems(book, source)[0]


@pytest.mark.parametrize("counts", [[1, 2, 4, 3], [1, 2, None, 4], [2, 3, 4, 5]])
def test_cells_run_out_of_order_are_found(counts: list[int]) -> None:
    book = lesson()
    for cell, count in zip(lesson_rules.code(book), counts, strict=True):
        cell.execution_count = count
    assert "not run once each, in order" in problems(book)[0]


def test_widget_state_and_a_missing_title_are_found() -> None:
    book = lesson()
    book.metadata.widgets = {}
    book.cells[0].source = "No title"
    assert problems(book) == ["widget state is stored", "the first cell is not a title"]


def test_long_cells_are_found_by_their_median() -> None:
    longer = [code("a\n" * 6) for _ in range(9)]
    (found,) = problems(lesson(*longer))
    assert "median" in found
