"""Right answers in other clothes, and wrong ones that hide where few points look."""

import pytest

from lessons_lib.drills import check_lines, compare, diagnose, echo


class TestCubeRoots:
    @pytest.mark.parametrize(
        ("power", "root"),
        [
            ("x^(1/3)", r"\sqrt[3]{x}"),
            ("x**(1/3)", "∛x"),
            ("2/3 x^(-1/3)", "2/(3∛x)"),
            ("1/(3x^(2/3))", "1/(3 cbrt(x^2))"),
            ("x^(4/3)", "x cbrt x"),
            ("[(2x + 1)^(1/3), 1]", "[cbrt(2x + 1), 1]"),
        ],
    )
    def test_a_power_of_a_third_is_the_root_of_the_textbook(self, power: str, root: str) -> None:
        assert compare(power, root).kind == compare(root, power).kind == "equal"

    @pytest.mark.parametrize(
        ("expected", "wrong"),
        [
            ("x^(1/3)", "cbrt|x|"),
            ("x^(1/3)", "|cbrt x|"),
            ("x^(2/3)", "cbrt x"),
            ("x^(1/2)", "cbrt x"),
            ("x^0.333", "cbrt x"),
            ("x^(2/3)", "(x^2)^(1/3)"),
            ("x^(2/3)", "|x|^(2/3)"),
        ],
    )
    def test_but_it_is_no_other_formula(self, expected: str, wrong: str) -> None:
        assert not compare(expected, wrong).accepted
        assert not compare(wrong, expected).accepted


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("1", "(x - 1.3)/(x - 1.3)"),
        ("x + 0.6", "(x^2 - 0.36)/(x - 0.6)"),
        ("log(sin 2x)/(2x + 1)^3", "log((sin 2x)^(1/(2x + 1)^3))"),
        ("x^a x^b", "x^(a + b)"),
    ],
)
def test_single_points_without_a_value_do_not_count_wherever_they_lie(expected: str, answer: str) -> None:
    assert compare(expected, answer).accepted
    assert compare(answer, expected).accepted


@pytest.mark.parametrize(
    ("expected", "extra"),
    [
        ("e^(x^2)", "relu(x - 30)"),
        ("e^(x^2)", "|x - 30| + x - 30"),
        ("e^(x^3)", "relu(x - 12)"),
        ("sinh(x)^9", "relu(x - 80)"),
        ("e^(-10x)", "relu(-x - 50)"),
        ("a^2 e^(a x) sin(b x) + b^2 e^(a x)", "|x - 30| + x - 30"),
        ("e^(a b) + c", "relu(a - 20)"),
        ("tanh(x e^x)", "x + |x - 30| - 30"),
        ("e^x csch(e^x)", "relu(x - 30)"),
        ("5e^(5x) (1 - tanh(e^(5x))^2)", "relu(x - 30)"),
        ("sigmoid(-e^x) + e^(-e^x)", "relu(x - 40)"),
    ],
)
def test_large_values_do_not_hide_a_branch(expected: str, extra: str) -> None:
    assert compare(expected, f"{expected} + {extra}").kind == "different"


def test_a_branch_on_which_nothing_can_be_computed_is_not_taken_for_equal() -> None:
    assert compare("e^(e^(e^x))", "e^(e^(e^x)) + relu(x - 30)").kind == "unsure"
    assert compare("e^(e^(e^x))", "e^x^0 + e^(e^(e^x)) - e").accepted


@pytest.mark.parametrize(
    ("one", "other"),
    [("tanh(e^100)", "1"), ("e^(-e^100)", "0"), ("tanh(e^(x^2 + 100))", "1"), ("sech(10^9 + x^2)", "0")],
)
def test_a_value_near_its_limit_is_not_the_limit(one: str, other: str) -> None:
    assert not compare(one, other).accepted


class TestSentences:
    def test_on_order_is_not_said_of_entries_that_are_in_place(self) -> None:
        why = compare("[relu(x), 1]", "[relu(x) + relu(x - 200), 1]").why
        assert why.startswith("1 of 2 entries is right. Look at entry 1")

    def test_on_one_value_does_not_speak_of_shapes(self) -> None:
        assert "shape" not in compare("norm(x + y)", "norm(x) + norm(y)", {"x": "n", "y": "n"}).why
        assert compare("1", "[1]").notes == (
            "it should have no brackets; yours has shape (1,), with the same entries",
        )


class TestNumbers:
    @pytest.mark.parametrize(
        ("exact", "typed"),
        [("1000/3", "333"), ("100 pi", "314"), ("e^9", "8103"), ("100 pi", "314e0"), ("pi", "314e-2")],
    )
    def test_three_whole_digits_are_three_digits(self, exact: str, typed: str) -> None:
        assert compare(exact, typed).kind == "equal, rounded"

    @pytest.mark.parametrize(
        ("exact", "typed"),
        [
            ("1000/3", "334"),
            ("100/3", "33"),
            ("1000 pi", "3100"),
            ("1000.4", "1000"),
            ("333", "1000/3"),
            ("e^(pi sqrt 163)", "262537412640768744"),
        ],
    )
    def test_fewer_or_wrong_ones_are_not(self, exact: str, typed: str) -> None:
        assert compare(exact, typed).kind == "different"

    @pytest.mark.parametrize(
        ("exact", "typed"),
        [("sqrt 2", "1.4142135623730951"), ("3/10", "0.30000000000000004"), ("e^5", "148.4131591025766")],
    )
    def test_a_number_that_a_computer_printed_is_rounded(self, exact: str, typed: str) -> None:
        assert compare(exact, typed).accepted

    def test_one_with_a_wrong_digit_is_not(self) -> None:
        assert not compare("sqrt 2", "1.4142135623730851").accepted

    def test_the_digits_are_counted_where_they_stand(self) -> None:
        assert compare("12345.678", "12346").why == "Right, rounded to 5 digits."


class TestWrappings:
    @pytest.mark.parametrize(
        "typed",
        [
            r"\(3x^2\)",
            r"\[ 3x^2. \]",
            "$3x^2$",
            "$$3x^2$$",
            "$f'(x) = 3x^2$",
            "3x^2;",
            "3x².\n",
            "\r\n3x^2",
            "y' = 3x^2;",
        ],
    )
    def test_are_taken_off(self, typed: str) -> None:
        assert compare("3x^2", typed).kind == "equal"

    @pytest.mark.parametrize(
        "typed",
        [
            "<2x, 1>",
            "⟨2x, 1⟩",
            r"\langle 2x, 1 \rangle",
            "array([2x, 1])",
            "np.array([2*x, 1])",
            r"\left[\begin{matrix}2 x\\1\end{matrix}\right]",
            r"\left[\begin{array}{c}2 x\\1\end{array}\right]",
        ],
    )
    def test_of_vectors(self, typed: str) -> None:
        verdict = compare("[2x, 1]", typed)
        assert (verdict.kind, verdict.notes) == ("equal", ())

    @pytest.mark.parametrize(
        "typed",
        [
            "Matrix([[1, 2], [3, 4]])",
            r"\left[\begin{matrix}1 & 2\\3 & 4\end{matrix}\right]",
            r"\left(\begin{array}{cc}1 & 2\\3 & 4\end{array}\right)",
        ],
    )
    def test_of_matrices(self, typed: str) -> None:
        verdict = compare("[[1, 2], [3, 4]]", typed)
        assert (verdict.kind, verdict.notes) == ("equal", ())

    def test_places_are_those_of_what_was_typed(self) -> None:
        for typed in (r"\(x + )\)", "f'(x) = x + )", "$ x + )$"):
            assert typed[echo(typed).position] == ")"


class TestFractions:
    @pytest.mark.parametrize(
        ("expected", "typed"),
        [("1/(2 sqrt x)", "½x^(-½)"), ("2x/3", "⅔x"), ("sqrt x", "x^½"), ("-sin(x)/2", "−½ sin x")],
    )
    def test_are_read(self, expected: str, typed: str) -> None:
        assert compare(expected, typed).kind == "equal"

    def test_mixed_numbers_are_not(self) -> None:
        assert "write 3 + 1/2" in compare("7/2", "3½").why


@pytest.mark.parametrize(("expected", "answer"), [("yes", "Yes"), ("no", "No"), ("DNE", "dne")])
def test_short_words_are_choices(expected: str, answer: str) -> None:
    assert compare(expected, answer).accepted
    assert compare("yes", "no").why == "That is not the expected answer."


def test_a_capital_e_is_told_what_it_should_be() -> None:
    assert "for the number e write e" in compare("e x", "E x", ["x"]).why


@pytest.mark.parametrize("depth", [8, 20, 40])
def test_what_grows_as_it_is_written_out_is_refused_soon(depth: int) -> None:
    """Each softmax in a softmax writes its inside out anew; this must end, whatever it answers."""
    nest = "softmax(" * depth + "[x, 1]" + ")" * depth
    assert diagnose(f"derivative of {nest} in x", "[x, 1]") == []
    assert not check_lines(f"derivative of {nest} in x", ["x"]).accepted
    assert diagnose("derivative of x^2 in x", nest) == []
