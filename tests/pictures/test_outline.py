"""A shape f = 0 as a line: how wide it is on the screen, and what is said of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore
from lessons_lib.formula import Function
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._zero_set import ZeroSet
from lessons_lib.pictures.outline import SHAPES, Line
from tests.explore.support import drag
from tests.pictures.support import draw, line, picture

VIEW = (-2.0, 2.0, -2.0, 2.0)
SMOOTH = {
    "oval": "(x^2 + y^2)^2 - 2(x^2 - y^2) - 0.3",
    "cubic": "y^2 - x^3 + x - 0.5",
    "ellipse": "x^2/3 + 2y^2 - 1",
    "steep": "1e6(x^2/3 + 2y^2 - 1)",
}


def surface(text):
    return Function(text, ["x", "y"])


def outline(text=SMOOTH["oval"], width=0.1, at=(1.2, 1.1)):
    return picture("outline", surface(text), width=width, at=at, view=VIEW)


def lines(drawn):
    return sorted((each for each in drawn.moving if isinstance(each, Line)), key=lambda each: each.even)


def covered(drawn_line, shape, place, reach=0.6, samples=1201):
    """Return how much of a straight cut across the shape is covered, in data units, from the pixels."""
    columns = rows = 800
    share = drawn_line.coverage(columns, rows)
    offsets = np.linspace(-reach, reach, samples)
    cut = shape.places[place] + offsets[:, None] * shape.across[place]
    column = np.clip(((cut[:, 0] + 2) / 4 * columns).astype(int), 0, columns - 1)
    row = np.clip(((cut[:, 1] + 2) / 4 * rows).astype(int), 0, rows - 1)
    taken = share[row, column]
    middle = samples // 2
    left = middle - np.argmax(taken[middle::-1] == 0)
    right = middle + np.argmax(taken[middle:] == 0)
    return float(taken[left:right].sum() * (offsets[1] - offsets[0]))


@pytest.mark.parametrize("text", [SMOOTH["oval"], SMOOTH["ellipse"]])
def test_on_the_screen_one_line_is_even_and_the_other_is_not(text):
    drawn = outline(text, width=0.08)
    uneven, even = (
        np.array([covered(each, drawn.shape, place) for place in range(0, len(drawn.shape.places), 5)])
        for each in lines(drawn)
    )
    np.testing.assert_allclose(even, 0.16, rtol=0.06)
    assert uneven.max() > 1.9 * uneven.min()


@pytest.mark.parametrize("text", SMOOTH.values(), ids=SMOOTH)
def test_the_even_line_is_twice_w_wide_up_to_the_second_order(text):
    shape = ZeroSet(surface(text), PlaneView(*VIEW))
    for w in (0.01, 0.03, 0.1):
        widths = shape.widths(w)
        np.testing.assert_allclose(widths.even, 2 * w, rtol=0.002 + 8 * w**2)
        assert widths.uneven.max() > 1.9 * widths.uneven.min()


@pytest.mark.parametrize("text", SMOOTH.values(), ids=SMOOTH)
def test_the_uneven_line_is_two_w_over_the_gradient_wide(text):
    shape = ZeroSet(surface(text), PlaneView(*VIEW))
    np.testing.assert_allclose(shape.widths(1e-3).uneven, 2e-3 / shape.steepness, rtol=0.02)


@given(
    x=st.floats(-1.9, 1.9), y=st.floats(-1.9, 1.9), radius=st.floats(0.5, 1.5), turn=st.sampled_from([1, -1])
)
@settings(max_examples=30, deadline=None)
def test_the_distance_from_a_circle_is_known(x, y, radius, turn):
    shape = ZeroSet(surface(f"{turn * radius**2:.12f} - {turn}*(x^2 + y^2)"), PlaneView(*VIEW))
    assert shape.distance_to((x, y)) == pytest.approx(abs(np.hypot(x, y) - radius), abs=1e-3)


@pytest.mark.parametrize("width", [0.02, 0.05, 0.2])
def test_edges_are_smooth_and_the_area_is_right(width):
    drawn = outline("x^2 + y^2 - 1", width)
    even = lines(drawn)[1].coverage(400, 400)
    assert 0.005 < np.mean((even > 0) & (even < 1)) < 0.1
    estimate = np.roots([1, -2 * width, -1]).max(), np.roots([1, 2 * width, -1]).max()
    assert even.sum() * 1e-4 == pytest.approx(np.pi * (estimate[0] ** 2 - estimate[1] ** 2), rel=2e-3)


def test_a_line_thinner_than_a_pixel_is_as_pale_as_it_is_thin():
    drawn = outline("1e6(x^2 + y^2 - 1)", 100.0)
    thin = lines(drawn)[0].coverage(400, 400)
    assert thin.max() < 0.02
    assert thin.sum() * 1e-4 == pytest.approx(2 * np.pi * 1e-4, rel=0.05)


def test_a_wider_line_covers_a_narrower_one():
    drawn = outline()
    for each in lines(drawn):
        narrow = each.coverage(300, 300)
        each.width *= 1.5
        assert (each.coverage(300, 300) >= narrow).all()


@pytest.mark.parametrize(
    ("text", "count", "where"),
    [
        ("(x^2 + y^2)^2 - 2(x^2 - y^2)", 1, "At (0, 0) the gradient is 0"),
        ("x^3 + y^3 - 3x y", 1, "At (0, 0) the gradient is 0"),
        ("(x^2 + y^2 - 1)^3 - x^2 y^3", 4, "At (−1, 0), (0, −1) and 2 more the gradient is 0"),
        (SMOOTH["oval"], 0, "wide all along"),
    ],
)
def test_singular_points_are_said(text, count, where):
    drawn = outline(text, 0.05)
    assert len(drawn.shape.singular) == count
    assert where in drawn.caption
    assert ("∇f = 0" in drawn.words()) == bool(count)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("x^2 + y^2 + 1", "never", "f is never 0 here"),
        ("3 + 0x + 0y", "never", "f is never 0 here"),
        ("0x + 0y", "everywhere", "f is 0 everywhere here"),
        ("sqrt(x + y - 20)", "undefined", "f is undefined here"),
        ("(x - y)^2", "touched", "without changing its sign"),
        ("x^2 + y^2", "touched", "without changing its sign"),
        ("|x| - 2 + 0y", "edge", "at the edge of the picture only"),
        ("1/x - y", "crossed", "Where f jumps from one sign to the other it is not 0"),
        ("log(x) + y", "crossed", "wide"),
        ("|x| + |y| - 1", "crossed", "it is 0.1 wide all along"),
        ("e^(50x) - e^(50y)", "crossed", "without an edge in sight"),
    ],
)
def test_every_function_gets_a_picture_and_a_true_sentence(text, kind, words):
    drawn = outline(text, 0.05)
    draw(drawn)
    assert drawn.shape.kind == kind
    assert words in drawn.caption
    assert "nan" not in drawn.caption
    assert "inf" not in drawn.caption


@given(x=st.floats(-1.9, 1.9), y=st.floats(-1.9, 1.9))
@settings(max_examples=20, deadline=None)
def test_the_circle_around_the_point_is_the_estimate(x, y):
    drawn = OUTLINE
    drawn.move(at=(x, y))
    f = drawn.f
    estimate = abs(f([x, y])) / np.hypot(*f.gradient([x, y])) if (x, y) != (0, 0) else np.nan
    circle = line(drawn, "secant", panel=1)
    if np.isfinite(estimate):
        np.testing.assert_allclose(np.hypot(*(circle - (x, y)).T), estimate, rtol=1e-9, atol=1e-12)
    assert drawn.handles()["at"][1:] == (x, y)


OUTLINE = outline()


@pytest.mark.parametrize(("at", "words"), [((0, 0), "no distance"), ((1.2, 1.1), "so the shape is about")])
def test_the_point_is_told_how_far_it_is(at, words):
    assert words in outline(at=at).caption


def test_a_point_where_f_is_undefined_is_said():
    assert outline("log(x) + y", at=(-1, 1)).caption.endswith("At (−1, 1) f is undefined.")


def test_units_are_equal_and_limits_stay():
    drawn = outline()
    limits = [(ax.get_xlim(), ax.get_ylim(), ax.get_aspect()) for ax, *_ in drawn.handles().values()]
    drawn.move(width=0.4, at=(0.1, 0.2))
    assert limits == [((-2, 2), (-2, 2), 1.0)]
    assert [(ax.get_xlim(), ax.get_ylim(), ax.get_aspect()) for ax, *_ in drawn.handles().values()] == limits


@pytest.mark.parametrize(
    "text", [*SHAPES, "3", "log x + y", "0", "(x - y)^2", "x", "1e6(x^2 - y)", "1/x - y"]
)
def test_every_shape_is_drawn(shape, text):
    shape.formula.widget.value = text
    assert shape.live.error == ""
    assert "= 0 with w = 0.1" in shape.caption
    assert shape.picture.shape.kind == "crossed" or text not in SHAPES
    shape.controls["width"].set(0.01)
    drag(shape, "at", 0.0, 0.0)
    assert shape.live.error == ""
    shape.reset()


@pytest.fixture(scope="module")
def shape():
    explorer = explore.outline()
    yield explorer
    explorer.close()


def test_measured_and_estimated_distance_of_a_circle():
    caption = outline("x^2 + y^2 - 1", at=(0.5, 0)).caption
    assert caption.endswith("|f| = 0.75 and |grad f| = 1, so the shape is about 0.75 away; measured, 0.5.")
