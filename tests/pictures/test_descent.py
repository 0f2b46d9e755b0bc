"""Walks on a map: where they are drawn, where they leave, and the facts that a caption states."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import descent
from lessons_lib.formula import Function, read_surface
from lessons_lib.pencil import Count, Fixed, Formula, Position, View
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._valley import Valley
from lessons_lib.pictures._walk_map import WalkMap
from lessons_lib.pictures._walks import LOOKS, Walk
from tests.pictures.support import draw, line

WIDE = (-12.0, 12.0, -4.0, 4.0)
NEAR = (-2.0, 2.0, -2.0, 2.0)


def surface(text):
    return Function(text, ["x", "y"])


VALLEY = surface("x^2/2 + 50y^2")


def plain(f, start, gamma, steps=120):
    return Walk(descent.gradient_descent(f, start, gamma, steps), gamma=gamma)


def rolling(f, start, gamma, momentum=0.8, steps=120):
    path = descent.momentum(f, start, gamma, momentum, steps)
    return Walk(path, "momentum", gamma, momentum)


class Given(WalkMap):
    """Walks that a test has made."""

    f = Formula("x^2 + y^2", reader=read_surface)
    start = Position((1, 1))
    given = Fixed(())
    shown = Count(None)
    view = View()

    def draw(self):
        return self.draw_walks(self.given)


def picture_of(f, walks, shown=10**6, view=NEAR, classroom=False):
    figure, start = new_figure(9, 4.2, classroom=classroom), tuple(walks[0].path.points[0])
    return Given(figure, f=f, start=start, given=walks, shown=shown, view=view)


def exit_of(drawn):
    """Return tail and tip of the arrow out of the map."""
    (arrow,) = drawn.marks(LOOKS[0][0], "arrow")
    return arrow.data


@pytest.fixture(scope="module")
def both():
    walks = [plain(VALLEY, (10, 1), 0.015), rolling(VALLEY, (10, 1), 0.015)]
    return picture_of(VALLEY, walks, view=WIDE)


@settings(max_examples=25, deadline=None)
@given(shown=st.integers(-3, 200))
def test_both_walks_are_where_their_paths_are(both, shown):
    both.move(shown=shown)
    for walk, (meaning, *_) in zip(both.walks, LOOKS, strict=True):
        last = walk.last(shown)
        np.testing.assert_array_equal(line(both, meaning, panel=0), walk.path.points[: last + 1])
        np.testing.assert_array_equal(both.marks(meaning, "dot", 0)[0].place, walk.path.points[last])
        np.testing.assert_allclose(line(both, meaning, panel=1)[-1], [last, walk.path.values[last]])
        assert f"step {last}" in both.caption


def test_one_walk_leaves_the_second_empty(both):
    first = both.walks[:1]
    alone = picture_of(VALLEY, first, view=WIDE)
    assert alone.marks("secant")
    assert not alone.marks("second")
    assert "momentum" not in alone.caption


@pytest.mark.parametrize(
    ("text", "gamma", "limit", "where"),
    [
        ("50x^2 + y^2/2", 0.1, "2/λ = 0.02, where λ = 100", "past"),
        ("50x^2 + y^2/2", 0.019, "2/λ = 0.02, where λ = 100", "below"),
        ("50x^2 + y^2/2", 0.02, "2/λ = 0.02, where λ = 100", "at"),
        ("0.01x^2 + 0y", 1.5, "2/λ = 100, where λ = 0.02", "below"),
    ],
)
def test_the_limit_of_the_step_factor_is_said(text, gamma, limit, where):
    f = surface(text)
    walk = plain(f, (1, 1), gamma, steps=400)
    assert f"γ = {gamma} is {where} the limit {limit}" in picture_of(f, [walk]).caption
    grows = walk.path.values[-1] > walk.path.values[0]
    assert grows == (where == "past")


def test_momentum_has_a_limit_of_its_own(both):
    both.move(shown=3)
    assert "γ = 0.015 is below the limit 2(1 + 0.8)/λ = 0.036" in both.caption


@settings(max_examples=25, deadline=None)
@given(a=st.floats(0.5, 50), c=st.floats(0.5, 50), share=st.sampled_from([0.5, 0.9, 0.97, 1.03, 1.1, 2.0]))
def test_past_the_limit_every_quadratic_function_explodes(a, c, share):
    f = surface(f"{a:.6f}*x^2 + {c:.6f}*y^2 + x*y/2")
    valley = Valley(f, PlaneView(*NEAR))
    path = descent.gradient_descent(f, (1.0, 0.7), share * 2 / valley.curvature, 600)
    assert (path.values[-1] < path.values[0]) == (share < 1)


def test_a_walk_that_explodes_is_shown_leaving():
    f = surface("50x^2 + y^2/2")
    walk = plain(f, (1, 2), 0.1)
    picture = picture_of(f, [walk], shown=0, view=(-3, 3, -3, 3))
    assert not picture.marks("secant", "arrow")
    picture.move(shown=5)
    draw(picture)
    assert picture.caption.endswith("The walk leaves the map at step 1 and explodes.")
    assert "leaves at step 1" in picture.words()
    assert exit_of(picture)[1][0] == pytest.approx(-3)
    assert any(text.startswith("↑ ") for text in picture.words())
    picture.move(shown=10**6)
    assert "the walk runs away uphill" in picture.caption


@settings(max_examples=30, deadline=None)
@given(turn=st.floats(0, 2 * np.pi), far=st.floats(0.1, 50))
def test_the_arrow_ends_on_the_edge_along_the_step(turn, far):
    along = np.array([np.cos(turn), np.sin(turn)])
    points = np.array([[0.3, -0.2], [0.3, -0.2] + (4 + far) * along])
    walk = Walk(descent.Path(points, np.array([1.0, 2.0]), np.array([1.0, 1.0]), "done"))
    picture = SADDLE
    picture.move(shown=1, given=[walk])
    tail, tip = exit_of(picture)
    assert np.max(np.abs(tip)) == pytest.approx(2)
    assert tip - tail == pytest.approx(np.hypot(*(tip - tail)) * along)


SADDLE = picture_of(surface("x^2 - y^2"), [plain(surface("x^2 - y^2"), (1, 1e-8), 0.1)])


def test_the_saddle_lets_the_ball_go_after_102_steps():
    f, view = surface("x^2 - y^2"), (-1.5, 1.5, -1, 1)
    picture = picture_of(f, [plain(f, (1, 1e-8), 0.1, steps=150)], shown=101, view=view)
    assert "leaves" not in picture.caption
    picture.move(shown=102)
    assert "The walk leaves the map at step 102." in picture.caption
    assert "from (1, 1·10⁻⁸)" in picture.caption
    stays = picture_of(f, [plain(f, (1, 0), 0.1, steps=1000)], view=view)
    assert "leaves" not in stays.caption
    assert "at (0, 0)" in stays.caption


def test_the_steepest_way_is_78_degrees_off_the_minimum():
    start = picture_of(VALLEY, [plain(VALLEY, (10, 1), 0.015)], shown=0, view=WIDE)
    assert "78.6° off the way to the minimum (0, 0)" in start.caption
    assert "steepest way down,\n78.6° off the minimum" in start.words()
    tail, tip = start.marks("gradient", "arrow")[0].data
    slope = VALLEY.gradient([10, 1])
    assert tip - tail == pytest.approx(-slope / np.hypot(*slope) * np.hypot(*(tip - tail)))
    start.move(shown=1)
    assert not start.marks("gradient", "arrow")


@settings(max_examples=30, deadline=None)
@given(x=st.floats(0.1, 5), y=st.floats(-5, 5))
def test_on_a_round_bowl_the_steepest_way_leads_to_the_minimum(x, y):
    bowl = Valley(surface("x^2 + y^2"), PlaneView(*NEAR))
    assert bowl.angle((x, y)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "floor", "axis"),
    [
        ("x^2/2 + 50y^2", 0.0, "log"),
        ("x^2 + y^2 + 3", 3.0, "log"),
        ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", 0.0, "log"),
        ("x^4 - x^2 + y^2 - 2x y", None, "log"),
        ("x^2 - y^2", np.nan, "linear"),
        ("x + y", np.nan, "linear"),
        ("e^x + y^2", np.nan, "linear"),
    ],
)
def test_values_above_a_known_floor_are_plotted_by_decades(text, floor, axis):
    f = surface(text)
    picture = picture_of(f, [plain(f, (0.5, 1.0), 0.005)], view=(-5.5, 5.5, -5.5, 5.5))
    assert picture.panels[1].ax.get_yscale() == axis
    if floor is not None:
        assert picture.valley.floor == pytest.approx(floor, nan_ok=True)
    heights = picture.heights[np.isfinite(picture.heights)]
    assert picture.log.top >= heights.max() - (picture.valley.floor if axis == "log" else 0)
    names = [text.get_text() for text in picture.panels[1].ax.texts]
    above = f"value above {floor:g}" if floor and np.isfinite(floor) else "value"
    assert any(name.startswith(above) for name in names)


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("3 + 0x + 0y", (1, 1), "the ground is flat here"),
        ("log(x) + y^2", (-1, 1), "the function is undefined there"),
        ("log(x) + y^2", (1, 1), "by gradient descent"),
        ("1e6(x^2 + y^2)", (1, 1), "past the limit"),
        ("|x| + |y|", (1, 0.95), "by gradient descent"),
        ("sqrt(x + y - 50)", (30, 30), "by gradient descent"),
        ("1/(x^2 + y^2)", (0, 0), "the function is undefined there"),
    ],
)
def test_every_function_gets_a_picture_and_a_true_sentence(text, start, words):
    f = surface(text)
    for classroom in (False, True):
        picture = picture_of(f, [plain(f, start, 0.1)], classroom=classroom)
        draw(picture)
        assert words in picture.caption
        assert "nan" not in picture.caption


def test_a_start_outside_the_map_is_said():
    assert "The walk starts outside the map." in picture_of(VALLEY, [plain(VALLEY, (10, 1), 0.01)]).caption


def test_limits_stay_but_for_a_longer_walk(both):
    fixed = [both.panels[0].ax.get_xlim, both.panels[0].ax.get_ylim, both.panels[1].ax.get_ylim]
    before = [limits() for limits in fixed]
    both.move(given=[plain(VALLEY, (-5, 3), 0.03, 300), both.walks[1]], shown=10**6)
    assert [limits() for limits in fixed] == before
    assert both.panels[1].ax.get_xlim()[1] >= 120
    assert both.panels[0].ax.get_aspect() == 1


@pytest.mark.parametrize("classroom", [False, True])
def test_labels_keep_off_each_other_and_inside(classroom):
    walks = [plain(VALLEY, (10, 1), 0.015), rolling(VALLEY, (10, 1), 0.015)]
    picture = picture_of(VALLEY, walks, 60, (-8, 12, -6, 6), classroom=classroom)
    frame = picture.figure.bbox
    boxes = [label.get_window_extent() for label in picture.words().values()]
    for number, box in enumerate(boxes):
        assert box.x0 >= -2
        assert box.x1 <= frame.x1 + 2
        for other in boxes[:number]:
            wide = min(box.x1, other.x1) - max(box.x0, other.x0)
            high = min(box.y1, other.y1) - max(box.y0, other.y0)
            assert min(wide, high) < 4
