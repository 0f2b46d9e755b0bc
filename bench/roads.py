"""Gradients, Hessians and Jacobians on three roads, beside SciPy, numdifftools and autograd in one run.

Every error is the largest difference from the exact value, in shares of the largest entry. Exact values are
rational (Rosenbrock and Broyden) or have 50 digits (softmax). A ratio says how many times the time of the
way marked "is 1" is needed. Peers that are not installed are named and left out.
"""

import statistics
import time
from fractions import Fraction
from importlib.util import find_spec

import mpmath
import numpy as np

from lessons_lib import automatic, numeric
from lessons_lib.formula import Function

SECONDS, FEWEST, MOST = 0.4, 3, 51
SEED = np.random.default_rng(0)
MISSING = [name for name in ("scipy", "numdifftools", "autograd") if find_spec(name) is None]
SCHEMES = ("forward", "central", "richardson", "complex")

if "scipy" not in MISSING:
    from scipy import differentiate
    from scipy.optimize._numdiff import approx_derivative
if "numdifftools" not in MISSING:
    import numdifftools
if "autograd" not in MISSING:
    import autograd
    import autograd.numpy as autograd_numpy


def rosenbrock(x, np=np):
    return np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2, axis=0)


def rosenbrock_formula(n):
    terms = (f"100(x{i + 1} - x{i}^2)^2 + (1 - x{i})^2" for i in range(1, n))
    return Function(" + ".join(terms), [f"x{i}" for i in range(1, n + 1)])


def rosenbrock_gradient(x):
    rise, gradient = x[1:] - x[:-1] ** 2, 0 * x
    gradient[:-1] = -400 * x[:-1] * rise - 2 * (1 - x[:-1])
    gradient[1:] += 200 * rise
    return gradient


def gradients_by_hand(points):
    return rosenbrock_gradient(np.ascontiguousarray(points.T)).T


def rosenbrock_hessian(x):
    n = len(x)
    diagonal = 200 + 0 * x
    diagonal[0] -= 200
    diagonal[:-1] += 1200 * x[:-1] ** 2 - 400 * x[1:] + 2
    hessian = np.zeros((n, n), dtype=x.dtype)
    hessian[np.arange(n), np.arange(n)] = diagonal
    hessian[np.arange(n - 1), np.arange(1, n)] = hessian[np.arange(1, n), np.arange(n - 1)] = -400 * x[:-1]
    return hessian


def rational(rule, x):
    """Return the exact value of a rule of sums and products, rounded once."""
    return rule(np.array([Fraction(float(each)) for each in x], dtype=object)).astype(float)


WEIGHTS, BIAS = SEED.normal(size=(10, 20)).round(3), SEED.normal(size=10).round(3)


def softmax_layer(x, np=np):
    powers = np.exp(WEIGHTS @ x + BIAS)
    return powers / np.sum(powers, axis=0)


def softmax_at_once(x):
    """Compute the layer at points of shape (20, ...), as SciPy's `differentiate` asks for."""
    powers = np.exp(np.tensordot(WEIGHTS, x, 1) + BIAS.reshape(-1, *[1] * (x.ndim - 1)))
    return powers / np.sum(powers, axis=0)


def softmax_formula():
    names = [f"x{i}" for i in range(1, 21)]
    rows = (" + ".join(f"({w}) {name}" for w, name in zip(row, names, strict=True)) for row in WEIGHTS)
    return Function(
        f"softmax([{', '.join(f'{row} + ({b})' for row, b in zip(rows, BIAS, strict=True))}])", names
    )


def softmax_jacobian(x):
    """Return (diag p - p p^T) W from 50 digits."""
    context = mpmath.mp.clone()
    context.dps = 50
    weights = context.matrix(WEIGHTS.tolist())
    powers = (weights * context.matrix(x.tolist()) + context.matrix(BIAS.tolist())).apply(context.exp)
    p = powers / sum(powers)
    return np.array(((context.diag(list(p)) - p * p.T) * weights).tolist(), dtype=float)


NEIGHBOURS = np.eye(100, k=-1) + 2 * np.eye(100, k=1)


def broyden(x, np=np):
    del np
    return (3 - 2 * x) * x - NEIGHBOURS @ x + 1


def broyden_at_once(x):
    return (3 - 2 * x) * x - np.tensordot(NEIGHBOURS, x, 1) + 1


def broyden_formula():
    x = ["0", *(f"x{i}" for i in range(1, 101)), "0"]
    rows = [f"(3 - 2{x[i]}) {x[i]} - {x[i - 1]} - 2{x[i + 1]} + 1" for i in range(1, 101)]
    return Function(rows, x[1:-1])


def broyden_jacobian(x):
    return np.diag(3 - 4 * x) - NEIGHBOURS.astype(x.dtype)


def peers(kind, f, at_once):
    """Return the ways of the installed peers to a "gradient", "jacobian" or "hessian"."""
    ways = {}
    if "scipy" not in MISSING and kind != "hessian":
        for method in ("2-point", "3-point", "cs"):
            ways[f"SciPy approx_derivative {method}"] = lambda x, m=method: approx_derivative(f, x, method=m)
    if "scipy" not in MISSING:
        rule = differentiate.hessian if kind == "hessian" else differentiate.jacobian
        ways["SciPy differentiate"] = lambda x: getattr(
            rule(at_once, x), "ddf" if kind == "hessian" else "df"
        )
    if "numdifftools" not in MISSING:
        ways["numdifftools"] = getattr(numdifftools, kind.capitalize())(f)
    if "autograd" not in MISSING:
        verb = autograd.grad if kind == "gradient" else getattr(autograd, kind)
        ways["autograd"] = verb(lambda x: f(x, autograd_numpy))
    return ways


def ours(kind, f, formula):
    """Return our ways."""
    verb = getattr(numeric, kind)
    ways = {f"numeric, {s}": lambda x, s=s: verb(f, scheme=s)(x) for s in SCHEMES if kind != "hessian"}
    if kind == "hessian":
        ways["numeric"] = verb(f)
    return {
        **ways,
        "automatic": getattr(automatic, kind)(f),
        f"Function.{kind}": getattr(formula, kind),
    }


def milliseconds(way, x):
    """Return the median time of one call, after a first one."""
    way(x)
    times = []
    while len(times) < FEWEST or (sum(times) < 1e3 * SECONDS and len(times) < MOST):
        start = time.perf_counter()
        way(x)
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


def report(title, ways, x, exact, unit):
    """Print the time, the ratio to `unit` and the error of every way."""
    times = {name: milliseconds(way, x) for name, way in ways.items()}
    one = times.get(unit)
    print(f"\n{title:<37}{'time':>14}{'ratio':>10}{'error':>10}")
    for name, way in ways.items():
        error = np.max(np.abs(np.reshape(way(x), exact.shape) - exact)) / np.max(np.abs(exact))
        ratio = "is 1" if name == unit else "" if one is None else f"{times[name] / one:.3g}"
        print(f"{name:<37}{times[name]:>11.3f} ms{ratio:>10}{error:>10.0e}")


def compare(title, kind, f, formula, *, x, exact, unit="SciPy approx_derivative cs", at_once=None):
    """Print our ways and those of the peers to one derivative."""
    report(title, {**peers(kind, f, at_once or f), **ours(kind, f, formula)}, x, exact, unit)


def rosenbrocks():
    for n in (2, 10, 100):
        x, title = SEED.uniform(-2, 2, size=n), f"gradient of Rosenbrock, n = {n}"
        exact = rational(rosenbrock_gradient, x)
        compare(title, "gradient", rosenbrock, rosenbrock_formula(n), x=x, exact=exact)
    x, title = SEED.uniform(-2, 2, size=10), "Hessian of Rosenbrock, n = 10"
    exact = rational(rosenbrock_hessian, x)
    compare(title, "hessian", rosenbrock, rosenbrock_formula(10), x=x, exact=exact, unit="numdifftools")


def jacobians():
    x, title = SEED.uniform(-0.5, 0.5, size=20), "Jacobian of softmax(Wx + b), 10 x 20"
    exact, formula = softmax_jacobian(x), softmax_formula()
    compare(title, "jacobian", softmax_layer, formula, x=x, exact=exact, at_once=softmax_at_once)
    x, title = SEED.uniform(-2, 2, size=100), "Jacobian of Broyden, 100 x 100"
    exact, formula = rational(broyden_jacobian, x), broyden_formula()
    compare(title, "jacobian", broyden, formula, x=x, exact=exact, at_once=broyden_at_once)


def many_points():
    """Print the cost of a gradient at 100,000 points: at once, by hand, and in a Python loop over some."""
    formula, points = rosenbrock_formula(10), SEED.uniform(-2, 2, size=(100_000, 10))
    some, by_hand = points[:1000], gradients_by_hand(points)
    ways = {"Function.gradient": formula.gradient, "hand-written NumPy": gradients_by_hand}
    report("gradient, n = 10, 100000 points", ways, points, by_hand, "hand-written NumPy")
    loop = 100 * milliseconds(lambda x: np.array([rosenbrock_gradient(each) for each in x]), some)
    loop_of_ours = 100 * milliseconds(lambda x: np.array([formula.gradient(each) for each in x]), some)
    print(f"{'loop, hand-written, from 1000':<37}{loop:>11.3f} ms")
    print(f"{'loop, Function, from 1000':<37}{loop_of_ours:>11.3f} ms")


if __name__ == "__main__":
    for missing in MISSING:
        print(f"{missing} is not installed: left out")
    rosenbrocks()
    jacobians()
    many_points()
