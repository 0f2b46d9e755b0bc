"""Whatever is typed, the work is bounded: a result, or one plain sentence."""

import tracemalloc

import numpy as np
import pytest

from lessons_lib.formula import Function, TooMuchWorkError
from lessons_lib.formula.graph import NODES

HOSTILE = {
    "nest": "sin(" * 25 + "x" + ")" * 25,
    "continued fraction": "1/(1+" * 15 + "x" + ")" * 15,
    "tower": "x^" * 20 + "x",
    "product": "".join(f"(x+{i})" for i in range(60)),
    "many variables": "*".join(f"x{i}" for i in range(60)),
    "powers of powers": "(sin x)^(cos x)/(1+" * 15 + "x" + ")" * 15,
    "softmax": "softmax(" + ",".join(f"x{i}" for i in range(50)) + ")",
    "norm": "norm(" + ",".join(f"x{i}" for i in range(60)) + ")",
    "exponential tower": "e^(" * 12 + "x" + ")" * 12,
    "maxima": "max(" + ",".join(f"x^{i}" for i in range(1, 40)) + ")",
    "matrices": "[[x,y],[y,x]]" * 20,
    "outer": f"outer([{','.join(f'x{i}' for i in range(20))}],[{','.join(f'y{i}' for i in range(20))}])",
    "large exponent": "x^9999",
}


def derivatives(formula):
    """Return a function and its derivatives, up to the fourth or to the bound, and why they end."""
    found, why = [Function(formula)], ""
    try:
        while len(found) < 5:
            found.append(getattr(found[-1], verb(found[-1])))
    except TooMuchWorkError as error:
        why = str(error)
    return found, why


def verb(f):
    """Return the name of the derivative that fits the shapes of f."""
    if not f.input_shape:
        return "derivative"
    return "jacobian" if f.output_shape else "gradient"


@pytest.mark.parametrize("formula", HOSTILE.values(), ids=HOSTILE)
def test_work_is_bounded(formula):
    found, why = derivatives(formula)
    assert len(found) == 5 or ("too big to differentiate" in why and "\n" not in why)
    for f in found:
        assert len(f._entries.graph.nodes) < NODES
        assert len(f.text) < 20_000
        assert np.shape(f(np.full(f.input_shape, 0.3))) == f.output_shape


def test_memory_is_bounded():
    tracemalloc.start()
    derivatives(HOSTILE["norm"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6


def test_a_deep_nest_has_a_right_derivative():
    x, slope = 0.5, 1.0
    for _ in range(25):
        slope *= np.cos(x)
        x = np.sin(x)
    assert Function(HOSTILE["nest"]).derivative(0.5) == pytest.approx(slope, rel=1e-14)


def test_a_formula_too_long_to_print_says_so():
    f = Function(HOSTILE["nest"])
    shown = f.derivative.derivative.derivative
    assert shown.text == shown.source
    assert shown.text.startswith("a formula of ")
    assert np.isfinite(shown(0.5))


def test_asking_again_for_what_is_too_big_costs_no_more_and_gives_the_same():
    f = Function(HOSTILE["softmax"]).jacobian
    nodes = len(f._entries.graph.nodes)
    for _ in range(2):
        with pytest.raises(TooMuchWorkError):
            _ = f.jacobian
        assert len(f._entries.graph.nodes) == nodes
    assert np.trace(f(np.zeros(50))) == pytest.approx(1 - 1 / 50)
