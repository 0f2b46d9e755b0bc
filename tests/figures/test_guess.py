"""Pictures for guesses: where artists are, what is hidden before the truth is known, what captions say."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.figures import new_axes, new_figure
from lessons_lib.figures.guess import GuessArrow, GuessPoint, angle_between, arrow_gap, guess_scale, nearest
from lessons_lib.formula import Function
from lessons_lib.pencil.plane import PlaneView, contour_map
from lessons_lib.pencil.scenery import set_view
from tests.figures.support import draw, labels

VIEW = PlaneView(-3, 3, -1, 5)
PART = st.floats(-50, 50).map(lambda part: round(part, 3))
VECTOR = st.tuples(PART, PART).filter(any)
XS = np.linspace(0, 6, 61)


def plain_axes(classroom=False):
    (ax,) = new_axes(new_figure(5.6, 5.4, classroom=classroom))
    ax.set(xlim=VIEW[:2], ylim=VIEW[2:], aspect="equal")
    ax.apply_aspect()
    return ax


def arrow(ax=None, **options):
    return GuessArrow(ax or plain_axes(), (1, 2), about="A map", truth_name="gradient", **options)


def point(ax=None, **options):
    return GuessPoint(ax or plain_axes(), (0, 2), about="A map", truth_name="end", **options)


def on_curve():
    (ax,) = new_axes(new_figure())
    set_view(ax, PlaneView(0, 6, 0, 14))
    return GuessPoint(ax, (1, 8), about="A curve", truth_name="flat", curve=(XS, XS**2 - 6 * XS + 13))


PICTURES = [
    pytest.param(arrow, (1.5, 2), (4, 0.5), id="arrow"),
    pytest.param(lambda **k: arrow(lengths=True, scale=0.5, **k), (1.5, 2), (4, 0.5), id="length"),
    pytest.param(point, (2, 1), [(1, 1), (-2, 3)], id="point"),
    pytest.param(lambda **_: on_curve(), (2, 5), [(3, 4)], id="curve"),
]


@pytest.mark.parametrize(("make", "guess", "truth"), PICTURES)
def test_the_truth_leaves_no_trace_once_it_is_taken_away(make, guess, truth):
    picture = make()
    picture.move(guess=guess)
    pixels, caption = draw(picture), picture.caption
    picture.move(truth=truth)
    assert (draw(picture) != pixels).any()
    assert picture.caption.startswith(caption.split(";", maxsplit=1)[0].removesuffix("."))
    picture.move()
    assert picture.caption == caption
    fresh = make()
    fresh.move(guess=guess)
    assert set(labels(picture.moving)) == set(labels(fresh.moving))


@pytest.mark.parametrize(("make", "guess", "truth"), PICTURES)
def test_a_move_keeps_artists_and_limits(make, guess, truth):
    picture = make()
    before = [id(artist) for artist in picture.moving], picture.ax.get_xlim(), picture.ax.get_ylim()
    picture.move(guess=guess, truth=truth)
    assert ([id(artist) for artist in picture.moving], picture.ax.get_xlim(), picture.ax.get_ylim()) == before


@pytest.mark.parametrize("classroom", [False, True])
@pytest.mark.parametrize(("make", "guess", "truth"), PICTURES)
def test_labels_lie_inside_and_apart(make, guess, truth, classroom):
    picture = make(ax=plain_axes(classroom))
    picture.move(guess=guess, truth=truth)
    frame = picture.ax.get_figure(root=True).bbox
    boxes = [label.get_window_extent() for label in labels(picture.moving).values()]
    assert all(box.x0 >= -2 and box.y0 >= -2 and box.x1 <= frame.x1 + 2 for box in boxes)
    overlaps = [
        min(one.x1, two.x1) - max(one.x0, two.x0) > 4 and min(one.y1, two.y1) - max(one.y0, two.y0) > 4
        for number, one in enumerate(boxes)
        for two in boxes[:number]
    ]
    assert not any(overlaps)


@given(x=st.floats(-3, 3), y=st.floats(-1, 5), scale=st.sampled_from([1, 0.2, 50]))
@settings(deadline=None, max_examples=25)
def test_the_tip_is_where_it_was_dragged(x, y, scale):
    picture = arrow(lengths=True, scale=scale)
    picture.move(guess=picture.reached(x, y))
    ((_, across, up),) = picture.handles().values()
    assert (across, up) == pytest.approx((x, y), abs=picture.grain * scale)


@given(guess=VECTOR, truth=VECTOR)
@settings(deadline=None, max_examples=40)
def test_where_only_directions_count_both_arrows_keep_them_inside_the_picture(guess, truth):
    picture = arrow()
    picture.move(guess=guess, truth=truth)
    for drawn, vector in zip(picture._arrows, (guess, truth), strict=True):
        assert angle_between(drawn.tip - drawn.tail, vector) == pytest.approx(0, abs=1e-4)
        assert VIEW.contains(*drawn.tip)


def test_lengths_are_drawn_to_scale_and_the_scale_is_said():
    picture = arrow(lengths=True, scale=0.5)
    picture.move(guess=(2, 0), truth=(0, 3))
    guessed, true = picture._arrows
    assert guessed.tip.tolist() == [2, 2]
    assert true.tip.tolist() == [1, 3.5]
    assert "arrows are drawn at 1/2 of their length" in labels(picture.moving)


def test_the_arc_goes_the_short_way_from_the_guess_to_the_truth():
    picture = arrow()
    picture.move(guess=(-1, 0.2), truth=(-1, -0.2))
    xs, ys = picture._arc.get_data()
    assert (np.asarray(xs) < 1).all()
    first, last = ((xs[end] - 1, ys[end] - 2) for end in (0, -1))
    assert angle_between(first, (-1, 0.2)) == pytest.approx(0, abs=1e-6)
    assert angle_between(last, (-1, -0.2)) == pytest.approx(0, abs=1e-6)


@given(one=VECTOR, two=VECTOR, factor=st.floats(0.1, 10))
def test_an_angle_is_symmetric_and_knows_no_length(one, two, factor):
    angle = angle_between(one, two)
    assert 0 <= angle <= 180
    assert angle_between(two, one) == pytest.approx(angle, abs=1e-6)
    assert angle_between(np.multiply(factor, one), two) == pytest.approx(angle, abs=1e-5)
    assert angle_between(np.negative(one), two) == pytest.approx(180 - angle, abs=1e-5)


@pytest.mark.parametrize(
    ("guess", "truth", "words"),
    [
        ((1, 0), (0, 2), "90 degrees off, 0.5 of the length"),
        ((4, 0.6), (4, 0.6), "0 degrees off, of the right length"),
        ((0, 0), (3, 4), "0 of the length"),
        ((1, 0), (1, 0.005), "0.3 degrees off, of the right length"),
        ((1e6, 0), (1, 0), "0 degrees off, 1·10⁶ times the length"),
        ((3, 4), (0, 0), "its length is 0, so it has no direction"),
    ],
)
def test_the_gap_is_named(guess, truth, words):
    assert arrow_gap(guess, truth) == words


@given(guess=VECTOR, truths=st.lists(VECTOR, min_size=1, max_size=5))
def test_the_nearest_is_nowhere_beaten(guess, truths):
    distances = [math.dist(guess, truth) for truth in truths]
    assert distances[nearest(guess, truths)] == min(distances)


def test_of_several_places_the_nearest_is_joined():
    picture = point()
    picture.move(guess=(2, 1), truth=[(-2, 3), (1, 1)])
    assert picture._gap.get_xydata().tolist() == [[2, 1], [1, 1]]
    assert picture._true.get_xydata().tolist() == [[-2, 3], [1, 1]]
    assert picture.caption == "A map: your point is (2, 1), the nearest of 2 is (1, 1), 1 away."


def test_on_a_curve_only_the_distance_across_counts():
    picture = on_curve()
    picture.move(guess=(1, 8), truth=[(3, 4), (1.5, 99)])
    assert picture.caption.endswith("(1.5, 99), 0.5 away.")
    assert picture._gap.get_xydata()[:, 0].tolist() == [1, 1, 1.5, 1.5]
    assert picture.track("guess")[0] is XS


@pytest.mark.parametrize("truth", [(0, 0), (1e9, -1e-9), (1e-12, 0)])
def test_extreme_truths_give_a_sane_picture(truth):
    for lengths in (False, True):
        picture = arrow(lengths=lengths)
        picture.move(guess=(1e6, 1), truth=truth)
        draw(picture)
        assert "nan" not in picture.caption


def test_labels_keep_off_the_heights_of_a_map():
    ax = plain_axes()
    heights = contour_map(ax, Function("x^2 y + sin y"), VIEW, dim=True).labels
    picture = arrow(ax)
    written = [label.get_window_extent() for label in heights if label.get_visible() and label.get_text()]
    assert written
    for x, y in ((-3, 4.5), (-1, 4.5), (0, -0.5)):
        picture.move(guess=picture.reached(x, y))
        (box,) = (label.get_window_extent() for label in labels(picture.moving).values())
        assert not any(box.shrunk(0.8, 0.8).overlaps(other.shrunk(0.8, 0.8)) for other in written)


@pytest.mark.parametrize("text", ["3 + 0x + 0y", "log(x - 99) + y", "1e6 x + y", "x^2 + y^2"])
def test_the_scale_of_arrows_suits_any_map(text):
    f = Function(text, ["x", "y"])
    scale = guess_scale(f, VIEW)
    assert scale > 0
    assert float(f"{scale:.0e}") == scale
