"""Each rule of the notation as a table: what is typed, and a plainer text that says the same."""

from fractions import Fraction

import pytest

from lessons_lib.formula import Array, Call, Name, Number, Power, evaluate, number, parse, text

SAME = {
    "products without a sign": [
        ("2x", "2*x"),
        ("3xy", "3*x*y"),
        ("x y", "x*y"),
        ("2(x+1)", "2*(x+1)"),
        ("x(y+1)", "x*(y+1)"),
        ("(x+1)(x-1)", "(x+1)*(x-1)"),
        ("(x+1)2", "(x+1)*2"),
        ("xe^x", "x*e^x"),
        ("x e^(-x^2)", "x*e^(-(x^2))"),
        ("2πx", "2*pi*x"),
        ("2pix", "2*pi*x"),
        ("x sin x", "x*sin(x)"),
        ("xsinx", "x*sin(x)"),
        ("x|y|z", "x*abs(y)*z"),
        ("2√x", "2*sqrt(x)"),
        ("x^2y", "(x^2)*y"),
        ("x1x2", "x1*x2"),
        ("x 2^x", "x*2^x"),
    ],
    "left to right": [
        ("1/2x", "(1/2)*x"),
        ("1/2(x+1)", "(1/2)*(x+1)"),
        ("x/y/z", "(x/y)/z"),
        ("x/2·y", "(x/2)*y"),
        ("x-y-z", "x + (-y) + (-z)"),
        ("e^2x", "(e^2)*x"),
        ("e^-2x", "(e^(-2))*x"),
        ("x^1/2", "(x^1)/2"),
    ],
    "powers": [
        ("-x^2", "-(x^2)"),
        ("2^-x", "2^(-x)"),
        ("e^-x", "e^(-x)"),
        ("x^y^z", "x^(y^z)"),
        ("x**2", "x^2"),
        ("x²", "x^2"),
        ("x⁻¹", "x^(-1)"),
        ("x¹⁰", "x^10"),
        ("xⁿ", "x^n"),
        ("x^y²", "x^(y^2)"),
        ("x²^y", "x^(2^y)"),
        ("-2^2", "-(2^2)"),
        ("x·-y·z", "x*(-y)*z"),
        ("x--y", "x-(-y)"),
        ("x^-y^2", "x^(-(y^2))"),
        ("x^-1/2", "(x^(-1))/2"),
    ],
    "functions without brackets": [
        ("sin x", "sin(x)"),
        ("sin 2x cos x", "sin(2*x)*cos(x)"),
        ("2 sin x cos x", "2*sin(x)*cos(x)"),
        ("sin x/2", "(sin(x))/2"),
        ("sin 2·x", "(sin(2))*x"),
        ("sin x + 1", "sin(x)+1"),
        ("sin -x", "sin(-x)"),
        ("sin x^2", "sin(x^2)"),
        ("sin(x)^2", "(sin(x))^2"),
        ("sin(x)y", "sin(x)*y"),
        ("sin(x)/2", "(sin(x))/2"),
        ("sin x (x+1)", "sin(x*(x+1))"),
        ("sin cos x", "sin(cos(x))"),
        ("ln sin x", "log(sin(x))"),
        ("sqrt x", "sqrt(x)"),
        ("sqrt 2x", "sqrt(2*x)"),
        ("sqrt(x)/2", "(sqrt(x))/2"),
        ("sin2x", "sin(2*x)"),
        ("exp -x", "exp(-x)"),
        ("exp(-x)y", "exp(-x)*y"),
        ("ln|x|", "log(abs(x))"),
        ("ln|x| y", "log(abs(x))*y"),
        ("ln|x|^2", "log(abs(x)^2)"),
        ("sin √x", "sin(sqrt(x))"),
        ("x cos x sin x", "x*cos(x)*sin(x)"),
    ],
    "powers of functions and inverses": [
        ("sin^2 x", "(sin(x))^2"),
        ("sin²x", "(sin(x))^2"),
        ("sin^2x", "(sin(x))^2"),
        ("sin^2 2x", "(sin(2*x))^2"),
        ("sin^2(x)y", "(sin(x))^2*y"),
        ("sin^{2} x", "(sin(x))^2"),
        ("sin^2 x cos x", "(sin(x))^2*cos(x)"),
        ("sin^n x", "(sin(x))^n"),
        ("sin^-1 x", "arcsin(x)"),
        ("sin⁻¹ x", "arcsin(x)"),
        ("tan^(-1) x", "arctan(x)"),
        ("cosh^-1 x", "arccosh(x)"),
        ("sin^-2 x", "(sin(x))^(-2)"),
        ("asin x", "arcsin(x)"),
        ("asinh x", "arcsinh(x)"),
        ("arsinh x", "arcsinh(x)"),
        ("arctan x", "atan(x)"),
        ("log^2 x", "(log(x))^2"),
    ],
    "logarithms": [
        ("ln x", "log(x)"),
        ("log_2 x", "log(x, 2)"),
        ("log_2(x)", "log(x, 2)"),
        ("log2(x)", "log(x, 2)"),
        ("log₂ x", "log(x, 2)"),
        ("log_{10} x", "log(x, 10)"),
        ("log10 x", "log(x, 10)"),
        ("log_b(x)", "log(x, b)"),
        ("log_2 8x", "log(8*x, 2)"),
    ],
    "roots and bars": [
        ("√x", "sqrt(x)"),
        ("√x y", "sqrt(x)*y"),
        ("√2x", "sqrt(2)*x"),
        ("√(x+1)", "sqrt(x+1)"),
        ("√(x)^2", "(sqrt(x))^2"),
        ("√x^2", "sqrt(x^2)"),
        ("∛x", "cbrt(x)"),
        ("|x|", "abs(x)"),
        ("|x-1|/|x|", "abs(x-1)/abs(x)"),
        ("||x|-1|", "abs(abs(x)-1)"),
        ("|x|y|z|", "abs(x)*y*abs(z)"),
        ("|x(|y|+1)|", "abs(x*(abs(y)+1))"),
        ("|x|²", "(abs(x))^2"),
        ("||x||", "norm(x)"),
        ("‖x‖", "norm(x)"),
        ("|x||y|", "abs(x)*abs(y)"),
    ],
    "numbers": [
        (".5", "0.5"),
        ("2.", "2"),
        ("1e3", "1000"),
        ("2e^x", "2*e^x"),
        ("2ex", "2*e*x"),
        ("1.5e-3", "0.0015"),
        ("3!", "6"),
        ("x^3/3!", "x^3/6"),
    ],
    "names and letters": [
        ("x_1", "x1"),
        ("x₁", "x1"),
        ("x_{12}", "x12"),
        ("\\theta_1", "theta1"),
        ("θ", "theta"),
        ("α+β", "alpha+beta"),
        ("λθ", "lambda*theta"),
        ("ϑ", "theta"),
        ("𝑥", "x"),
        ("x_i y", "x_i*y"),
    ],
    "signs that mean the same": [
        ("x·y", "x*y"),
        ("x×y", "x*y"),
        ("x÷y", "x/y"),
        ("x−y", "x-y"),
        ("x – y", "x-y"),
        ("{x}^2", "x^2"),
        ("x\u00a0+\u2009y", "x+y"),
        ("$x^2$", "x^2"),
        ("+x", "x"),
    ],
    "LaTeX": [
        (r"\frac{1}{x}", "1/x"),
        (r"\frac{1}{2}x", "(1/2)*x"),
        (r"\frac12x", "(1/2)*x"),
        (r"\tfrac{x}2", "x/2"),
        (r"\sin x", "sin(x)"),
        (r"\sin^{2} x", "(sin(x))^2"),
        (r"\sqrt{x}", "sqrt(x)"),
        (r"\sqrt{x}^2", "(sqrt(x))^2"),
        (r"\sqrt[3]{x}", "cbrt(x)"),
        (r"\sqrt[4]{x}", "x^(1/4)"),
        ("x^{2}", "x^2"),
        ("x_{1}", "x1"),
        ("e^{-x}", "e^(-x)"),
        (r"\left( x \right)^2", "x^2"),
        (r"\left|x\right|", "abs(x)"),
        (r"\lvert x \rvert", "abs(x)"),
        (r"\|x\|", "norm(x)"),
        (r"\lVert x \rVert", "norm(x)"),
        (r"\lVert x \rVert^2", "norm(x)^2"),
        (r"2 \cdot \pi", "2*pi"),
        (r"\ln x", "log(x)"),
        (r"\log_{2} x", "log(x, 2)"),
        (r"\operatorname{relu}(x)", "relu(x)"),
        (r"\mathrm{e}^x", "e^x"),
        (r"x\,y", "x*y"),
        (r"\begin{pmatrix} x & 1 \\ 0 & y \end{pmatrix}", "[[x, 1], [0, y]]"),
        (r"\begin{bmatrix} x \\ y \end{bmatrix}", "[x, y]"),
        (r"A^{\top}", "A'"),
    ],
    "vectors and matrices": [
        ("x, y", "[x, y]"),
        ("(x, y)", "[x, y]"),
        ("[[2x, 1],[y, x]]", "[[2*x, 1], [y, x]]"),
        ("((1, 2), (3, 4))", "[[1, 2], [3, 4]]"),
        ("norm(3, 4)", "norm([3, 4])"),
        ("softmax(x, y)", "softmax([x, y])"),
        ("max([x, y])", "max(x, y)"),
        ("A^T", "A'"),
        ("Aᵀ", "A'"),
        ("A⊤", "A'"),
        ("A^⊤", "A'"),
        (r"A^{\intercal}", "A'"),
        ("(A x - b)^T", "(A x - b)'"),
        ("2A'(A x - b)", "2*A'*(A*x - b)"),
    ],
}
PAIRS = [pytest.param(*pair, id=pair[0]) for pairs in SAME.values() for pair in pairs]


@pytest.mark.parametrize(("typed", "plainer"), PAIRS)
def test_same_tree(typed: str, plainer: str) -> None:
    assert parse(typed).tree == parse(plainer).tree


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("1/2x", "1/(2x)"),
        ("e^2x", "e^(2x)"),
        ("sin x/2", "sin(x/2)"),
        ("-x^2", "(-x)^2"),
        ("x^y^z", "(x^y)^z"),
        ("x^1/2", "x^(1/2)"),
        ("x1", "x*1"),
        ("A B", "B A"),
    ],
)
def test_brackets_matter(typed: str, other: str) -> None:
    assert parse(typed).tree != parse(other).tree


def test_what_was_typed_is_kept() -> None:
    assert parse("x(y+1)").tree != parse("xy + x").tree
    assert parse("x + (y + z)").tree != parse("x + y + z").tree
    tree = parse("2.50").tree
    assert tree == Number(Fraction(5, 2))
    assert isinstance(tree, Number)
    assert tree.written == "2.50"


NOTED = [
    ("1/2x", "1/2x is read as (1/2)·x"),
    ("x/2 sin x", "x/2 sin x is read as (x/2)·sin(x)"),
    ("e^2x", "e^2x is read as e²·x"),
    ("3e^2x", "e^2x is read as e²·x"),
    ("e^-2x", "e^-2x is read as e⁻²·x"),
    ("sin x/2", "sin x/2 is read as sin(x)/2"),
    ("x sin x/2", "sin x/2 is read as sin(x)/2"),
    ("sin 2·x", "sin 2·x is read as sin(2)·x"),
    ("sin x (x+1)", "sin x (x+1) is read as sin(x·(x + 1))"),
    ("sin x y", "sin x y is read as sin(x·y)"),
    ("x^1/2", "x^1/2 is read as x¹/2"),
    ("x^-1/2", "x^-1/2 is read as x⁻¹/2"),
    ("sin^-1 x", "sin^-1 x is read as arcsin(x)"),
    ("f(x)", "f(x) is read as f·x"),
    ("gamma(x)", "gamma(x) is read as γ·x"),
    ("2e-3", "2e-3 is read as one number; for a sum or difference write 2·e − 3"),
    ("2e+3", "2e+3 is read as one number; for a sum or difference write 2·e + 3"),
    ("1,5", "1,5 is read as two numbers; decimals are written with a point"),
    ("0,5x", "0,5x is read as two numbers; decimals are written with a point"),
    ("sin (x+1)^2", "sin (x+1)^2 is read as sin²(x + 1)"),
    ("sin (x)²", "sin (x)² is read as sin²(x)"),
    ("σ(x)", "σ( ) is read as the sigmoid function; for a product write σ·( )"),
    ("e2", "e2 is read as a name; for a power of e write e^2"),
    ("x2 + x", "x2 is read as one name; for a power write x^2"),
    ("3!", "3! is read as 6"),
    ("√x^2", "√x^2 is read as √(x²)"),
    ("√2x", "√2x is read as (√2)·x"),
    ("log2x", "log2 is read as the logarithm to the base 2"),
    ("x^T", "x^T is read as a power; only a matrix named by a capital letter is transposed"),
]


@pytest.mark.parametrize(("typed", "note"), NOTED)
def test_surprising_readings_are_echoed(typed: str, note: str) -> None:
    assert parse(typed).notes == (note,)


@pytest.mark.parametrize(
    "typed",
    ["x^2 - 6x + 13", "3xy", "x sin x", "sin 2x cos x", "2 sin x cos x", "e^-x", "e^x/2", "x^2y", "x^2/2",
     "(1/2)x", "1/(2x)", "sin(x)/2", "e^(2x)", "x(y+1)", "sin^2 x", r"\frac{1}{2}x", "e^x sin x", "2e^x",
     "|x-1|/|x|", "ln|x|", "log_2 x", "x, y", "(x+1)(x-1)", "1e3"],
)  # fmt: skip
def test_plain_readings_are_not(typed: str) -> None:
    assert parse(typed).notes == ()


def test_names_come_in_natural_order() -> None:
    assert parse("x10 + x2 + x_1 + y + a + θ").names == ("a", "theta", "x1", "x2", "x10", "y")
    assert parse("2π + e").names == ()


@pytest.mark.parametrize("name", ["S", "N", "Q", "E", "I", "O", "C", "beta", "lambda", "gamma", "zeta"])
def test_names_that_other_systems_keep_for_themselves(name: str) -> None:
    assert parse(f"{name}^2", variables=[name]).names == (name,)
    assert parse(f"{name}^2").names == (name,)


class TestVariables:
    def test_longest_name_first(self) -> None:
        assert parse("xy", variables=["x", "y"]).tree == parse("x*y").tree
        assert parse("xy", variables=["x", "y", "xy"]).tree == Name("xy")
        assert parse("speedtime", variables=["speed", "time"]).names == ("speed", "time")

    def test_a_name_beats_a_constant_and_a_function(self) -> None:
        assert parse("e", variables=["e"]).tree == Name("e")
        assert parse("pi", variables=["pi"]).tree == Name("pi")
        assert parse("sin", variables=["sin"]).tree == Name("sin")
        assert parse("1e3", variables=["e3"]).tree == Number(Fraction(1000))

    def test_subscripts_in_any_spelling(self) -> None:
        for typed in ("x_1", "x1", "x₁", "x_{1}"):
            assert parse(typed, variables=["x_1"]).names == ("x1",)
        assert parse("v_{max}", variables=["v_max"]).tree == parse("v_max", variables=["v_max"]).tree

    def test_one_name_as_text(self) -> None:
        assert parse("speed", variables="speed").tree == Name("speed")

    def test_transposes_of_small_letters_beside_matrices(self) -> None:
        for typed in ("x'A x", "x^T A x", "x^{T}A x"):
            assert text(parse(typed, variables=["x", "A"]).tree) == "x'·A·x"

    def test_any_letter_where_arrays_are_meant(self) -> None:
        for typed in ("x' x", "x^T x", "xᵀx", r"x^{\top} x"):
            assert text(parse(typed, arrays=True).tree) == "x'·x"
        assert parse("x^T").tree == Power(Name("x"), Name("T"))

    def test_t_can_be_a_name(self) -> None:
        assert parse("A^T", variables=["A", "T"]).tree == Power(Name("A"), Name("T"))

    @pytest.mark.parametrize("bad", ["", "2x", "x y", "x+1", "x__2", "х"])
    def test_no_name(self, bad: str) -> None:
        with pytest.raises(ValueError, match="is not a name"):
            parse("x", variables=[bad])


def test_functions_of_the_course_are_known() -> None:
    names = """sin cos tan cot sec csc sinh cosh tanh coth sech csch exp log sqrt cbrt abs relu sigmoid
    softplus softmax sign heaviside norm diag"""
    for name in names.split():
        for function in (name, name.capitalize()):
            tree = parse(f"{function}(x)").tree
            assert tree == Call(name, (Name("x"),))
    assert parse("outer(x, y)").tree == Call("outer", (Name("x"), Name("y")))
    assert parse("min(0, x, y)").tree == Call("min", (number(0), Name("x"), Name("y")))


def test_a_table_of_values() -> None:
    at = {"x": Fraction(1, 2), "y": 3}
    expected = {
        "2x + y": 4, "1/2x": 0.25, "x^2y": 0.75, "-x^2": -0.25, "2^-y": 0.125, "|x-y|": 2.5, "3! x": 3,
        "max(0, x, y)": 3, "relu(x - y)": 0, "cbrt(-8)": -2, "log_2 8": 3, "√(x/2)": 0.5, "sign(-y)": -1,
    }  # fmt: skip
    for typed, value in expected.items():
        assert abs(evaluate(parse(typed).tree, at) - value) < 1e-45, typed


def test_a_matrix_is_an_array_of_rows() -> None:
    assert parse("[[1, 2], [3, 4]]").tree == Array(
        (Array((number(1), number(2))), Array((number(3), number(4))))
    )
