"""Flat points are found, marked and named."""

import pytest

from lessons_lib.wording import number
from tests.pictures.support import function, picture


def test_flat_points_are_marked_and_named():
    drawn = picture("flat_points", function("x^4 - 4x^2 + x"), view=(-2.6, 2.6, -7, 12))
    words = set(drawn.words())
    assert sum(text.startswith("minimum") for text in words) == 2
    marked = {mark.place for mark in drawn.standing("derivative", "dot")}
    for point in drawn.found:
        assert f"{point.kind}\n({number(point.point)}, {number(point.value)})" in words
        assert (point.point, point.value) in marked
    assert drawn.caption.count("minimum") == 2
    assert drawn.caption.endswith("slope −3 at x = 1.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-x^2", "maximum 0"),
        ("x^3", "neither minimum nor maximum"),
        ("x^4", "minimum 0"),
        ("exp x", "no flat point"),
    ],
)
def test_kinds_of_flat_points_are_said(text, words):
    assert words in picture("flat_points", function(text), view=(-2, 2)).caption
