"""The answer key: all answers at a glance, then worked steps, version by version."""

from __future__ import annotations

from html import escape

from lessons_lib.check.reading import echo
from lessons_lib.drills.skills import Exercise

from ._choosing import Question, Version, Worksheet
from ._formulas import formula, typeset
from ._page import Part, page
from ._sheet import head, mark_of, part_of

_NOTE = (
    "Every equal form is right as well; a rounded number counts from three significant digits on. "
    "A list may be written as a row or as a column."
)


def key(worksheet: Worksheet) -> str:
    """Return the answers to all versions, with worked steps, as one page of HTML."""
    order = worksheet.order
    title = f"Answers: {order.heading}"
    worked = [part_of(letter, _version(title, letter, each)) for letter, each in worksheet.lettered]
    glance = Part("answers", "All versions" if order.versions > 1 else "", _glance(worksheet, title))
    return page(title, order.origin, [glance, *worked])


def _glance(worksheet: Worksheet, title: str) -> str:
    letters = [letter for letter, _ in worksheet.lettered]
    rows = "\n".join(_row(letters, slot) for slot in zip(*worksheet.versions, strict=True))
    again = f"The same sheet again: <code>{escape(worksheet.order.command)}</code>"
    notes = f'<p class="note">{_NOTE}<br/>{again}</p>'
    return f'{head(title, "")}\n{notes}\n<ol class="answers">\n{rows}\n</ol>'


def _row(letters: list[str], slot: Version) -> str:
    given = zip(letters, slot, strict=True)
    each = "".join(f"<span>{_letter(letter)}{_answer(one.exercise)}</span> " for letter, one in given)
    return (
        f'<li><div><span class="skill">{_named(slot[0])}</span><span class="given">{each}</span></div></li>'
    )


def _letter(letter: str) -> str:
    return f"<b>{letter}</b> " if letter else ""


def _named(question: Question) -> str:
    return f"{escape(question.skill.shown)}, level {question.level}"


def _answer(exercise: Exercise) -> str:
    if exercise.options:
        return f"{mark_of(exercise)}) {typeset(exercise.answer)}"
    return formula(echo(exercise.answer, exercise.variables).latex)


def _version(title: str, letter: str, questions: Version) -> str:
    worked = "\n".join(map(_worked, questions))
    return f'{head(title, letter)}\n<ol class="worked">\n{worked}\n</ol>'


def _worked(question: Question) -> str:
    exercise = question.exercise
    steps = "\n".join(f"<li><i>{escape(line.rule)}:</i> {typeset(line.text)}</li>" for line in exercise.steps)
    answer = f'<p class="result"><b>Answer:</b> <span class="value">{_answer(exercise)}</span></p>'
    again = f'<p class="skill">{_named(question)}; read again: {escape(question.section.words)}</p>'
    ask = f'<p class="ask">{typeset(exercise.ask)}</p>'
    return f'<li>\n{ask}\n{answer}\n<ol class="steps">\n{steps}\n</ol>\n{again}\n</li>'
