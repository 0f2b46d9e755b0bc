"""Laws of the reader: what is printed reads back, blanks do not matter, and nothing else is ever raised."""

from fractions import Fraction

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from lessons_lib.formula import (
    FUNCTIONS,
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Reading,
    ReadingError,
    Sum,
    Transpose,
    latex,
    names,
    number,
    parse,
    text,
)

SINGLE = ["x", "y", "t", "a", "E", "S", "theta", "lambda", "Gamma"]
LETTERS = [*SINGLE, "x1", "x2", "x10", "theta1", "x_i", "x_ij"]
LONG_NAMES = ["speed", "v_max", "xy", "beta2", "cost"]
OF_ARRAYS = ["softmax", "diag"]
ONE_ARGUMENT = sorted(name for name, known in FUNCTIONS.items() if known.most == 1 and name not in OF_ARRAYS)

decimals = st.builds(
    lambda whole, places: Fraction(whole, 10**places), st.integers(0, 10**6), st.integers(0, 8)
)
numbers = st.one_of(st.integers(0, 30).map(Fraction), decimals).map(Number)


def leaves(letters: list[str]) -> st.SearchStrategy[Node]:
    return st.one_of(numbers, st.sampled_from(["pi", "e"]).map(Constant), st.sampled_from(letters).map(Name))


def calls(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    one = st.builds(lambda name, x: Call(name, (x,)), st.sampled_from(ONE_ARGUMENT), inner)
    two = st.builds(
        lambda name, *pair: Call(name, pair), st.sampled_from(["log", "max", "min"]), inner, inner
    )
    vectors = st.sampled_from(["x", "y"]).map(Name)
    one_vector = st.builds(lambda name, x: Call(name, (x,)), st.sampled_from(OF_ARRAYS), vectors)
    two_vectors = st.builds(lambda *pair: Call("outer", pair), vectors, vectors)
    return st.one_of(one, two, one_vector, two_vectors)


def grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Negative, inner),
        st.builds(Sum, several),
        st.builds(Product, several),
        st.builds(Quotient, inner, inner),
        st.builds(Power, inner, inner),
        calls(inner),
    )


def trees(letters: list[str] = LETTERS) -> st.SearchStrategy[Node]:
    return st.recursive(leaves(letters), grown, max_leaves=12)


def arrays() -> st.SearchStrategy[Node]:
    row = st.lists(trees(), min_size=2, max_size=2).map(lambda entries: Array(tuple(entries)))
    return st.one_of(row, st.lists(row, min_size=1, max_size=3).map(lambda rows: Array(tuple(rows))))


def reads_back(printed: str, tree: Node, variables: tuple[str, ...] | None = None) -> bool:
    """Tell whether printed text gives the tree; constants out of bounds do not count."""
    try:
        return parse(printed, variables).tree == tree
    except ReadingError as error:
        bounds = ("undefined on the real", "out of reach", "is the most", "is a known", "nested too deeply")
        assume(not any(bound in error.message for bound in bounds))
        raise


class TestPrintedTextReadsBack:
    @given(trees())
    @settings(max_examples=400, deadline=None)
    @example(Product((number(2), Constant("e"), Name("x"))))
    @example(Product((Power(Name("x"), number(2)), Name("y"))))
    @example(Negative(Negative(Number(Fraction(1)))))
    @example(Power(Negative(Name("x")), Negative(number(2))))
    @example(Power(Call("sqrt", (Name("x"),)), number(2)))
    @example(Call("abs", (Call("abs", (Name("x"),)),)))
    @example(Sum((Name("x"), Sum((Name("y"), Negative(Sum((Name("t"), Name("a")))))))))
    @example(Quotient(Quotient(Name("x"), Name("y")), Quotient(Name("t"), Name("a"))))
    @example(Product((Quotient(number(1), number(2)), Name("x"))))
    @example(Product((Name("e1"), Name("E"), number(3))))
    def test_any_tree(self, tree: Node) -> None:
        assert reads_back(text(tree), tree)

    @given(arrays())
    @settings(max_examples=50, deadline=None)
    def test_vectors_and_matrices(self, tree: Node) -> None:
        assert reads_back(text(tree), tree)

    @given(trees(LETTERS + LONG_NAMES))
    @settings(max_examples=150, deadline=None)
    def test_long_names_where_they_are_given(self, tree: Node) -> None:
        assert reads_back(text(tree), tree, names(tree))

    @given(trees())
    @settings(max_examples=250, deadline=None)
    @example(Product((number(2), Quotient(Name("x"), number(3)), number(4))))
    @example(Power(Quotient(Name("x"), Name("y")), number(2)))
    def test_latex(self, tree: Node) -> None:
        assert reads_back(latex(tree), tree)

    def test_transposes(self) -> None:
        A, b = Name("A"), Name("b")
        tree = Product((number(2), Transpose(A), Sum((Product((A, Name("x"))), Negative(b)))))
        for whole in (
            tree,
            Transpose(tree),
            Transpose(Transpose(A)),
            Power(Transpose(A), Negative(number(1))),
        ):
            assert parse(text(whole)).tree == whole
            assert parse(latex(whole)).tree == whole

    def test_numbers_no_one_types(self) -> None:
        x = Name("x")
        for value in (Fraction(-2), Fraction(1, 3), Fraction(-5, 7)):
            for tree in (
                Number(value),
                Sum((x, Number(value))),
                Product((Number(value), x)),
                Power(x, Number(value)),
            ):
                again = parse(text(tree)).tree
                assert text(again) == text(tree)

    @given(st.fractions(min_value=0, max_value=10**6, max_denominator=1000))
    def test_number_builds_what_is_typed(self, value: Fraction) -> None:
        assert parse(f"{value.numerator}/{value.denominator}").tree == (
            number(value) if value.denominator > 1 else Quotient(number(value), number(1))
        )
        assert parse(text(number(-value))).tree == number(-value)


PLAIN = [
    "x^2 - 6x + 13", "sin 2x cos x", "2(x+1)(x-1)", "|x-1|/|x|", "1/2x", "e^-x y", "log_2 8x", "3! x",
    "[[2x, 1], [y, x]]", "sin^-1 x + √x y", "max(0, x, 2y)", r"\frac{1}{x} \cdot y", "A' (A x - b)", "-x^-2",
    "x₁ + x_2",
]  # fmt: skip


class TestBlanksDoNotMatter:
    @given(st.sampled_from(PLAIN), st.data())
    @settings(max_examples=150, deadline=None)
    def test_around_signs(self, typed: str, data: st.DataObject) -> None:
        wide = ""
        for sign in typed:
            blank = data.draw(st.sampled_from(["", " ", "  ", "\t", "\u2009"]))
            wide += f"{blank}{sign}{blank}" if sign in "+-·/()[]|,=" else sign
        assert parse(wide).tree == parse(typed).tree

    @given(trees())
    @settings(max_examples=60, deadline=None)
    def test_between_letters_of_one_letter_names(self, tree: Node) -> None:
        letters = [name for name in names(tree) if len(name) == 1][:3]
        assume(letters)
        assert parse("".join(letters)).tree == parse(" ".join(letters)).tree


SIGNS = "xyzθabAT0123456789.+-*/^()[]{}|,'!_√²⁻₁·×−πe \\\n:=;\"#@х"
WORDS = [
    "sin", "cos", "log", "ln", "sqrt", "exp", "max", "norm", "softmax", "arctan", "log_", "sin^", "**", "&",
    r"\frac", r"\sqrt", r"\left", r"\right", r"\sin", r"\pi", r"\\", r"\begin{pmatrix}", r"\end{pmatrix}",
    r"\mathrm{", r"\operatorname{relu}", "{", "}", "^{", "_{", "e^", "1e3", "||",
]  # fmt: skip


class TestNothingElseIsRaised:
    @given(st.text(max_size=60))
    @settings(max_examples=300, deadline=None)
    def test_random_text(self, typed: str) -> None:
        self.check(typed)

    @given(st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from(WORDS)), max_size=25).map("".join))
    @settings(max_examples=1500, deadline=None)
    def test_text_of_the_right_signs(self, typed: str) -> None:
        self.check(typed)

    @given(st.lists(st.sampled_from([*WORDS, *"xyA12()+-*/^|,' "]), min_size=200, max_size=400).map("".join))
    @settings(max_examples=15, deadline=None)
    def test_long_text(self, typed: str) -> None:
        self.check(typed)

    @given(trees(), st.data())
    @settings(max_examples=300, deadline=None)
    def test_one_sign_changed(self, tree: Node, data: st.DataObject) -> None:
        printed = text(tree)
        place = data.draw(st.integers(0, len(printed)))
        self.check(printed[:place] + data.draw(st.sampled_from(["", *SIGNS])) + printed[place + 1 :])

    def check(self, typed: str) -> None:
        for variables in (None, ("x", "y", "A", "theta")):
            reading = answer(typed, variables)
            if isinstance(reading, ReadingError):
                assert 0 <= reading.position <= len(typed)
                assert reading.message.endswith(".")
                assert str(reading).endswith("^")
            else:
                assert reads_back(text(reading.tree), reading.tree, variables)


def answer(typed: str, variables: tuple[str, ...] | None) -> Reading | ReadingError:
    try:
        return parse(typed, variables)
    except ReadingError as error:
        return error
