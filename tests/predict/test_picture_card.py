"""Cards with a picture: dragging and typing agree, the truth comes after, nothing is left behind."""

import base64
import io

import numpy as np
import pytest
from ipywidgets.widgets.widget import _instances as alive
from PIL import Image

import lessons_lib
from lessons_lib import predict
from lessons_lib.figures import new_axes
from lessons_lib.formula import Function
from lessons_lib.pencil.lettering import Label
from lessons_lib.progress import learner

UPHILL = "Which way is steepest up?"
HILL = "x^2 y + sin y"


def arrow(**options):
    return predict.arrow(UPHILL, HILL, (1, 2), name="02 uphill", **options)


def point(**options):
    return predict.point("Where is it least?", "x^2 + y^2", (0, 0), start=(1, 1), name="02 least", **options)


def on_curve():
    return predict.point("Where is it flat?", "x^2 - 6x + 13", 3, view=(0, 6), start=1, name="01 flat")


def grid(figure):
    (ax,) = new_axes(figure)
    ax.set(xlim=(-3, 3), ylim=(-3, 3), aspect="equal")
    ax.grid()
    return ax


GRID = predict.Scenery(grid, "An empty grid", (-3, 3, -3, 3))


def on_own_picture():
    return predict.arrow("Which column?", GRID, (0, 0), (1, 2), name="03 column")


CARDS = [arrow, point, on_curve, on_own_picture]


def drag(card, x, y):
    """Deliver a move as the browser would."""
    card.picture._receive(
        None, {"kind": "move", "name": "guess", "x": x, "y": y, "window": "w", "number": 1}, []
    )


def drawn_words(card):
    words = [artist for artist in card._drawn.moving if isinstance(artist, Label)]
    return {each.get_text() for each in words if each.get_visible()}


def test_a_drag_is_typed_into_the_field_and_typing_moves_the_picture():
    card = arrow()
    drag(card, 2.5, 2.5)
    assert card.answer == "(1.5, 0.5)"
    assert "points at 18.4 degrees" in card.caption
    card.draft("(0, 1)")
    assert card.answer == "(0, 1)"
    assert "points at 90 degrees" in card.caption
    card.draft("(0, ")
    assert "points at 90 degrees" in card.caption


def test_a_point_on_a_curve_stays_on_it():
    card = on_curve()
    drag(card, 2, 99)
    assert card.answer == "2"
    assert "your point is (2, 5)" in card.caption
    assert len(card.picture.tracks["guess"]["x"]) > 100


@pytest.mark.parametrize("make", CARDS)
def test_a_commitment_shows_the_truth_and_locks_the_picture(make):
    card = make()
    drag(card, 2, 1.5)
    assert card.picture.handles
    card.commit(card.answer)
    assert card.picture.handles == []
    assert card.caption.endswith(("off.", "away."))
    said = card.answer, card.caption
    drag(card, 1, 1)
    card.draft("(0, 1)")
    card.commit("(0, 1)")
    assert (card.answer, card.caption) == said


@pytest.mark.parametrize("make", CARDS)
def test_trying_again_begins_where_the_guess_was(make):
    card = make()
    drag(card, 2, 1.5)
    answer, caption = card.answer, card.caption
    card.commit(answer)
    card.try_again()
    assert (card.stage, card.answer, card.caption, card.verdict, card.revealed) == (
        "open",
        answer,
        caption,
        "",
        "",
    )
    assert card.picture.handles


def test_running_the_cell_again_shows_the_guess_on_its_picture():
    first = arrow()
    drag(first, 1, 3)
    first.commit(first.answer)
    first.try_again()
    first.commit("(4, 0.6)")
    card = arrow()
    assert repr(card).endswith("You said (4, 0.6); it is (4, 0.5839): 0.2 degrees off, near enough.")
    assert "gradient" in drawn_words(card)
    assert card.remark.startswith("Your first guess: (0, 1).")
    assert first.comm is first.picture.comm is None


def test_an_unguessed_card_says_so_and_asks():
    card = point()
    bundle, metadata = card._repr_mimebundle_()
    assert bundle["text/plain"] == repr(card) == "Not answered yet: Where is it least?"
    assert "text/html" not in bundle
    assert metadata["image/png"]["width"] == 560
    with Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))) as still:
        assert still.size[0] == 1120
    assert "not answered yet" in card.caption
    card.commit("")
    assert card.verdict.startswith("Drag the point first")
    drag(card, 1, 2)
    assert card.verdict == card.tone == ""


def test_a_gradient_that_is_undefined_is_told_in_the_card():
    card = predict.arrow("Which way?", "log(x y)", (-1, 1))
    card.commit("(1, 1)")
    assert card.stage == "open"
    assert card.verdict == "The truth could not be computed: it is undefined here."
    assert "hatched" in card.caption


def test_cards_are_redrawn_for_a_classroom_and_keep_their_state():
    card = arrow()
    drag(card, 2, 3)
    caption, size = card.caption, type_size(card)
    lessons_lib.classroom()
    try:
        assert card.caption == caption
        assert type_size(card) > size
        assert type_size(point()) > size
    finally:
        lessons_lib.classroom(False)
    assert type_size(card) == size


def type_size(card):
    return max(artist.get_fontsize() for artist in card._drawn.moving if isinstance(artist, Label))


@pytest.mark.parametrize("make", CARDS)
def test_many_runs_leave_no_more_than_one(make):
    make()
    before = len(alive)
    for _ in range(6):
        card = make()
    assert len(alive) == before
    card.close()
    card.close()
    assert card._drawn is None


def test_the_first_right_guess_is_remembered_as_such():
    card = arrow()
    card.commit("(4, 0.6)")
    (guess,) = learner.guesses()
    assert (guess.name, guess.question, guess.first_right) == ("02 uphill", UPHILL, True)


def test_a_truth_is_not_computed_before_a_commitment():
    calls = []
    card = predict.point("Where?", "x + y", lambda: calls.append(1) or (1, 1), name="02 lazy")
    drag(card, 1, 2)
    card.commit("up")
    assert not calls
    card.commit("(1, 1)")
    assert calls == [1]


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda: predict.arrow("?", "x y z", (1, 2)), "two variables"),
        (lambda: predict.arrow("?", "x + y, y", (1, 2)), "two variables"),
        (lambda: predict.arrow("?", "x y", (1, 2, 3)), "at takes"),
        (lambda: predict.arrow("?", "x y", (1, 2), (1, np.nan)), "truth takes"),
        (lambda: predict.arrow("?", "x y", (1, 2), score="length"), "score is"),
        (lambda: predict.arrow("?", GRID, (1, 2)), "no gradient"),
        (lambda: predict.point("?", "x y", (1, 2, 3)), "truth takes"),
        (lambda: predict.point("?", "x y z", (1, 2)), "two variables"),
        (lambda: predict.point("?", Function("x^2"), (1, 2), start=(1, 2)), "start takes"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(ask, problem):
    with pytest.raises(ValueError, match=problem):
        ask()
