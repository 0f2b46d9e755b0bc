"""Jacobians of layers: the numbers in the cells against differences, and the laws of each kind."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import explore, numeric
from lessons_lib.pencil.figure import new_figure
from lessons_lib.pencil.palette import TEXT, contrast
from lessons_lib.pictures._entry_tables import CellNumber, cell_text, shades
from lessons_lib.pictures._layer_kinds import KINDS
from lessons_lib.pictures.layer import Layer
from lessons_lib.state import Point
from tests.explore.support import drag
from tests.pictures.support import draw, picture

NAMES = list(KINDS)
ENTRYWISE = ["relu", "tanh", "sigmoid"]
QUICK = settings(max_examples=40, deadline=None)
entry = st.floats(-3.9, 3.9).filter(lambda number: abs(number) > 1e-3)
inputs = st.tuples(entry, entry, entry)


def layer(kind="softmax", at=(1, -0.5, 0.5)):
    return picture("layer", kind=kind, at=at)


@pytest.fixture
def explorer():
    made = explore.layer()
    yield made
    made.close()


def at_least(kind, x, distance=1e-3):
    """Tell whether a step of differences stays on one side of every kink."""
    if kind.kinks is None:
        return True
    weights, bias = kind.kinks
    return bool((np.abs(weights @ x + bias) > distance).all())


@pytest.mark.parametrize("name", NAMES)
@QUICK
@given(x=inputs)
def test_the_jacobian_is_that_of_differences(name, x):
    kind = KINDS[name]
    point = np.array(x[: kind.inputs])
    if at_least(kind, point):
        expected = numeric.jacobian(kind.program, step=1e-5, scheme="central")(point)
        np.testing.assert_allclose(kind.jacobian(point), expected, atol=1e-8)
        assert kind.jacobian(point).shape == (len(kind.value(point)), kind.inputs)


@QUICK
@given(x=inputs)
def test_the_jacobian_of_softmax_is_symmetric_and_its_rows_sum_to_0(x):
    matrix = KINDS["softmax"].jacobian(x)
    np.testing.assert_allclose(matrix, matrix.T, atol=1e-15)
    np.testing.assert_allclose(matrix.sum(axis=1), 0, atol=1e-15)
    assert np.linalg.eigvalsh(matrix).min() > -1e-15


@QUICK
@given(x=inputs, shift=st.floats(-3, 3))
def test_softmax_looks_only_at_differences(x, shift):
    kind = KINDS["softmax"]
    np.testing.assert_allclose(kind.jacobian(np.array(x) + shift), kind.jacobian(x), atol=1e-14)


@QUICK
@given(x=inputs)
def test_the_matrices_beside_softmax_differ_by_its_jacobian(x):
    kind = KINDS["softmax"]
    (_, diagonal), (_, product) = kind.factors(x)
    np.testing.assert_allclose(diagonal - product, kind.jacobian(x), atol=1e-15)


@QUICK
@given(x=st.tuples(entry, entry))
def test_the_matrices_beside_two_layers_multiply_to_their_jacobian(x):
    kind = KINDS["two layers"]
    second, on, first = (matrix for _, matrix in kind.factors(x))
    np.testing.assert_allclose(second @ on @ first, kind.jacobian(x), atol=1e-12)
    assert [matrix.shape for matrix in (second, on, first)] == [(4, 3), (3, 3), (3, 2)]


@QUICK
@given(x=inputs, y=inputs)
def test_a_linear_layer_has_one_jacobian(x, y):
    kind = KINDS["linear"]
    np.testing.assert_array_equal(kind.jacobian(x[:2]), kind.jacobian(y[:2]))


@pytest.mark.parametrize("name", ENTRYWISE)
@QUICK
@given(x=inputs)
def test_functions_of_each_entry_have_the_slopes_of_their_curve_on_the_diagonal(name, x):
    kind = KINDS[name]
    matrix = kind.jacobian(x)
    np.testing.assert_allclose(np.diag(matrix), kind.curve.derivative(np.array(x)), atol=1e-12)
    np.testing.assert_array_equal(matrix - np.diag(np.diag(matrix)), 0)


def test_softmax_at_0_has_rank_2():
    drawn = layer("softmax", (0, 0, 0))
    np.testing.assert_allclose(drawn.jacobian, np.eye(3) / 3 - 1 / 9)
    assert drawn.rank == 2
    assert drawn.caption.endswith("each row sums to 0, rank 2.")


@pytest.mark.parametrize(("at", "rank"), [((1, 1), 2), ((1, -0.5), 1), ((-2, -2), 0)])
def test_units_that_are_off_cost_dimensions(at, rank):
    drawn = layer("two layers", at)
    on = np.diag(drawn.layer.factors(at)[1][1])
    assert drawn.rank == min(int(on.sum()), 2) == rank
    assert f"rank {rank}" in drawn.caption


@pytest.mark.parametrize("name", NAMES)
def test_the_cells_hold_the_entries(name):
    drawn = layer(name, (1.5, -1, 0.5))
    entries = np.concatenate([
        *(np.ravel(matrix) for _, matrix in drawn.layer.factors(drawn.x)), np.ravel(drawn.jacobian)
    ])  # fmt: skip
    numbers = [each.get_text() for each in drawn.moving if isinstance(each, CellNumber)]
    assert numbers == [cell_text(entry) for entry in entries]


def test_a_kink_is_named():
    assert "x₂ is at the kink of relu, where programs take slope 0" in layer("relu", (1, 0, -1)).caption
    assert "x₁ and x₂ are at the kink" in layer("relu", (0, 0, -1)).caption
    assert "h₁ is at the kink" in layer("two layers", (0.25, 0.25)).caption
    assert "kink" not in layer("relu", (1, 2, -1)).caption


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("at", [(0, 0, 0), (50, 0, 0), (-900, 900, 900), (1e-300, 4, -4), (1e6, -1e6, 1)])
def test_every_input_is_drawn(name, at):
    drawn = layer(name, at)
    draw(drawn)
    assert "nan" not in drawn.caption
    assert "undefined" not in drawn.caption
    assert "nan" not in " ".join(drawn.words())


def test_a_softmax_that_is_decided_says_so():
    assert "every entry is below 1e-12, since one p is all but 1" in layer("softmax", (50, 0, 0)).caption


@QUICK
@given(value=st.floats(-10, 10))
def test_numbers_can_be_read_on_their_colour(value):
    ((red, green, blue),) = shades(np.array([value]), 1.0)
    ground = f"#{round(255 * red):02X}{round(255 * green):02X}{round(255 * blue):02X}"
    assert contrast(TEXT["point"], ground) >= 4.5


def test_the_sign_is_seen_in_colour_and_in_the_number():
    plus, minus, nothing = shades(np.array([0.5, -0.5, 0.0]), 1.0)
    assert plus[0] > plus[2]
    assert minus[0] < minus[2]
    np.testing.assert_array_equal(nothing, 1)
    assert cell_text(-0.5) == "−0.5"


@pytest.mark.parametrize("name", NAMES)
def test_a_point_dropped_where_it_is_changes_nothing(name):
    drawn = layer(name, (1, -0.5, 0.5))
    for handle, (_, x, y) in drawn.handles().items():
        for place, value in enumerate(drawn.taken(handle, x, y)["at"]):
            assert np.isnan(value) or value == pytest.approx(drawn.x[place])


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_cells_are_square(name, narrow):
    figure = new_figure(10.5, 4)
    figure.narrow = narrow
    ax = Layer(figure, kind=name, at=(1, 1, 1)).panels[1].ax
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert ax.bbox.width / (right - left) == pytest.approx(ax.bbox.height / (top - bottom))


def test_a_layer_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="one of linear, relu"):
        explore.layer("convolution")


@pytest.mark.parametrize("kind", NAMES)
def test_every_kind_can_be_chosen_and_pasted(explorer, kind):
    explorer.controls["kind"].widget.value = kind
    assert explorer.picture.kind == kind
    assert explorer.live.error == ""
    twin = eval(explorer.code, {"explore": explore})
    assert (twin.caption, twin.code) == (explorer.caption, explorer.code)
    twin.close()


@pytest.mark.parametrize("kind", NAMES)
def test_only_the_inputs_of_a_kind_have_sliders(explorer, kind):
    explorer.controls["kind"].widget.value = kind
    shown = [side.widget.description for side in explorer.controls["at"].sides if side.needed]
    assert shown == ["x1", "x2", "x3"][: explorer.picture.layer.inputs]


def test_a_point_in_the_plane_moves_both_entries(explorer):
    explorer.controls["kind"].widget.value = "two layers"
    drag(explorer, "at", -2.0, -1.5)
    assert explorer.state["at"] == (-2, -1.5)
    assert "x = (−2, −1.5)" in explorer.caption


def test_a_point_on_the_curve_moves_its_entry(explorer):
    explorer.controls["kind"].widget.value = "tanh"
    drag(explorer, "1", 0.75, 0.9)
    assert explorer.state["at"] == (1, 0.75, 0.5)


def test_a_stem_moves_up_and_down(explorer):
    drag(explorer, "2", 9.0, -3.0)
    assert explorer.state["at"] == (1, -0.5, -3)
    drag(explorer, "2", 9.0, -30.0)
    assert explorer.state["at"] == (1, -0.5, -4)


def test_a_slider_moves_its_entry(explorer):
    explorer.controls["at"].sides[0].widget.value = 2.5
    assert "x = (2.5, −0.5, 0.5)" in explorer.caption


def test_layers_share_a_point_of_the_plane():
    point = Point(1, 1)
    made = [explore.layer(kind, at=point) for kind in ("linear", "two layers", "softmax")]
    drag(made[0], "at", 2.0, -1.0)
    assert (point.x, point.y) == (2, -1)
    assert "x = (2, −1)" in made[1].caption
    assert "x = (2, −1, 1)" in made[2].caption
    drag(made[2], "2", 0.0, 3.0)
    assert "x = (2, −1, 3)" in made[2].caption
    for each in made:
        each.close()
