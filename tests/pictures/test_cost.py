"""What second derivatives cost: what is drawn is what was counted, and what real arrays take."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib import automatic, explore, numeric
from lessons_lib.pictures._second_order_costs import (
    JOBS,
    PAIRS,
    bfgs,
    data_size,
    l_bfgs,
    landscape,
    memory,
    operations,
    solve,
)
from lessons_lib.pictures.cost import SIDES
from tests.explore.support import drag
from tests.pictures.support import draw, picture

SEED = np.random.default_rng(7)


@pytest.fixture(scope="module")
def drawn():
    return picture("cost")


@pytest.fixture
def explorer():
    made = explore.cost()
    yield made
    made.close()


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("n", [1, 2, 5, 9, 16])
def test_operations_are_those_counted_at_that_very_size(job, n):
    program, inputs, _ = JOBS[job]
    assert operations(job, n) == automatic.work(program)(*inputs(n)).operations


@pytest.mark.parametrize(
    ("job", "power", "factor"), [("hessian", 2, 19), ("bfgs", 2, 9), ("solve", 3, 2 / 3)]
)
def test_work_grows_with_a_power_of_n(job, power, factor):
    assert operations(job, 10**7) / 10 ** (7 * power) == pytest.approx(factor, rel=1e-5)


@pytest.mark.parametrize("n", [10, 100])
def test_memory_is_that_of_the_real_arrays(n):
    x = np.linspace(0, 1, n)
    gradient, matrix = automatic.gradient(landscape)(x), automatic.hessian(landscape)(x)
    assert memory("gradient", n) == gradient.nbytes == numeric.gradient(landscape)(x).nbytes
    assert memory("product", n) == automatic.hvp(landscape)(x, x).nbytes
    assert memory("hessian", n) == memory("solve", n) == matrix.nbytes == numeric.hessian(landscape)(x).nbytes


@pytest.mark.parametrize("n", [10, 100])
def test_memory_of_quasi_newton_is_what_scipy_keeps(n):
    optimize = pytest.importorskip("scipy.optimize")
    weights = np.linspace(1, 9, n)
    start, limits = np.ones(n), {"maxcor": PAIRS, "maxiter": 2 * PAIRS, "gtol": 0, "ftol": 0}

    def bowl(x):
        return float(np.sum(weights * x**4)), 4 * weights * x**3

    found = optimize.minimize(bowl, start, jac=True, method="BFGS", options={"maxiter": 3})
    assert memory("bfgs", n) == found.hess_inv.nbytes
    few = optimize.minimize(bowl, start, jac=True, method="L-BFGS-B", options=limits).hess_inv
    assert memory("l_bfgs", n) == few.sk.nbytes + few.yk.nbytes


def test_a_million_inputs():
    assert data_size(memory("bfgs", 10**6)) == data_size(memory("hessian", 10**6)) == "8 TB"
    assert data_size(memory("l_bfgs", 10**6)) == "160 MB"


@given(count=st.integers(1, 10**20))
def test_a_size_in_words_is_the_size(count):
    size, unit = data_size(count).split()
    power = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"].index(unit)
    assert float(size.replace("·10²", "e2")) * 1000**power == pytest.approx(count, rel=6e-3)


def test_elimination_solves():
    matrix, right = np.eye(6) + SEED.random((6, 6)), SEED.random(6)
    np.testing.assert_allclose(solve(matrix, right), np.linalg.solve(matrix, right), rtol=1e-10)


def test_bfgs_obeys_the_secant_equation_and_stays_symmetric():
    step, change = SEED.random(5), SEED.random(5)
    learned, direction = bfgs(np.eye(5), change, step, change)
    np.testing.assert_allclose(learned @ change, step, atol=1e-12)
    np.testing.assert_allclose(learned, learned.T, atol=1e-12)
    np.testing.assert_allclose(direction, -step, atol=1e-12)


def test_both_kinds_of_bfgs_agree_where_the_short_memory_suffices():
    slope, steps = SEED.random(4), SEED.random((3, 4))
    changes = steps @ np.diag([1, 2, 3, 4])
    inverse = np.eye(4) * (steps[-1] @ changes[-1]) / (changes[-1] @ changes[-1])
    for step, change in zip(steps, changes, strict=True):
        inverse, direction = bfgs(inverse, slope, step, change)
    np.testing.assert_allclose(l_bfgs(slope, steps, changes), direction, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 10**7))
def test_marks_stand_at_n_and_what_is_written_is_their_height(drawn, n):
    drawn.move(n=n)
    for panel, side in enumerate(SIDES.values()):
        marks = [mark for mark in drawn.marks(kind="dot", panel=panel) if mark not in grips(drawn)]
        for job, mark in zip(side.kinds, marks, strict=True):
            assert mark.place == pytest.approx((n, side.cost(job, n)))
    assert data_size(memory("bfgs", n)) in drawn.caption
    assert f"BFGS: {data_size(memory('bfgs', n))}" in "".join(drawn.words())


def grips(drawn):
    return [grip.mark for grip in drawn.grips.values()]


@pytest.mark.parametrize("n", [1, 2, 10**7])
@pytest.mark.parametrize("classroom", [False, True])
def test_the_ends_are_drawn(n, classroom):
    ends = picture("cost", n=n, classroom=classroom)
    draw(ends)
    assert "infinite" not in ends.caption


@pytest.mark.parametrize("name", ["memory", "work"])
@pytest.mark.parametrize(("x", "n"), [(6.7, 7), (1e6, 10**6), (-3.0, 1), (1e12, 10**7)])
def test_both_grips_set_a_whole_number_of_inputs(explorer, name, x, n):
    drag(explorer, name, x, 50.0)
    assert explorer.state == {"n": n}
    assert explorer.code == f"explore.cost(n={n})"
    assert explorer.live.error == ""


def test_a_million_inputs_are_too_many_for_a_hessian(explorer):
    explorer.controls["n"].set(10**6)
    assert "the Hessian takes 8 TB, BFGS as much" in explorer.caption
    assert "with a memory of 10 steps 160 MB" in explorer.caption
    explorer.reset()
    assert explorer.state == {"n": 1000}


@pytest.mark.parametrize("n", [0, -5, 10**9])
def test_numbers_out_of_range_are_brought_into_it(n):
    made = explore.cost(n)
    assert 1 <= made.state["n"] <= 10**7
    made.close()
