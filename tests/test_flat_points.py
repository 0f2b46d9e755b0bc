"""Flat points, found and named."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import Function
from lessons_lib.descent import flat_points
from lessons_lib.descent._polynomial import real_roots
from lessons_lib.descent._space import Terrain, isolated, searched

PARABOLA = Function("x^2 - 6x + 13")


def plain(f):
    """Return a Function as a callable that knows nothing of formulas."""
    return f.__call__


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


WRONG_BOXES = [
    (1, 1), (2, 1), (0, np.inf), (np.nan, 1), (1,), (1, 2, 3), [(0, 1), (1, 0)], [(0, 1), 2], "box", [], None,
]  # fmt: skip


@pytest.mark.parametrize("box", WRONG_BOXES)
def test_a_box_needs_two_ends(box):
    with pytest.raises(ValueError, match="box must be two numbers, the smaller first, or such a pair"):
        flat_points(PARABOLA, box)


@pytest.mark.parametrize(
    ("formula", "box", "sentence"),
    [
        ("x y", (0, 1), "box must be 2 pairs of numbers"),
        ("x y", [(0, 1)] * 3, "box must be 2 pairs of numbers"),
        ("x^2", [(0, 1)], "box must be two numbers"),
    ],
)
def test_a_box_fits_its_function(formula, box, sentence):
    with pytest.raises(ValueError, match=sentence):
        flat_points(Function(formula), box)


def test_matrices_are_not_searched():
    with pytest.raises(ValueError, match="flatten the input"):
        flat_points(Function("a^2 + b^2 + c d", variables=[["a", "b"], ["c", "d"]]), [(0, 1)] * 4)


def test_a_vector_has_no_flat_points():
    with pytest.raises(ValueError, match=r"use \.jacobian"):
        flat_points(Function("x + y, x y"), SQUARE)


# several dimensions

SQUARE = [(-2, 2), (-2, 2)]
IN_THE_PLANE = {
    "x^2 + y^2": [((0, 0), "minimum")],
    "-x^2 - 3y^2": [((0, 0), "maximum")],
    "x^2 - y^2": [((0, 0), "saddle")],
    "x^3 - 3x y^2": [((0, 0), "saddle")],
    "x^4 + y^4": [((0, 0), "minimum")],
    "-x^6 - y^6": [((0, 0), "maximum")],
    "x^4 - y^4": [((0, 0), "saddle")],
    "x^2 + y^4": [((0, 0), "undecided")],
    "(y - x^2)(y - 2x^2)": [((0, 0), "undecided")],
    "x e^(-x^2 - y^2)": [((-(0.5**0.5), 0), "minimum"), ((0.5**0.5, 0), "maximum")],
    "sin x cosh y": [((-np.pi / 2, 0), "saddle"), ((np.pi / 2, 0), "saddle")],
    "(x^2 + y^2 - 1)^2": [((0, 0), "maximum")],
    "sin(x^2 + y^2)": [((0, 0), "minimum")],
    "x^4 + y^4 - 4x y": [((-1, -1), "minimum"), ((0, 0), "saddle"), ((1, 1), "minimum")],
}


def agree(found, expected, within=1e-9):
    assert [flat.kind for flat in found] == [kind for _, kind in expected]
    for flat, (point, _) in zip(found, expected, strict=True):
        assert flat.point == pytest.approx(point, abs=within)


@pytest.mark.parametrize(("formula", "expected"), IN_THE_PLANE.items(), ids=IN_THE_PLANE)
def test_flat_points_of_the_plane_are_found_and_named(formula, expected):
    f = Function(formula)
    found = flat_points(f, SQUARE)
    agree(found, expected)
    assert [flat.value for flat in found] == [f(flat.point) for flat in found]


@pytest.mark.parametrize(
    "formula", ["x e^(-x^2 - y^2)", "x^4 + y^4 - 4x y", "x^3 - 3x y^2", "x^4 + y^4", "x^2 - y^2"]
)
def test_a_callable_gives_the_same_by_differences(formula):
    agree(flat_points(plain(Function(formula)), SQUARE), IN_THE_PLANE[formula], within=1e-5)


@pytest.mark.parametrize(
    "formula",
    ["3", "x + y", "x^2", "x^2 y^2", "(x - y)^2", "|x| + |y|", "sqrt(x^2 + y^2)", "max(x, y)^2",
     "x^2 y/(x^2 + y^2)", "x y(x^2 - y^2)/(x^2 + y^2)", "x^2 + y^2 log x", "sqrt(-1 - x^2 - y^2)",
     "relu x + relu y", "e^x + y^2", "x^3 + x + y^2"],
)  # fmt: skip
def test_no_isolated_flat_point_of_the_plane(formula):
    assert flat_points(Function(formula, variables=["x", "y"]), SQUARE) == ()


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=6),
)
@settings(max_examples=30, deadline=None)
def test_what_is_found_is_flat_and_what_newton_finds_is_found(terms):
    f = Function(" + ".join(f"({c}) x^{p} y^{q}" for c, p, q in terms) + " + x^2/7 + y^2/5", ["x", "y"])
    found = flat_points(f, SQUARE)
    for flat in found:
        assert np.abs(f.gradient(flat.point)).max() < 1e-9
    searched = [flat for flat in _by_search(f) if np.abs(np.linalg.det(f.hessian(flat))) > 1e-3]
    for point in searched:
        assert min(np.linalg.norm(point - np.array(flat.point)) for flat in found) < 1e-6


def _by_search(f):
    terrain = Terrain(f, np.array([-2.0, -2]), np.array([2.0, 2]))
    return terrain.inside(terrain.smooth(isolated(terrain, searched(terrain))))


@given(st.integers(2, 6), st.data())
@settings(max_examples=20, deadline=None)
def test_signs_of_the_curvatures_name_the_point_in_any_dimension(n, data):
    signs = data.draw(st.lists(st.sampled_from([-1, 0, 1]), min_size=n, max_size=n))
    names = [f"x{i}" for i in range(n)]
    f = Function(" + ".join(f"({s}) {x}^2 + {x}^4" for s, x in zip(signs, names, strict=True)), names)
    (found,) = [flat for flat in flat_points(f, [(-0.5, 0.5)] * n) if not any(flat.point)]
    if {-1, 1} <= set(signs):
        assert found.kind == "saddle"
    elif 0 not in signs:
        assert found.kind == ("minimum" if signs[0] == 1 else "maximum")


def test_mixed_signs_win_over_a_zero():
    assert flat_points(Function("x^2 - y^2 + z^4"), [(-1, 1)] * 3)[0].kind == "saddle"


def test_the_order_is_by_the_first_coordinate_and_the_result_the_same_each_time():
    f = Function("sin x cos y")
    first, second = (flat_points(f, [(-5, 5), (-5, 5)]) for _ in range(2))
    assert first == second
    assert len(first) == 24
    assert [flat.point[0] for flat in first] == pytest.approx(sorted(flat.point[0] for flat in first))


def test_the_ends_of_a_box_of_the_plane_belong_to_it():
    found = flat_points(Function("cos x + cos y"), [(0, np.pi), (0, np.pi)])
    kinds = [flat.kind for flat in found]
    assert kinds == ["maximum", "saddle", "saddle", "minimum"]


@pytest.mark.parametrize(
    ("formula", "count"),
    [("x^3 + y^3 + z^3 - 3x y z + x^2 - y", None), ("x^4 + y^4 + z^4 + x y z", 5), ("x^2 + y^2 + z^2", 1)],
)
def test_space(formula, count):
    f = Function(formula)
    found = flat_points(f, [(-3, 3)] * 3)
    assert all(np.abs(f.gradient(flat.point)).max() < 1e-9 for flat in found)
    assert count in {None, len(found)}
