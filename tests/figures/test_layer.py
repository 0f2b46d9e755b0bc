"""Jacobians of layers: the numbers in the cells against differences, and the laws of each kind."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import numeric
from lessons_lib.figures.layer import KINDS, LayerJacobian, layer_axes, layer_named
from lessons_lib.figures.layer._cells import cell_text, shades
from lessons_lib.pencil.palette import TEXT, contrast
from tests.figures.support import draw, labels, layer, new_figure

NAMES = [each.name for each in KINDS]
ENTRYWISE = ["relu", "tanh", "sigmoid"]
QUICK = settings(max_examples=40, deadline=None)
entry = st.floats(-3.9, 3.9).filter(lambda number: abs(number) > 1e-3)
inputs = st.tuples(entry, entry, entry)


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
    kind = layer_named(name)
    point = np.array(x[: kind.inputs])
    if at_least(kind, point):
        expected = numeric.jacobian(kind.program, step=1e-5, scheme="central")(point)
        np.testing.assert_allclose(kind.jacobian(point), expected, atol=1e-8)
        assert kind.jacobian(point).shape == (len(kind.value(point)), kind.inputs)


@QUICK
@given(x=inputs)
def test_the_jacobian_of_softmax_is_symmetric_and_its_rows_sum_to_0(x):
    matrix = layer_named("softmax").jacobian(x)
    np.testing.assert_allclose(matrix, matrix.T, atol=1e-15)
    np.testing.assert_allclose(matrix.sum(axis=1), 0, atol=1e-15)
    assert np.linalg.eigvalsh(matrix).min() > -1e-15


@QUICK
@given(x=inputs, shift=st.floats(-3, 3))
def test_softmax_looks_only_at_differences(x, shift):
    kind = layer_named("softmax")
    np.testing.assert_allclose(kind.jacobian(np.array(x) + shift), kind.jacobian(x), atol=1e-14)


@QUICK
@given(x=inputs)
def test_the_matrices_beside_softmax_differ_by_its_jacobian(x):
    kind = layer_named("softmax")
    (_, diagonal), (_, product) = kind.factors(x)
    np.testing.assert_allclose(diagonal - product, kind.jacobian(x), atol=1e-15)


@QUICK
@given(x=st.tuples(entry, entry))
def test_the_matrices_beside_two_layers_multiply_to_their_jacobian(x):
    kind = layer_named("two layers")
    second, on, first = (matrix for _, matrix in kind.factors(x))
    np.testing.assert_allclose(second @ on @ first, kind.jacobian(x), atol=1e-12)
    assert [matrix.shape for matrix in (second, on, first)] == [(4, 3), (3, 3), (3, 2)]


@QUICK
@given(x=inputs, y=inputs)
def test_a_linear_layer_has_one_jacobian(x, y):
    kind = layer_named("linear")
    np.testing.assert_array_equal(kind.jacobian(x[:2]), kind.jacobian(y[:2]))


@pytest.mark.parametrize("name", ENTRYWISE)
@QUICK
@given(x=inputs)
def test_functions_of_each_entry_have_the_slopes_of_their_curve_on_the_diagonal(name, x):
    kind = layer_named(name)
    matrix = kind.jacobian(x)
    np.testing.assert_allclose(np.diag(matrix), kind.curve.derivative(np.array(x)), atol=1e-12)
    np.testing.assert_array_equal(matrix - np.diag(np.diag(matrix)), 0)


def test_softmax_at_0_has_rank_2():
    picture = layer("softmax", (0, 0, 0))
    np.testing.assert_allclose(picture.jacobian, np.eye(3) / 3 - 1 / 9)
    assert picture.rank == 2
    assert picture.caption.endswith("each row sums to 0, rank 2.")


@pytest.mark.parametrize(("at", "rank"), [((1, 1), 2), ((1, -0.5), 1), ((-2, -2), 0)])
def test_units_that_are_off_cost_dimensions(at, rank):
    picture = layer("two layers", at)
    on = np.diag(picture.layer.factors(at)[1][1])
    assert picture.rank == min(int(on.sum()), 2) == rank
    assert f"rank {rank}" in picture.caption


@pytest.mark.parametrize("name", NAMES)
def test_the_cells_hold_the_entries(name):
    picture = layer(name, (1.5, -1, 0.5))
    entries = np.concatenate([
        *(np.ravel(matrix) for _, matrix in picture.layer.factors(picture.x)), np.ravel(picture.jacobian)
    ])  # fmt: skip
    assert picture.tables.texts == [cell_text(number) for number in entries]


def test_a_kink_is_named():
    assert "x₂ is at the kink of relu, where programs take slope 0" in layer("relu", (1, 0, -1)).caption
    assert "x₁ and x₂ are at the kink" in layer("relu", (0, 0, -1)).caption
    assert "h₁ is at the kink" in layer("two layers", (0.25, 0.25)).caption
    assert "kink" not in layer("relu", (1, 2, -1)).caption


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("at", [(0, 0, 0), (50, 0, 0), (-900, 900, 900), (1e-300, 4, -4), (1e6, -1e6, 1)])
def test_every_input_is_drawn(name, at):
    picture = layer(name, at)
    draw(picture)
    assert "nan" not in picture.caption
    assert "undefined" not in picture.caption
    assert "nan" not in " ".join(labels(picture.moving))


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
def test_a_dragged_point_says_which_entries_change(name):
    picture = layer(name, (1, -0.5, 0.5))
    for handle, (_, x, y) in picture.handles().items():
        for place, value in picture.input.changed(handle, x, y).items():
            assert value == pytest.approx(picture.x[place])


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_cells_are_square(name, narrow):
    figure = new_figure(10.5, 4)
    figure.narrow = narrow
    picture = LayerJacobian(layer_axes(figure, name), name, (1, 1, 1))
    ax = picture.tables.ax
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert ax.bbox.width / (right - left) == pytest.approx(ax.bbox.height / (top - bottom))


def test_a_layer_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="choose one of linear, relu"):
        layer_named("convolution")
    with pytest.raises(ValueError, match="draw another LayerJacobian"):
        layer("relu").move(kind="tanh")
