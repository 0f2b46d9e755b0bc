"""Flat points, found and named."""

import math

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
SQUARE = [(-2, 2), (-2, 2)]


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


# far from 0, in narrow boxes, on kinks

WELL = [(-(0.5**0.5), "minimum"), (0, "maximum"), (0.5**0.5, "minimum")]
SCALES = {
    "short waves": (lambda x: np.cos(1e6 * x), (1e-6, 1e-5), 0, np.pi * 1e-6,
                    [(1, "minimum"), (2, "maximum"), (3, "minimum")]),
    "a well far right": (lambda x: (x - 1e6) ** 4 - (x - 1e6) ** 2, (1e6 - 2, 1e6 + 2), 1e6, 1, WELL),
    "a well far left": (lambda x: (x + 1e6) ** 4 - (x + 1e6) ** 2, (-1e6 - 2, -1e6 + 2), -1e6, 1, WELL),
    "a well as formula": (Function("(x - 1000000)^4 - (x - 1000000)^2"), (1e6 - 2, 1e6 + 2), 1e6, 1, WELL),
    "waves beside 1": (lambda x: np.sin(1e7 * (x - 1)), (1 - 2e-7, 1 + 2e-7), 1, np.pi / 2 * 1e-7,
                       [(-1, "minimum"), (1, "maximum")]),
    "a bump of atoms": (lambda x: np.exp(-((x / 1e-12) ** 2)), (-4e-12, 5e-12), 0, 1e-12, [(0, "maximum")]),
    "short waves as formula": (Function("cos(1e9 x)"), (1e-9, 5e-9), 0, np.pi * 1e-9, [(1, "minimum")]),
    "long waves": (lambda x: np.sin(x / 1e6), (-2e6, 2e6), 0, np.pi / 2 * 1e6,
                   [(-1, "minimum"), (1, "maximum")]),
}  # fmt: skip


@pytest.mark.parametrize(("f", "box", "origin", "unit", "expected"), SCALES.values(), ids=SCALES)
def test_neither_size_nor_place_of_a_box_changes_what_is_found(f, box, origin, unit, expected):
    found = flat_points(f, box)
    assert [flat.kind for flat in found] == [kind for _, kind in expected]
    places = [(flat.point - origin) / unit for flat in found]
    assert places == pytest.approx([place for place, _ in expected], abs=1e-5)


@pytest.mark.parametrize(
    ("f", "box", "kinds"),
    [
        (lambda v: (v[0] - 1e6) ** 4 - (v[0] - 1e6) ** 2 + (v[1] + 1e5) ** 2,
         [(1e6 - 2, 1e6 + 2), (-1e5 - 2, -1e5 + 3)], ["minimum", "saddle", "minimum"]),
        (Function("(x - 1000000)^4 - (x - 1000000)^2 + y^2"), [(1e6 - 2, 1e6 + 2), (-2, 3)],
         ["minimum", "saddle", "minimum"]),
        (lambda v: np.cos(1e6 * v[0]) + np.cos(1e6 * v[1]), [(1e-6, 5e-6), (1e-6, 8e-6)],
         ["minimum", "saddle"]),
        (lambda v: np.exp(-((v / 1e-9) ** 2).sum()), [(-3e-9, 4e-9)] * 2, ["maximum"]),
        (lambda v: np.sin(v[0] / 1e6) + v[1] ** 2, [(0, 6e6), (-1, 2)], ["saddle", "minimum"]),
        (Function("cos(1000000x) + cos y"), [(1e-6, 5e-6), (1, 8)], ["minimum", "saddle"]),
    ],
)  # fmt: skip
def test_neither_size_nor_place_of_a_plane_box_changes_what_is_found(f, box, kinds):
    assert [flat.kind for flat in flat_points(f, box)] == kinds


WAVES = {
    "square": (lambda v: np.sin(3 * v[0]) + np.sin(3 * v[1]), [(0, 6), (0, 6)], 36),
    "uneven": (lambda v: np.sin(3 * v[0]) + np.sin(3e6 * v[1]), [(0, 6), (0, 6e-6)], 36),
    "uneven formula": (Function("sin(3x) + sin(3000000y)"), [(0, 6), (0, 6e-6)], 36),
    "product": (lambda v: np.sin(2 * v[0]) * np.sin(2 * v[1]), [(0.1, 6), (0.1, 6)], 25),
    "far away": (lambda v: np.cos(3 * (v[0] - 1e4)) + np.cos(3 * v[1]), [(1e4 + 0.1, 1e4 + 6), (0.1, 6)], 25),
    "one way": (lambda v: np.sin(5 * v[0]) + v[1] ** 2, [(0, 6), (-1, 1.5)], 10),
    "in space": (lambda v: np.sin(3 * v).sum(), [(0, 2)] * 3, 8),
}


@pytest.mark.parametrize(("f", "box", "count"), WAVES.values(), ids=WAVES)
def test_a_callable_is_searched_as_thoroughly_as_a_formula(f, box, count):
    assert len(flat_points(f, box)) == count


KINKS = [
    "relu(x - 1) + relu(1 - x)",
    "|x| + |x^2 - x|",
    "relu(x) - relu(-x)",
    "max(x, -x)",
    "|x - 1| + |x + 1|",
    "max(x^2, 4 - x)",
    "relu(x)^2 + relu(-x)",
    "|x| + x^2",
    "|x - 1/3| + |1/3 - x|",
]
CREASES = ["relu(x) + relu(-x) + y^2", "|x - 1| + y^2", "max(x, -x) + max(y, -y)", "|x - y| + x^2 + y^2",
           "relu(x - 1)^2 + relu(1 - x) + y^2", "|x| + |x^2 - x| + y^2"]  # fmt: skip


@pytest.mark.parametrize("form", [lambda f: f, plain], ids=["formula", "callable"])
@pytest.mark.parametrize("formula", [*KINKS, *CREASES])
def test_a_kink_whose_slopes_face_each_other_is_not_flat(formula, form):
    f = Function(formula)
    assert flat_points(form(f), (-3, 3) if f.input_shape == () else SQUARE) == ()


@pytest.mark.parametrize("form", [lambda f: f, plain], ids=["formula", "callable"])
@pytest.mark.parametrize(("formula", "points"), [("|x^2 - 1|", [0]), ("|sin x|", [-np.pi / 2, np.pi / 2])])
def test_what_is_flat_between_kinks_is_found(formula, points, form):
    found = flat_points(form(Function(formula)), (-3, 3))
    assert [flat.point for flat in found] == pytest.approx(points, abs=1e-9)
    assert {flat.kind for flat in found} == {"maximum"}


def test_a_slope_of_0_that_a_kink_is_given_does_not_make_it_flat():
    class Tent:
        """As a formula may say it: the slope of a kink is the mean of its sides."""

        input_shape = ()

        def __call__(self, x):
            return np.abs(x - 0.5)

        def derivative(self, x):
            return np.sign(x - 0.5)

    assert flat_points(Tent(), (-1, 2.3)) == ()


@pytest.mark.parametrize("box", [(1e6, 1e6 + 1e-7), (-1, -1 + 1e-12), [(0, 1), (1e9, 1e9 + 1e-3)]])
def test_a_box_that_rounding_blurs_is_refused(box):
    with pytest.raises(ValueError, match=r"box is too narrow.*: move the origin there"):
        flat_points(lambda x: np.sum(np.asarray(x) ** 2), box)


@pytest.mark.parametrize(
    ("f", "box", "count"),
    [
        (lambda x: x - math.log(x), (-1, 3), 1),
        (lambda x: x + 1 / x, (-3, 3), 2),
        (lambda x: math.exp(x**2), (-40, 40), 1),
        (lambda x: math.sqrt(x) - x, (-1, 3), 1),
        (lambda v: v[0] - math.log(v[0]) + v[1] ** 2, [(-1, 3), (-1, 1)], 1),
        (lambda v: math.acos(v[0]) + 2 * v[0] * v[0] + v[1] ** 2, [(-2, 2), (-1, 1)], 2),
    ],
)
def test_where_python_s_arithmetic_gives_up_nothing_is_flat(f, box, count):
    assert len(flat_points(f, box)) == count


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
