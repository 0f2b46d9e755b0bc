"""How arrows and points are read and judged, without any widget."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.figures.guess import angle_between
from lessons_lib.predict._picture_questions import ArrowQuestion, PlaceQuestion, PointQuestion, written_pair
from lessons_lib.predict._reading import UnreadableError

PART = st.integers(-99_999, 99_999).map(lambda part: part / 100)
PAIR = st.tuples(PART, PART)
VECTOR = PAIR.filter(any)


def which_way(truth=(4, 0.5), **options):
    return ArrowQuestion("Which way?", truth, **options)


def where(truth=(3, 2), tolerance=0.5):
    return PointQuestion("Where?", truth, tolerance)


def on_parabola(truth=3, tolerance=0.2):
    return PlaceQuestion("Where is it flat?", truth, tolerance, lambda x: x * x if x > -1 else math.nan, "t")


@given(pair=PAIR)
def test_a_pair_is_read_as_it_is_written(pair):
    assert where().read(written_pair(np.array(pair), 6)).tolist() == list(pair)


@pytest.mark.parametrize("typed", ["(4, 1/2)", "4, .5", "[4, 0.5]", "(4,1/2)", " ( 4 , 0.5 ) "])
def test_pairs_are_read_in_the_learners_notation(typed):
    assert which_way().judge(typed).right


ASKED = [which_way(), which_way(lengths=True), where(), on_parabola()]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize(
    "typed", ["", " ", "x", "(x, 1)", "1/0, 2", "((1, 2), (3, 4))", "(1, 2, 3)", "2+", "up"]
)
def test_what_cannot_be_judged_gets_one_sentence(asked, typed):
    with pytest.raises(UnreadableError) as problem:
        asked.judge(typed)
    assert str(problem.value).strip()
    assert "\n" not in str(problem.value)


def test_an_arrow_without_length_has_no_direction():
    with pytest.raises(UnreadableError, match="no direction"):
        which_way().judge("(0, 0)")
    assert "0 of the length" in which_way(lengths=True).judge("(0, 0)").sentence


@given(guess=VECTOR, truth=VECTOR, tolerance=st.sampled_from([0.5, 10, 90]))
def test_an_arrow_is_right_within_its_angle(guess, truth, tolerance):
    verdict = which_way(truth, tolerance=tolerance).judge(written_pair(np.array(guess), 6))
    angle = angle_between(guess, truth)
    assert verdict.right == (angle <= tolerance + 1e-9)
    assert verdict.shown["truth"].tolist() == list(truth)


@given(share=st.floats(0.05, 3).map(lambda share: round(share, 2)))
def test_where_length_counts_a_right_arrow_is_about_as_long(share):
    asked = which_way((40, 30), lengths=True, length_tolerance=0.2)
    verdict = asked.judge(f"({40 * share:.6f}, {30 * share:.6f})")
    assert verdict.right == (0.8 <= share <= 1.2)


@pytest.mark.parametrize(
    ("asked", "typed", "sentence"),
    [
        (which_way(), "(0, 3)", "You said (0, 3); it is (4, 0.5): 83 degrees off."),
        (which_way(), "(4, 1)", "You said (4, 1); it is (4, 0.5): 7 degrees off, near enough."),
        (which_way(), "(4, 1/2)", "You said (4, 0.5), and so it is."),
        (
            which_way(lengths=True),
            "(-8, -1)",
            "You said (−8, −1); it is (4, 0.5): 180 degrees off, 2 times the length.",
        ),
        (
            which_way((0, 0)),
            "(1, 1)",
            "You said (1, 1); it is (0, 0): its length is 0, so it has no direction.",
        ),
        (where(), "(0, 6)", "You said (0, 6); it is (3, 2): 5 away."),
        (where(), "(3, 2.4)", "You said (3, 2.4); it is (3, 2): 0.4 away, near enough."),
        (where(), "3, 2", "You said (3, 2), and so it is."),
        (where([(9, 9), (3, 2)]), "(3, 3)", "You said (3, 3); the nearest of 2 is (3, 2): 1 away."),
        (on_parabola([0, 3]), "1/2", "You said t = 0.5; the nearest of 2 is t = 0: 0.5 away."),
        (on_parabola(), "2.9", "You said t = 2.9; it is t = 3: 0.1 away, near enough."),
    ],
)
def test_the_gap_is_named(asked, typed, sentence):
    verdict = asked.judge(typed)
    assert verdict.sentence == sentence
    assert verdict.right == ("near enough" in sentence or "so it is" in sentence)


def test_two_arrows_of_length_zero_agree():
    verdict = which_way((0, 0), lengths=True).judge("(0, 0)")
    assert verdict.right
    assert verdict.sentence == "You said (0, 0), and so it is."


def test_a_point_off_the_curve_is_refused():
    with pytest.raises(UnreadableError, match="no point at t = −2"):
        on_parabola().judge("-2")
    assert on_parabola().read("2").tolist() == [2, 4]


def test_an_undefined_truth_is_said_to_be_so():
    with pytest.raises(ValueError, match="undefined"):
        which_way(lambda: (math.nan, 1)).judge("(1, 1)")


def test_a_truth_is_computed_only_for_an_answer_that_can_be_read():
    calls = []
    asked = where(lambda: calls.append(1) or (3, 2))
    with pytest.raises(UnreadableError):
        asked.judge("here")
    assert not calls
    assert asked.judge("(3, 2)").right
    assert calls == [1]
