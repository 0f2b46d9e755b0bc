"""How answers are read and judged, without any widget."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib import wording
from lessons_lib.predict._questions import ChoiceQuestion, NumberQuestion
from lessons_lib.predict._reading import UnreadableError

WHOLE = st.integers(-999, 999)


def slope(truth=-4.0, **options):
    return NumberQuestion("How steep?", truth, **options)


@given(guess=WHOLE, truth=WHOLE)
def test_the_gap_is_named_with_its_side(guess, truth):
    verdict = slope(truth, tolerance=0).judge(str(guess))
    assert verdict.right == (guess == truth)
    if guess == truth:
        assert verdict.sentence == f"You said {wording.number(guess)}, and so it is."
    else:
        side = "high" if guess > truth else "low"
        gap = f"{abs(guess - truth)} too {side}."
        assert verdict.sentence == f"You said {wording.number(guess)}; it is {wording.number(truth)}: {gap}"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("-4", -4), ("−4", -4), ("1/2", 0.5), ("2/3", 2 / 3), ("0.5", 0.5), ("pi/2", math.pi / 2), (" 3 ", 3)],
)
def test_numbers_are_read_in_the_learners_notation(typed, value):
    assert slope(value, tolerance=0).judge(typed).right


def test_an_expression_is_echoed_with_its_value():
    assert slope(0.4).judge("1/2").sentence == "You said 1/2 = 0.5; it is 0.4: 0.1 too high."
    assert slope(-4).judge("-3").sentence == "You said −3; it is −4: 1 too high."


@given(truth=st.floats(1, 1e3), share=st.floats(-0.02, 0.02))
def test_half_a_per_cent_is_near_enough(truth, share):
    guess = truth * (1 + share)
    expected = abs(guess - truth) <= 0.005 * abs(truth)
    assert slope(truth).judge(f"{guess:.17f}").right == expected


def test_a_typed_unit_is_no_harm_and_a_decimal_comma_is_explained():
    assert slope(4, unit="m").judge("4 m").right
    with pytest.raises(UnreadableError, match=r"Write a point: 0\.5"):
        slope(0.5).judge("0,5")


def test_a_decimal_is_echoed_as_it_was_typed():
    assert slope(0.12).judge("-0.120").sentence.startswith("You said −0.120; it is 0.12: 0.24 too low.")


def test_the_unit_follows_every_number():
    verdict = slope(4, unit="m").judge("3")
    assert verdict.sentence == "You said 3 m; it is 4 m: 1 m too low."
    assert verdict.revealed == "4 m"


def test_near_enough_still_names_the_truth():
    assert slope(1 / 3).judge("0.333").sentence == "You said 0.333; it is 0.3333: near enough."


@pytest.mark.parametrize(
    "typed", ["", "  ", "x", "3x", "1/0", "log(-1)", "sqrt(-1)", "2+", "((", "9^9^9", "import os"]
)
def test_what_is_no_number_gets_one_sentence(typed):
    with pytest.raises(UnreadableError) as problem:
        slope().judge(typed)
    assert str(problem.value).strip()
    assert "\n" not in str(problem.value)


def test_a_truth_is_computed_only_for_an_answer_that_can_be_read():
    calls = []
    question = slope(lambda: calls.append(1) or -4)
    with pytest.raises(UnreadableError):
        question.judge("x")
    assert not calls
    assert question.judge("-4").right
    assert calls == [1]


@given(chosen=st.sampled_from(["bigger", "smaller", "the same"]))
def test_a_choice_explains_each_option(chosen):
    options = ("bigger", "smaller", "the same")
    explain = {"bigger": "Rounding grows.", "smaller": "That is why."}
    verdict = ChoiceQuestion("Which?", options, "smaller", explain).judge(chosen)
    assert verdict.right == (chosen == "smaller")
    assert verdict.sentence.startswith(f"You said “{chosen}”")
    assert verdict.revealed == "smaller"
    assert verdict.sentence.endswith(explain.get(chosen, "it is “smaller”."))


def test_no_choice_is_no_answer():
    with pytest.raises(UnreadableError, match="Choose one"):
        ChoiceQuestion("Which?", ("a", "b"), "a").judge("")
