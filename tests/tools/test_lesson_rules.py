from __future__ import annotations

import copy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lessons_lib.saving import LIVE_VIEW
from tools import lesson_rules

UNANSWERED = "Not answered yet: How steep?"


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
        code("predict.number('How steep?', f.derivative(1))", result(UNANSWERED)),
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


@pytest.mark.parametrize(
    "question", ["number(q, f(1))", "choice(q, ['a', 'b'], which())", "arrow(q, f, (1, 2))"]
)
@pytest.mark.parametrize("text", ["Nothing between.", "#hashtag", "a # b"])
def test_a_visible_answer_after_a_guess_is_found(text: str, question: str) -> None:
    guess = code(f"predict.{question}", result(UNANSWERED))
    (found,) = problems(lesson(guess, new_markdown_cell(text), code("5", result("5"))))
    assert "shows an answer after a guess" in found


def test_after_the_next_heading_answers_may_be_seen() -> None:
    guess = code("predict.point(q, f, end)", result(UNANSWERED))
    assert not problems(lesson(guess, new_markdown_cell("### On"), code("5", result("5"))))


ANSWERED = "How steep? You said 3, and so it is."


@pytest.mark.parametrize(
    "outputs",
    [
        [result(ANSWERED)],
        [result(UNANSWERED, **{"text/html": f"<p>{ANSWERED}</p>"})],
        [new_output("stream", text="4"), result(UNANSWERED)],
        [new_output("display_data", {"image/png": "iVBO"}), result(UNANSWERED)],
    ],
)
def test_a_guess_that_shows_more_than_its_question_is_found(outputs: list[NotebookNode]) -> None:
    (found,) = problems(lesson(code("predict.arrow(q, f, (1, 2))", *outputs)))
    assert "more than its question" in found


TELLING = [
    "number(q, 4)",
    "number(q, -0.5)",
    "number(q, truth=4)",
    "number(q, slope, explain='It is four.')",
    "choice(q, ['a', 'b'], 'a')",
    "choice(q, list(why), list(why)[1])",
    "arrow(q, f, (1, 2), (4, -0.6))",
    "point(q, f, [(3, 2), (-3, 1)])",
]


@pytest.mark.parametrize("question", TELLING)
def test_a_guess_that_tells_its_answer_in_its_code_is_found_unless_folded(question: str) -> None:
    guess = code(f"predict.{question}", result(UNANSWERED))
    (found,) = problems(lesson(guess))
    assert "tells the answer" in found
    guess.metadata["jupyter"] = {"source_hidden": True}
    assert not problems(lesson(guess))


def test_a_computed_truth_may_be_seen() -> None:
    asked = ["number(q, f.derivative(1))", "arrow(q, f, (1, 2))", "point(q, f, path.points[-1])"]
    assert not problems(lesson(*(code(f"predict.{each}", result(UNANSWERED)) for each in asked)))


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


@pytest.mark.parametrize(
    "call", ["drill('chain rule', seed=7)", "drills.five(1)", "practice()", "derive('x')"]
)
def test_a_drill_that_stores_more_than_its_question_is_found(call: str) -> None:
    assert problems(lesson(code(call, result(UNANSWERED)))) == []
    (found,) = problems(lesson(code(call, result("Right: 2x."))))
    assert "stores more than a question" in found


def test_flash_cards_are_stored_unturned() -> None:
    assert problems(lesson(code("flash_cards()", result("Ten cards, none turned yet.")))) == []
    assert len(problems(lesson(code("flash_cards()", result("Nine cards left."))))) == 1
