"""Curves lift the pen at gaps, limits stay sane, tangents are told from corners."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.pencil.curves import View, polyline, straight, tangent_at, view_of
from tests.figures.support import HOSTILE, function

VIEW = View(-4, 4, -5, 5)


def crossings(xs, ys, at):
    """Count drawn segments that pass over a point."""
    pen_down = np.isfinite(ys[:-1]) & np.isfinite(ys[1:])
    return int((pen_down & (xs[:-1] < at) & (xs[1:] > at)).sum())


@pytest.mark.parametrize(
    ("text", "pole"), [("1/x", 0), ("1/(x-1)^2", 1), ("tan x", math.pi / 2), ("sign x", 0)]
)
def test_no_line_joins_the_sides_of_a_pole_or_a_jump(text, pole):
    xs, ys = polyline(function(text), VIEW)
    assert crossings(xs, ys, pole) == 0
    assert np.isfinite(ys[(xs > pole) & (xs < pole + 0.5)]).any()


@pytest.mark.parametrize("text", ["cbrt x", "|x|", "exp x", "atan(1000 x)", "x^3"])
def test_continuous_curves_are_not_torn(text):
    _, ys = polyline(function(text), VIEW)
    assert np.isfinite(ys).all()


@pytest.mark.parametrize(
    ("text", "edge", "height"), [("sqrt x", 0, 0), ("sqrt(1 - x^2)", -1, 0), ("asin x", 1, math.pi / 2)]
)
def test_curves_reach_the_edge_of_their_domain(text, edge, height):
    xs, ys = polyline(function(text), VIEW)
    drawn = np.isfinite(ys)
    distance = np.hypot(xs[drawn] - edge, ys[drawn] - height)
    assert distance.min() < 1e-5


def test_the_logarithm_falls_out_of_the_view():
    xs, ys = polyline(function("log x"), VIEW)
    assert np.isnan(ys[xs < -1e-9]).all()
    assert np.nanmin(ys) < VIEW.bottom


@given(text=st.sampled_from(HOSTILE), left=st.floats(-10, 9), width=st.floats(0.1, 20))
def test_limits_are_finite_and_increasing(text, left, width):
    view = view_of(function(text), left, left + width)
    assert np.isfinite(view).all()
    assert view.bottom < view.top


def test_a_constant_has_room_above_and_below():
    view = view_of(function("3"), -1, 1)
    assert view.bottom < 3 < view.top


def test_a_pole_does_not_flatten_the_rest():
    view = view_of(function("1/x"), -4, 4)
    assert view.top < 20


def test_a_height_can_be_asked_for():
    assert view_of(function("x^2 + 5"), -1, 1, including=0.0).bottom < 0


@given(x=st.floats(-3, 3), slope=st.floats(-1e6, 1e6), share=st.floats(0, 1))
def test_a_straight_line_is_straight(x, slope, share):
    (x0, x1), (y0, y1) = straight(x, 0.0, slope, VIEW)
    along = x0 + share * (x1 - x0)
    assert slope * (along - x) == pytest.approx(y0 + share * (y1 - y0), abs=1e-6)
    assert VIEW.left <= min(x0, x1) <= max(x0, x1) <= VIEW.right


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("x^2", 3, "smooth"),
        ("|x|", 0, "corner"),
        ("relu x", 0, "corner"),
        ("cbrt x", 0, "vertical"),
        ("log x", -1, "none"),
        ("1/x", 0, "none"),
        ("exp x", 200, "smooth"),
        ("sin(1000 x)", 0.3, "smooth"),
        ("x |x|", 0, "smooth"),
    ],
)
def test_points_are_told_apart(text, at, kind):
    assert tangent_at(function(text), at).kind == kind
