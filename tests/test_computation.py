"""A formula step by step gives what the three roads give, and tells it in true sentences."""

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib import automatic, catalogue, numeric
from lessons_lib.formula import TooMuchWorkError, elementary, parse
from lessons_lib.slopes.computation import Computation, Function

NAMES = ["x", "y", "z"]
SMOOTH = ["sin", "cos", "tanh", "sigmoid", "softplus", "arctan", "exp", "log", "sqrt", "relu", "abs", "cosh"]
EXAMPLES = [*catalogue.curves(), *catalogue.surfaces(), *catalogue.spaces(), *catalogue.maps()]
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)


def grown(inner):
    one = st.builds("{}({})".format, st.sampled_from(SMOOTH), inner)
    two = st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
    power = st.builds("({})^{}".format, inner, st.sampled_from(["2", "3", "(1/2)", "(-1)", "x"]))
    scaled = st.builds("{}({})".format, st.sampled_from(["2", "-", "0.5", "pi"]), inner)
    return st.one_of(one, two, power, scaled, st.builds("max({}, {})".format, inner, inner))


formulas = st.recursive(st.sampled_from([*NAMES, "(x + 2)", "(0.3 - y)", "2^z"]), grown, max_leaves=10)
coordinates = st.lists(st.integers(-2000, 2000).map(lambda k: k / 1000), min_size=3, max_size=3)


def derivative_of(road, f):
    name = "derivative" if not f.input_shape else "jacobian" if f.output_shape else "gradient"
    return getattr(road, name)(f) if road is not None else getattr(f, name)


def rows_of(computation, run):
    return np.array([run.gradient(which) for which in range(len(computation.outputs))])


@given(text=formulas, point=coordinates)
@settings(max_examples=200)
def test_random_formulas_go_all_three_roads(text, point):
    f = Function(text, NAMES)
    run = Computation(f).at(point)
    assert run.values[Computation(f).outputs[0]] == pytest.approx(f(point), rel=1e-12, nan_ok=True)
    exact = f.gradient(point)
    assume(np.isfinite(exact).all() and np.abs(exact).max() < 1e6 and not run.kinks)
    np.testing.assert_allclose(run.gradient(), exact, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(run.gradient(), automatic.gradient(f)(point), rtol=1e-9, atol=1e-9)
    direction = np.array([0.3, -1.0, 2.0])
    pushed = run.tangents(direction)[Computation(f).outputs[0]]
    assert pushed == pytest.approx(exact @ direction, rel=1e-8, abs=1e-8)


@every_example
@given(share=st.floats(0.01, 0.99), other=st.floats(0.01, 0.99))
@settings(max_examples=8)
def test_the_catalogue_goes_all_three_roads(example, share, other):
    f = example.function
    computation = Computation(f)
    shares = np.linspace(share, other, computation.inputs)
    x = (4 * shares - 2).reshape(f.input_shape)[()]
    exact = derivative_of(None, f)(x)
    assume(np.isfinite(exact).all() and np.ptp(np.abs(shares)) + (not f.input_shape) > 1e-2)
    assume(np.min(np.abs(x)) > 1e-2)
    run = computation.at(x)
    found = rows_of(computation, run).reshape(np.shape(exact))
    scale = max(1.0, np.abs(exact).max())
    np.testing.assert_allclose(found, exact, atol=1e-10 * scale)
    np.testing.assert_allclose(found, derivative_of(automatic, f)(x), atol=1e-10 * scale)
    np.testing.assert_allclose(found, derivative_of(numeric, f)(x), atol=1e-5 * scale)


@every_example
def test_every_operation_has_at_most_two_arguments_and_is_done_once(example):
    operations, outputs = elementary(example.function)
    assert len(set(operations)) == len(operations)
    first = Computation(example.function).inputs
    for place, operation in enumerate(operations, first):
        assert len(operation.arguments) <= 2
        assert all(argument < place for argument in operation.arguments)
        assert parse(operation.rule)
    assert all(0 <= output < first + len(operations) for output in outputs)


def test_what_occurs_twice_is_computed_once_and_used_twice():
    computation = Computation(Function("x y + sin(x y)"))
    assert [vertex.text for vertex in computation.vertices] == ["x", "y", "x·y", "sin(v₁)", "v₁ + v₂"]
    assert sorted(use for use, _, _ in computation.edges) == [0, 1, 2, 2, 3]
    assert len([edge for edge in Computation(Function("x x")).edges if edge[:2] == (0, 1)]) == 2


@given(text=formulas, point=coordinates)
@settings(max_examples=60)
def test_the_story_ends_with_the_gradient_and_with_the_tangent(text, point):
    run = Computation(Function(text, NAMES)).at(point)
    last, gradient = run.backward()[-1], run.gradient()
    told = [last.derivatives.get(place, 0.0) for place in range(3)]
    np.testing.assert_allclose(told, gradient, rtol=1e-12)
    output = run.computation.outputs[0]
    for variable in range(3):
        known = run.forward(variable)[-1].derivatives
        assert known[output] == pytest.approx(run.tangents(np.eye(3)[variable])[output], nan_ok=True)


def test_a_story_has_a_moment_for_each_thing_that_happens():
    run = Computation(Function("x^2 y + sin y")).at([1, 2])
    phases = [moment.phase for moment in run.backward()]
    assert phases == ["inputs", *["value"] * 4, "seed", *["adjoint"] * 4]
    assert [moment.values for moment in run.forward(0)] == [2, 3, 4, 5, 6]


@given(point=st.lists(st.integers(-9, 9), min_size=2, max_size=2))
def test_the_numbers_of_a_rule_multiply_to_its_result(point):
    run = Computation(Function("(x + y) x y - 3y^2")).at(point)
    for moment in run.backward():
        for line in moment.lines if moment.phase == "adjoint" else ():
            factors, result = line.replace("−", "-").split(" = ")[-2:]
            one, other = re.sub(r"[()]", "", factors).split("·")
            assert float(one) * float(other) == float(result)


def test_an_adjoint_collects_what_every_use_hands_on():
    run = Computation(Function("x^2 y + sin y")).at([1, 2])
    gains = [line for moment in run.backward() for line in moment.lines if line.startswith("ȳ +=")]
    assert gains == ["ȳ += v̄₃·cos(y) = 1·(−0.4161) = −0.4161", "ȳ += v̄₂·v₁ = 1·1 = 1"]


@pytest.mark.parametrize(
    "text", ["relu(x)", "relu(x) - relu(-x)", "|x|", "max(x, 0)", "min(x, 2x)", "sqrt(x^4)", "cbrt x"]
)
def test_where_there_is_no_slope_it_is_the_program_s(text):
    f = Function(text, "x")
    run = Computation(f).at([0])
    assert run.kinks
    np.testing.assert_equal(run.gradient()[0], automatic.derivative(f)(0))


def test_undefined_values_spread_and_nothing_comes_back_through_them():
    run = Computation(Function("log(x) y + y")).at([-1, 2])
    assert np.isnan([run.values[2], run.values[-1]]).all()
    assert np.isnan(run.gradient()).all()
    assert not run.kinks


def test_a_name_that_a_formula_uses_is_not_used_again():
    names = [vertex.name for vertex in Computation(Function("v1 v2 + a")).vertices]
    assert len(set(names)) == len(names)


def test_a_tangent_and_an_adjoint_meet_in_the_same_number():
    run = Computation(Function("x^2 - y^2, 2x y")).at([1, 2])
    jacobian = np.array([run.gradient(0), run.gradient(1)])
    columns = [run.tangents(unit)[list(run.computation.outputs)] for unit in np.eye(2)]
    np.testing.assert_allclose(jacobian, np.transpose(columns))


@pytest.mark.parametrize("text", ["3", "x", "x, x", "2, x"])
def test_formulas_without_operations_have_a_story_too(text):
    f = Function(text, "x")
    computation = Computation(f)
    run = computation.at([1.5])
    for which in range(len(computation.outputs)):
        assert run.backward(which)[-1].values == len(computation.vertices)
    slopes = rows_of(computation, run).ravel()
    np.testing.assert_array_equal(slopes, np.ravel(f.derivative(1.5)))


def test_a_point_of_another_size_is_refused():
    with pytest.raises(ValueError, match="2 variables; the point has 3 numbers"):
        Computation(Function("x y")).at([1, 2, 3])


def test_a_formula_that_is_too_long_is_refused():
    with pytest.raises(TooMuchWorkError, match="operation by operation"):
        Computation(Function(" + ".join(f"sin({k}x)" for k in range(1, 80))))
