"""The picture of mastery: tracks follow the answers, words stand beside them, and all say the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.drills.review import Past
from lessons_lib.figures.mastery import caption_of, mastery_figure

NOW = datetime(2026, 3, 20, tzinfo=UTC)
NAMES = [
    "product rule",
    "direction of steepest ascent",
    "Jacobian of a layer",
    "kinds of flat points",
    "chain",
]


def past(number: int, lesson: str, steps: list[int], is_due: bool = False) -> Past:
    rungs = np.clip(np.cumsum(steps), 0, 6)
    moments = tuple(NOW - timedelta(hours=5 * (len(steps) - at)) for at in range(len(steps)))
    due = "not begun" if not steps else "due today" if is_due else "due in 12 days"
    name = f"{NAMES[number % len(NAMES)]} {number}"
    return Past(name, lesson, moments, tuple(float(rung) / 6 for rung in rungs), due, is_due)


def many(count: int) -> list[Past]:
    lessons = [f"0{1 + 5 * number // count}" for number in range(count)]
    return [past(number, lesson, [1] * (number % 9)) for number, lesson in enumerate(lessons)]


STEPS = st.lists(st.sampled_from([-1, 0, 1, 2]), max_size=9)


@settings(max_examples=12)
@given(steps=st.lists(STEPS, min_size=1, max_size=4))
def test_tracks_and_sentence_follow_the_answers(steps):
    rows = [past(number, "01", each) for number, each in enumerate(steps)]
    picture = mastery_figure(rows, NOW)
    lesson, *tracks = picture.columns[0].tracks
    for row, track in zip(rows, tracks, strict=True):
        np.testing.assert_allclose(track[:-1], row.shares)
        assert track[-1] == (row.shares[-1] if row.shares else 0)
    assert lesson[-1] == pytest.approx(np.mean([track[-1] for track in tracks]))
    begun = sum(bool(each) for each in steps)
    are = "is" if begun == 1 else "are"
    assert (f"{begun} {are} begun" if begun else "Nothing answered yet") in picture.caption


@pytest.mark.parametrize("classroom", [False, True])
@pytest.mark.parametrize("count", [1, 6, 20, 45])
def test_no_words_cover_others_or_leave_the_sheet(count, classroom):
    figure = mastery_figure(many(count), NOW, classroom=classroom).figure
    figure.canvas.draw()
    words = [text for ax in figure.axes for text in ax.texts]
    boxes = [text.get_window_extent() for text in words]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in boxes)
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_tracks_stay_wide_enough_to_be_read():
    figure = mastery_figure(many(45), NOW, classroom=True).figure
    assert min(ax.get_window_extent().width for ax in figure.axes) > 100


def test_what_is_due_is_said_in_words_and_colour():
    column = mastery_figure([past(0, "01", [1], is_due=True), past(1, "01", [1])], NOW).columns[0]
    _, due, later = column.words
    assert (due.get_text().strip(), later.get_text().strip()) == ("due today", "in 12 days")
    assert due.get_color() != later.get_color()


def test_the_sentence_names_lessons_and_what_is_lowest():
    rows = [past(0, "01", [2, 2, 2]), past(1, "01", [1]), past(2, "02", [])]
    assert caption_of(rows) == (
        "Of 3 skills, 2 are begun, 1 solid and 0 due today; mastery by lesson: lesson 01 58 %, lesson 02 0 %"
        "; lowest so far: direction of steepest ascent 1."
    )


@pytest.mark.parametrize("rows", [[], many(9)[:1], [past(0, "01", [])]])
def test_nothing_answered_is_a_picture_too(rows):
    picture = mastery_figure(rows, NOW)
    picture.figure.canvas.draw()
    assert picture.caption.startswith("Nothing answered yet: ")
    assert not any(tick.get_text() for ax in picture.figure.axes for tick in ax.get_xticklabels())
    assert picture.move() == []


def test_answers_of_one_moment_are_drawn():
    one = Past("chain rule", "01", (NOW, NOW), (1 / 6, 2 / 6), "due tomorrow", is_due=False)
    picture = mastery_figure([one], NOW)
    picture.figure.canvas.draw()
    assert picture.place([NOW])[0] == 1
