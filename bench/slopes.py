"""One slope and a hundred thousand slopes of one function, beside SciPy and hand-written NumPy."""

import statistics
import time

import numpy as np
from scipy.differentiate import derivative as scipy_derivative

from lessons_lib import numeric
from lessons_lib.formula import Function

ROUNDS = 15
SINE = Function("x^2 sin x")
MANY = np.linspace(-3, 3, 100_000)


def plain(x):
    return x**2 * np.sin(x)


def by_hand(x):
    return 2 * x * np.sin(x) + x**2 * np.cos(x)


WAYS = {
    "SciPy differentiate": lambda x: scipy_derivative(plain, x).df,
    "numeric, central": numeric.derivative(SINE),
    "numeric, complex step": numeric.derivative(SINE, scheme="complex"),
    "Function.derivative": SINE.derivative,
    "hand-written NumPy": by_hand,
}


def milliseconds(way, x):
    """Return the median time of one call."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        way(x)
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def report():
    one, many = ({name: milliseconds(way, x) for name, way in WAYS.items()} for x in (1.3, MANY))
    print(f"\n{'slope of x^2 sin x':<24}{'one point':>12}{'ratio':>8}{'100000':>11}{'ratio':>8}{'error':>10}")
    for name, way in WAYS.items():
        error = np.max(np.abs(way(MANY) - by_hand(MANY)))
        parts = (
            f"{times[name]:>9.3f} ms{times[name] / times['SciPy differentiate']:>8.3f}"
            for times in (one, many)
        )
        print(f"{name:<24}{''.join(parts)}{error:>10.1e}")


if __name__ == "__main__":
    report()
