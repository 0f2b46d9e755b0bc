"""What `compare` says: kinds, sentences, witnesses, domains, variables, shapes, roundings, prefixes."""

import subprocess
import sys

import pytest

from lessons_lib.check.points import DomainError, domain_of
from lessons_lib.drills import Verdict, compare, echo
from lessons_lib.formula import evaluate, parse


class TestWitness:
    def test_is_a_point_with_short_numbers_where_the_two_part(self) -> None:
        verdict = compare("x^2 y", "x y^2")
        assert verdict.witness is not None
        wanted, yours = (evaluate(parse(typed).tree, verdict.witness) for typed in ("x^2 y", "x y^2"))
        assert abs(wanted - yours) > 1e-3
        assert all(len(str(value)) <= 5 for value in verdict.witness.values())

    def test_is_worded(self) -> None:
        assert compare("cos x", "-cos x").why == "At x = 1.3 yours is −0.2675; it should be 0.2675."

    def test_shows_as_many_digits_as_it_takes(self) -> None:
        assert "1.300000001" in compare("x", "x + 1e-9").why
        assert "very near" in compare("tanh(500)", "1").why

    def test_lies_in_the_domain(self) -> None:
        for domain, inside in (("2 < x < 3", lambda x: 2 < x < 3), ("x < -5", lambda x: x < -5)):
            witness = compare("x^2", "x^3", domain=domain).witness
            assert witness is not None
            assert inside(witness["x"])

    def test_of_constants_is_empty(self) -> None:
        assert compare("22/7", "pi").witness == {}

    def test_none_where_all_is_right(self) -> None:
        assert compare("2x", "x + x").witness is None


class TestMissingValues:
    def test_on_a_part(self) -> None:
        verdict = compare("log(x^2)", "2 log x")
        assert verdict.kind == "equal on part of the domain"
        assert not verdict.accepted
        assert verdict.why == "At x = −0.6 yours has no value; it should be −1.022."

    def test_of_the_expected_answer(self) -> None:
        assert "where the expected answer has no value" in compare("2 log x", "log(x^2)").why

    def test_at_single_points(self) -> None:
        verdict = compare("x + 1", "(x^2 - 1)/(x - 1)")
        assert (verdict.kind, verdict.accepted) == ("equal on part of the domain", True)
        assert verdict.why == "Right, but at x = 1 yours has no value."

    def test_everywhere(self) -> None:
        verdict = compare("log x", "log(-x)")
        assert (verdict.kind, verdict.accepted) == ("different", False)

    def test_complex_values_break_the_tie(self) -> None:
        assert compare("log(-1 - x^2)", "log(-(1 + x^2))").kind == "equal"
        assert compare("log(-1 - x^2)", "log(-2 - x^2)").kind == "unsure"


class TestDomain:
    @pytest.mark.parametrize(
        "domain",
        [
            "x > 0",
            "x>0",
            "0 < x",
            "x ≥ 0.1",
            "0 < x < 10",
            {"x": (0, None)},
            {"x": (0, 9.5)},
            r"x \geq 1",
            "x > 0, x != 1",
            "1 < x and x < 2",
            "e^x > 2",
        ],
    )
    def test_as_people_write_it(self, domain: object) -> None:
        assert compare("log(x^2)", "2 log x", domain=domain).accepted  # type: ignore[arg-type]

    @pytest.mark.parametrize("domain", [None, "", "ℝ", "x < 1", "x != 0", "x > -1", {}])
    def test_that_does_not_leave_enough_out(self, domain: object) -> None:
        assert not compare("log(x^2)", "2 log x", domain=domain).accepted  # type: ignore[arg-type]

    def test_in_several_variables(self) -> None:
        assert compare("sqrt(x y)", "sqrt x sqrt y", domain="x > 0, y > 0").accepted
        assert not compare("sqrt(x y)", "sqrt x sqrt y", domain="x < 1").accepted
        assert compare("|1 - x^2 - y^2|", "1 - x^2 - y^2", domain="x^2 + y^2 < 1").accepted

    @pytest.mark.parametrize(
        "domain",
        [
            "foo",
            "x",
            "x = 1",
            "x >",
            "1 < ",
            "x > 1/0",
            "x > 9^9^9",
            "x > 0" * 200,
            ";",
            {"x": 3},
            7,
            {"x": ("a", 1)},
        ],
    )
    def test_that_cannot_be_read_gets_a_sentence(self, domain: object) -> None:
        verdict = compare("x", "x + 1", domain=domain)  # type: ignore[arg-type]
        assert verdict.kind == "malformed"
        assert verdict.why.endswith(".")

    @pytest.mark.parametrize("domain", [(0, None), (0, 5), [1, 2]])
    def test_as_one_pair_for_every_variable(self, domain: tuple[float, float | None]) -> None:
        assert compare("log(x^2 y^2)", "2 log x + 2 log y", domain=domain).accepted

    def test_may_speak_of_letters_that_the_answers_lack(self) -> None:
        assert compare("0", "x - x", domain="x > 0").accepted
        assert compare("5", "3 + 2", variables="x", domain="x > 0").accepted
        assert compare("5", "3", domain="x > 0").witness == {}

    def test_without_points_is_not_decided(self) -> None:
        assert compare("x", "x + 1", domain="x > 1, x < 0").kind == "unsure"

    def test_bounds_are_taken_together(self) -> None:
        domain = domain_of("0 < x < 4, x < 2, 3 > y")
        assert (domain.lower, domain.upper) == ({"x": 0}, {"x": 2, "y": 3})
        with pytest.raises(DomainError):
            domain_of("x")


class TestVariables:
    @pytest.mark.parametrize(
        "name", ["S", "N", "Q", "E", "I", "O", "C", "beta", "lambda", "gamma", "zeta", "d", "e"]
    )
    def test_names_that_other_systems_keep(self, name: str) -> None:
        assert compare(f"{name}^2 x", f"{name}*{name}*x", variables=[name, "x"]).kind == "equal"
        assert not compare(f"{name} x", f"{name} + x", variables=[name, "x"]).accepted

    @pytest.mark.parametrize(
        "variables", ["x, y", ["x", "y"], [["x"], ["y"]], {"x": (), "y": ()}, ("x", "y")]
    )
    def test_in_any_nesting(self, variables: object) -> None:
        assert compare("x y", "y x", variables=variables).accepted  # type: ignore[arg-type]

    def test_letters_that_are_not_there(self) -> None:
        assert "only name is x" in compare("x", "z", variables=["x"]).why
        assert compare("2x", "2x + C").why.startswith("Yours has C, which the expected answer does not have")
        assert compare("x", "x + C - C").accepted

    def test_letters_of_the_expected_answer_are_known(self) -> None:
        assert compare("a x", "x a", variables=["x"]).accepted

    @pytest.mark.parametrize("variables", [5, ["2x"], ["x", 3], {"x": "long"}, {"x": (1, 2, 3)}])
    def test_that_are_no_names_get_a_sentence(self, variables: object) -> None:
        verdict = compare("x", "x", variables=variables)  # type: ignore[arg-type]
        assert verdict.kind in {"malformed", "equal"}

    def test_lookalike_letters_are_named(self) -> None:
        assert "Cyrillic" in compare("x", "х").why


class TestRounding:
    @pytest.mark.parametrize(
        ("exact", "typed"),
        [
            ("1/3", "0.333"),
            ("pi", "3.142"),
            ("-2/3", "-0.6667"),
            ("100/3", "33.3"),
            ("sqrt 2", "1.41"),
            ("e^-7", "9.12e-4"),
            ("e^-7", "0.000912"),
        ],
    )
    def test_a_rounded_number_is_accepted(self, exact: str, typed: str) -> None:
        assert compare(exact, typed).kind == compare(f"≈ {typed}", exact).kind == "equal, rounded"
        assert compare(typed, exact).kind == "different"

    @pytest.mark.parametrize(
        ("exact", "typed"),
        [
            ("1/3", "0.33"),
            ("1/3", "0.334"),
            ("2/3", "0.666"),
            ("pi", "3.15"),
            ("pi", "22/7"),
            ("1000.4", "1000"),
            ("x/3", "0.334x"),
            ("x/3", "0.33x"),
            ("cbrt x", "x^0.333"),
            ("-2.52", "-2521/1000"),
            ("1.05", "sqrt(1.1)"),
            ("≈ 2.65", "2.66"),
            ("1/3", "0.333 + 0"),
        ],
    )
    def test_one_that_is_not_is_different(self, exact: str, typed: str) -> None:
        assert compare(exact, typed).kind == "different"

    def test_the_sentence_says_what_it_should_be(self) -> None:
        assert "it should be 0.6667" in compare("2/3", "0.67").why

    def test_an_exact_decimal_is_equal(self) -> None:
        assert compare("3/8", "0.375").kind == "equal"
        assert compare("1.3 x", "13x/10").kind == "equal"

    def test_entry_by_entry(self) -> None:
        assert compare("[1/3, 2]", "[0.333, 2]").kind == "equal, rounded"


class TestArrays:
    def test_each_entry_has_its_verdict(self) -> None:
        verdict = compare("[[2, x], [x, 6y]]", "[[2, x], [x, 6x]]")
        rows = [[entry.accepted for entry in row] for row in verdict.entries]  # type: ignore[union-attr]
        assert rows == [[True, True], [True, False]]
        assert verdict.why.startswith(
            "3 of 4 entries are right. Look at the entry in row 2, column 2: at x = "
        )

    def test_wrong_shape_is_said_first(self) -> None:
        assert compare("[x, y]", "[x, y, 0]").why == "Yours has shape (3,); it should have shape (2,)."
        assert compare("x + y", "[x, y]").why == "Yours has shape (2,); it should be a number."

    @pytest.mark.parametrize(
        "answer", ["[[2x], [1]]", "[[2x, 1]]", "(2x, 1)", r"\begin{pmatrix} 2x \\ 1 \end{pmatrix}"]
    )
    def test_rows_and_columns_of_a_gradient_are_a_note(self, answer: str) -> None:
        verdict = compare("[2x, 1]", answer)
        assert verdict.accepted
        assert "(2, 1)" in verdict.notes[0] if "[[2x]," in answer else True

    @pytest.mark.parametrize(
        ("expected", "answer", "part"),
        [
            ("[[1, x], [y, 2]]", "[[1, y], [x, 2]]", "transpose"),
            ("[[1, 2, 3], [x, y, 6]]", "[[1, x], [2, y], [3, 6]]", "transpose"),
            ("[x, y, 1]", "[y, x, 1]", "another order"),
            ("[[1, x], [y, 2]]", "[[y, 2], [1, x]]", "The rows are right"),
            ("[[1, x], [y, 2]]", "[[x, 1], [2, y]]", "The columns are right"),
            ("[x, y]", "[-x, -y]", "wrong sign"),
            ("[[2, 4x, 0], [3y, 6, 1]]", "[[2, 4x, 0], [3y, 6, 2]]", "row 2, column 3"),
        ],
    )
    def test_what_happened_is_named(self, expected: str, answer: str, part: str) -> None:
        assert part in compare(expected, answer).why

    def test_an_entry_without_values_spoils_only_itself(self) -> None:
        verdict = compare("[x, log x]", "[x, log(x^2)/2]")
        assert [entry.accepted for entry in verdict.entries] == [True, False]  # type: ignore[union-attr]
        assert verdict.kind == "equal on part of the domain"

    def test_a_list_of_lists_of_different_length_is_malformed(self) -> None:
        assert compare("[[1, 2], [3, 4]]", "[[1, 2], [3]]").kind == "malformed"


class TestMatrixExpressions:
    def test_what_does_not_fit_is_said_in_letters(self) -> None:
        assert compare("2A'(A x - b)", "2A b").why == "2A b does not fit: (m, n) times (m,)."
        assert compare("A'A x", "A'(A x + x)").why == "A x and x do not add: (m,) and (n,)."
        assert compare("2A'(A x - b)", "2A(A x - b)").why == "2A (A x − b) does not fit: (m, n) times (m,)."
        assert compare("norm(x)^2", "x x").why == "x x does not fit: (m,) times (m,)."

    def test_wrong_shape(self) -> None:
        assert compare("A'A x", "x'A'A x").why == "Yours is a number; it should have shape (n,)."

    def test_letters_can_be_given_their_shapes(self) -> None:
        shapes = {"A": ("n", "n"), "x": ("n",)}
        assert compare("x'(A + A')", "A x + A'x", variables=shapes).accepted
        assert not compare("2A x", "2x A", variables=shapes).accepted
        assert compare("A B", "B A", variables={"A": (), "B": ()}).accepted

    def test_capital_letters_alone_are_numbers(self) -> None:
        assert compare("P V/(n R)", "V P/(R n)").accepted

    def test_the_identity_is_known(self) -> None:
        assert compare("A'A x + λ x", "(A'A + λ I) x").accepted

    def test_a_row_for_a_column_is_a_note(self) -> None:
        verdict = compare("2A'(A x - b)", "2(A x - b)'A")
        assert verdict.accepted
        assert "a row of n" in verdict.notes[0]


class TestTyped:
    @pytest.mark.parametrize(
        "prefix",
        [
            "y' = ",
            "f'(x)=",
            "dy/dx = ",
            "y = ",
            "f(x) = ",
            r"\frac{dy}{dx} = ",
            "f_x = ",
            "∂f/∂x = ",
            "df/dx = ",
        ],
    )
    def test_a_name_before_the_answer_is_left_out(self, prefix: str) -> None:
        verdict = compare("2x", f"{prefix}2x")
        assert verdict.kind == "equal"
        assert prefix.strip() in verdict.notes[0]

    @pytest.mark.parametrize("typed", ["x = 1", "2x = 2x", "y = 2x = 3", "2x = x", "y == 2x"])
    def test_an_equation_is_not_an_answer(self, typed: str) -> None:
        assert compare("2x", typed).kind == "malformed"

    def test_surprising_readings_come_with_the_verdict(self) -> None:
        assert "1/2x is read as (1/2)·x" in compare("1/(2x)", "1/2x").notes

    @pytest.mark.parametrize("bad", [None, 3, b"x", ["x"], float("nan")])
    def test_what_is_no_text_gets_a_sentence(self, bad: object) -> None:
        assert compare("x", bad).kind == "malformed"  # type: ignore[arg-type]
        assert compare(bad, "x").kind == "malformed"  # type: ignore[arg-type]

    def test_too_big(self) -> None:
        for typed in ("x^(9^9^9)", "x" * 5000, "(" * 60 + "x" + ")" * 60, "1" * 200):
            assert compare("x", typed).kind == "too big"

    def test_choices(self) -> None:
        assert compare("saddle point", "Saddle  point").accepted
        assert not compare("minimum", "maximum").accepted
        assert not compare("saddle", "2x").accepted

    def test_shapes_are_lists_of_numbers(self) -> None:
        assert compare("(2, 3)", "(2, 3)").accepted
        assert not compare("(2, 3)", "(3, 2)").accepted
        assert compare("(n, m)", "(n,m)").accepted


def test_a_verdict_is_the_same_every_time() -> None:
    pairs = [
        ("log(x^2)", "2 log x"),
        ("2A'(A x - b)", "2A'(b - A x)"),
        ("[x, y]", "[y, x]"),
        ("sqrt(sin x)", "1"),
    ]
    for pair in pairs:
        assert compare(*pair) == compare(*pair)


def test_accepted_follows_from_the_kind() -> None:
    with pytest.raises(AttributeError):
        Verdict("equal", accepted=True, why="").kind = "different"  # type: ignore[misc]


class TestEcho:
    def test_formula(self) -> None:
        assert echo("x^2/2").latex == r"\frac{x^{2}}{2}"
        assert echo("y' = A x").latex == "A x"

    def test_unfinished_text_has_a_place(self) -> None:
        shown = echo("2 + (x")
        assert (shown.latex, shown.position) == ("", 4)
        assert shown.message

    def test_variables(self) -> None:
        assert echo("S^2", ["S"]).latex == "S^{2}"
        assert echo("x", 5).message


def test_the_room_is_light() -> None:
    code = "import sys, lessons_lib.drills; print({'matplotlib', 'ipywidgets', 'sympy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
