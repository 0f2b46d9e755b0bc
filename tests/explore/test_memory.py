"""The explorer of what second derivatives cost."""

import pytest

from lessons_lib import explore
from tests.explore.support import drag


@pytest.fixture
def explorer():
    made = explore.cost()
    yield made
    made.close()


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
