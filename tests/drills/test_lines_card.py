"""A derivation line by line without a browser: what follows, what does not, and what a line costs."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.drills import Problem, check_lines, derive
from lessons_lib.drills.card._line_models import model_lines, operators, read_line, separated
from tests.drills.card_support import Listener, tell

WAVE = "derivative of sin(x) e^(2x) in x"
UNFINISHED = "d/dx(sin x) e^(2x) + sin x d/dx(e^(2x))"
DONE = "e^(2x) (cos x + 2 sin x)"
FORMULAS = [
    "sin(x) e^(2x)", "x^2 sin x", "1/(1 + e^(-x))", "log(1 + e^x)", "tanh x", "sin x/cos x", "(3x + 1)^5",
    "x^2 + x sin x", "x", "5", "cos(x + pi/2)", "1/x", "sqrt(1 + x^2)", "x^x", "relu x",
]  # fmt: skip


def card_of(problem=WAVE):
    memory = Listener()
    return derive(problem, memory=memory), memory


# the lines


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_lines_that_are_shown_follow_and_end_in_the_derivative(formula):
    problem = Problem("derivative", formula, ("x",))
    lines = model_lines(problem)
    assert check_lines(problem, lines).accepted
    assert operators(lines[-1]) == 0
    left = [operators(line) for line in lines]
    assert left == sorted(left, reverse=True)
    assert all(read_line(line, ("x",))["html"] for line in lines)


@pytest.mark.parametrize(
    "line", ["f'(x) = 2x", "= 2x", "dy/dx = 2x = x + x", "d/dx(x^2) sin x", "d/dx(x d/dx(x^2))", "d/dt(t)"]
)
def test_a_line_is_read_side_by_side(line):
    read = read_line(line, ("x",))
    assert not read["message"]
    sides = re.sub(r"<[^>]*>", "", read["html"])
    assert sides.count("=") == line.count("=")
    assert "900" not in sides


@given(st.text(alphabet="dx/()=+2 sin^'", max_size=14))
def test_no_line_breaks_the_preview(line):
    read = read_line(line, ("x",))
    assert not (read["html"] and read["message"])


def test_a_reading_that_could_surprise_is_told():
    assert "is read as" in read_line("1/2x", ("x",))["notes"][0]
    assert read_line("d/dx(1/2x)", ("x",))["notes"] == read_line("1/2x", ("x",))["notes"]
    assert not read_line("x d/dx(x)", ("x",))["notes"]


def test_a_derivative_that_is_still_to_come_is_a_factor_of_its_own():
    assert separated("sin x d/dx(x)") == "sin x·d/dx(x)"
    assert separated("d/dx(x) + d/dx(1)") == "d/dx(x) + d/dx(1)"


# checking


def test_lines_that_follow_open_the_next_one_and_the_last_says_how_many():
    card, memory = card_of()
    card.check([UNFINISHED])
    assert card.lines == [UNFINISHED, ""]
    assert card.turn.marks == ["follows", ""]
    assert "still has d/dx" in card.shown["feedback"]["why"]
    assert memory.told == []
    card.check([UNFINISHED, "", "cos(x) e^(2x) + 2 sin(x) e^(2x)", ""])
    assert card.shown["feedback"]["why"] == "That is the derivative, in 2 lines."
    assert card.turn.stage == "right"
    (told,) = memory.told
    assert (told.skill, told.outcome) == ("product rule", "right")


def test_the_formula_itself_may_be_the_first_line():
    card, _ = card_of()
    card.check(["f(x) = sin(x) e^(2x)"])
    assert card.turn.marks == ["follows", ""]
    card.check(["f(x) = sin(x) e^(2x)", f"f'(x) = {DONE}"])
    assert card.turn.stage == "right"


def test_the_first_line_that_does_not_follow_is_marked_with_why():
    card, memory = card_of()
    lines = [UNFINISHED, "cos(x) e^(2x) + sin(x) e^(2x)", DONE]
    card.check(lines)
    assert card.lines == lines
    assert card.turn.marks == ["follows", "wrong", ""]
    said = card.shown["feedback"]
    assert said["tone"] == "off"
    assert "Line 2" in said["why"]
    assert "it should be" in said["why"]
    assert [told.outcome for told in memory.told] == ["wrong"]
    card.check(lines)
    assert len(memory.told) == 1


def test_a_known_mistake_is_named():
    card, memory = card_of()
    card.check(["2 cos(x) e^(2x)"])
    assert card.shown["feedback"]["diagnoses"]
    assert memory.told[0].tags


def test_a_broken_rule_is_named_in_a_later_line_too():
    card, memory = card_of()
    card.check([UNFINISHED, "2 cos(x) e^(2x)"])
    assert "use the product rule" in card.shown["feedback"]["diagnoses"][0]["words"]
    card.check([UNFINISHED, "cos(x) e^(2x) - 2 sin(x) e^(2x)"])
    assert memory.told[1].tags


def test_a_line_that_cannot_be_read_is_not_wrong():
    card, memory = card_of()
    card.check(["cos(x"])
    assert card.shown["feedback"]["tone"] == "note"
    assert card.turn.marks == ["wrong"]
    assert memory.told == []


def test_nothing_typed_and_too_much_typed_are_told():
    card, _ = card_of()
    for lines in ([], ["", " "], ["1"] * 99, ["+".join(["x"] * 4000)]):
        card.check(lines)
        assert card.turn.stage == "open"
        assert card.shown["feedback"]["why"]
        assert len(card.lines) == max(1, len([line for line in lines if line.strip()]))


def test_marks_are_kept_for_what_has_not_changed():
    card, _ = card_of()
    card.check([UNFINISHED, "cos x"])
    card.draft([UNFINISHED, "cos x e"])
    assert card.shown["marks"] == ["follows", ""]
    assert card.previews[0]["html"]
    card.draft(["2"])
    assert card.shown["marks"] == [""]


# help


def test_the_cost_is_said_before_and_the_next_line_is_shown_after_the_good_ones():
    card, memory = card_of()
    assert "counts as “with a hint”" in card.turn.cost
    card.show_next(["cos x"])
    assert card.turn.marks == ["follows", "wrong"]
    assert card.lines[1] == "cos x"
    assert "now counts" in card.turn.cost
    card.check([card.lines[0], DONE])
    assert [told.outcome for told in memory.told] == ["wrong", "hint"]


def test_lines_are_shown_until_the_derivative_is_there():
    card, memory = card_of()
    for _ in range(3):
        assert card.turn.stage == "open"
        card.show_next([line for line in card.lines if line])
    assert card.turn.stage == "shown"
    assert [told.outcome for told in memory.told] == ["shown"]
    assert card.turn.cost == "This derivation counts as “not yet”."
    card.start_again()
    assert card.lines == [""]
    card.check([DONE])
    assert [told.outcome for told in memory.told] == ["shown", "shown"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_help_leads_to_the_end_from_nothing_and_from_the_formula(formula):
    for first in ([], [formula]):
        card, _ = card_of(f"derivative of {formula} in x")
        card.draft(first)
        for _ in range(6):
            if card.turn.stage == "open":
                card.show_next([line for line in card.lines if line])
        assert card.turn.stage in ("shown", "right")
        card.close()


# what leaves Python


def test_what_was_neither_typed_nor_asked_for_stays_in_python():
    card, _ = card_of()
    card.draft(["2"])
    card.check(["cos x e^(2x)"])
    kept = card.get_state()
    told = json.dumps({key: kept[key] for key in kept if key not in ("_esm", "_css", "layout")})
    for line in (*model_lines(Problem.read(WAVE)), "2 sin"):
        assert json.dumps(line)[1:-1] not in told


def test_what_a_notebook_stores():
    card, _ = card_of()
    bundle, _ = card._repr_mimebundle_()
    said = "Not answered yet: Find the derivative of sin(x)·e^(2x) with respect to x, line by line."
    assert bundle["text/plain"] == said
    assert "run this cell" in bundle["text/html"]


@pytest.mark.parametrize(
    "problem", ["gradient of x^2 y", "derivative of x^2 in x at 3", "second derivative of x^2"]
)
def test_only_one_derivative_goes_line_by_line(problem):
    with pytest.raises(ValueError, match="Line by line"):
        derive(problem)


@given(st.lists(st.dictionaries(st.sampled_from(["type", "lines"]), st.text(max_size=6)), max_size=4))
def test_no_message_breaks_the_card(messages):
    card, _ = card_of()
    for message in messages:
        tell(card, **message)
    tell(card, type="check", lines=[DONE])
    assert card.turn.stage == "right" or card.lines
    card.close()
