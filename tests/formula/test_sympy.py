"""SymPy as a second opinion: expressions come in, go out, and differentiate to the same values."""

import pytest
import sympy

from lessons_lib import catalogue
from lessons_lib.formula import Function

x, y = sympy.symbols("x y", real=True)

EXPRESSIONS = [
    x**2 - 6 * x + 13,
    -x,
    x / y,
    sympy.exp(-(x**2) / 2),
    sympy.sqrt(x) / y,
    x ** sympy.Rational(-1, 2),
    sympy.Rational(1, 3) * x,
    -(x + 1) * y,
    sympy.pi * x * sympy.E,
    sympy.log(x, 2),
    sympy.Abs(x - y),
    sympy.Max(x, y),
    sympy.atan(x) + sympy.acosh(y + 1),
    sympy.Matrix([x * y, x]),
    sympy.Matrix([[x, y], [y, 1]]),
]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_there_and_back(expression):
    back = Function(expression).sympy
    difference = back - expression
    parts = list(difference) if isinstance(difference, sympy.MatrixBase) else [difference]
    assert all(sympy.simplify(part) == 0 for part in parts)


def test_a_float_keeps_its_digits():
    assert Function(2.5 * x).text == "2.5x"


def test_text_and_expressions_mix():
    assert Function([x, "y^2"]).text == "[x, y²]"


def test_what_is_not_known_is_named():
    with pytest.raises(TypeError, match="gamma is not known here"):
        Function(sympy.gamma(x))


@pytest.mark.parametrize("curve", catalogue.curves(), ids=lambda curve: curve.name)
def test_same_derivative_as_sympy(curve):
    f = curve.function
    (name,) = (f.variables,)
    variable = sympy.Symbol(name, real=True)
    theirs = sympy.diff(f.sympy, variable)
    assert f.derivative(0.8) == pytest.approx(float(theirs.subs(variable, 0.8)), rel=1e-12)
