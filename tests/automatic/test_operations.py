"""Every rule, in both directions, against differences and the complex step; broadcasting and indexing."""

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, broadcastable_shapes
from numpy.testing import assert_allclose

from lessons_lib.slopes.automatic import derivative, gradient, jacobian, jvp, vjp
from lessons_lib.slopes.automatic._box import ARRAY_FUNCTIONS, STEPS, UFUNCS
from lessons_lib.slopes.automatic._runs import forward

HALF_LINE = (np.arccosh,)
SMALL_STEP = 1e-6


def numbers(low=0.1, high=0.9):
    return st.floats(low, high)


def arguments(ufunc, x, y):
    first = x + 1 if ufunc in HALF_LINE else x
    return (first,) if ufunc.nin == 1 else (first, y)


def difference(f, x):
    return (f(x + SMALL_STEP) - f(x - SMALL_STEP)) / (2 * SMALL_STEP)


def apart(x, y):
    """Tell whether x and y lie on one side of every tie and step."""
    return abs(x - y) > 1e-3 and abs(x / y - round(x / y)) > 1e-3


@pytest.mark.parametrize(
    "ufunc",
    [each for each in UFUNCS if each not in {np.matmul, np.heaviside}],
    ids=lambda ufunc: ufunc.__name__,
)
@given(x=numbers(), y=numbers())
@settings(max_examples=15)
def test_every_ufunc_s_rule(ufunc, x, y):
    if not apart(x, y):
        return
    given_numbers = arguments(ufunc, x, y)
    for place, at in enumerate(given_numbers):

        def f(t, place=place):
            return ufunc(*given_numbers[:place], t, *given_numbers[place + 1 :])

        slope = difference(f, at)
        assert derivative(f)(at) == pytest.approx(slope, rel=1e-6, abs=1e-7)
        assert vjp(f)(at, 1) == pytest.approx(derivative(f)(at), rel=1e-14)
        curvature = difference(derivative(f), at)
        assert derivative(derivative(f))(at) == pytest.approx(curvature, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("ufunc", sorted(STEPS, key=str), ids=lambda ufunc: ufunc.__name__)
def test_what_counts_or_compares_gives_plain_values(ufunc):
    def f(x):
        value = ufunc(*(x, 2.0)[: ufunc.nin])
        assert isinstance(value, np.generic)
        assert value == ufunc(*(0.7, 2.0)[: ufunc.nin])
        return x * value

    assert derivative(f)(0.7) == float(ufunc(*(0.7, 2.0)[: ufunc.nin]))


X = np.array([[0.3, -1.2, 2.0], [1.5, 0.7, -0.4]])
V = np.array([0.5, -1.5, 2.5])
CUBE = np.arange(24.0).reshape(2, 3, 4) / 10 - 1
CALLS = {
    "sum": lambda x: np.sum(x) * 2,
    "sum axis": lambda x: np.sum(x * x, axis=0),
    "sum axes": lambda x: np.sum(x * x, axis=(0, -1)),
    "sum keepdims": lambda x: x / np.sum(x * x, axis=1, keepdims=True),
    "mean": lambda x: np.mean(x * x, axis=1) + x.mean(),
    "var": lambda x: np.var(x, axis=0, ddof=1) + x.std(),
    "prod": lambda x: np.prod(x) + np.prod(x, axis=1),
    "cumsum": lambda x: np.cumsum(x * x, axis=1),
    "cumsum flat": lambda x: np.cumsum(x * x),
    "dot": lambda x: np.dot(x, V),
    "dot matrices": lambda x: np.dot(x, x.T),
    "dot with a number": lambda x: np.dot(x, 3.0),
    "matmul left": lambda x: V @ x.T,
    "matmul right": lambda x: x @ V + (x @ x.T)[0, 0],
    "matmul stack": lambda x: np.matmul(x, CUBE),
    "matmul vector in a stack": lambda x: x[0] @ CUBE + CUBE.transpose(0, 2, 1) @ x[1],
    "vectors": lambda x: x[0] @ x[1] * x,
    "vdot": lambda x: np.vdot(x, x),
    "inner": lambda x: np.inner(x, x),
    "outer": lambda x: np.outer(x, V),
    "einsum": lambda x: np.einsum("ij,kj->ik", x, x) + np.einsum("ij,j", x, V),
    "einsum of three": lambda x: np.einsum("ba,acd,e -> dbe", x.T, CUBE.transpose(0, 2, 1), x[0]),
    "einsum of one": lambda x: np.einsum("ij->j", x) ** 2 + np.einsum("ij->", x),
    "polyval": lambda x: np.polyval([1, -2, 3], x) + np.polyval(x[0], 1.5),
    "norm": lambda x: np.linalg.norm(x) + np.linalg.norm(x, axis=1),
    "trace": lambda x: np.trace(x @ x.T),
    "diff": lambda x: np.diff(x * x),
    "where": lambda x: np.where(x > 0, x * x, -3 * x),
    "where broadcast": lambda x: np.where(X > 0, x[0], x[:, :1]),
    "clip": lambda x: np.clip(x, -1, 1) ** 2 + x.clip(0),
    "max": lambda x: np.max(x) * x.min(),
    "max axis": lambda x: np.max(x, axis=1, keepdims=True) * np.min(x, axis=0),
    "sort": lambda x: np.sort(x, axis=1) * V,
    "take": lambda x: np.take(x, [0, 2, 0], axis=1) ** 2 + np.take(x, 4),
    "repeat": lambda x: np.repeat(x, 2, axis=0) ** 2 + np.sum(np.repeat(x, [1, 0, 2, 0, 0, 1])),
    "take along": lambda x: np.take_along_axis(x, np.array([[2, 0], [1, 1]]), 1) ** 2,
    "reshape": lambda x: x.reshape(3, 2) ** 2 + np.reshape(x, (3, -1)),
    "ravel": lambda x: x.ravel() * np.arange(6) + x.flatten() ** 2,
    "squeeze": lambda x: np.squeeze(np.expand_dims(x, 1) ** 2, 1),
    "transpose": lambda x: x.T @ x + np.transpose(x) @ np.ones((2, 3)),
    "transpose axes": lambda x: np.transpose(x[:, None] * CUBE.transpose(0, 2, 1), (2, 0, 1)),
    "swapaxes": lambda x: np.swapaxes(x, 0, -1) ** 2,
    "moveaxis": lambda x: np.moveaxis(x[..., None] * CUBE, 0, -1),
    "broadcast_to": lambda x: np.broadcast_to(x[:, None], (4, 2, 2, 3)) ** 2,
    "flip": lambda x: np.flip(x, 1) * x + np.flip(x),
    "roll": lambda x: np.roll(x, 1, axis=1) * x + np.roll(x, -2) + np.roll(x, (1, 2), (0, 1)),
    "diag": lambda x: np.diag(x[0]) + np.diag(x @ x.T)[0],
    "triangles": lambda x: np.triu(x, 1) * 2 + np.tril(x) ** 2,
    "stack": lambda x: np.stack([x, V * x, np.ones((2, 3))], axis=-1) ** 2,
    "concatenate": lambda x: np.concatenate([x, X, x * x], axis=1) ** 2,
    "hstack": lambda x: np.hstack([x[0, 0], x[0], 1.0]) ** 2,
    "vstack": lambda x: np.vstack([x[0], x, V]) ** 2,
    "column_stack": lambda x: np.column_stack([x[0], x[1] ** 2]),
    "append": lambda x: np.append(x, x[0] ** 2),
    "full_like": lambda x: np.full_like(x, x[0, 0]) * x,
    "slices": lambda x: x[:, ::-1] * x[..., 1:2] + x[1],
    "repeated places": lambda x: x[[0, 0, 1]] ** 2,
    "places in both axes": lambda x: x[[0, 1, 0], [2, 2, 2]] ** 2,
    "mask": lambda x: x[X > 0] ** 2,
    "new axis": lambda x: x[None, :, None] * x[:, None, :],
    "iteration": lambda x: [row @ V for row in x] + [entry**2 for entry in x[0]],
    "constant copies": lambda x: np.ones_like(x) * x**2 + np.zeros_like(x),
    "methods": lambda x: x.dot(V).sum() + x.copy().real.max(axis=0) * x.T[0, 0],
}


@pytest.mark.parametrize("call", CALLS)
def test_every_array_function_forward_and_reverse(call):
    f = CALLS[call]
    value = np.asarray(f(X))
    assert_allclose(forward(f, X, X)[0], value, rtol=1e-14)
    direction, weight = np.cos(X * 7), np.sin(1.0 + np.arange(value.size)).reshape(value.shape)
    pushed = difference(lambda t: np.asarray(f(X + t * direction)), 0)
    assert_allclose(jvp(f)(X, direction), pushed, rtol=1e-7, atol=1e-8)
    pulled = vjp(f)(X, weight)
    assert np.sum(pulled * direction) == pytest.approx(np.sum(weight * jvp(f)(X, direction)), rel=1e-12)


@pytest.mark.parametrize("call", CALLS)
def test_every_array_function_twice(call):
    """A gradient's own derivative runs the rules on traced values."""

    def g(x):
        return np.sum(np.stack(f(x)) ** 3) if isinstance(f(X), list) else np.sum(f(x) ** 3)

    f = CALLS[call]
    direction = np.cos(X * 7)
    second = difference(lambda t: gradient(g)(X + t * direction), 0)
    over_reverse = jvp(gradient(g))(X, direction)
    assert_allclose(over_reverse, second, rtol=1e-6, atol=1e-6 * (1 + np.abs(second).max()))
    reverse_over_reverse = vjp(gradient(g))(X, direction)
    assert_allclose(reverse_over_reverse, over_reverse, rtol=1e-10, atol=1e-10)


def test_every_known_array_function_is_tried():
    """A new rule needs a call above; those that only look at values have none."""
    named = " ".join(str(f.__code__.co_names) for f in CALLS.values())
    rules_ = {f.__name__ for f, handler in ARRAY_FUNCTIONS.items() if handler.__name__ != "look"}
    by_alias = {"amax", "amin", "real", "copy", "atleast_1d", "diagonal", "std", "min"}
    assert {name for name in rules_ - by_alias if f"'{name}'" not in named} == set()


# broadcasting


@given(shapes=st.data(), shape=array_shapes(max_dims=3, max_side=3))
@settings(max_examples=25)
@pytest.mark.parametrize("operation", [np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum])
def test_broadcasting_in_both_directions(operation, shapes, shape):
    other = shapes.draw(broadcastable_shapes(shape, max_dims=3, max_side=3))
    a, b = (shapes.draw(arrays(float, each, elements=numbers(0.5, 2))) for each in (shape, other))
    for f, x in ((lambda a: operation(a, b), a), (lambda b: operation(a, b), b)):
        w = np.cos(np.arange(f(x).size)).reshape(f(x).shape)
        v = np.sin(1 + np.arange(x.size)).reshape(x.shape)
        assert np.shape(vjp(f)(x, w)) == x.shape
        assert np.sum(w * jvp(f)(x, v)) == pytest.approx(np.sum(v * vjp(f)(x, w)), rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("x", [2.0, [2.0], [[2.0, 2.0]]])
@pytest.mark.parametrize("other", [3, 3.0, np.float32(3), [3.0], np.full((2, 1), 3), True])
def test_constants_of_every_kind_from_both_sides(x, other):
    for f in (lambda x: x * other, lambda x: other * x, lambda x: np.multiply(other, x)):
        assert_allclose(jvp(f)(x, np.ones_like(x)), np.ones_like(x) * np.asarray(other, dtype=float))


def test_lists_with_traced_values_are_constants_of_the_operation_that_takes_them():
    assert_allclose(jacobian(lambda x: x * [x[1], 2.0])([3, 4]), [[4, 3], [0, 2]])


# branches and loops


def test_branches_follow_the_value():
    def f(x):
        return x**2 if x > 1 else 3 * x

    assert derivative(f)([0, 2]).tolist() == [3, 4]
    assert derivative(lambda x: x**2 if x else x)(0) == 1


def test_loops_follow_the_value():
    def square_root(x):
        guess = x
        while abs(guess * guess - x) > 1e-15 * x:
            guess = (guess + x / guess) / 2
        return guess

    assert derivative(square_root)(3.0) == pytest.approx(0.5 / np.sqrt(3), rel=1e-12)


def test_an_array_is_unpacked_and_summed():
    def f(point):
        x, y = point
        total = x
        total += y * len(point)
        return sum([total, x])

    assert gradient(f)([1, 2]).tolist() == [2, 2]


def test_a_copy_keeps_its_derivative():
    assert derivative(lambda x: copy.deepcopy(x) * copy.copy(x) * x.copy())(2) == 12
    assert gradient(lambda x: copy.deepcopy(x) @ x)([1, 2]).tolist() == [2, 4]


def test_remainders_and_whole_quotients():
    assert derivative(lambda x: x % 2 + x // 2)(3.5) == 1
    assert derivative(lambda x: 7 % x + 7 // x)(3) == -2
    assert derivative(lambda x: x * x.imag)(3) == 0


def test_a_negative_constant_to_a_broken_power_is_undefined():
    assert np.isnan(derivative(lambda x: (-2.0) ** x)(0.5))


def test_values_can_be_printed():
    seen = []
    derivative(lambda x: (seen.append(f"{x:.2f} {x}"), x)[1])(1)
    gradient(lambda x: (seen.append(str(x)), x[0])[1])([1])
    assert seen == ["1.00 Traced(1.0)", "Traced([1.])"]
