"""Ways downhill."""

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import catalogue
from lessons_lib.descent import (
    adam,
    bfgs,
    follow,
    gradient_descent,
    l_bfgs,
    long_valley,
    momentum,
    newton,
    step_and_shrink,
    steps_needed,
)
from lessons_lib.formula import Function
from lessons_lib.slopes import numeric

PARABOLA = Function("x^2 - 6x + 13")
TWO_VALLEYS = Function("t^4 - 4t^2 + t")


def plain(f):
    """Return a Function as a callable that knows nothing of formulas."""
    return f.__call__


WAYS = {"step and shrink": step_and_shrink, "gradient descent": gradient_descent, "momentum": momentum}
every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@every_way
@pytest.mark.parametrize("f", [PARABOLA, plain(PARABOLA)], ids=["formula", "callable"])
@pytest.mark.parametrize("start", [0.5, 3, 6.3, -20])
def test_every_way_finds_the_bottom_of_the_parabola(way, f, start):
    path = way(f, start)
    assert path.points[-1] == pytest.approx(3, abs=1e-6)
    assert path.values[-1] == pytest.approx(4, abs=1e-12)


@every_way
@given(start=st.floats(-3, 3))
@settings(max_examples=20, deadline=None)
def test_a_path_says_what_it_did(way, start):
    path = way(TWO_VALLEYS, start)
    assert path.points.shape == path.values.shape == path.gradient_norms.shape == (len(path),)
    assert path.points[0] == start
    assert np.isfinite(path.points).all()
    np.testing.assert_array_equal(path.values, TWO_VALLEYS(path.points))
    np.testing.assert_array_equal(path.gradient_norms, abs(TWO_VALLEYS.derivative(path.points)))
    assert path.stopped


@pytest.mark.parametrize(("share", "end"), [(0.85, 1.347), (0.9, -1.473)])
@pytest.mark.parametrize("f", [TWO_VALLEYS, plain(TWO_VALLEYS)], ids=["formula", "callable"])
def test_momentum_decides_which_valley(f, share, end):
    path = momentum(f, start=2.2, gamma=0.01, momentum=share)
    assert path.points[-1] == pytest.approx(end, abs=5e-4)
    assert path.stopped == "the ground is flat here"


def test_step_and_shrink_turns_round_and_halves():
    path = step_and_shrink(PARABOLA, start=1.5, steps=4)
    assert path.points.tolist() == [1.5, 2.5, 3.5, 3.0]


def test_step_and_shrink_halves_at_every_change_of_sign_only():
    path = step_and_shrink(PARABOLA, start=-1.3, step=1.0, shrink=0.3)
    moves = np.diff(path.points)
    turned = np.sign(moves[1:]) != np.sign(moves[:-1])
    np.testing.assert_allclose(np.abs(moves[1:] / moves[:-1]), np.where(turned, 0.3, 1), rtol=1e-3)


def test_gradient_descent_shrinks_the_distance_at_the_textbook_rate():
    path = gradient_descent(PARABOLA, start=0.5, gamma=0.1, steps=30)
    np.testing.assert_allclose((path.points - 3)[1:] / (path.points - 3)[:-1], 1 - 2 * 0.1, rtol=1e-9)


def test_momentum_of_zero_is_gradient_descent():
    rolled, walked = (
        momentum(PARABOLA, 0.5, gamma=0.1, momentum=0),
        gradient_descent(PARABOLA, 0.5, gamma=0.1, steps=1000),
    )
    np.testing.assert_array_equal(rolled.points, walked.points)


@pytest.mark.parametrize("gamma", [1.01, 3, 1e9, 1e300])
def test_too_big_a_step_runs_away_and_stops(gamma):
    path = gradient_descent(PARABOLA, start=0.5, gamma=gamma, steps=2000)
    assert path.stopped == "the steps are too big: the walk runs away uphill"
    assert np.isfinite(path.points).all()
    assert np.isfinite(path.values).all()


@pytest.mark.parametrize(
    ("way", "formula", "start", "reason"),
    [
        (gradient_descent, "-x^2", 0.5, "it goes downhill without end"),
        (gradient_descent, "log x", 0.05, "the next step leads to where the function is undefined"),
        (gradient_descent, "log x", -1, "the function is undefined here"),
        (step_and_shrink, "|x|", 1, "the function has no slope here"),
        (gradient_descent, "x^4 - 4x^2 + x", 2, "all 3 steps are used up"),
        (gradient_descent, "3", 2, "the ground is flat here"),
    ],
)
def test_why_it_stopped(way, formula, start, reason):
    path = way(Function(formula, variables="x"), start, steps=3 if "3" in reason else 1000)
    assert path.stopped == reason


def test_step_and_shrink_settles_on_a_kink():
    path = step_and_shrink(Function("|x|"), start=0.3)
    assert abs(path.points[-1]) < 1e-6


def test_a_point_with_two_coordinates():
    path = gradient_descent(Function("x^2 + 3y^2"), [1, 2], gamma=0.1)
    assert path.points.shape == (len(path), 2)
    np.testing.assert_allclose(path.points[-1], [0, 0], atol=1e-8)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: gradient_descent(PARABOLA, 1, gamma=0), "gamma must be a positive number"),
        (lambda: gradient_descent(PARABOLA, 1, gamma=np.nan), "gamma must be a positive number"),
        (lambda: momentum(PARABOLA, 1, momentum=1), "momentum must be a number between 0 and 1"),
        (lambda: step_and_shrink(PARABOLA, 1, step=-1), "step must be a positive number"),
        (lambda: step_and_shrink(PARABOLA, 1, shrink=1), "shrink must be a number between 0 and 1"),
        (lambda: gradient_descent(PARABOLA, 1, steps=-1), "steps must be a whole number"),
        (lambda: gradient_descent(PARABOLA, 1, steps=1.5), "steps must be a whole number"),
        (lambda: gradient_descent(PARABOLA, np.nan), "start must be one finite point"),
        (lambda: gradient_descent(PARABOLA, "here"), "start must be one finite point"),
        (lambda: step_and_shrink(Function("x y"), [1, 2]), "start must be one number"),
        (lambda: gradient_descent(Function("x y"), [1, 2, 3]), r"start must be an array of shape \(2,\)"),
        (lambda: gradient_descent(PARABOLA, [1]), "start must be one number"),
        (lambda: gradient_descent(PARABOLA, 1, steps=np.inf), "steps must be a whole number"),
        (lambda: gradient_descent(PARABOLA, 1, tolerance=-1), "tolerance must be 0 or"),
        (lambda: gradient_descent(PARABOLA, 1, tolerance=np.nan), "tolerance must be 0 or"),
        (lambda: gradient_descent(lambda x: 1j * x, 1.0), "needs real values"),
        (lambda: gradient_descent(lambda x: None, [1.0]), "needs real values"),
        (lambda: adam(PARABOLA, 1, gamma=-1), "gamma must be a positive number"),
        (lambda: adam(PARABOLA, 1, beta1=1), "beta1 must be a number between 0 and 1"),
        (lambda: adam(PARABOLA, 1, beta2=-0.1), "beta2 must be a number between 0 and 1"),
        (lambda: adam(PARABOLA, 1, epsilon=0), "epsilon must be a positive number"),
        (lambda: newton(PARABOLA, 1, tolerance=[1]), "tolerance must be 0 or"),
        (lambda: newton(lambda w: (w**2).sum(), [[1, 2], [3, 4]]), "flatten them"),
        (lambda: l_bfgs(PARABOLA, 1, pairs=0), "pairs must be a whole number"),
        (lambda: bfgs(PARABOLA, 1, steps=-1), "steps must be a whole number"),
        (lambda: gradient_descent(Function("x + y, x y"), [1, 2]), "use .jacobian"),
        (lambda: gradient_descent(Function("x, x^2"), 1), "needs a scalar output"),
    ],
)
def test_bad_settings_get_one_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


# several coordinates

SADDLE = Function("x^2 - y^2")
IN_SPACE = {
    "gradient descent": gradient_descent,
    "momentum": momentum,
    "adam": adam,
    "newton": newton,
    "damped newton": lambda f, start, **settings: newton(f, start, damped=True, **settings),
    "bfgs": bfgs,
    "l_bfgs": l_bfgs,
}
every_way_in_space = pytest.mark.parametrize("way", IN_SPACE.values(), ids=IN_SPACE)
# Rounded, since a formula takes no number as small as the sine of the least angle.
angles = st.floats(0, np.pi).map(lambda angle: round(angle, 6))
quadratics = st.tuples(st.floats(0.1, 3), st.floats(1, 50), angles)


def quadratic(least, kappa, angle):
    """Return a valley with eigenvalues least and kappa * least, and its eigenvectors as columns."""
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, -s], [s, c]])
    matrix = turn @ np.diag([least, kappa * least]) @ turn.T
    (a, b), (_, d) = matrix.tolist()
    return Function(f"({a})/2 x^2 + ({b}) x y + ({d})/2 y^2", variables=["x", "y"]), turn


@every_way_in_space
@pytest.mark.parametrize("form", [lambda f: f, plain], ids=["formula", "callable"])
def test_every_way_finds_the_bottom_of_a_bowl(way, form):
    path = way(form(Function("(x - 1)^2 + 2(y + 2)^2 + x y")), [0.5, 1], steps=2000)
    np.testing.assert_allclose(path.points[-1], [16 / 7, -18 / 7], atol=1e-6)
    assert len(path) < 2000


@every_way_in_space
@given(start=st.tuples(st.floats(-3, 3), st.floats(-3, 3)))
@settings(max_examples=15, deadline=None)
def test_a_path_in_the_plane_says_what_it_did(way, start):
    f = catalogue.example("Himmelblau").function
    path = way(f, start, steps=30)
    assert path.points.shape == (len(path), 2)
    assert path.values.shape == path.gradient_norms.shape == (len(path),)
    assert tuple(path.points[0]) == start
    assert np.isfinite(path.points).all()
    np.testing.assert_array_equal(path.values, f(path.points))
    np.testing.assert_allclose(
        path.gradient_norms, np.linalg.norm(f.gradient(path.points), axis=1), rtol=1e-12
    )
    assert len(path) <= 31
    assert path.stopped


@every_way_in_space
def test_no_steps_leave_the_walk_at_its_start(way):
    path = way(SADDLE, [1, 2], steps=0)
    assert path.points.tolist() == [[1, 2]]
    assert path.stopped == "all 0 steps are used up"


@every_way_in_space
def test_flat_ground_is_no_place_to_leave(way):
    path = way(SADDLE, [0, 0])
    assert (len(path), path.stopped) == (1, "the ground is flat here")


@every_way_in_space
def test_a_start_outside_the_domain(way):
    path = way(Function("log x + y^2"), [-1, 2])
    assert (len(path), path.stopped) == (1, "the function is undefined here")


@every_way_in_space
def test_a_function_may_write_into_its_argument(way):
    def greedy(x):
        height = x @ x
        x[:] = 7
        return height

    path = way(greedy, [1, 2], steps=500)
    np.testing.assert_allclose(path.values, (path.points**2).sum(axis=1), rtol=1e-12)


@pytest.mark.parametrize("gamma", [1.5, 1e5, 1e200, 1e308])
@pytest.mark.parametrize("form", [lambda f: f, plain], ids=["formula", "callable"])
@pytest.mark.parametrize("way", [gradient_descent, momentum, adam])
def test_a_walk_that_runs_away_keeps_finite_points(way, form, gamma):
    path = way(form(Function("x^2 + 3y^2")), [1, 2], gamma=gamma)
    assert np.isfinite(path.points).all()
    assert np.isfinite(path.values).all()
    assert path.stopped


@every_way_in_space
def test_a_single_coordinate_keeps_its_axis(way):
    path = way(Function("x^2", variables=["x"]), [1.0], steps=5)
    assert path.points.shape == (len(path), 1)


@every_way_in_space
@pytest.mark.parametrize("f", [PARABOLA, plain(PARABOLA)], ids=["formula", "callable"])
def test_one_number_is_enough_for_every_way(way, f):
    path = way(f, 0.5, steps=2000)
    assert path.points.shape == (len(path),)
    assert path.points[-1] == pytest.approx(3, abs=1e-6)


@pytest.mark.parametrize("way", [gradient_descent, momentum, adam])
def test_a_matrix_can_walk(way):
    target = np.array([[1.0, 2, 3], [4, 5, 6]])
    path = way(lambda w: ((w - target) ** 2).sum(), np.zeros((2, 3)), steps=3000)
    assert path.points.shape == (len(path), 2, 3)
    np.testing.assert_allclose(path.points[-1], target, atol=1e-6)


# far away, at the edge, and what cannot be


FAR_AWAY = ["(x - 10000000)^2", "(x + 30000000)^2", "0.5(x - 10000000)^2 + 7", "(x - 2e9)^2", "x^2 - 1e8 x"]


@pytest.mark.parametrize("way", [newton, IN_SPACE["damped newton"], bfgs, l_bfgs])
@pytest.mark.parametrize("formula", [*FAR_AWAY, "(x - 1e7)^4", "(x - 1e7)^2 + (x - 1e7)^4"])
def test_a_far_minimum_is_no_walk_without_end(way, formula):
    f = Function(formula)
    path = way(f, 0)
    assert path.stopped in {"the ground is flat here", "the steps have become too small to move"}
    assert abs(f.derivative(path.points[-1])) <= 1e-12 * abs(f.derivative(0))


@pytest.mark.parametrize("way", [gradient_descent, lambda f, start: momentum(f, start, 0.05, 0.5)])
@pytest.mark.parametrize("formula", FAR_AWAY)
def test_slopes_alone_lead_to_a_far_minimum(way, formula):
    f = Function(formula)
    path = way(f, 0)
    assert "without end" not in path.stopped
    assert abs(f.derivative(path.points[-1])) <= 1e-4 * abs(f.derivative(0))


@pytest.mark.parametrize("formula", ["-(x - 10000000)^2", "3 - (x - 10000000)^4", "-x^2 + 1e8 x"])
def test_newton_runs_to_a_far_maximum(formula):
    assert newton(Function(formula), 0).stopped == "the ground is flat here"


@pytest.mark.parametrize(
    ("way", "formula", "start", "reason"),
    [
        (newton, "-log(1 + x^2)", 2, "it goes downhill without end"),
        (newton, "log(1 + x^2)", 2, "the steps are too big: the walk runs away uphill"),
        (newton, "sqrt(1 + x^2)", 2, "the steps are too big: the walk runs away uphill"),
        (IN_SPACE["damped newton"], "x - x^3", 2, "it goes downhill without end"),
        (gradient_descent, "-cosh x", 0.5, "it goes downhill without end"),
        (gradient_descent, "-(x - 1e7)^2", 0, "it goes downhill without end"),
        (lambda f, start: gradient_descent(f, start, 1e7), "3x", 1, "it goes downhill without end"),
    ],
)
def test_walks_without_end_are_still_told(way, formula, start, reason):
    assert way(Function(formula), start).stopped == reason


UNDEFINED = {"the function is undefined here", "the next step leads to where the function is undefined"}
NO_DIFFERENCE = {"differences find no slope here; a Function has its exact one"}
RUNS_AWAY = {"the steps are too big: the walk runs away uphill"}


@pytest.mark.parametrize(
    ("f", "start", "reasons"),
    [
        (lambda x: x**20, 10, RUNS_AWAY),
        (lambda x: x**20 + 0 * x, 10.0, RUNS_AWAY),
        (lambda x: x + 1 / x, 0, UNDEFINED),
        (lambda x: 1 / (x - 1), 1, UNDEFINED),
        (lambda v: v[0] ** 20, [10], RUNS_AWAY),
        (lambda v: v[1] / v[0], [0, 1], UNDEFINED),
        (math.log, 1e-6, UNDEFINED),
        (math.log, 0.05, UNDEFINED),
        (math.log, -1, UNDEFINED),
        (math.sqrt, 1e-9, UNDEFINED),
        (lambda x: math.exp(x * x), 30, UNDEFINED),
        (lambda x: math.acos(x) + x**2, 0.9999999, UNDEFINED),
        (lambda x: -math.log(1 - x), 1 - 1e-7, {"it goes downhill without end"}),
        (lambda x: 1e15 + x * x, 1.0, NO_DIFFERENCE),
        (lambda x: int(x) // 0, 1, UNDEFINED),
    ],
)
def test_what_python_cannot_compute_ends_a_walk_with_a_sentence(f, start, reasons):
    assert gradient_descent(f, start).stopped in reasons
    assert newton(f, start).stopped
    assert bfgs(f, start).stopped


@pytest.mark.parametrize("start", [3.0, [1.0, 2.0]])
@pytest.mark.parametrize("damped", [False, True])
def test_newton_says_where_differences_find_no_curvature(start, damped, monkeypatch):
    monkeypatch.setattr(numeric, "hessian", lambda f: lambda x: np.full((np.size(x),) * 2, np.nan))
    reason = newton(lambda x: np.sum(x**2), start, damped=damped).stopped
    assert reason.startswith("differences find no curvature here, so Newton's step is undefined; a Function")


@pytest.mark.parametrize(("formula", "start"), [("sin(7x)", 3), ("cos(x - 2000)", 2001), ("sin(20x)", 50),
                                                ("cos(100x)", 7), ("sin(x - 1e6)", 1e6 + 1)])  # fmt: skip
def test_newton_on_a_formula_takes_its_exact_curvature(formula, start):
    f = Function(formula)
    first = newton(f, start, steps=1).points
    assert first[1] == pytest.approx(start - f.derivative(start) / f.derivative.derivative(start), rel=1e-12)


@pytest.mark.parametrize("way", [bfgs, l_bfgs, newton, gradient_descent])
@pytest.mark.parametrize("calls", [0, 3, 5, 9])
def test_an_iterator_that_ends_inside_f_is_no_end_of_the_walk(way, calls):
    numbers = iter(range(calls))
    with pytest.raises(RuntimeError, match="let f begin with a new one at each call"):
        way(lambda x: (x - 3) ** 4 + 0 * next(numbers), 0.0)


def test_a_function_s_own_errors_are_raised():
    def broken(x):
        raise ValueError("no such file")

    with pytest.raises(ValueError, match="no such file"):
        gradient_descent(broken, 1)


def test_a_function_of_two_arguments_is_told_the_remedy():
    with pytest.raises(TypeError, match=r"f must take one array: write lambda v: f\(\*v\)"):
        gradient_descent(lambda x, y: x + y, [1, 2])


@pytest.mark.parametrize("gamma", [Fraction(1, 10), np.float32(0.125), np.array(0.1), 1])
def test_any_real_number_is_a_setting(gamma):
    assert gradient_descent(lambda x: x**2 / 4, 1, gamma, steps=2).points[1] == pytest.approx(1 - gamma / 2)


@pytest.mark.parametrize("wrong", ["0.1", None, 1j, [0.1], b"1", np.array([0.1])], ids=repr)
@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda x: gradient_descent(PARABOLA, 1, gamma=x), "gamma must be a positive number"),
        (lambda x: momentum(PARABOLA, 1, momentum=x), "momentum must be a number between 0 and 1"),
        (lambda x: adam(PARABOLA, 1, beta1=x), "beta1 must be a number between 0 and 1"),
        (lambda x: step_and_shrink(PARABOLA, 1, shrink=x), "shrink must be a number between 0 and 1"),
        (lambda x: gradient_descent(PARABOLA, 1, steps=x), "steps must be a whole number"),
        (lambda x: l_bfgs(PARABOLA, 1, pairs=x), "pairs must be a whole number"),
        (lambda x: newton(PARABOLA, 1, tolerance=x), "tolerance must be 0 or a small positive number"),
        (lambda x: follow(lambda x, g, s: x, SADDLE, (1, 1), gamma=x), "gamma must be a positive number"),
        (long_valley, "kappa must be a finite condition number"),
        (lambda x: long_valley(2, x), "degrees must be one finite number"),
        (lambda x: steps_needed(10, x), "tolerance must be a number between 0 and 1"),
    ],
)
def test_a_setting_that_is_no_number_gets_one_sentence(call, sentence, wrong):
    with pytest.raises(ValueError, match=f"{sentence}.*: got "):
        call(wrong)


# gradient descent


@given(quadratics)
@settings(max_examples=30, deadline=None)
def test_the_best_fixed_step_shrinks_the_worst_start_by_the_textbook_rate(shape):
    least, kappa, _ = shape
    f, turn = quadratic(*shape)
    start = turn @ np.array([1.0, 1.0])
    path = gradient_descent(f, start, gamma=2 / (least + kappa * least), steps=10)
    expected = ((kappa - 1) / (kappa + 1)) ** np.arange(len(path))
    np.testing.assert_allclose(
        np.linalg.norm(path.points, axis=1), np.sqrt(2) * expected, rtol=1e-6, atol=1e-8
    )
    np.testing.assert_allclose(path.values, path.values[0] * expected**2, rtol=1e-6, atol=1e-8)


@given(quadratics, st.tuples(st.floats(-1, 1), st.floats(-1, 1)))
@settings(max_examples=30, deadline=None)
def test_no_start_shrinks_slower_than_the_worst(shape, start):
    least, kappa, _ = shape
    path = gradient_descent(quadratic(*shape)[0], start, gamma=2 / (least + kappa * least), steps=10)
    sizes = np.linalg.norm(path.points, axis=1)
    assert (sizes[1:] <= (kappa - 1) / (kappa + 1) * sizes[:-1] + 1e-12).all()


@given(quadratics, st.floats(0.05, 0.3))
@settings(max_examples=30, deadline=None)
def test_the_limit_of_the_step_is_two_over_the_largest_curvature(shape, margin):
    least, kappa, _ = shape
    f, turn = quadratic(*shape)
    ends = [
        gradient_descent(f, turn @ [0, 1.0], gamma=share * 2 / (kappa * least), steps=3000).stopped
        for share in (1 - margin, 1 + margin)
    ]
    assert ends == ["the ground is flat here", "the steps are too big: the walk runs away uphill"]


@pytest.mark.parametrize(
    ("formula", "gamma", "end"),
    [
        ("50x^2", 0.1, "the steps are too big: the walk runs away uphill"),
        ("0.01x^2", 1.5, "the ground is flat here"),
    ],
)
def test_no_range_of_gamma_is_right_for_all(formula, gamma, end):
    assert gradient_descent(Function(formula), 1, gamma=gamma, steps=2000).stopped == end


def test_a_walk_leaves_a_saddle_unless_it_is_exactly_on_the_ridge():
    beside, on = (gradient_descent(SADDLE, [1, y], gamma=0.1, steps=1000) for y in (1e-8, 0))
    assert np.flatnonzero(np.abs(beside.points[:, 1]) > 1)[0] == 102
    assert beside.stopped == "it goes downhill without end"
    assert (on.points[:, 1] == 0).all()
    assert on.stopped == "the ground is flat here"


def test_the_downhill_direction_of_a_long_valley_misses_its_bottom():
    downhill = -catalogue.example("long valley").function.gradient([10, 1])
    cosine = downhill @ [-10, -1] / np.linalg.norm(downhill) / np.hypot(10, 1)
    assert np.degrees(np.arccos(cosine)) == pytest.approx(78.6, abs=0.05)


@pytest.mark.parametrize(("step", "steps_a_digit"), [(2 / 101, 115), (1 / 100, 229)])
def test_how_many_steps_a_digit_costs_in_a_long_valley(step, steps_a_digit):
    path = gradient_descent(catalogue.example("long valley").function, [1, 1], gamma=step, steps=1200)
    sizes = np.linalg.norm(path.points, axis=1)
    reached = [int(np.flatnonzero(sizes <= 10.0**-digits)[0]) for digits in (1, 2, 3, 4)]
    assert np.diff(reached) == pytest.approx(steps_a_digit, abs=1)


def test_tolerance_says_what_is_flat():
    norms = [gradient_descent(PARABOLA, 0.5, steps=1000, tolerance=t).gradient_norms for t in (1e-3, 1e-8)]
    assert all((each[:-1] > t).all() and each[-1] <= t for each, t in zip(norms, (1e-3, 1e-8), strict=True))


# adam


@given(st.floats(0.01, 1), st.floats(0, 0.99), st.floats(0, 0.999), st.floats(1e-3, 1e3))
@settings(max_examples=30, deadline=None)
def test_adam_s_first_step_has_length_gamma_in_every_coordinate(gamma, beta1, beta2, scale):
    f = Function(f"({scale}) x^2 + y^2")
    path = adam(f, [3, -2], gamma=gamma, beta1=beta1, beta2=beta2, epsilon=1e-30, steps=1)
    np.testing.assert_allclose(path.points[1], [3 - gamma, -2 + gamma], rtol=1e-12)


@given(st.floats(0, 0.99), st.floats(0, 0.999))
@settings(max_examples=20, deadline=None)
def test_adam_weighs_past_slopes_as_published(beta1, beta2):
    f = catalogue.example("Himmelblau").function
    path = adam(f, [0.5, 1], gamma=0.2, beta1=beta1, beta2=beta2, steps=12)
    slopes = f.gradient(path.points[:-1])
    for t in range(1, len(path)):
        first, second = (beta ** np.arange(t)[::-1] for beta in (beta1, beta2))
        mean = first @ slopes[:t] / first.sum()
        square = second @ slopes[:t] ** 2 / second.sum()
        moved = path.points[t] - path.points[t - 1]
        np.testing.assert_allclose(moved, -0.2 * mean / (np.sqrt(square) + 1e-8), rtol=1e-9, atol=1e-12)


def test_adam_does_not_see_the_scale_of_an_axis():
    round_bowl, valley = (
        adam(Function(formula), [1, 1], epsilon=1e-30, steps=50) for formula in ("x^2 + y^2", "x^2 + 1000y^2")
    )
    np.testing.assert_allclose(valley.points, round_bowl.points, atol=1e-9)


# Newton


@given(quadratics, st.tuples(st.floats(-3, 3), st.floats(-3, 3)), st.booleans())
@settings(max_examples=30, deadline=None)
def test_newton_solves_a_quadratic_in_one_step(shape, start, damped):
    path = newton(quadratic(*shape)[0], start, damped=damped, steps=1)
    np.testing.assert_allclose(path.points[-1], [0, 0], atol=1e-9)


def test_newton_doubles_the_digits():
    path = newton(catalogue.example("hill and wave").function, [0.2, -1.2])
    errors = np.linalg.norm(path.points - path.points[-1], axis=1)
    late = errors[(errors < 0.1) & (errors > 1e-7)]
    assert len(late) >= 2
    assert (late[1:] < 2 * late[:-1] ** 2).all()


@pytest.mark.parametrize("start", [[1, 0.1], [1, 0], [0.1, 1]])
def test_newton_runs_to_the_saddle_and_damping_keeps_it_from_there(start):
    let, kept = (newton(SADDLE, start, damped=damped) for damped in (False, True))
    assert (let.points[-1].tolist(), let.stopped) == ([0, 0], "the ground is flat here")
    assert kept.stopped == ("it goes downhill without end" if start[1] else "the ground is flat here")


@given(start=st.tuples(st.floats(-5, 5), st.floats(-5, 5)))
@settings(max_examples=30, deadline=None)
def test_damped_newton_never_goes_up(start):
    path = newton(catalogue.example("Himmelblau").function, start, damped=True)
    assert path.stopped == "the ground is flat here"
    assert (np.diff(path.values) <= 1e-12 * (1 + np.abs(path.values[:-1]))).all()


def test_damped_newton_stays_where_the_function_is_defined():
    path = newton(Function("x - log x + y^2"), [0.01, 5], damped=True)
    np.testing.assert_allclose(path.points[-1], [1, 0], atol=1e-9)


@pytest.mark.parametrize("formula", ["x + y", "|x| + |y|", "x^2 + y"])
def test_newton_needs_curvature(formula):
    path = newton(Function(formula), [1, 2])
    assert path.stopped.startswith("the slope does not change in some direction")


# BFGS and L-BFGS


@pytest.mark.parametrize("way", [bfgs, l_bfgs])
def test_quasi_newton_walks_rosenbrock_s_valley(way):
    path = way(catalogue.example("Rosenbrock").function, [-1.2, 1])
    np.testing.assert_allclose(path.points[-1], [1, 1], atol=1e-8)
    assert path.stopped == "the ground is flat here"
    assert (np.diff(path.values) < 0).all()
    assert len(path) < 50


def test_a_hundred_coordinates_are_no_trouble():
    path = l_bfgs(
        lambda x: ((x - np.arange(100)) ** 2 * np.arange(1, 101)).sum(), np.zeros(100), tolerance=1e-4
    )
    np.testing.assert_allclose(path.points[-1], np.arange(100), atol=1e-4)


@pytest.mark.parametrize("way", [bfgs, l_bfgs])
@pytest.mark.parametrize("formula", ["-x^2 - y^2", "x^2 - y^2", "x + y", "log x + y^2"])
def test_a_walk_without_end_keeps_finite_points_and_says_why(way, formula):
    path = way(Function(formula), [0.5, 0.1], steps=500)
    assert np.isfinite(path.points).all()
    assert path.stopped in {
        "it goes downhill without end",
        "the search along the line finds no good step from here",
        "the next step leads to where the function is undefined",
    }


@pytest.mark.parametrize("way", [bfgs, l_bfgs])
def test_without_scipy_one_sentence_says_what_to_do(way, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(ModuleNotFoundError, match="pip install scipy"):
        way(PARABOLA, 1)


def test_scipy_and_sympy_are_imported_by_those_who_need_them():
    asked = """
import sys
from lessons_lib.descent import flat_points, gradient_descent, newton
from lessons_lib.formula import Function
from lessons_lib.slopes import numeric
newton(Function("x y + x^2"), [1, 2])
flat_points(Function("sin x + cos y"), [(-1, 1), (-1, 1)])
print(*[name for name in ("scipy", "sympy") if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
