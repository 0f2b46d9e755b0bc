"""Every skill's questions pass the audit, and the audit finds what is wrong with a bad one."""

from dataclasses import replace
from pathlib import Path

import pytest

from lessons_lib import contents
from lessons_lib.drills import Problem
from lessons_lib.drills.skills import (
    LEVELS,
    Chance,
    Exercise,
    Line,
    Skill,
    Wrong,
    asked_for,
    skill_named,
    skills,
)
from lessons_lib.drills.skills._replaying import known_mistakes
from lessons_lib.drills.skills.auditing import audit, audited
from tools.audit_skills import Job, done

SOURCES = Path(__file__).parents[3] / "notebooks" / "source"
PRODUCT = asked_for(Problem("derivative", "x sin x", ("x",)))
PARTIAL = asked_for(Problem("derivative", "x^2 + 3y", ("x",)))
NUMBER = Exercise(
    ask="What is $3 \\cdot 4$?", said="What is 3 times 4?", answer="12",
    hints=("Count.", "Multiply.", "Take three fours."),
    steps=(Line("multiply", "$3 \\cdot 4 = 12$"),), wrongs=(Wrong("7", "added", "Multiply, do not add."),),
)  # fmt: skip
CHOICE = Exercise(
    ask="Up or down?", said="Up or down?", answer="up", hints=("Look.", "Mind the sign.", "Begin at 0."),
    steps=(Line("sign", "It goes up."),), options=("up", "down"),
    wrongs=(Wrong("down", "sign", "Mind the sign."),),
)  # fmt: skip


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", list(skills()))
def test_a_question_of_each_skill_passes(name: str, level: int) -> None:
    assert list(audited(skill_named(name), level, [level])) == []


@pytest.mark.parametrize("each", skills().values(), ids=list(skills()))
def test_the_section_of_a_skill_stands_in_its_lesson(each: Skill) -> None:
    source = SOURCES / f"{contents.lesson(each.lesson).stem}.md"
    headings = [
        line.lstrip("#").strip()
        for line in source.read_text(encoding="utf-8").splitlines()
        if line[:1] == "#"
    ]
    assert each.section in headings


@pytest.mark.parametrize("good", [PRODUCT, PARTIAL, NUMBER, CHOICE])
def test_a_good_question_has_no_fault(good: Exercise) -> None:
    assert list(audit(good)) == []


PLANTED = {
    "is not accepted": replace(PRODUCT, answer="2 +"),
    "The last step does not show": replace(PRODUCT, answer="x cos x"),
    "cannot be read aloud": replace(NUMBER, said="What is $3$?"),
    "A text or a formula in it is empty": replace(NUMBER, ask="What is $$?"),
    "three hints": replace(NUMBER, hints=("Count.", "Count.", "Take three fours.")),
    "A hint gives the answer away: At last": replace(NUMBER, hints=("Count.", "Add.", "At last $a = 12$.")),
    "A hint gives the answer away: Do it": replace(PRODUCT, hints=("a", "b", f"Do it: {PRODUCT.answer}")),
    "A hint gives the answer away: It is up": replace(CHOICE, hints=("Look.", "Sign.", "It is up.")),
    "There are no worked steps": replace(NUMBER, steps=()),
    "hold the answer once": replace(CHOICE, options=("up", "down", "up")),
    "An option has no message: level": replace(CHOICE, options=("up", "down", "level")),
    "A message belongs to no option": replace(CHOICE, options=("up",)),
    "needs wrong answers of its own": replace(NUMBER, wrongs=()),
    "which is not told as such": replace(NUMBER, wrongs=(Wrong("24/2", "halved", "Look again."),)),
    "A message gives the answer away": replace(NUMBER, wrongs=(Wrong("7", "added", "It is $a = 12$."),)),
    "has not the shape": replace(NUMBER, shape=(2,)),
    "A number of the answer": replace(NUMBER, answer="12345"),
    "A fraction of the answer": replace(NUMBER, answer="17/231"),
    "which is told as": replace(PARTIAL, variables=["x"]),
    "leads to cos(x), which is accepted": replace(PRODUCT, answer="cos x"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str) -> None:
    assert any(fault in sentence for sentence in audit(PLANTED[fault]))


def test_a_maker_that_is_not_deterministic_is_found() -> None:
    numbers = iter(range(2, 20))
    restless = Skill(
        "restless", "derivatives", "", lambda chance, level: replace(NUMBER, said=f"What is {next(numbers)}?")
    )
    assert "The same seed makes two exercises." in [fault for _, fault in audited(restless, 1, [0])]


def test_the_same_question_is_looked_at_once() -> None:
    bad = Skill("bad", "derivatives", "", lambda chance, level: replace(NUMBER, steps=()))
    assert len(list(audited(bad, 1, range(5)))) == 1


def test_mistakes_that_come_out_right_are_not_replayed() -> None:
    at_zero = dict(known_mistakes(Problem("derivative", "x^2", ("x",), at=("0",)), "0"))
    assert "power not lowered" not in at_zero
    everywhere = dict(known_mistakes(Problem("derivative", "x^2", ("x",)), "2x"))
    assert everywhere["power not lowered"] == "2x²"


def test_mistakes_with_a_list_change_the_whole_or_one_entry() -> None:
    found = list(known_mistakes(Problem("gradient", "x^2 y", ("x", "y")), ""))
    assert ("rows swapped", "[x², y·(2x)]") in found
    assert ("one entry only", "x²") in found


def test_a_maker_that_raises_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(chance: Chance, level: int) -> Exercise:
        raise ValueError("There is no such formula.")

    monkeypatch.setattr("tools.audit_skills.skill_named", lambda name: Skill(name, "derivatives", "", broken))
    assert "There is no such formula." in done(Job("broken", 1, 3)).faults[0][1]
