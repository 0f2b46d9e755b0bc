"""A faded edge: how wide it is in pixels, with the Jacobian and without."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore, numeric
from lessons_lib.pictures._fading import PIXELS, SHAPES, Fading, Window, polar, polar_jacobian, screen_slope
from lessons_lib.pictures.fade import Pixels
from tests.explore.support import drag
from tests.pictures.support import draw, picture

SOME = settings(max_examples=25, deadline=None)
PICTURES = {name: picture("fade", shape=name) for name in SHAPES}
every = pytest.mark.parametrize("name", SHAPES)
coordinate = st.floats(0.1, 1.4)


@given(x=coordinate, y=coordinate)
@SOME
def test_the_jacobian_of_polar_coordinates_is_that_of_the_map(x, y):
    by_differences = numeric.jacobian(lambda p: np.stack(polar(np.asarray(p))), scheme="central", step=1e-5)
    np.testing.assert_allclose(polar_jacobian(np.array([x, y])), by_differences((x, y)), atol=1e-6)


@every
@given(along=st.floats(0.05, 1))
@SOME
def test_on_the_edge_the_slope_is_the_gradient_of_the_depth(name, along):
    shape = SHAPES[name]
    place = shape.places(np.array(along))
    slope = numeric.gradient(lambda p: float(shape.nearest_depth(np.asarray(p))), scheme="central", step=1e-6)
    np.testing.assert_allclose(screen_slope(shape, place), slope(place), atol=1e-4)
    assert shape.nearest_depth(place) == pytest.approx(0, abs=1e-12)


def test_the_lengths_of_the_gradients_are_those_of_the_lesson():
    r = np.array([0.2, 0.7, 1.5])
    sector = screen_slope(SHAPES["sector"], np.stack([r * np.cos(0.3), r * np.sin(0.3)], axis=1))
    np.testing.assert_allclose(np.linalg.norm(sector, axis=1), 1 / r)
    turn = np.linspace(0, 6, 9)
    radius, steep = 1 + 0.3 * np.sin(5 * turn), 1.5 * np.cos(5 * turn)
    places = SHAPES["flower"].places(turn / (2 * np.pi))
    flower = screen_slope(SHAPES["flower"], places)
    np.testing.assert_allclose(np.linalg.norm(flower, axis=1), np.sqrt(1 + (steep / radius) ** 2))


@every
@pytest.mark.parametrize(("pixels", "zoom"), [(1, 1), (2, 1), (4, 5), (12, 20), (6, 100)])
def test_with_the_jacobian_the_fade_is_as_wide_as_wanted(name, pixels, zoom):
    drawn = PICTURES[name]
    drawn.move(pixels=pixels, zoom=zoom, at=0.6)
    _, even = drawn.widths
    assert len(even) > 2
    np.testing.assert_allclose(even, pixels, rtol=0.04)


@pytest.mark.parametrize("zoom", [1, 2, 10])
def test_without_it_the_sectors_fade_grows_with_r_and_with_the_zoom(zoom):
    drawn = PICTURES["sector"]
    for at in (0.2, 0.5, 0.9):
        drawn.move(pixels=3, at=at, zoom=zoom)
        r = float(np.hypot(*drawn.place))
        assert drawn.widths[0][0] == pytest.approx(3 * r * zoom, rel=0.01)


def test_without_it_the_flowers_fade_is_thinner_on_the_flanks_of_petals():
    drawn = PICTURES["flower"]
    drawn.move(pixels=1, at=0.05, zoom=1)
    peak = drawn.widths[0][0]
    drawn.move(at=0.1)
    assert peak == pytest.approx(1, rel=0.02)
    assert drawn.widths[0][0] == pytest.approx(1 / np.sqrt(1 + 1.5**2), rel=0.02)


@every
@pytest.mark.parametrize("even", [False, True])
def test_the_ends_that_are_measured_are_where_the_pixels_become_full_or_empty(name, even):
    shape = SHAPES[name]
    fading, places = Fading(shape, 0.05, even), shape.places(np.linspace(0.3, 0.9, 40))
    into, inner, outer = fading.reaches(places)
    for reach, way, full in ((inner, into, 1.0), (outer, -into, 0.0)):
        before, after = (places + share * reach[:, None] * way for share in (0.98, 1.02))
        assert (fading.cover(after) == full).all()
        assert (fading.cover(before) != full).all()
    np.testing.assert_allclose(fading.cover(places), 0.5, atol=1e-9)


@every
def test_the_pixels_hold_the_area_of_the_shape(name):
    drawn = PICTURES[name]
    drawn.move(pixels=1, zoom=1)
    left, right, *_ = drawn.form.view
    for image in (artist for artist in drawn.moving if isinstance(artist, Pixels)):
        area = image.cover.sum() * ((right - left) / PIXELS) ** 2
        exact = np.pi * (1 + 0.3**2 / 2) if name == "flower" else np.mean(inside(drawn.form)) * 1.8**2
        assert area == pytest.approx(exact, rel=0.01)


def inside(shape):
    steps = np.linspace(*shape.view[:2], 1001)
    return shape.depth(np.stack(np.meshgrid(steps, steps), axis=-1)) > 0


@every
@given(along=st.floats(0.02, 1), zoom=st.floats(1, 100))
@SOME
def test_the_window_holds_the_point_and_stays_in_the_view(name, along, zoom):
    shape = SHAPES[name]
    place = shape.places(np.array(along))
    window = Window.around(place, shape, zoom)
    left, right, bottom, top = shape.view
    assert (window.pixels(place) >= -1e-6).all()
    assert (window.pixels(place) <= PIXELS + 1e-6).all()
    corner = np.array([window.left, window.bottom])
    assert (corner >= np.array([left, bottom]) - 1e-9).all()
    assert (corner + PIXELS * window.pixel <= np.array([right, top]) + 1e-9).all()


@every
@given(along=st.floats(0.03, 0.99), aside=st.floats(-0.05, 0.05))
@SOME
def test_a_point_near_the_edge_is_taken_to_where_it_belongs(name, along, aside):
    shape = SHAPES[name]
    place = shape.places(np.array(along))
    radial = place / np.hypot(*place) if name == "flower" else np.array([-place[1], place[0]])
    assert shape.along(*(place + aside * radial)) == pytest.approx(along, abs=1e-9)


@every
@pytest.mark.parametrize("classroom", [False, True])
def test_extreme_states_are_drawn(name, classroom):
    drawn = picture("fade", shape=name, classroom=classroom)
    for state in ({"pixels": 12, "at": 0.02}, {"zoom": 100}, {"at": 1.0}, {"pixels": 1, "zoom": 1}):
        drawn.move(**state)
        draw(drawn)
        assert "nan" not in drawn.caption
        assert "undefined" not in drawn.caption
        assert any(text.endswith("px") for text in drawn.words())


@pytest.fixture(scope="module")
def faded():
    made = explore.fade()
    yield made
    made.close()


def test_the_point_slides_along_the_edge(faded):
    drag(faded, "at", 1.0, 1.0 * np.tan(np.radians(15)))
    assert faded.controls["at"].value == pytest.approx(1 / np.cos(np.radians(15)) / 1.7, abs=0.01)
    faded.controls["shape"].set("flower")
    drag(faded, "at", 0.0, 1.3)
    assert "at θ = 90° the fade is" in faded.caption
    faded.reset()


def test_numbers_beyond_the_sliders_are_brought_to_their_ends():
    made = explore.fade("flower", pixels=40, at=-1, zoom=1e6)
    assert (made.state["pixels"], made.state["at"], made.state["zoom"]) == (12, 0.02, 100)
    made.close()


def test_an_unknown_shape_is_refused():
    with pytest.raises(ValueError, match="one of sector, flower"):
        explore.fade("square")
