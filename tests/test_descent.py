"""Ways downhill, and the flat points they lead to."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.descent import flat_points, gradient_descent, momentum, step_and_shrink
from lessons_lib.descent._polynomial import real_roots
from lessons_lib.symbolic import Function

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
        (lambda: gradient_descent(PARABOLA, 1, gamma=0), "gamma must be positive"),
        (lambda: gradient_descent(PARABOLA, 1, gamma=np.nan), "gamma must be positive"),
        (lambda: momentum(PARABOLA, 1, momentum=1), "momentum must be between 0 and 1"),
        (lambda: step_and_shrink(PARABOLA, 1, step=-1), "step must be positive"),
        (lambda: step_and_shrink(PARABOLA, 1, shrink=1), "shrink must be between 0 and 1"),
        (lambda: gradient_descent(PARABOLA, 1, steps=-1), "steps must be a whole number"),
        (lambda: gradient_descent(PARABOLA, 1, steps=1.5), "steps must be a whole number"),
        (lambda: gradient_descent(PARABOLA, np.nan), "start must be one finite point"),
        (lambda: gradient_descent(PARABOLA, "here"), "start must be one finite point"),
        (lambda: step_and_shrink(Function("x y"), [1, 2]), "start must be one number"),
        (lambda: gradient_descent(lambda x: x @ x, [1, 2]), "needs a Function"),
        (lambda: gradient_descent(Function("x, x^2"), 1), "needs a scalar output"),
    ],
)
def test_bad_settings_get_one_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


# flat points


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x^2 - 6x + 13", [(3, "minimum")]),
        ("-x^2", [(0, "maximum")]),
        ("x^3", [(0, "neither")]),
        ("-x^3", [(0, "neither")]),
        ("x^4", [(0, "minimum")]),
        ("x^4/4 - x^3/3 - x^2", [(-1, "minimum"), (0, "maximum"), (2, "minimum")]),
        ("(x - 1)^3 (x + 2)^2", [(-2, "maximum"), (-0.8, "minimum"), (1, "neither")]),
        ("x - sin x", [(0, "neither")]),
        ("x^2 e^-x", [(0, "minimum"), (2, "maximum")]),
        ("x^2 + 1/x", [(0.5 ** (1 / 3), "minimum")]),
        ("cosh x", [(0, "minimum")]),
        ("x|x|", [(0, "neither")]),
        ("|x|^1.5", [(0, "minimum")]),
        ("x log x", [(np.exp(-1), "minimum")]),
        ("x^30", [(0, "minimum")]),
    ],
)
def test_flat_points_are_found_and_named(formula, expected):
    found = flat_points(Function(formula), (-4, 4))
    assert [flat.kind for flat in found] == [kind for _, kind in expected]
    assert [flat.point for flat in found] == pytest.approx([point for point, _ in expected], abs=1e-9)


@pytest.mark.parametrize(
    "formula",
    ["3", "3x + 1", "|x|", "relu x", "cbrt x", "x^(2/3)", "1/x", "tan x", "sign x", "exp x", "log x",
     "max(x^2, 1)", "sqrt(x^2)", "sqrt(-1 - x^2)", "sin(x)^2 + cos(x)^2", "sin(x)/x + 0 log(x - 9)"],
)  # fmt: skip
@pytest.mark.parametrize("form", [lambda f: f, plain], ids=["formula", "callable"])
def test_no_flat_point(formula, form):
    assert flat_points(form(Function(formula, variables="x")), (-3, 3)) == ()


def test_a_hole_is_no_flat_point():
    kinds = [(flat.kind, round(flat.point, 6)) for flat in flat_points(Function("sin(x)/x"), (-7, 7))]
    assert kinds == [("minimum", -4.493409), ("minimum", 4.493409)]


def test_the_ends_of_the_box_belong_to_it():
    found = flat_points(Function("cos x"), (0, 2 * np.pi))
    assert [flat.point for flat in found] == pytest.approx([0, np.pi, 2 * np.pi], abs=1e-9)


@given(coefficients=st.lists(st.integers(-9, 9), min_size=3, max_size=8))
@settings(max_examples=60, deadline=None)
def test_polynomials_give_all_their_flat_points(coefficients):
    x = sympy.Symbol("x")
    polynomial = sympy.Poly(coefficients, x)
    f = Function(" + ".join(f"({c}) x^{k}" for k, c in enumerate(reversed(coefficients))), variables="x")
    found = flat_points(f, (-1e3, 1e3))
    slope = polynomial.diff(x)
    known = sorted({float(root) for root in sympy.real_roots(slope)}) if slope.degree() > 0 else []
    assert [flat.point for flat in found] == pytest.approx(known, rel=1e-12, abs=1e-12)


@given(roots=st.lists(st.integers(-20, 20), min_size=1, max_size=7, unique=True), twice=st.booleans())
@settings(max_examples=40, deadline=None)
def test_every_real_root_is_found_once(roots, twice):
    factors = "".join(f"(x - ({root}))" for root in roots)
    formula = factors + (f"(x - ({roots[0]}))^2" if twice else "") + "(x^2 + x + 1)"
    assert real_roots(Function(formula).polynomial) == sorted(roots)


@pytest.mark.parametrize("box", [(1, 1), (2, 1), (0, np.inf), (np.nan, 1), (1,), (1, 2, 3)])
def test_a_box_needs_two_ends(box):
    with pytest.raises(ValueError, match="box must be two numbers"):
        flat_points(PARABOLA, box)


def test_several_dimensions_are_not_searched_here():
    with pytest.raises(ValueError, match="takes vectors"):
        flat_points(Function("x y"), (0, 1))
