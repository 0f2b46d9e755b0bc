"""Balls hold the true value: whatever is computed with few bits encloses what many bits give."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.check.balls import Ball, apply_function, ball, ball_power
from lessons_lib.check.survey import Relation, relation
from lessons_lib.check.values import Formula, Nothing, OutOfWorkError, Work
from lessons_lib.formula import FUNCTIONS, Node, UndefinedError, parse
from tests.drills.compare_pairs import formula

COARSE, FINE = 170, 1100
rationals = st.fractions(min_value=-50, max_value=50, max_denominator=10**6)


def encloses(coarse: Ball, fine: Ball) -> bool:
    """Tell whether two balls of one number meet."""
    return (coarse - fine).holds_zero()


def at(tree: Node, x: Fraction, bits: int) -> object:
    return Formula(tree).at({"x": x, "y": x / 3 + 1}, bits, Work(10**6))


@given(st.integers(0, 10**9), rationals)
@settings(max_examples=400, deadline=None)
def test_random_formulas(seed: int, x: Fraction) -> None:
    tree = formula(Random(seed), 4, ("x", "y"))
    coarse, fine = at(tree, x, COARSE), at(tree, x, FINE)
    if isinstance(coarse, Ball) and isinstance(fine, Ball):
        assert encloses(coarse, fine)
        assert fine.radius <= coarse.radius or fine.radius == coarse.radius
    if coarse is Nothing.UNDEFINED:
        assert not isinstance(fine, Ball)


@pytest.mark.parametrize(
    "name", [name for name, each in FUNCTIONS.items() if each.most == 1 and not each.of_vector]
)
@given(rationals, st.integers(0, 160))
@settings(max_examples=60, deadline=None)
def test_functions_near_their_edges(name: str, x: Fraction, closeness: int) -> None:
    for centre in (x, Fraction(1), Fraction(-1), Fraction(0)):
        near = centre + Fraction(1, 1 << closeness) * (1 if x > 0 else -1)
        for value in (near, near / 3):
            try:
                coarse, fine = (apply_function(name, ball(value, bits)) for bits in (60, FINE))
            except ArithmeticError:
                continue
            assert encloses(coarse, fine)


@given(rationals, rationals)
def test_arithmetic_is_enclosed(a: Fraction, b: Fraction) -> None:
    one, other = ball(a, 60), ball(b, 60)
    assert encloses(one + other, ball(a + b, FINE))
    assert encloses(one - other, ball(a - b, FINE))
    assert encloses(one * other, ball(a * b, FINE))
    if b:
        assert encloses(one / other, ball(a / b, FINE))


@given(st.fractions(min_value=Fraction(1, 100), max_value=100, max_denominator=999), rationals)
def test_powers_obey_their_law(base: Fraction, exponent: Fraction) -> None:
    x, n = ball(base, 200), ball(exponent, 200)
    assert encloses(ball_power(x, n) * ball_power(x, ball(-exponent, 200)), ball(1, FINE))
    assert encloses(ball_power(x, ball(3, 200)), ball(base**3, FINE))


def test_cancellation_is_seen() -> None:
    for typed, x in [
        ("1 - tanh(x)^2 - sech(x)^2", 300),
        ("log(1 + e^-x) - e^-x", 200),
        ("sin(x)^2 + cos(x)^2 - 1", 7),
    ]:
        value = at(parse(typed).tree, Fraction(x), COARSE)
        assert isinstance(value, Ball)
        assert value.holds_zero()


def test_exact_numbers_stay_exact() -> None:
    for typed in (
        "x^2 - 4",
        "sqrt(x + 2) - 2",
        "cbrt(4x) - 2",
        "2^x - 4",
        "x/4 - 1/2",
        "e^(x - 2) - 1",
        "log(x - 1)",
    ):
        value = at(parse(typed).tree, Fraction(2), COARSE)
        assert isinstance(value, Ball)
        assert value.is_zero(), typed


@pytest.mark.parametrize(
    ("typed", "x"),
    [("log x", -1), ("sqrt(x)", -2), ("1/x", 0), ("arcsin x", 2), ("arccosh x", 0.5), ("arctanh x", 1),
     ("x^0.5", -1),      ("x^-2", 0), ("1/(x - 3)", 3), ("log(x - 3)", 3), ("arcsec x", 0.5)],
)  # fmt: skip
def test_undefined(typed: str, x: float) -> None:
    assert at(parse(typed).tree, Fraction(x), COARSE) is Nothing.UNDEFINED


def test_what_cannot_be_told_is_not_told() -> None:
    zero = "(sin(x)^2 + cos(x)^2 - 1)"
    for typed in (f"1/{zero}", f"log {zero}", f"sign({zero})", f"sqrt({zero})"):
        assert at(parse(typed).tree, Fraction(7, 3), COARSE) is Nothing.UNRESOLVED
    assert at(parse("e^(e^(e^x))").tree, Fraction(9), COARSE) is Nothing.BEYOND


def test_meetings() -> None:
    one, other = ball(Fraction(1, 3), COARSE), ball(Fraction(1, 3) + Fraction(1, 10**60), COARSE)
    assert relation(one, one, COARSE) is Relation.SAME
    assert relation(one, ball(2, COARSE), COARSE) is Relation.APART
    assert relation(one, other, COARSE) is Relation.SAME
    assert relation(ball(Fraction(1, 3), FINE), ball(other.fraction(), FINE), FINE) is Relation.APART
    assert relation(one, Nothing.UNDEFINED, COARSE) is Relation.FIRST_ALONE
    assert relation(Nothing.UNDEFINED, Nothing.UNDEFINED, COARSE) is Relation.NEITHER


def test_work_is_counted() -> None:
    with pytest.raises(OutOfWorkError):
        Formula(parse("sin x + cos x").tree).at({"x": Fraction(1)}, COARSE, Work(5))
    with pytest.raises(UndefinedError):
        ball_power(ball(-1, COARSE), ball(Fraction(1, 2), COARSE))
