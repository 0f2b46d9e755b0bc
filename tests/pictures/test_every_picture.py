"""Laws that hold for every picture, found by its name."""

import re

import matplotlib as mpl
import numpy as np
import pytest

from lessons_lib.pencil import Picture
from lessons_lib.pencil.figure import new_figure
from tests.pictures.support import NAMES, draw, elsewhere, kind_of, picture

every = pytest.mark.parametrize("name", NAMES)


def limits_of(drawn):
    return [(panel.ax.get_xlim(), panel.ax.get_ylim()) for panel in drawn.panels]


def in_view(ax, x, y):
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    return left <= x <= right and bottom <= y <= top


@every
def test_moving_changes_the_picture_and_its_caption_but_nothing_that_stands_still(name):
    drawn, state = picture(name), elsewhere(kind_of(name))
    caption, pixels, limits = drawn.caption, draw(drawn), limits_of(drawn)
    drawn.move(**state)
    assert drawn.caption != caption
    assert limits_of(drawn) == limits
    assert (draw(drawn) != pixels).any()
    for artist in drawn.moving:
        artist.set_animated(True)
    still = draw(drawn)
    drawn.move(**{key: picture(name).state[key] for key in state})
    np.testing.assert_array_equal(draw(drawn), still)
    assert drawn.caption == caption


@every
def test_after_one_pass_through_its_states_no_new_artist_is_made(name):
    drawn, state = picture(name), elsewhere(kind_of(name))
    first = {key: drawn.state[key] for key in state}
    drawn.move(**state)
    drawn.move(**first)
    before = [id(artist) for artist in drawn.moving]
    for step in (state, first):
        assert [id(artist) for artist in drawn.move(**step)] == before


@pytest.mark.parametrize("classroom", [False, True])
@every
def test_labels_lie_inside_the_figure_and_do_not_cover_each_other(name, classroom):
    drawn = picture(name, classroom=classroom)
    for state in ({}, elsewhere(kind_of(name))):
        drawn.move(**state)
        frame, boxes = drawn.figure.bbox, []
        for text, label in drawn.words().items():
            box = label.get_window_extent()
            inside = (box.x0 >= -2, box.y0 >= -2, box.x1 <= frame.x1 + 2, box.y1 <= frame.y1 + 2)
            assert all(inside), text
            for other in boxes if not classroom else ():
                wide = min(box.x1, other.x1) - max(box.x0, other.x0)
                high = min(box.y1, other.y1) - max(box.y0, other.y0)
                assert min(wide, high) < 4, text
            boxes.append(box)


@every
def test_a_grip_has_a_mark_a_place_and_a_track_through_it(name):
    drawn = picture(name)
    for state in ({}, elsewhere(kind_of(name))):
        drawn.move(**state)
        for grip, (ax, x, y) in drawn.handles().items():
            assert ax in [panel.ax for panel in drawn.panels]
            assert np.isfinite([x, y]).all()
            seen = np.array([x, y]) if in_view(ax, x, y) else np.full(2, np.nan)
            assert drawn.dots()[grip].get_xydata()[0] == pytest.approx(seen, nan_ok=True)
            xs, ys = drawn.track(grip) or ([x], [y])
            assert np.nanmin(np.hypot(xs - np.float64(x), ys - np.float64(y))) <= 0.03 * max(
                abs(x), abs(y), 1
            )


@every
def test_a_caption_is_one_plain_sentence(name):
    drawn = picture(name)
    for state in ({}, elsewhere(kind_of(name))):
        drawn.move(**state)
        assert drawn.caption.endswith(".")
        assert "nan" not in re.findall(r"\w+", drawn.caption)
        assert "-" not in drawn.caption.replace("1e-", "")


@every
def test_matplotlib_keeps_its_own_settings(name):
    before = dict(mpl.rcParams)
    picture(name).move(**elsewhere(kind_of(name)))
    assert dict(mpl.rcParams) == before


@every
def test_every_field_says_what_it_is(name):
    for field in kind_of(name).fields.values():
        assert field.about or field.label, field.name


def test_a_width_that_varies_with_the_state_is_refused():
    class Swelling(Picture):
        """A line that swells."""

        def draw(self):
            self.panel.line([0, 1], [0, 1], width=1 + self.state["x"])
            return "A line."

    drawn = Swelling(new_figure(), x=0.0)
    with pytest.raises(ValueError, match="in cells"):
        [drawn.move(x=x) for x in np.linspace(0, 1, 100)]


def test_an_unknown_handle_rides_on_nothing():
    assert picture("secant").track("nothing") is None
