"""The evaluator: 50 digits, nan where undefined on the reals, bounded work, nothing global."""

import threading
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lessons_lib.formula import FUNCTIONS, Name, Node, Number, Power, ShapeError, evaluate, parse

TOLERANCE = mpmath.mpf(10) ** -45
points = st.fractions(min_value=-3, max_value=3, max_denominator=997)


def value(typed: str, **at: object) -> object:
    return evaluate(parse(typed).tree, at)


def is_undefined(result: object) -> bool:
    return bool(mpmath.isnan(result))


def is_beyond(result: object) -> bool:
    return bool(mpmath.isinf(result))


IDENTITIES = [
    ("sin^2 x + cos^2 x", "1"),
    ("sin 2x", "2 sin x cos x"),
    ("tan x", "sin(x)/cos(x)"),
    ("cot x", "1/tan(x)"),
    ("sec^2 x - tan^2 x", "1"),
    ("csc x", "1/sin(x)"),
    ("cosh^2 x - sinh^2 x", "1"),
    ("tanh x", "sinh(x)/cosh(x)"),
    ("coth x", "cosh(x)/sinh(x)"),
    ("sech^2 x", "1 - tanh(x)^2"),
    ("csch x", "1/sinh(x)"),
    ("e^x", "exp(x)"),
    ("log(e^x)", "x"),
    ("log_2(2^x)", "x"),
    ("log10(10^x)", "x"),
    ("(√(x^2))", "|x|"),
    ("cbrt(x)^3", "x"),
    ("cbrt(x^3)", "x"),
    ("relu(x)", "max(0, x)"),
    ("relu(x) - relu(-x)", "x"),
    ("|x|", "x sign(x)"),
    ("sign(x)", "2 heaviside(x) - 1"),
    ("sigmoid(x)", "1/(1 + e^-x)"),
    ("softplus(x)", "log(1 + e^x)"),
    ("softplus(x) - softplus(-x)", "x"),
    ("min(x, 1)", "-max(-x, -1)"),
    ("norm(x, 1)", "√(x^2 + 1)"),
    ("x^-2", "1/x²"),
    ("2x^2 - x·x", "x²"),
]


@pytest.mark.parametrize(("left", "right"), IDENTITIES)
@given(x=points)
@settings(max_examples=15, deadline=None)
def test_identities(left: str, right: str, x: Fraction) -> None:
    one, other = value(left, x=x), value(right, x=x)
    assume(mpmath.isfinite(one) and mpmath.isfinite(other))
    assert abs(one - other) <= TOLERANCE * max(1, abs(one))


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if f"arc{name}" in FUNCTIONS])
@given(part=st.fractions(min_value=Fraction(1, 100), max_value=Fraction(99, 100), max_denominator=997))
@settings(max_examples=15, deadline=None)
def test_inverses(name: str, part: Fraction) -> None:
    met = 0
    for x in (part, -part, 1 + part, -1 - part):
        inside = value(f"arc{name}(x)", x=x)
        if mpmath.isfinite(inside):
            assert abs(value(f"{name}(y)", y=inside) - value("x", x=x)) <= TOLERANCE
            met += 1
    assert met


@pytest.mark.parametrize(
    ("typed", "x"),
    [
        ("log x", 0),
        ("log x", -1),
        ("√x", -1),
        ("1/x", 0),
        ("x^-1", 0),
        ("x^(1/3)", -8),
        ("x^0.5", -4),
        ("x^x", -0.5),
        ("arcsin x", 2),
        ("arccos x", -2),
        ("arccosh x", 0),
        ("arctanh x", 1),
        ("arctanh x", 2),
        ("arcsec x", 0.5),
        ("arccsc x", 0),
        ("arccoth x", 0.5),
        ("arccoth x", 0),
        ("arcsech x", 2),
        ("cot x", 0),
        ("csc x", 0),
        ("coth x", 0),
        ("log_x 2", 1),
        ("log_x 2", -2),
        ("0·log x", -1),
        ("relu(log x)", -1),
        ("max(0, log x)", -1),
        ("x", float("nan")),
        ("0x", float("nan")),
        ("1/(x - x)", 3),
    ],
)
def test_undefined_on_the_reals(typed: str, x: float) -> None:
    assert is_undefined(value(typed, x=x))


def test_conventions() -> None:
    assert value("x^0", x=0) == 1
    assert value("x^x", x=0) == 1
    assert value("x^3", x=-2) == -8
    assert value("x^(6/2)", x=-2) == -8
    assert value("x^(0.1·10)", x=-2) == -2
    assert value("cbrt x", x=-8) == -2
    assert value("sign x", x=0) == 0
    assert value("heaviside x", x=0) == Fraction(1, 2)
    assert value("relu x", x=0) == 0
    assert abs(value("arccot x", x=0) - mpmath.pi / 2) < 1e-15
    assert value("arccot x", x=-1) < 0


@pytest.mark.parametrize(
    ("typed", "x"),
    [
        ("e^(e^(e^x))", 10),
        ("exp(x)", 1e9),
        ("exp(-x)", 1e9),
        ("x^x", 1e9),
        ("sin(x)", mpmath.mpf(2) ** 2000),
        ("cosh x", 1e7),
        ("1/exp(x)", 1e9),
        ("1/(1 + e^x)", 1e9),
        ("0·exp(x)", 1e9),
        ("x", float("inf")),
        ("1/x", float("inf")),
    ],
)
def test_out_of_reach_says_nothing(typed: str, x: float) -> None:
    assert is_beyond(value(typed, x=x))


def test_far_but_within_reach() -> None:
    assert value("exp(x)", x=1000) > mpmath.mpf(10) ** 400
    assert value("(1 + 1/x)^x", x=10**8) == pytest.approx(2.718281814867636)
    assert abs(value("sin x", x=1e300)) <= 1
    assert value("softplus(x)", x=-500) == pytest.approx(float(mpmath.exp(-500)), rel=1e-14)


def test_fifty_digits() -> None:
    assert str(mpmath.nstr(value("π"), 50)) == "3.1415926535897932384626433832795028841971693993751"
    assert abs(value("√2") ** 2 - 2) < TOLERANCE
    assert abs(value("x", x=Fraction(1, 3)) * 3 - 1) < TOLERANCE


def test_values_of_many_kinds() -> None:
    for x in (2, 2.0, Fraction(2), mpmath.mpf(2), np.float64(2), np.int64(2), np.array(2.0)):
        assert value("x^2", x=x) == 4
    with pytest.raises(KeyError):
        value("x")
    with pytest.raises(TypeError):
        value("x", x="2")


class TestComplexPoints:
    def test_principal_values(self) -> None:
        assert abs(value("√x", x=-1 + 0j) - 1j) < TOLERANCE
        assert abs(value("log x", x=mpmath.mpc(-1)) - mpmath.pi * 1j) < 1e-15
        assert abs(value("x^(1/2)", x=-4 + 0j) - 2j) < TOLERANCE

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            pair
            for pair in IDENTITIES
            if not set("|√<") & set("".join(pair))
            and not any(
                word in "".join(pair) for word in ("log", "cbrt", "relu", "sign(", "norm", "min", "soft")
            )
        ],
    )
    @given(x=points, y=points)
    @settings(max_examples=5, deadline=None)
    def test_identities(self, left: str, right: str, x: Fraction, y: Fraction) -> None:
        z = complex(x, y or 1)
        one, other = value(left, x=z), value(right, x=z)
        assume(mpmath.isfinite(one) and mpmath.isfinite(other))
        assert abs(one - other) <= TOLERANCE * max(1, abs(one))

    @pytest.mark.parametrize("typed", ["relu(x)", "sign(x)", "max(0, x)", "heaviside(x)"])
    def test_order_needs_real_numbers(self, typed: str) -> None:
        assert is_undefined(value(typed, x=1 + 1j))
        assert value(typed, x=1 + 0j) == 1

    def test_bounds_hold_there_too(self) -> None:
        assert is_beyond(value("sin x", x=1e9j))
        assert is_beyond(value("x^x", x=1e9 + 1e9j))


class TestArrays:
    A, x, b = ((1, 2), (3, 4), (5, 6)), (1, -1), (1, 1, 1)

    def test_entries(self) -> None:
        assert value("[x, x^2, [1, 2]'·[x, x]]", x=3) == (3, 9, 9)
        assert value("[[x, 1], [0, x]]", x=3) == ((3, 1), (0, 3))
        assert is_undefined(value("[x, 1/x]", x=0)[1])

    def test_the_gradient_of_least_squares(self) -> None:
        expected = 2 * np.array(self.A).T @ (np.array(self.A) @ np.array(self.x) - np.array(self.b))
        for typed in ("2A'(A x - b)", "2A^T(A x - b)", "2(A x - b)'A"):
            assert value(typed, A=self.A, x=self.x, b=self.b) == tuple(expected)

    @given(
        st.lists(st.lists(st.integers(-5, 5), min_size=3, max_size=3), min_size=2, max_size=2),
        st.lists(st.lists(st.integers(-5, 5), min_size=2, max_size=2), min_size=3, max_size=3),
    )
    @settings(max_examples=30, deadline=None)
    def test_products_agree_with_numpy(self, A: list[list[int]], B: list[list[int]]) -> None:
        assert np.array_equal(np.array(value("A B", A=A, B=B), dtype=float), np.array(A) @ np.array(B))
        assert value("(A B)'", A=A, B=B) == value("B' A'", A=A, B=B)
        assert value("norm(A)^2", A=A) == pytest.approx(float(np.linalg.norm(A) ** 2))

    def test_rows_and_columns(self) -> None:
        at = {"a": (1, 2), "b": (3, 4)}
        variables = ["a", "b", "M"]
        dot, outer = parse("a' b", variables).tree, parse("a b'", variables).tree
        assert evaluate(dot, at) == 11 == value("dot(a, b)", **at)
        assert evaluate(outer, at) == ((3, 4), (6, 8)) == value("outer(a, b)", **at)
        assert evaluate(parse("a''", variables).tree, at) == (1, 2)

    def test_functions_entry_by_entry(self) -> None:
        assert value("relu(x)", x=(-1, 2)) == (0, 2)
        assert value("max(x)", x=(-1, 2)) == 2
        assert value("diag(x)", x=(-1, 2)) == ((-1, 0), (0, 2))
        assert value("diag(A)", A=((1, 2), (3, 4))) == (1, 4)
        assert value("-x/2", x=(-2, 4)) == (1, -2)
        assert value("||x||", x=(3, 4)) == 5
        assert value("log_2 x", x=(2, 8)) == (1, 3)

    def test_softmax(self) -> None:
        assert value("softmax(0, 0, 0)") == (pytest.approx(1 / 3),) * 3
        assert sum(value("softmax(x)", x=(1, 2, 3))) == pytest.approx(1)

    @pytest.mark.parametrize(
        ("typed", "part"),
        [
            ("A b", "(3, 2) times shape (3,)"),
            ("x x", "times"),
            ("A + x", "do not add"),
            ("x + 1", "do not add"),
            ("1/x", "divide by"),
            ("x^2", "power of"),
            ("2^x", "raise to"),
            ("outer(A, x)", "two vectors"),
            ("dot(x, b)", "one length"),
            ("softmax(A)", "vector"),
            ("A' x", "times"),
            ("x'x'", "times"),
            ("x' + x", "do not add"),
            ("log_x 2", "base"),
            ("diag(s)", "vector or a matrix"),
        ],
    )
    def test_shapes_that_do_not_fit(self, typed: str, part: str) -> None:
        tree = parse(typed, ["A", "x", "b", "s"]).tree
        with pytest.raises(ShapeError) as caught:
            evaluate(tree, {"A": self.A, "x": self.x, "b": self.b, "s": 2})
        assert part in str(caught.value)


def test_nothing_global_is_touched() -> None:
    before = mpmath.mp.prec
    value("sin x / cos x^2", x=1)
    assert mpmath.mp.prec == before


def test_the_same_from_many_threads() -> None:
    tree: Node = parse("sin(x)^3 log(x) + x^x / cosh(x) - arctan(x)^(1/3)").tree
    alone = [evaluate(tree, {"x": n}) for n in range(1, 30)]
    found: dict[int, list[object]] = {}

    def work(index: int) -> None:
        found[index] = [evaluate(tree, {"x": n}) for n in range(1, 30)]

    threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[index] == alone for index in range(4))


def test_every_function_has_a_value() -> None:
    arguments = {"log": (2,), "outer": ((1, 2), (3, 4)), "dot": ((1, 2), (3, 4)), "softmax": ((1, 2),)}
    for name, signature in FUNCTIONS.items():
        letters = ["x", "y"][: signature.least]
        at = dict(zip(letters, arguments.get(name, (Fraction(3, 2),)), strict=False))
        if name == "diag":
            at = {"x": (1, 2)}
        typed = f"{name}({', '.join(letters)})"
        value(typed, **at)


def test_powers_of_trees_made_by_hand() -> None:
    assert evaluate(Power(Name("x"), Number(Fraction(-2))), {"x": 2}) == Fraction(1, 4)


class TestMatrixPowers:
    A = ((2, 1), (1, 3))

    def test_whole_powers_are_products(self) -> None:
        assert value("A^3", A=self.A) == value("A A A", A=self.A)
        assert value("A^0", A=self.A) == ((1, 0), (0, 1))

    @given(st.lists(st.lists(st.integers(-5, 5), min_size=3, max_size=3), min_size=3, max_size=3))
    @settings(max_examples=30, deadline=None)
    def test_an_inverse_undoes_its_matrix(self, A: list[list[int]]) -> None:
        assume(abs(np.linalg.det(np.array(A, dtype=float))) > 0.5)
        product = np.array(value("A^-1 A", A=A), dtype=float)
        assert np.allclose(product, np.eye(3), atol=1e-40)
        assert np.allclose(np.array(value("A^-2 A A", A=A), dtype=float), np.eye(3), atol=1e-40)

    def test_without_an_inverse_it_is_undefined(self) -> None:
        assert is_undefined(value("A^-1", A=((1, 2), (2, 4))))

    @pytest.mark.parametrize("typed", ["A^0.5", "A^17", "A^-100", "x^2", "B^2", "outer(y, y)", "C^-1"])
    def test_other_powers_and_large_ones_do_not_fit(self, typed: str) -> None:
        at = {"A": self.A, "B": ((1, 2, 3), (4, 5, 6)), "x": (1, 2), "y": (1,) * 60, "C": ((1,) * 13,) * 13}
        with pytest.raises(ShapeError):
            value(typed, **at)
