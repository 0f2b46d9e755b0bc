"""A choice about a picture: the picture stands above the options and tells nothing."""

import pytest
from ipywidgets.widgets.widget import _instances as alive

from lessons_lib import predict
from lessons_lib.figures import new_axes

KINDS = ("minimum", "maximum", "saddle")
QUESTION = "Which kind of flat point lies in the middle?"


def blank(figure):
    (ax,) = new_axes(figure)
    ax.set(xlim=(-1, 1), ylim=(-1, 1))
    return ax


SCENES = ["x^2 - y^2", predict.Scenery(blank, "An empty sheet", (-1, 1, -1, 1))]


def ask(on):
    return predict.choice(QUESTION, KINDS, "saddle", name="04 kind", on=on)


@pytest.fixture(params=SCENES, ids=["map", "own"])
def card(request):
    card = ask(request.param)
    yield card
    card.close()


def test_it_is_a_choice_with_a_picture(card):
    assert card.options == list(KINDS)
    assert card.picture.caption.endswith(".")
    assert not card.picture.handles


def test_nothing_tells_the_answer_before_a_choice(card):
    assert (card.verdict, card.revealed) == ("", "")
    assert not any(kind in card.caption for kind in KINDS)
    assert repr(card) == f"Not answered yet: {QUESTION}"


def test_an_option_is_judged_as_without_a_picture(card):
    card.commit("minimum")
    assert card.verdict == "You said “minimum”; it is “saddle”."
    assert card.revealed == "saddle"


def test_looking_at_options_commits_nothing_and_moves_nothing(card):
    before = card.picture.frame
    card.draft("minimum")
    assert card.stage == "open"
    assert card.picture.frame == before


def test_the_stored_output_is_the_picture_and_the_question(card):
    bundle, _ = card._repr_mimebundle_()
    assert bundle["text/plain"] == f"Not answered yet: {QUESTION}"
    assert bundle["image/png"]


def test_closing_leaves_nothing_behind():
    before = len(alive)
    ask("x^2 + y^2").close()
    assert len(alive) == before


def test_a_function_that_has_no_map_is_refused():
    with pytest.raises(ValueError, match="one function of two variables"):
        predict.choice(QUESTION, KINDS, "saddle", on="x^2, y")
