"""Laws that hold for every picture."""

import re

import matplotlib as mpl
import numpy as np
import pytest

from tests.figures.support import MOVING, axes_of, draw, labels

CASES = [pytest.param(*case, id=name) for name, case in MOVING.items()]


@pytest.mark.parametrize(("make", "state"), CASES)
def test_move_returns_the_same_artists(make, state):
    picture = make()
    before = [id(artist) for artist in picture.moving]
    assert [id(artist) for artist in picture.move(**state)] == before


@pytest.mark.parametrize(("make", "state"), CASES)
def test_limits_stay_while_a_picture_moves(make, state):
    picture = make()
    limits = [(ax.get_xlim(), ax.get_ylim()) for ax in axes_of(picture)]
    picture.move(**state)
    assert [(ax.get_xlim(), ax.get_ylim()) for ax in axes_of(picture)] == limits


@pytest.mark.parametrize(("make", "state"), CASES)
def test_moving_changes_the_picture_and_its_caption(make, state):
    picture = make()
    caption, pixels = picture.caption, draw(picture)
    picture.move(**state)
    assert picture.caption != caption
    assert (draw(picture) != pixels).any()


@pytest.mark.parametrize(("make", "state"), CASES)
def test_what_does_not_move_is_not_changed_by_a_move(make, state):
    picture = make()
    draw(picture)
    for artist in picture.moving:
        artist.set_animated(True)
    still = draw(picture)
    picture.move(**state)
    np.testing.assert_array_equal(draw(picture), still)


@pytest.mark.parametrize(("make", "state"), CASES)
def test_a_move_there_and_back_says_the_same(make, state):
    picture = make()
    first = {name: getattr(picture, name) for name in state}
    caption = picture.caption
    picture.move(**state)
    picture.move(**first)
    assert picture.caption == caption


@pytest.mark.parametrize("classroom", [False, True])
@pytest.mark.parametrize(("make", "state"), CASES)
def test_labels_lie_inside_the_figure(make, state, classroom):
    picture = make(classroom=classroom)
    for step in ({}, state):
        picture.move(**step)
        frame = picture.moving[0].get_figure(root=True).bbox
        for label in labels(picture.moving).values():
            box = label.get_window_extent()
            inside = (box.x0 >= -2, box.y0 >= -2, box.x1 <= frame.x1 + 2, box.y1 <= frame.y1 + 2)
            assert all(inside), label.get_text()


@pytest.mark.parametrize(("make", "state"), CASES)
def test_labels_do_not_cover_each_other(make, state):
    picture = make()
    picture.move(**state)
    boxes = [label.get_window_extent() for label in labels(picture.moving).values()]
    for number, box in enumerate(boxes):
        for other in boxes[:number]:
            wide, high = (
                min(box.x1, other.x1) - max(box.x0, other.x0),
                min(box.y1, other.y1) - max(box.y0, other.y0),
            )
            assert min(wide, high) < 4


@pytest.mark.parametrize(("make", "state"), CASES)
def test_handles_have_a_mark_and_a_place(make, state):
    picture = make()
    picture.move(**state)
    for name, (ax, x, y) in picture.handles().items():
        assert ax in axes_of(picture)
        assert np.isfinite([x, y]).all()
        assert picture.dots()[name].get_xydata()[0] == pytest.approx([x, y])


@pytest.mark.parametrize(("make", "state"), CASES)
def test_captions_are_one_plain_sentence(make, state):
    picture = make()
    picture.move(**state)
    assert picture.caption.endswith(".")
    assert "nan" not in re.findall(r"\w+", picture.caption)
    assert "-" not in picture.caption.replace("1e-", "")


@pytest.mark.parametrize(("make", "state"), CASES)
def test_matplotlib_keeps_its_own_settings(make, state):
    before = dict(mpl.rcParams)
    make().move(**state)
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(("make", "state"), [case for case in CASES if case.id != "product_rule"])
def test_a_mark_is_found_on_its_track(make, state):
    picture = make()
    for name, (_, x, y) in picture.handles().items():
        xs, ys = picture.track(name) or ([x], [y])
        assert np.hypot(xs - np.float64(x), ys - np.float64(y)).min() <= 0.03 * max(abs(x), abs(y), 1)


def test_an_unknown_handle_rides_on_nothing():
    assert MOVING["surface"][0]().track("nothing") is None
