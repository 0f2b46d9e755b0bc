"""Several ways downhill at once: where they are drawn, and what is said of where they lead."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import descent
from lessons_lib.figures import new_axes, new_figure
from lessons_lib.figures.newton import METHODS, TOLERANCE, Landscape, Newton
from lessons_lib.formula import Function
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._walks import Walk
from tests.figures.support import DOUBLE_WELL, draw, labels, race

NEAR = (-2.0, 2.0, -2.0, 2.0)


def surface(text):
    return Function(text, ["x", "y"])


def newton(f, start, damped=False, steps=60):
    path = descent.newton(f, start, damped=damped, steps=steps, tolerance=TOLERANCE)
    return Walk(path, "damped Newton" if damped else "Newton")


def picture_of(f, walks, view=NEAR, shown=10**6, **options):
    axes = new_axes(new_figure(9, 4.2), 1, 2)
    return Newton(axes, f, walks, shown, view, **options)


@pytest.fixture(scope="module")
def wells():
    return picture_of(DOUBLE_WELL, race(DOUBLE_WELL, (0.3, 1.0)))


@settings(max_examples=15, deadline=None)
@given(shown=st.integers(-3, 90), x=st.floats(-1.9, 1.9), y=st.floats(-1.9, 1.9))
def test_every_walk_is_where_its_path_is(wells, shown, x, y):
    walks = race(DOUBLE_WELL, (x, y))
    wells.move(shown, walks)
    for walk in walks:
        last, row = walk.last(shown), METHODS.index(walk.method)
        np.testing.assert_array_equal(
            wells._trails[walk.method].line.get_xydata(), walk.path.points[: last + 1]
        )
        heights = wells.log._lines[row].get_ydata()
        assert len(heights) == last + 1
        above = walk.path.values[last] + 1
        assert heights[-1] == pytest.approx(np.clip(above, wells.log.bottom / 1e3, None), rel=1e-6)
    assert np.isnan(wells._trails["BFGS"].line.get_xydata()).all()
    assert not len(wells.log._lines[METHODS.index("BFGS")].get_xdata())


def test_newton_runs_to_the_saddle_and_damped_newton_does_not():
    walks = [newton(DOUBLE_WELL, (0.3, 1.0)), newton(DOUBLE_WELL, (0.3, 1.0), damped=True)]
    picture = picture_of(DOUBLE_WELL, walks)
    steps = [len(walk.path) - 1 for walk in walks]
    assert f"Newton reaches the saddle (0, 0) in {steps[0]} steps" in picture.caption
    assert f"damped Newton reaches the minimum (1, 0) in {steps[1]} steps" in picture.caption
    assert "eigenvalues −2.92 and 2, so Newton's step goes to the saddle" in picture.caption
    assert "damped Newton turns its step downhill" in picture.caption
    assert f"Newton: saddle, {steps[0]} steps" in labels(picture.moving)


@settings(max_examples=25, deadline=None)
@given(x=st.floats(-1.5, 1.5), y=st.floats(-1.5, 1.5))
def test_what_is_said_of_newtons_step_is_where_it_goes(wells, x, y):
    low = np.linalg.eigvalsh(DOUBLE_WELL.hessian([x, y]))[0]
    wells.move(10**6, [newton(DOUBLE_WELL, (x, y))])
    if low > 1e-6:
        assert "goes to the minimum of the quadratic" in wells.caption
    elif low < -1e-6:
        assert "goes to the saddle of the quadratic" in wells.caption
    walk = wells.walks[0]
    if walk.path.gradient_norms[-1] <= TOLERANCE:
        end = walk.path.points[-1]
        kind = "saddle" if abs(end[0]) < 0.5 else "minimum"
        assert f" the {kind} " in wells.caption


@settings(max_examples=20, deadline=None)
@given(a=st.floats(0.1, 50), c=st.floats(0.1, 50), x=st.floats(-1.9, 1.9), y=st.floats(0.1, 1.9))
def test_one_step_is_enough_on_every_quadratic_bowl(a, c, x, y):
    f = surface(f"{a:.6f}x^2 + {c:.6f}y^2")
    caption = picture_of(f, [newton(f, (x, y))]).caption
    assert "Newton reaches the minimum (0, 0) in 1 step" in caption
    assert "which is the function itself: one whole step arrives" in caption


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("x^2", (1, 1), "(the Hessian cannot be inverted there)"),
        ("x^2", (1, 1), "eigenvalues 0 and 2: it cannot be inverted there"),
        ("x + y", (0, 0), "(the Hessian cannot be inverted there)"),
        ("-x^2 - y^2", (1, 1), "Newton reaches the maximum (0, 0) in 1 step"),
        ("x^2 - y^2", (1, 1), "Newton reaches the saddle (0, 0) in 1 step"),
        ("x^3 + y^2", (1, 1), "a flat point (0, 0)"),
        ("3 + 0x + 0y", (1, 1), "stays where it starts, at a flat point (1, 1)"),
        ("log(x) + y^2", (-1, 1), "the function is undefined there"),
        ("sqrt(x^2 + y^2)", (0, 0), "There is no Hessian at the start."),
        ("sqrt(x^2 + y^2)", (0, 0), "the function has no slope there"),
        ("1/(x^2 + y^2)", (0, 0), "the function is undefined there"),
        ("1e6 (x^2 + y^2)", (1, 1), "in 1 step"),
        ("e^(x + y)", (0, 0), "cannot be inverted"),
        ("sqrt(x + y - 50)", (30, 30), "Newton"),
        ("|x| + |y|", (1, 0.95), "cannot be inverted"),
        ("e^(e^(x^2)) + y^2", (1, 1), "Newton"),
        ("x^40 + y^40", (1.9, 1.9), "Newton"),
    ],
)
def test_every_function_gets_a_picture_and_a_true_sentence(text, start, said):
    f = surface(text)
    picture = picture_of(f, [newton(f, start), newton(f, start, damped=True)])
    draw(picture)
    assert said in picture.caption
    assert "nan" not in picture.caption
    assert picture.caption.endswith(".")


def test_a_walk_that_runs_away_is_said_to():
    walk = Walk(descent.gradient_descent(surface("50x^2 + y^2/2"), (1, 1), 0.1), gamma=0.1)
    caption = picture_of(surface("50x^2 + y^2/2"), [walk]).caption
    assert "the steps are too big" in caption


def test_no_method_at_all_is_said():
    picture = picture_of(DOUBLE_WELL, [], start=(0.5, 1.0))
    draw(picture)
    assert picture.caption == "Downhill on x⁴ − 2x² + y² from (0.5, 1): no method is chosen."
    assert picture.handles()["start"][1:] == (0.5, 1.0)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("x^2/2 + 50y^2", "value"),
        ("x^4 - 2x^2 + y^2", "value above −1"),
        ("x^2 + 3x y + y^3", "length of the gradient"),
        ("x^2 - y^2", "length of the gradient"),
        ("x + y", "length of the gradient"),
        ("3 + 0x + 0y", "length of the gradient"),
    ],
)
def test_the_axis_is_logarithmic_and_says_what_it_shows(text, quantity):
    f = surface(text)
    picture = picture_of(f, [newton(f, (0.3, 0.4), damped=True)], view=(-5, 3, -3, 4))
    assert picture.log_axes.get_yscale() == "log"
    assert quantity in [words.get_text() for words in picture.log_axes.texts]
    line = picture.log._lines[METHODS.index("damped Newton")].get_ydata()
    if quantity == "length of the gradient":
        norms = picture.walks[0].path.gradient_norms
        assert line[0] == pytest.approx(max(norms[0], picture.log.bottom / 1e3))


@pytest.mark.parametrize(
    ("text", "point", "kind"),
    [
        ("x^4 - 2x^2 + y^2", (1.0, 1e-8), "minimum"),
        ("x^4 - 2x^2 + y^2", (0.0, 0.0), "saddle"),
        ("sin x + sin y", (20.42035224833, 20.42035224833), "maximum"),
        ("sin x + sin y", (20.42035224833, 23.5619449), "saddle"),
        ("sin x + sin y", (23.5619449, 23.5619449), "minimum"),
        ("sin(x)^3 + y^2", (6.2832, 0.0), "flat point"),
        ("x^2", (0.0, 0.5), "flat point"),
    ],
)
def test_a_flat_point_is_named_inside_the_view_and_outside(text, point, kind):
    assert Landscape(surface(text), PlaneView(*NEAR)).kind(point) == kind


def test_there_is_a_name_and_a_style_for_each_method():
    styles = {(line.get_linestyle(), line.get_marker()) for line in _lines()}
    assert len(styles) == len({line.get_color() for line in _lines()}) == len(METHODS)


def _lines():
    picture = picture_of(DOUBLE_WELL, race(DOUBLE_WELL, (0.3, 1)))
    return [trail.line for trail in picture._trails.values()]
