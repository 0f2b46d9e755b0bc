"""The sheet that a class gets: questions with room to write, and no answer, not even in its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lessons_lib.drills.skills import Exercise

from ._choosing import Question, Version, Worksheet
from ._formulas import typeset
from ._page import Part, page

_MARKS = "abcdefgh"
_RULE = '<span class="rule"></span>'
_ANSWERS = {0: "for-number", 1: "for-list", 2: "for-matrix"}


def sheet(worksheet: Worksheet) -> str:
    """Return the questions of all versions as one page of HTML."""
    order = worksheet.order
    parts = [part_of(letter, _version(order.heading, letter, each)) for letter, each in worksheet.lettered]
    return page(order.heading, order.origin, parts)


def part_of(letter: str, body: str) -> Part:
    """Return a version as a part of a page."""
    return Part(f"version{letter}", f"Version {letter}" if letter else "", body)


def _version(title: str, letter: str, questions: Version) -> str:
    asked = "\n".join(map(_question, questions))
    notes = f'<p class="note">{" ".join(_notes(questions))}</p>'
    return (
        f'{head(title, letter)}\n{_fill_in(len(questions))}\n{notes}\n<ol class="questions">\n{asked}\n</ol>'
    )


def head(title: str, letter: str) -> str:
    """Return the title with the letter of the version."""
    version = f'<p class="which">Version <b>{letter}</b></p>' if letter else ""
    return f"<header><h1>{escape(title)}</h1>{version}</header>"


def _fill_in(count: int) -> str:
    return (
        f'<p class="fill-in"><span class="name">Name {_RULE}</span><span>Date {_RULE}</span>'
        f"<span>Right {_RULE} of {count}</span></p>"
    )


def _notes(questions: Version) -> Iterator[str]:
    """Yield what to know about the form of answers, as far as it is asked for here."""
    asked = [each.exercise for each in questions]
    if any(not each.options for each in asked):
        yield "Exact numbers are best: fractions and roots may stay as they are."
    if any(each.shape for each in asked):
        yield "Write lists in brackets, and matrices row by row."
    if any(each.options for each in asked):
        yield "Where there are boxes, tick one."
    if any(re.search(r"\blog\b", each.said) for each in asked):
        yield "log is the natural logarithm."


def _question(question: Question) -> str:
    exercise = question.exercise
    kind = "for-choice" if exercise.options else _ANSWERS[len(exercise.shape)]
    return (
        f'<li class="{kind} level{question.level}">\n<p class="ask">{typeset(exercise.ask)}</p>\n'
        f'<div class="room"></div>\n{_answer(exercise)}\n</li>'
    )


def _answer(exercise: Exercise) -> str:
    if not exercise.options:
        return f'<p class="answer">Answer {_RULE}</p>'
    boxes = zip(_MARKS, exercise.options, strict=False)
    listed = "".join(
        f'<li><span class="box"></span> <b>{mark})</b> {typeset(words)}</li>' for mark, words in boxes
    )
    return f'<ul class="options">{listed}</ul>'


def mark_of(exercise: Exercise) -> str:
    """Return the letter of the right box."""
    return _MARKS[exercise.options.index(exercise.answer)]
