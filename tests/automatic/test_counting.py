"""The work of a program and of its derivatives, counted on a tape."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.slopes.automatic import Work, gradient, jvp, vjp, work

SIZES = st.integers(1, 12)
TRIES = settings(max_examples=25)


def layer(m, n):
    """Return tanh(W x), from R^n to R^m."""
    W = np.sin(1.0 + np.arange(m * n)).reshape(m, n)
    return lambda x: np.tanh(W @ x)


@given(n=SIZES)
@TRIES
def test_each_entry_of_an_operation_counts_once(n):
    x = np.linspace(0.5, 1, n)
    assert work(np.sin)(x) == Work(operations=n, entries=2, numbers=2 * n)
    assert work(lambda x: np.sin(x) * x + 1)(x).operations == 3 * n
    assert work(lambda x: np.where(x > 0, x, -x))(x).operations == 2 * n


@given(n=SIZES)
@TRIES
def test_adding_up_n_numbers_takes_one_sum_less_and_n_running_sums_are_n(n):
    x = np.ones(n)
    assert work(np.sum)(x).operations == n - 1
    assert work(lambda x: x @ x)(x).operations == 2 * n - 1
    assert work(np.cumsum)(x).operations == n


@given(m=SIZES, n=SIZES, k=SIZES)
@TRIES
def test_a_product_of_matrices_is_rows_times_columns(m, n, k):
    counted = work(np.matmul)(np.ones((m, n)), np.ones((n, k)))
    assert counted.operations == m * k * (2 * n - 1)
    assert counted.numbers == m * n + n * k + m * k


@given(n=SIZES)
@TRIES
def test_moving_numbers_is_free(n):
    x = np.ones((n, 2))
    assert work(lambda x: np.stack([x.T.reshape(-1), x[::-1].reshape(-1)]))(x).operations == 0


@given(steps=st.integers(0, 50))
@TRIES
def test_a_tape_grows_with_the_run_not_with_the_text(steps):
    def program(x):
        for _ in range(steps):
            x = np.sin(x)
        return x

    assert work(program)(1.0) == Work(steps, steps + 1, steps + 1)


@given(m=SIZES, n=SIZES)
@TRIES
def test_each_direction_costs_a_few_runs_whatever_the_shape(m, n):
    f, x, v, w = layer(m, n), np.ones(n), np.ones(n), np.ones(m)
    once = work(f)(x).operations
    for direction in (work(jvp(f))(x, v), work(vjp(f))(x, w)):
        assert once < direction.operations <= 5 * once


@given(n=st.integers(2, 40))
@TRIES
def test_a_gradient_costs_a_few_runs_however_many_inputs(n):
    def loss(x):
        return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)

    x = np.linspace(0, 1, n)
    assert work(gradient(loss))(x).operations <= 5 * work(loss)(x).operations


def test_whole_numbers_and_constants():
    assert work(lambda x: 3)(2) == Work(0, 1, 1)
    assert work(lambda x: x**2 + np.sin(3.0))(2).operations == 2


@pytest.mark.parametrize("point", [np.inf, "a", 1j])
def test_an_input_is_finite_and_real(point):
    with pytest.raises(ValueError, match="x must"):
        work(np.sin)(point)
