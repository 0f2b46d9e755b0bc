"""Random compositions, differentiated here and by HIPS autograd: gradient, Jacobian, Hessian and products.

A composition is a list of steps, each an operation on results of earlier steps. It is run on whichever
NumPy it is handed: the plain one, which our traced values answer to, or autograd's.
"""

import autograd
import autograd.numpy as autograd_numpy
import numpy as np
import pytest
from numpy.testing import assert_allclose

from lessons_lib import automatic

COMPOSITIONS = 240
SIZE, STEPS = 4, 7
W = np.random.default_rng(1).normal(size=(SIZE, SIZE)) / 2

# Each keeps values moderate and is smooth where random values fall.
OF_ONE = {
    "sin": lambda np, u: np.sin(u),
    "cos": lambda np, u: np.cos(2 * u),
    "tan": lambda np, u: np.tan(np.tanh(u)),
    "tanh": lambda np, u: np.tanh(u),
    "bell": lambda np, u: np.exp(-(u**2)),
    "log": lambda np, u: np.log(2 + np.cos(u)),
    "root": lambda np, u: np.sqrt(1 + u * u) - 1,
    "arctan": lambda np, u: np.arctan(u),
    "power": lambda np, u: (1 + u**2) ** 0.3,
    "absolute": lambda np, u: np.abs(u - 0.1),
    "reciprocal": lambda np, u: 1 / (2 + u**2),
    "logaddexp": lambda np, u: np.logaddexp(u, 0.5),
    "layer": lambda np, u: W @ u,
    "cumsum": lambda np, u: np.cumsum(u) / SIZE,
    "reversed": lambda np, u: u[::-1],
    "rolled": lambda np, u: np.concatenate([u[1:], u[:1]]),
    "softmax": lambda np, u: np.exp(np.tanh(u)) / np.sum(np.exp(np.tanh(u))),
    "centred": lambda np, u: u - np.mean(u),
    "outer": lambda np, u: np.outer(u, np.cos(u)).sum(axis=0) / SIZE,
    "turned": lambda np, u: np.reshape(np.reshape(u, (2, 2)).T, -1),
    "stacked": lambda np, u: np.stack([u[0] * u[1], u[1], np.sum(u), u[3] ** 3]) / SIZE,
}
OF_TWO = {
    "plus": lambda np, u, v: u + v,
    "minus": lambda np, u, v: u - 2 * v,
    "times": lambda np, u, v: u * v,
    "over": lambda np, u, v: u / (1.5 + np.sin(v)),
    "dot": lambda np, u, v: u * np.dot(u, v) / SIZE,
    "larger": lambda np, u, v: np.maximum(u, v + 0.05),
    "either": lambda np, u, v: np.where(u > v, np.sin(u), v * v),
    "angle": lambda np, u, v: np.arctan2(u, 2 + v * v),
}
OPERATIONS = {**OF_ONE, **OF_TWO}


def composition(seed):
    """Return a random program (numpy, x) -> vector, and a point."""
    chance = np.random.default_rng(seed)
    steps = []
    for done in range(1, STEPS + 1):
        name = str(chance.choice(sorted(OPERATIONS)))
        places = chance.integers(max(0, done - 3), done, size=2 if name in OF_TWO else 1)
        steps.append((OPERATIONS[name], places))

    def program(np, x):
        results = [x]
        for operation, places in steps:
            results.append(operation(np, *(results[place] for place in places)))
        return results[-1] + results[-2]

    return program, chance.normal(size=SIZE)


def on_both(seed):
    """Return the same vector function for us and for autograd, the same scalar function, and a point."""
    program, x = composition(seed)
    ours, theirs = (lambda x: program(np, x)), (lambda x: program(autograd_numpy, x))
    return ours, theirs, lambda x: np.sum(ours(x) ** 2), lambda x: autograd_numpy.sum(theirs(x) ** 2), x


def agree(ours, theirs):
    assert_allclose(ours, theirs, rtol=1e-10, atol=1e-10 * (1 + np.abs(theirs).max()), strict=True)


@pytest.mark.parametrize("seed", range(COMPOSITIONS))
def test_gradient_and_jacobian(seed):
    ours, theirs, our_sum, their_sum, x = on_both(seed)
    assert_allclose(ours(x), theirs(x), rtol=0, atol=0)
    agree(automatic.gradient(our_sum)(x), autograd.grad(their_sum)(x))
    agree(automatic.jacobian(ours)(x), autograd.jacobian(theirs)(x))


@pytest.mark.parametrize("seed", range(0, COMPOSITIONS, 4))
def test_hessian_and_products(seed):
    ours, theirs, our_sum, their_sum, x = on_both(seed)
    v = np.cos(np.arange(SIZE))
    agree(automatic.hessian(our_sum)(x), autograd.hessian(their_sum)(x))
    agree(automatic.hvp(our_sum)(x, v), autograd.hessian_vector_product(their_sum)(x, v))
    agree(automatic.vjp(ours)(x, v), autograd.make_vjp(theirs)(x)[0](v))
    agree(automatic.jvp(ours)(x, v), autograd.jacobian(theirs)(x) @ v)


def test_the_compositions_differ_and_use_every_operation():
    used, points = set(), set()
    for seed in range(COMPOSITIONS):
        program, x = composition(seed)
        points.add(x.tobytes())
        used |= {step for step, _ in program.__closure__[0].cell_contents}
    assert used == set(OPERATIONS.values())
    assert len(points) == COMPOSITIONS
