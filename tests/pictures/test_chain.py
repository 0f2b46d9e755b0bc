"""The chain rule in three planes: parallelograms, matrices and determinants that multiply."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib import automatic, numeric
from lessons_lib.formula import Function, read_map
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pencil.lettering import Label
from lessons_lib.pictures.chain import FIRST, FIRST_VIEW, SECOND, Chain
from tests.pictures.support import draw, line, picture

QUICK = settings(max_examples=25, deadline=None)
coordinate = st.floats(0.05, 1.4)
PAIRS = [(f, g) for f in FIRST[:5] for g in SECOND[:6]]


def chain(f=None, g=None, at=(1, 0.5)):
    return picture("chain", f or read_map(FIRST[0]), g=g or read_map(SECOND[0]), at=at)


def squares(drawn):
    """Return the corners of the square and of both parallelograms, the first one twice."""
    return [line(drawn, meaning, 1, panel) for panel, meaning in enumerate(("function", *["derivative"] * 2))]


def bent(drawn):
    """Return the outline that g after f makes of the square."""
    return line(drawn, "function", 0, 2)


@pytest.fixture(scope="module")
def pictures():
    made = {}

    def of(f, g):
        if (f, g) not in made:
            made[f, g] = chain(read_map(f), read_map(g))
        return made[f, g]

    return of


@QUICK
@given(pair=st.sampled_from(PAIRS), x=coordinate, y=coordinate)
def test_the_product_is_the_jacobian_of_the_composition(pictures, pair, x, y):
    drawn = pictures(*pair)
    drawn.move(at=(x, y))

    def composed(p):
        return drawn.g(drawn.f(p))

    np.testing.assert_allclose(drawn.jacobians[2], automatic.jacobian(composed)([x, y]), rtol=1e-9, atol=1e-9)
    differences = numeric.jacobian(composed, step=1e-5, scheme="central")([x, y])
    np.testing.assert_allclose(drawn.jacobians[2], differences, rtol=1e-5, atol=1e-5)


@QUICK
@given(pair=st.sampled_from(PAIRS), x=coordinate, y=coordinate)
def test_determinants_multiply(pictures, pair, x, y):
    drawn = pictures(*pair)
    drawn.move(at=(x, y))
    one, other, product = drawn.determinants
    assert product == pytest.approx(one * other, rel=1e-9, abs=1e-9)


def signed_area(corners):
    (a, b), (c, d) = corners[1] - corners[0], corners[3] - corners[0]
    return a * d - b * c


@QUICK
@given(x=coordinate, y=coordinate, side=st.floats(0.05, 1))
def test_areas_of_the_parallelograms_grow_by_the_determinants(pictures, x, y, side):
    drawn = pictures(FIRST[0], SECOND[0])
    drawn.move(at=(x, y), side=side)
    first, middle, last = (signed_area(corners) for corners in squares(drawn))
    assert first == pytest.approx(side**2)
    assert middle == pytest.approx(drawn.determinants[0] * first, abs=1e-12)
    assert last == pytest.approx(drawn.determinants[1] * middle, abs=1e-12)


@QUICK
@given(x=coordinate, y=coordinate)
def test_each_plane_shows_the_image_of_the_point_before(pictures, x, y):
    drawn = pictures(FIRST[0], SECOND[0])
    drawn.move(at=(x, y))
    start, middle, last = drawn.points
    np.testing.assert_allclose(middle, drawn.f(start))
    np.testing.assert_allclose(last, drawn.g(middle))
    for corners, point in zip(squares(drawn), drawn.points, strict=True):
        np.testing.assert_allclose(corners[0], point)


@QUICK
@given(x=coordinate, y=coordinate)
def test_a_small_square_is_nearly_its_parallelogram(pictures, x, y):
    drawn = pictures(FIRST[0], SECOND[0])
    gaps = []
    for side in (0.02, 0.01):
        drawn.move(at=(x, y), side=side)
        gaps.append(np.hypot(*(bent(drawn)[::40] - squares(drawn)[2]).T).max())
    assume(gaps[1] > 1e-9)
    assert gaps[0] / gaps[1] == pytest.approx(4, rel=0.1)


def test_linear_maps_leave_straight_what_is_straight():
    drawn = chain(read_map("x + y, y"), read_map("4x, y/2"))
    np.testing.assert_allclose(bent(drawn)[::40], squares(drawn)[2])
    assert "4 × " not in drawn.caption
    assert drawn.determinants == (1, 2, 2)


def test_written_numbers_are_those_of_the_matrices():
    drawn = chain()
    strip = [each for each in drawn.panels[3].moving if isinstance(each, Label)]
    entries = [each.get_text() for each in strip if not each.get_text().startswith("det")]
    assert entries == ["0", "0.5", "0.5", "0.25", "2", "−1", "1", "2", "0.5", "1", "1.25", "0"]
    assert {"det −0.25", "det 5", "det −1.25"} <= set(drawn.words())


def test_a_collapse_stays_a_collapse():
    drawn = chain(Function("x1^2 + x2, x1 x2"), read_map("u + v, v"), at=(1, 2))
    assert drawn.determinants[0] == drawn.determinants[2] == 0
    assert drawn.caption.endswith("1 · 0 = 0.")


def test_a_negative_factor_stands_in_brackets():
    assert "· (−1) = " in chain(read_map("y, x"), read_map("2u, v")).caption


def test_undefined_parts_are_said():
    inverse = read_map("u/(u^2 + v^2), v/(u^2 + v^2)")
    assert chain(read_map("log x, y"), inverse, (-1, 1)).caption.endswith("f is undefined at (−1, 1).")
    assert chain(read_map("x, y"), inverse, (0, 0)).caption.endswith("to (0, 0), where g is undefined.")
    assert chain(read_map("|x|, y"), read_map("u, v"), (0, 1)).caption.endswith("; f has no Jacobian there.")
    corner = chain(read_map("|x|, y"), read_map("|u|, v"), (0, 1))
    assert corner.caption.endswith("; f and g have no Jacobian there.")


@pytest.mark.parametrize(
    "f", [*FIRST[:4], "1e6 x, y", "0, 0", "e^(e^(9x)), y", "sqrt(-1 - x^2), y", "1/x, 1/y"]
)
@pytest.mark.parametrize("g", ["u/(u^2 + v^2), v/(u^2 + v^2)", "3, 4", "1e300 u, e^v"])
def test_every_state_is_drawn(f, g):
    drawn = chain(read_map(f), read_map(g))
    for at in ((0, 0), (1, 0.5), (-1, 2), (40, -40)):
        drawn.move(at=at)
        draw(drawn)
        assert " nan" not in drawn.caption
        assert "nan" not in " ".join(drawn.words())


@pytest.mark.parametrize("classroom", [False, True])
@pytest.mark.parametrize("narrow", [False, True])
def test_planes_have_equal_units_and_stand_above_the_strip(narrow, classroom):
    figure = new_figure(11, 5.2, classroom=classroom)
    figure.narrow = narrow
    drawn = Chain(figure, f=read_map(FIRST[0]), g=read_map(SECOND[0]), view=FIRST_VIEW)
    *planes, strip = (panel.ax for panel in drawn.panels)
    assert len(planes) == 3
    for ax in planes:
        (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
        assert ax.bbox.width / (right - left) == pytest.approx(ax.bbox.height / (top - bottom), rel=1e-6)
        assert ax.bbox.y0 >= strip.bbox.y1
