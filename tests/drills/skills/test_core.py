"""What holds for skills and exercises as such."""

from dataclasses import replace

import pytest

from lessons_lib import contents
from lessons_lib.drills import Problem
from lessons_lib.drills.card._courses import Walk
from lessons_lib.drills.skills import LEVELS, Exercise, Line, Wrong, asked_for, skill_named, skills

CHOICE = Exercise(
    ask="Up or down?", said="Up or down?", answer="up", hints=("Look.", "Sign.", "Begin."),
    steps=(Line("sign", "up"),), options=("up", "down"), wrongs=(Wrong("down", "sign", "Mind the sign."),),
)  # fmt: skip


def test_the_same_level_and_seed_make_the_same_exercise():
    one = skill_named("product rule")
    assert one.exercise(2, 7) == one.exercise(2, 7)
    assert len({one.exercise(1, seed).answer for seed in range(30)}) > 5


@pytest.mark.parametrize("level", [0, 4, -1])
def test_other_levels_are_refused_in_a_sentence(level):
    with pytest.raises(ValueError, match="Levels are 1, 2 and 3"):
        skill_named("product rule").exercise(level)


def test_an_unknown_skill_is_refused_with_those_that_are_alike():
    with pytest.raises(ValueError, match="product rule"):
        skill_named("product")


def test_every_skill_is_listed_under_its_name():
    assert all(name == each.name for name, each in skills().items())
    words = [each.word for each in contents.LESSONS]
    assert {each.lesson for each in skills().values()} == {*words} - {"start", "drills"}
    assert LEVELS == (1, 2, 3)


def test_an_option_is_right_or_has_its_message():
    assert CHOICE.check("up").accepted
    assert CHOICE.check("down").diagnoses[0].message == "Mind the sign."
    assert not CHOICE.check("sideways").accepted


def test_what_cannot_be_read_has_no_diagnosis():
    found = asked_for(Problem("derivative", "x^2", ("x",))).check("2x +")
    assert found.verdict.kind == "malformed"
    assert not found.diagnoses


def test_a_formula_without_a_derivation_is_refused():
    with pytest.raises(ValueError, match="There is no rule"):
        asked_for(Problem("derivative", "norm(x)", ("x",)))


def test_a_rule_without_letters_is_named():
    assert asked_for(Problem("derivative", "max(x, 1)", ("x",))).hints[1] == "Use the slope of the larger."


def test_a_skill_that_is_called_otherwise_asks_and_is_remembered_as_before(monkeypatch):
    known = skill_named("chain rule")
    renamed = replace(known, title="one inside the other")
    monkeypatch.setitem(skills(), "chain rule", renamed)
    assert skill_named("chain rule") is skill_named("one inside the other") is renamed
    assert renamed.exercise(2, 7).said == known.exercise(2, 7).said
    asked = Walk(renamed, 2, 7).first()
    assert (asked.skill, asked.title) == ("chain rule", "One inside the other · level 2")
