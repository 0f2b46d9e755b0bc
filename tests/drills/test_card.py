"""The card without a browser: what it tells, what it keeps back, and what is remembered."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances as alive

import lessons_lib
from lessons_lib.drills import drill, five, practice
from lessons_lib.drills._mathml import formula, typeset
from lessons_lib.drills.card import DrillCard
from lessons_lib.drills.skills import LEVELS, skills
from lessons_lib.progress import Progress, learner
from tests.drills.card_support import CHOICE, GRADIENT, HESSIAN, WAVE, Listener, card_of, tell

FRONT_END = ("_esm", "_css")
MATHEMATICS = {
    "math", "mrow", "mi", "mn", "mo", "mspace", "mtext", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot",
    "mtable", "mtr", "mtd",
}  # fmt: skip
TYPED = ["", "2 +", "x", "0", "[1, 2]", "[[1, 2], [3, 4]]", "[12, 5]", "1/0", "saddle"]


def state(card):
    """Return all that a browser gets."""
    kept = card.get_state()
    return json.dumps({key: kept[key] for key in kept if key not in (*FRONT_END, "layout")}, default=str)


def test_importing_the_drills_imports_no_widget():
    code = (
        "import sys, lessons_lib.drills; print(*{'ipywidgets', 'anywidget', 'matplotlib'} & set(sys.modules))"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == ""


# before an answer


@pytest.mark.parametrize(
    "make",
    [
        lambda: drill("product rule", 2, 7),
        lambda: drill("product rule"),
        lambda: practice("derivatives", 5),
        lambda: five(4),
    ],
)
def test_what_a_notebook_stores_depends_on_nothing_but_the_cell(make):
    stored = []
    for answer in ("2x", "0"):
        bundle, _ = make()._repr_mimebundle_()
        stored.append((bundle["text/plain"], bundle["text/html"]))
        learner.attempt("product rule", 2, 7, answer, "right", rating="solid")
    assert stored[0] == stored[1]
    assert stored[0][0].startswith("Not answered yet: ")
    assert "Not answered yet" in stored[0][1]


def test_showing_a_card_writes_nothing(tmp_path):
    progress = Progress(tmp_path / "own")
    practice(memory=progress)
    drill("product rule", memory=progress)
    assert not list((tmp_path / "own").glob("*"))


@pytest.mark.parametrize(("one", "other"), [("[12, 5]", "[3, 7]"), ("4", "9"), ("[7, x]", "[8, x]")])
def test_all_that_leaves_python_is_the_same_for_any_number_as_answer(one, other):
    left = []
    for answer in (one, other):
        own = replace(GRADIENT, answer=answer, problem=None, map=None, shape=())
        card = card_of(own)
        for typed in ("", "2 +", "0", "[1", "[0, 0]", "y", "[0, x]"):
            card.draft(typed)
            card.check(typed)
            left.append(state(card))
    half = len(left) // 2
    assert left[:half] == left[half:]


@pytest.mark.parametrize("name", list(skills()))
def test_no_skill_shows_its_steps_or_further_hints_before_they_are_asked_for(name):
    for level in LEVELS:
        card = drill(name, level, 3, memory=Listener())
        card.draft("x")
        card.hint()
        assert card.shown["steps"] == []
        assert len(card.shown["hints"]) == 1
        card.close()


# answers


def test_a_right_answer_in_another_form():
    memory = Listener()
    card = card_of(WAVE, memory=memory)
    card.check("x (2 sin x + x cos x)")
    assert card.shown["stage"] == "right"
    assert card.shown["feedback"]["tone"] == "right"
    assert memory.outcomes == ["right"]
    assert card.shown["cost"].endswith("“right”.")


def test_a_wrong_answer_says_why_where_and_which_rule():
    memory = Listener()
    card = card_of(WAVE, memory=memory)
    card.check("2x cos x")
    said = card.shown["feedback"]
    assert "At x = 1.3 yours is" in said["why"]
    assert said["diagnoses"][0]["words"] == typeset(WAVE.check("2x cos x").diagnoses[0].message)
    assert "<math" in said["diagnoses"][0]["where"]
    assert memory.told[0].tags == ("product of derivatives",)


def test_entries_are_marked_one_by_one():
    card = card_of(HESSIAN)
    card.check("[[2y, 2x], [2x, sin y]]")
    assert card.shown["feedback"]["entries"] == [[True, True], [True, False]]


def test_what_cannot_be_read_is_no_answer():
    memory = Listener()
    card = card_of(WAVE, memory=memory)
    for typed in ("", "2 +", "sin(", "10^10^10^10 x"):
        card.check(typed)
        assert card.shown["feedback"]["tone"] == "note"
    assert memory.told == []


def test_the_same_wrong_answer_counts_once():
    memory = Listener()
    card = card_of(WAVE, memory=memory)
    for typed in ("2x", "2x", "3x", "2x"):
        card.check(typed)
        card.try_again()
    assert memory.outcomes == ["wrong", "wrong"]


@pytest.mark.parametrize("hints", [0, 1, 2, 3, 4])
def test_hints_cost_what_was_said_before(hints):
    memory = Listener()
    card = card_of(WAVE, memory=memory)
    assert "with a hint" in card.shown["cost"]
    for _ in range(hints):
        card.hint()
    assert len(card.shown["hints"]) == min(hints, 3)
    assert card.shown["hintsLeft"] == 3 - min(hints, 3)
    card.check(WAVE.answer)
    assert memory.outcomes == ["hint" if hints else "right"]


def test_a_solution_that_was_shown_counts_as_not_yet_for_good():
    memory = Listener()
    card = card_of(WAVE, memory=memory)
    card.draft("2x")
    card.show_me()
    assert len(card.shown["steps"]) == len(WAVE.steps)
    card.try_again()
    assert (card.shown["steps"], card.typed) == ([], "2x")
    card.check(WAVE.answer)
    card.hint()
    assert card.shown["stage"] == "right"
    assert memory.outcomes == ["shown"]
    assert "not yet" in card.shown["cost"]


def test_how_it_felt_is_kept_with_the_answer():
    memory = Listener()
    card = card_of(WAVE, memory=memory)
    card.rate("solid")
    assert memory.told == []
    card.check(WAVE.answer)
    card.rate("solid")
    card.rate("superb")
    assert [(each.outcome, each.rating) for each in memory.told] == [("right", ""), ("right", "solid")]


def test_options_are_chosen_and_explained():
    card = card_of(CHOICE)
    card.check("minimum")
    assert card.shown["feedback"]["diagnoses"][0]["words"] == "The diagonal does not decide."
    card.check("saddle")
    assert card.shown["stage"] == "right"


def test_trouble_with_memory_is_told():
    card = card_of(WAVE, memory=Listener(trouble="The disk is full."))
    assert card.shown["remark"] == "The disk is full."


# the next question


def test_next_goes_on_and_ends_with_what_to_read():
    card = card_of(WAVE, CHOICE)
    card.draft("2x")
    card.go_on()
    assert (card.shown["ask"], card.typed) == ("Which kind?", "")
    card.go_on()
    assert card.shown["stage"] == "end"
    assert card.shown["words"] == "That was <strong>all</strong>."
    assert card.shown["links"] == [{"words": "Lesson 03: Recap", "target": "03-gradients.ipynb#Recap"}]


def test_a_drill_goes_on_with_the_next_seed_easier_or_harder():
    card = drill("product rule", 2, 7, memory=Listener())
    assert (card.shown["easier"], card.shown["harder"]) == (1, 3)
    card.go_on(3)
    asked = card.turn.asked
    assert (asked.level, asked.seed, asked.exercise) == (3, 8, skills()["product rule"].exercise(3, 8))
    card.go_on(17)
    assert (card.turn.asked.level, card.shown["harder"]) == (3, 0)


def test_what_was_typed_is_there_when_the_cell_runs_again():
    first = drill("product rule", 2, 7, memory=Listener())
    first.draft("cos(2x")
    again = drill("product rule", 2, 7, memory=Listener())
    assert again.typed == "cos(2x"
    assert again.preview["message"]
    assert repr(again) == repr(drill("product rule", 2, 7, memory=Listener()))


def test_practice_asks_what_the_review_chooses_and_ends(tmp_path):
    card = practice("derivatives", count=2, memory=Progress(tmp_path))
    names = [card.turn.asked.skill]
    card.go_on()
    names.append(card.turn.asked.skill)
    assert {skills()[name].lesson for name in names} == {"derivatives"}
    assert len(set(names)) == 2
    card.go_on()
    assert card.shown["words"].startswith("That was all: 2 questions.")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: drill("no such"), "There is no skill"),
        (lambda: drill("product rule", 4), "Levels are 1, 2 and 3"),
        (lambda: practice("drills"), "There is no skill of the lesson drills"),
        (lambda: practice("11"), "derivatives, rules"),
        (lambda: practice(count=0), "1 or more"),
        (lambda: five(6), "five problems"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_the_first_answer_counts_and_the_card_says_so():
    card = drill("product rule", seed=7, memory=Listener())
    card.check("0")
    card.check(skills()["product rule"].exercise(1, 7).answer)
    assert "counts as “not yet”: the first answer counts" in card.shown["cost"]


def test_a_problem_of_the_five_is_rated_at_its_end_and_says_what_to_read():
    memory = Listener()
    card = five(2, memory=memory)
    card.check("2 A' (A x - b)")
    assert card.shown["rate"] == ""
    card.go_on()
    card.show_me()
    assert card.shown["rate"] == "must"
    card.rate("solid")
    card.go_on()
    assert (
        "you said solid; 1 of 2 questions not yet answered alone, so it counts as wobbly"
        in (card.shown["words"])
    )
    assert [link["target"].partition("#")[0] for link in card.shown["links"]] == [
        "03-gradients.ipynb", "07-hessians.ipynb",
    ]  # fmt: skip


# the picture


def test_before_it_may_be_seen_only_the_own_arrow_is_drawn():
    card = card_of(GRADIENT)
    tell(card, type="check", answer="[1, 1]")
    assert "your arrow at (1, 2) is (1, 1)" in card.picture["caption"]
    assert "gradient" not in card.picture["caption"]
    mine = card.picture["source"]
    tell(card, type="show")
    assert "the gradient (4, 5)" in card.picture["caption"]
    assert card.picture["source"] != mine


def test_a_right_gradient_is_drawn_with_the_true_one():
    card = card_of(GRADIENT)
    tell(card, type="check", answer="(2*2, 5)")
    assert "gradient (4, 5)" in card.picture["caption"]
    card.go_on()
    assert card.picture == {}


@pytest.mark.parametrize("typed", ["[1, 2, 3]", "x", "[1, log(-1)]", "[0, 0]", "[1e300, 1]", "3"])
def test_answers_that_are_no_arrow_do_no_harm(typed):
    card = card_of(GRADIENT)
    tell(card, type="check", answer=typed)
    assert "trouble" not in card.shown
    assert card.picture == {} or card.picture["caption"]


def test_the_card_is_redrawn_for_a_classroom():
    card = card_of(GRADIENT)
    tell(card, type="check", answer="[1, 1]")
    desk = card.picture["source"]
    lessons_lib.classroom()
    try:
        assert card.classroom
        assert card.picture["source"] != desk
        card.close()
    finally:
        lessons_lib.classroom(False)
    assert card.classroom


# messages


def test_every_message_is_answered_with_its_number(monkeypatch):
    card, sent = card_of(WAVE), []
    monkeypatch.setattr(card, "send", lambda content, **_: sent.append(content["number"]))
    kinds = ["draft", "check", "hint", "show", "again", "rate", "next", "nonsense", None]
    for number, kind in enumerate(kinds):
        tell(card, type=kind, number=number, answer="2x", grid=[2, 2])
    assert sent == list(range(len(kinds)))


def test_a_question_that_fails_becomes_a_sentence():
    class Broken(type(WAVE)):
        def check(self, answer):
            raise ZeroDivisionError("by nothing")

    card = card_of(Broken(**vars(WAVE)))
    tell(card, type="check", answer="2x")
    assert card.shown["trouble"] == "Something went wrong here (ZeroDivisionError: by nothing)."
    assert card.typed == "2x"


@given(st.text(max_size=60) | st.sampled_from(TYPED))
def test_nothing_typed_can_break_the_card_or_become_markup(typed):
    card = card_of(WAVE)
    tell(card, type="draft", answer=typed)
    tell(card, type="check", answer=typed)
    assert "trouble" not in card.shown
    assert card.typed == typed
    html = card.preview["html"]
    assert set(re.findall(r"<(\w+)", html)) <= MATHEMATICS | {"code", "mark"}
    card.close()


def test_many_cards_that_are_closed_leave_nothing():
    before = len(alive)
    for _ in range(10):
        card = card_of(GRADIENT)
        card.close()
        card.close()
    assert len(alive) == before


# mathematics on the page


@pytest.mark.parametrize("name", list(skills()))
def test_all_words_of_all_skills_can_be_typeset(name):
    for level in LEVELS:
        asked = skills()[name].exercise(level, 5)
        for words in (asked.ask, *asked.hints, *(line.text for line in asked.steps)):
            shown = typeset(words)
            assert not re.search(r"\\|\$|<code>\\", shown), words
            ElementTree.fromstring(f"<p>{shown}</p>".replace("&nbsp;", " "))


@pytest.mark.parametrize(
    ("latex", "tag"),
    [
        (r"\frac{1}{x}", "mfrac"),
        (r"\sqrt{x}", "msqrt"),
        (r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}", "mtable"),
    ],
)
def test_formulas_become_mathml(latex, tag):
    assert f"<{tag}" in formula(latex)


def test_names_of_functions_stand_apart_and_are_words():
    assert "<mi>sin</mi>" in formula(r"x \sin\left(x\right)")
    assert formula(r"x \sin\left(x\right)").count("<mspace") == 1
    assert "<mi>diag</mi>" in formula(r"\operatorname{diag}\left(d\right)")
    assert "<mi>speed</mi>" in formula(r"\mathrm{speed}")


def test_a_card_says_what_it_was_answered():
    card = card_of(WAVE)
    assert repr(card) == "Not answered yet: Something."
    card.check(WAVE.answer)
    assert repr(card) == f"{WAVE.said} Right: the two are equal."
    assert isinstance(card, DrillCard)
