"""Flash cards without a browser: the order of the deck, what is kept back, and what is remembered."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.drills import flash_cards
from lessons_lib.drills.card._deck import RATINGS, Deck
from lessons_lib.drills.card._slopes import slope_picture, slopes
from lessons_lib.progress import Progress, learner
from tests.drills.card_support import Listener, tell

FRONT_END = ("_esm", "_css", "layout")
NAMES = [f"card {number}" for number in range(10)]
ratings = st.lists(st.sampled_from(RATINGS), max_size=60)


def cards_with(memory=None, seed=1):
    return flash_cards(seed, memory=memory or Listener())


def state(cards):
    kept = cards.get_state()
    return json.dumps({key: kept[key] for key in kept if key not in FRONT_END}, default=str)


def bring_up(cards, name):
    """Know cards until this one is on top."""
    while cards.slope.name != name:
        cards.turn()
        cards.rate("knew it")


# the deck


@given(ratings, st.integers(0, 50))
def test_the_same_ratings_lead_to_the_same_cards(given_ratings, seed):
    one, other = Deck(NAMES, seed), Deck(NAMES, seed)
    for rating in given_ratings:
        assert one.top == other.top
        if one.top:
            one.rate(rating)
            other.rate(rating)


@given(ratings)
def test_no_card_is_lost_and_none_is_there_twice(given_ratings):
    deck, known = Deck(NAMES), []
    for rating in given_ratings:
        if deck.top is None:
            break
        name, before = deck.top, deck.left
        deck.rate(rating)
        known += [name] if deck.left < before else []
    while deck.top:
        name, before = deck.top, deck.left
        deck.rate("knew it")
        known += [name] if deck.left < before else []
    assert sorted(known) == sorted(NAMES)


def test_knowing_all_takes_each_card_once():
    deck, seen = Deck(NAMES), []
    while deck.top:
        seen.append(deck.top)
        deck.rate("knew it")
    assert sorted(seen) == sorted(NAMES)
    assert deck.hard == []


@pytest.mark.parametrize(("rating", "between"), [("not yet", 2), ("nearly", 5)])
def test_a_card_not_known_comes_back_sooner_the_less_it_was_known(rating, between):
    deck = Deck(NAMES)
    first = deck.top
    deck.rate(rating)
    assert deck.returning == 1
    for _ in range(between):
        assert deck.top != first
        deck.rate("knew it")
    assert deck.top == first


def test_a_card_that_was_not_known_has_to_be_known_twice():
    deck = Deck(["only"])
    deck.rate("not yet")
    deck.rate("knew it")
    assert deck.left == 1
    deck.rate("knew it")
    assert deck.left == 0
    assert deck.hard == ["only"]


def test_seeds_give_different_orders():
    assert len({Deck(NAMES, seed).top for seed in range(40)}) > 4


def test_nothing_is_rated_after_the_end():
    with pytest.raises(ValueError, match="a card that is left"):
        Deck([]).rate("knew it")


# the slopes


@pytest.mark.parametrize("name", slopes())
def test_each_slope_is_accepted_in_the_form_the_back_shows(name):
    slope = slopes()[name]
    said = slope.back()["said"].partition(" is ")[2].partition(";")[0].rstrip(".").replace(" and ", ", ")
    assert slope.check(said).accepted
    assert slope.check(slope.exercise.answer).accepted
    assert not slope.check(f"2 + {slope.exercise.answer}").accepted


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("cube", "x^2 + 2x^2"),
        ("hyperbolic tangent", "1/cosh(x)^2"),
        ("hyperbolic tangent", "1 - tanh(x)^2"),
        ("softplus", "e^x/(1 + e^x)"),
        ("relu", "0 for x < 0, 1 for x > 0"),
        ("relu", "1 if x > 0; 0 if x < 0"),
        ("reciprocal", "-x^(-2)"),
    ],
)
def test_any_equal_form_is_right(name, typed):
    assert slopes()[name].check(typed).accepted
    assert not slopes()[name].preview(typed)["message"]


def test_the_pieces_of_a_switch_are_judged_both():
    assert not slopes()["relu"].check("1 for x < 0, 1 for x > 0").accepted
    assert not slopes()["relu"].check("0 for x < 0, x for x > 0").accepted


@pytest.mark.parametrize("name", slopes())
def test_the_small_picture_says_its_numbers(name):
    slope = slopes()[name].function.derivative(1)
    told = float(slope_picture(name)["caption"].rpartition(" is ")[2].rstrip(".").replace("−", "-"))
    assert told == pytest.approx(slope, abs=0.005)


# what leaves Python


def test_what_a_notebook_stores_depends_on_no_memory():
    stored = []
    for _ in range(2):
        bundle, _ = flash_cards()._repr_mimebundle_()
        stored.append((bundle["text/plain"], bundle["text/html"]))
        learner.attempt("slopes by heart", 1, 1000, "", "right")
    assert stored[0] == stored[1]
    assert stored[0][0] == "Ten cards, none turned yet."


def test_showing_the_cards_writes_nothing(tmp_path):
    flash_cards(memory=Progress(tmp_path / "own"))
    assert not list((tmp_path / "own").glob("*"))


@pytest.mark.parametrize("name", slopes())
def test_the_back_reaches_the_browser_when_the_card_is_turned_and_not_before(name):
    cards = cards_with()
    bring_up(cards, name)
    back = slopes()[name].back()["said"]
    cards.draft("0")
    cards.check("0")
    assert json.dumps(back)[1:-1] not in state(cards)
    assert not cards.shown["back"]
    assert not cards.picture
    tell(cards, type="turn")
    assert json.dumps(back)[1:-1] in state(cards)
    assert cards.picture["source"].startswith("data:image/png")
    tell(cards, type="rate", rating="not yet")
    assert json.dumps(back)[1:-1] not in state(cards)
    assert not cards.picture


# what is remembered


@pytest.mark.parametrize(
    ("rating", "outcome", "felt"),
    [("knew it", "right", ""), ("nearly", "hint", "shaky"), ("not yet", "shown", "wobbly")],
)
def test_a_rating_is_remembered(rating, outcome, felt):
    memory = Listener()
    cards = cards_with(memory)
    slope = cards.slope
    cards.rate(rating)
    assert memory.told == []
    cards.turn()
    cards.rate(rating)
    (told,) = memory.told
    assert (told.skill, told.outcome, told.rating) == ("slopes by heart", outcome, felt)
    assert (told.level, told.seed) == (slope.level, slope.seed)
    assert cards.shown["left"].startswith("9" if rating == "knew it" else "10")


def test_a_typed_slope_turns_the_card_and_proves_that_it_was_known():
    memory = Listener()
    cards = cards_with(memory)
    cards.check(cards.slope.exercise.answer)
    assert cards.is_turned
    assert cards.shown["feedback"]["tone"] == "right"
    cards.rate("knew it")
    assert [(told.outcome, told.rating) for told in memory.told] == [("right", "solid")]


def test_after_a_wrong_answer_nobody_knew_it():
    memory = Listener()
    cards = cards_with(memory)
    bring_up(cards, "sine")
    memory.told.clear()
    cards.check("-cos x")
    assert memory.told[0].outcome == "wrong"
    assert memory.told[0].tags
    cards.check("cos x")
    cards.rate("knew it")
    assert len(memory.told) == 1
    cards.rate("nearly")
    assert memory.told[-1].outcome == "hint"


def test_what_cannot_be_read_is_no_answer():
    memory = Listener()
    cards = cards_with(memory)
    cards.check("cos(")
    assert cards.shown["feedback"]["tone"] == "note"
    assert memory.told == []
    assert cards.shown["ratings"] == list(RATINGS)


def test_the_end_names_what_was_hard_and_begins_again_in_another_order():
    cards = cards_with()
    order = [cards.slope.name]
    cards.turn()
    cards.rate("not yet")
    while cards.slope:
        order.append(cards.slope.name)
        cards.turn()
        cards.rate("knew it")
    assert "after 12 turns" in cards.shown["words"]
    assert "More than one went into" in cards.shown["words"]
    tell(cards, type="again")
    assert cards.deck.left == 10
    assert repr(cards) == "Ten cards, none turned yet."


@given(
    st.lists(st.dictionaries(st.sampled_from(["type", "answer", "rating"]), st.text(max_size=5)), max_size=4)
)
def test_no_message_breaks_the_cards(messages):
    cards = cards_with()
    for message in messages:
        tell(cards, **message)
    assert cards.deck.left == 10
    cards.close()


def test_naming_the_cards_imports_no_widget():
    code = "import sys; from lessons_lib import drills; dir(drills); print('anywidget' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "False"
