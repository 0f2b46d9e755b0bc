"""The picture of all points that go to one place."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib.formula import Function
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._preimages import Search
from tests.pictures.support import draw, line, picture

NOTCH = Function("x1^2 + x2, x1 x2")
VIEW = PlaneView(-3, 3, -3, 3)
TYPED = Function("x1^2 + x2, x1*x2 + 0")
KNOWN = {text: Search(Function(text), VIEW) for text in ("x1^2 + x2, x1 x2", "x^2, y", "x^2 - y^2, 2x y")}
SEARCHED = Search(TYPED, PlaneView(-6, 6, -40, 12))
MANY = settings(max_examples=40, deadline=None)
coordinate = st.floats(-4, 4)


def fold(f=NOTCH, at=(3, 1.9)):
    return picture("fold", f, at=at)


def surplus(a, b):
    """Return the discriminant of x³ − a x + b, positive where it has three real roots."""
    return 4 * a**3 - 27 * b**2


@pytest.mark.parametrize(
    ("at", "count"), list(zip(((3, 1.9), (3, 2), (3, 2.1), (0, 0), (-1, 0)), (3, 2, 1, 1, 1), strict=True))
)
def test_the_notch_has_three_preimages_inside_and_one_outside(at, count):
    assert len(KNOWN["x1^2 + x2, x1 x2"].of(at)) == count


@pytest.mark.parametrize("text", KNOWN)
@MANY
@given(a=coordinate, b=coordinate)
def test_every_preimage_goes_to_the_place(text, a, b):
    found = KNOWN[text].of((a, b))
    for point in found.points:
        np.testing.assert_allclose(Function(text)(point), (a, b), atol=1e-9)


@MANY
@given(a=coordinate, b=coordinate)
def test_off_the_fold_the_number_depends_on_the_side_alone(a, b):
    assume(abs(surplus(a, b)) > 1e-6)
    found = KNOWN["x1^2 + x2, x1 x2"].of((a, b))
    assert len(found) == (3 if surplus(a, b) > 0 else 1)
    assert np.sign(found.determinants).sum() == 1


@MANY
@given(side=st.floats(-1.2, 1.2))
def test_on_the_fold_two_preimages_have_met(side):
    assume(abs(side) > 0.05)
    search = KNOWN["x1^2 + x2, x1 x2"]
    found = search.of(NOTCH([side, 2 * side**2]))
    assert len(found) == 2
    assert sorted(found.determinants == 0) == [False, True]
    np.testing.assert_allclose(found.points[found.determinants == 0], [[side, 2 * side**2]], rtol=1e-9)


@settings(max_examples=25, deadline=None)
@given(a=st.floats(-3, 3), b=st.floats(-3, 3))
def test_newton_from_everywhere_finds_what_the_formula_finds(a, b):
    assume(abs(surplus(a, b)) > 0.05)
    exact = KNOWN["x1^2 + x2, x1 x2"].of((a, b)).points
    assume((np.abs(exact) < (5.9, 11.9)).all())
    np.testing.assert_allclose(SEARCHED.of((a, b)).points, exact, atol=1e-8)


@MANY
@given(a=coordinate, b=coordinate)
def test_the_complex_square_covers_the_plane_twice(a, b):
    assume(abs(a) + abs(b) > 1e-9)
    found = KNOWN["x^2 - y^2, 2x y"].of((a, b))
    assert len(found) == 2
    np.testing.assert_allclose(found.points.sum(axis=0), 0, atol=1e-12)
    assert (found.determinants > 0).all()


@pytest.mark.parametrize(("a", "count"), [(1, 2), (0, 1), (-1, 0)])
def test_the_mirror_has_two_one_or_no_preimage(a, count):
    assert len(KNOWN["x^2, y"].of((a, 1))) == count
    assert len(Search(Function("x^2 + 0, y"), VIEW).of((a, 1))) == count


@settings(max_examples=15, deadline=None)
@given(x=st.floats(-2.5, 2.5), y=st.floats(-2.5, 2.5))
def test_a_point_is_among_the_preimages_of_where_it_goes(x, y):
    f = Function("sin x + y, y^2 - x")
    determinant = np.cos(x) * 2 * y + 1
    assume(abs(determinant) > 0.05)
    points = Search(f, VIEW).of(f([x, y])).points
    assert np.abs(points - (x, y)).max(axis=1).min() < 1e-7


@pytest.mark.parametrize(("at", "curves"), [((1, 2), True), ((1, 1), False)])
def test_a_map_that_collapses_the_plane_has_whole_curves_or_nothing(at, curves):
    found = Search(Function("x + y, 2x + 2y"), VIEW).of(at)
    assert found.curves is curves
    assert len(found) == 0
    words = "a whole curve of points goes" if curves else "no point in view goes"
    assert words in fold(Function("x + y, 2x + 2y"), at).caption


def test_the_fold_is_a_parabola_and_its_image_a_cusp():
    curve, image = (mark.data for mark in fold().standing("derivative", "line"))
    x, y = curve[np.isfinite(curve).all(axis=1)].T
    np.testing.assert_allclose(y, 2 * x**2, atol=2e-3)
    a, b = image[np.isfinite(image).all(axis=1)].T
    np.testing.assert_allclose(surplus(a, b), 0, atol=0.02 * np.abs(a).max() ** 3)


@pytest.mark.parametrize("at", [(3, 1.9), (3, 2), (3, 2.1)])
def test_each_preimage_has_the_mark_of_its_sign(at):
    drawn, found = fold(at=at), KNOWN["x1^2 + x2, x1 x2"].of(at)
    marks = {sign: drawn.marks(meaning, "dot", 0)[0] for sign, meaning in
             ((1, "gradient"), (-1, "second"), (0, "derivative"))}  # fmt: skip
    for sign, mark in marks.items():
        np.testing.assert_allclose(mark.data, found.points[np.sign(found.determinants) == sign])
    assert len({mark.drawn.get_marker() for mark in marks.values()}) == 3


def test_a_search_says_that_it_looked_in_view_only():
    assert "in view" in fold(TYPED).caption
    assert "in view" not in fold().caption
    assert "3 preimages in view" in "".join(fold(TYPED).words())


def test_both_outputs_are_drawn_where_they_take_their_values():
    drawn = fold()
    for which, meaning in enumerate(("function", "secant")):
        points = line(drawn, meaning, panel=0)
        points = points[np.isfinite(points).all(axis=1)]
        np.testing.assert_allclose(NOTCH(points)[:, which], (3, 1.9)[which], atol=5e-3)


def test_the_sliders_run_over_the_output_plane():
    drawn = fold()
    assert drawn.span == drawn.panels[1].limits
    assert drawn.fields["at"].names == ("f₁", "f₂")


@pytest.mark.parametrize(
    "text",
    ["|x|, y/x", "3, 4", "sqrt(-1 - x^2), y", "1/x, 1/y", "10^6 x, y^40", "sin(9x), sin(9y)", "log x, y"],
)
def test_what_is_undefined_steep_or_constant_stays_sane(text):
    drawn = fold(Function(text, ["x", "y"]), (0, 0))
    for at in ((0, 0), (1, 1), (3, 4), (-1, 1e-9)):
        drawn.move(at=at)
        assert drawn.caption.endswith(".")
        assert "nan" not in drawn.caption.replace("determinant", "")
    draw(drawn)


def test_very_many_preimages_are_not_counted():
    caption = fold(Function("sin(9x), sin(9y)"), (0, 0)).caption
    assert caption == "More than 24 points in view go to (0, 0) under (sin(9x), sin(9y))."
