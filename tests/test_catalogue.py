"""The catalogue tells the truth about its functions."""

import numpy as np
import pytest

from lessons_lib import catalogue
from lessons_lib.descent import flat_points

each_curve = pytest.mark.parametrize("curve", catalogue.curves(), ids=lambda curve: curve.name)


@each_curve
def test_known_flat_points_are_all_and_are_found(curve):
    found = flat_points(curve.function, curve.view[:2])
    assert [flat.kind for flat in found] == [kind for _, kind in curve.flat_points]
    known = [point for point, _ in curve.flat_points]
    assert [flat.point for flat in found] == pytest.approx(known, abs=1e-12)


@each_curve
def test_the_view_shows_the_curve(curve):
    left, right, bottom, top = curve.view
    values = curve.function(np.linspace(left, right, 201))
    seen = values[(values >= bottom) & (values <= top)]
    assert seen.size > 80
    assert np.ptp(seen) > (top - bottom) / 2


@each_curve
def test_the_domain_in_words_is_the_domain(curve):
    x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    where = {"all numbers": x == x, "x ≥ 0": x >= 0, "x > 0": x > 0, "x ≠ 0": x != 0}  # noqa: PLR0124
    np.testing.assert_array_equal(np.isfinite(curve.function(x)), where[curve.domain])


def test_names_find_their_examples():
    assert all(catalogue.example(curve.name) is curve for curve in catalogue.curves())


def test_the_ten_by_heart():
    shown = [known.function.text for known in catalogue.by_heart()]
    assert shown == [
        "x³", "e^x", "log(x)", "sin(x)", "cos(x)", "tanh(x)", "relu(x)", "sigmoid(x)", "softplus(x)", "1/x",
    ]  # fmt: skip


def test_an_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="parabola"):
        catalogue.example("paraboloid")


def test_the_lesson_s_parabola():
    y = catalogue.example("parabola").function
    assert (y(3), y.derivative(3), y.derivative(1)) == (4, 0, -4)
