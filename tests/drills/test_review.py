"""Laws of review: what is due comes first, skills are mixed, ladders follow answers, mistakes lead home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.derive.mistakes import SLIPS
from lessons_lib.drills.review import Review, _advice, _memory
from lessons_lib.drills.skills import Exercise, Skill, skills
from lessons_lib.progress import Attempt, Progress

MORNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
LESSONS = {
    "rules": ["product rule", "chain rule", "slopes"],
    "gradients": ["gradient", "direction"],
    "jacobians": ["Jacobian"],
}
OUTCOMES = st.sampled_from(["right", "hint", "wrong", "shown"])


def no_exercise(_chance: object, _level: int) -> Exercise:
    raise AssertionError("choosing makes no exercises")


KNOWN = {
    name: Skill(name, lesson, f"On {name}", no_exercise)
    for lesson, names in LESSONS.items()
    for name in names
}
NAMES = list(KNOWN)


class Learner:
    """A learner with a clock of their own."""

    def __init__(self, folder: Path) -> None:
        self.now, self.seed = MORNING, 0
        self.progress = Progress(folder, lambda: self.now)
        self.review = Review(self.progress, lambda: KNOWN)

    def answer(self, skill: str, outcome: str = "right", **more: object) -> None:
        self.seed += 1
        self.now += timedelta(seconds=10)
        said = {"session": "s", "level": 1, "seed": self.seed} | more
        level, seed = said.pop("level"), said.pop("seed")
        self.progress.attempt(skill, level, seed, "2x", outcome, **said)

    def sleep(self, days: int) -> None:
        self.now += timedelta(days=days)

    def standing(self, skill: str) -> tuple[float, int, datetime | None]:
        known = self.review.mastery()[skill]
        return known.share, known.level, known.due


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def due_after(rating: Rating, when: datetime) -> datetime:
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    return scheduler.review_card(Card(card_id=1, due=when), rating, when)[0].due


@pytest.mark.parametrize(
    ("outcome", "rating", "expected"),
    [
        ("wrong", "", Rating.Again),
        ("shown", "", Rating.Again),
        ("hint", "", Rating.Hard),
        ("hint", "solid", Rating.Hard),
        ("right", "", Rating.Good),
        ("right", "wobbly", Rating.Good),
        ("right", "solid", Rating.Easy),
    ],
)
def test_an_answer_is_rated_as_it_was_given(learner: Learner, outcome: str, rating: str, expected: Rating):
    learner.answer("chain rule", outcome, rating=rating)
    assert learner.standing("chain rule")[2] == due_after(expected, learner.now)


def test_only_the_first_answer_of_a_sitting_sets_the_date(learner: Learner):
    learner.answer("chain rule", "wrong")
    date = learner.standing("chain rule")[2]
    for _ in range(5):
        learner.answer("chain rule", "right", rating="solid")
    assert learner.standing("chain rule")[2] == date


def test_a_rating_that_follows_its_answer_counts_as_given_with_it(tmp_path: Path):
    at_once, later = Learner(tmp_path / "one"), Learner(tmp_path / "two")
    at_once.answer("chain rule", "right", rating="solid", seed=1)
    later.answer("chain rule", "right", seed=1)
    later.now -= timedelta(seconds=10)
    for _ in range(2):
        later.answer("chain rule", "right", rating="solid", seed=1)
        later.now -= timedelta(seconds=10)
    later.now += timedelta(seconds=10)
    assert later.standing("chain rule") == at_once.standing("chain rule")


def test_a_second_try_at_the_same_question_does_not_climb(learner: Learner):
    learner.answer("chain rule", "wrong", seed=3)
    learner.answer("chain rule", "right", seed=3)
    assert learner.standing("chain rule")[0] == 0


@settings(max_examples=30)
@given(outcomes=st.lists(OUTCOMES, max_size=14))
def test_the_ladder_climbs_by_right_answers_and_falls_by_wrong_ones(tmp_path_factory, outcomes):
    learner, rung = Learner(tmp_path_factory.mktemp("home")), 0
    for outcome in outcomes:
        learner.answer("chain rule", outcome)
        rung = max(0, min(6, rung + {"right": 1, "hint": 0}.get(outcome, -1)))
    share, level, _ = learner.standing("chain rule")
    assert (share, level) == (rung / 6, min(1 + rung // 2, 3))


def test_a_new_learner_begins_with_the_first_skill(learner: Learner):
    assert learner.review.next_question() == ("product rule", 1, 0, "It is new.")
    assert learner.review.due() == []


def sitting(learner: Learner, count: int, outcome: Callable[[str], str] = lambda _: "right") -> list[str]:
    done: list[str] = []
    for _ in range(count):
        skill, level, seed, _ = learner.review.next_question(done)
        learner.answer(skill, outcome(skill), level=level, seed=seed)
        done.append(skill)
    return done


@settings(max_examples=15)
@given(outcomes=st.lists(OUTCOMES, min_size=8, max_size=25))
def test_no_skill_comes_twice_within_three_questions(tmp_path_factory, outcomes):
    answers = iter(outcomes)
    done = sitting(Learner(tmp_path_factory.mktemp("home")), len(outcomes), lambda _: next(answers))
    for place in range(2, len(done)):
        assert done[place] not in done[place - 2 : place]


def test_what_is_due_comes_first_and_lessons_alternate(learner: Learner):
    for name in NAMES[:5]:
        learner.answer(name)
    learner.sleep(40)
    assert sorted(learner.review.due()) == sorted(NAMES[:5])
    done = sitting(learner, 5)
    assert sorted(done) == sorted(NAMES[:5])
    lessons = [KNOWN[name].lesson for name in done]
    assert lessons[:4] in (["rules", "gradients"] * 2, ["gradients", "rules"] * 2)
    assert learner.review.due() == []


def test_what_is_due_says_since_when(learner: Learner):
    learner.answer("gradient", "wrong")
    learner.sleep(5)
    assert learner.review.next_question().why == "It is due: you last did it 5 days ago."


def test_weak_skills_come_more_often(learner: Learner):
    done = sitting(learner, 60, lambda skill: "wrong" if skill == "chain rule" else "right")
    assert done.count("chain rule") > max(done.count(name) for name in NAMES if name != "chain rule")


def test_the_same_question_does_not_come_again(learner: Learner):
    asked = []
    for _ in range(40):
        skill, level, seed, _ = learner.review.next_question([asked[-1][0]] if asked else [])
        learner.answer(skill, "hint", level=level, seed=seed)
        asked.append((skill, level, seed))
    assert len(set(asked)) == 40


def test_one_lesson_can_be_practised_alone(learner: Learner):
    done: list[str] = []
    for _ in range(6):
        done.append(learner.review.next_question(done, lesson="gradients").skill)
    assert set(done) == {"gradient", "direction"}
    assert {learner.review.next_question(["Jacobian"], lesson="jacobians").skill} == {"Jacobian"}


def test_a_lesson_without_skills_is_told(learner: Learner):
    with pytest.raises(ValueError, match="choose one of rules, gradients, jacobians"):
        learner.review.next_question(lesson="drills")


def test_choosing_looks_and_writes_nothing(tmp_path: Path):
    learner = Learner(tmp_path / "lessons")
    for look in (learner.review.next_question, learner.review.due, learner.review.mastery):
        look()
    assert learner.review.advice() == ()
    assert not (tmp_path / "lessons").exists()


ATTEMPTS = st.builds(
    Attempt,
    st.sampled_from(NAMES),
    st.integers(1, 3),
    st.integers(0, 9),
    st.just("2x"),
    OUTCOMES,
    st.sampled_from([(), ("product of derivatives",), ("function kept", "point not put in")]),
    st.sampled_from(["", "solid", "shaky"]),
    st.sampled_from(["", "s", "t"]),
    st.integers(0, 40).map(lambda hours: MORNING + timedelta(hours=7 * hours)),
)


@settings(max_examples=40)
@given(parts=st.lists(st.lists(ATTEMPTS, max_size=12), min_size=1, max_size=4))
def test_reading_on_from_a_note_is_the_same_as_reading_all(tmp_path_factory, parts):
    folder = tmp_path_factory.mktemp("home")
    progress = Progress(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_memory, "_FAR_BEHIND", 0)
        for part in parts:
            progress.take_in((), part)
            found = _memory.memory_of(progress)
            progress.take_in((), ())
            anew = _memory.Memory()
            anew.add(Progress(folder).attempts())
            assert found.written() == anew.written()


def test_a_note_is_left_behind_for_the_next_kernel(learner: Learner):
    sitting(learner, 60)
    learner.review.due()
    learner.answer("gradient")
    number, count, memory = _memory._noted(Progress(learner.progress.file.parent))
    assert number >= count >= 50
    assert set(memory.standings) == set(NAMES)


@pytest.mark.parametrize("note", ["", "{}", "[]", "null", '{"version": 1}', '{"version": 1, "number": 0}'])
def test_a_note_that_makes_no_sense_is_passed_over(learner: Learner, note: str):
    learner.answer("gradient")
    learner.progress.note("review", note)
    assert learner.review.mastery()["gradient"].answered == 1


def test_a_mistake_made_again_and_again_leads_to_its_rule(learner: Learner):
    for turn in range(6):
        learner.answer("gradient", "wrong", tags=["inner derivative missing"] if turn % 2 else [])
    (advice,) = learner.review.advice()
    assert advice.skill == "chain rule"
    assert advice.section.link == "[Lesson 02: On chain rule](02-rules-and-step-sizes.ipynb#On-chain-rule)"
    assert advice.why == "“inner derivative missing” is behind 3 of your last 6 wrong answers."


def test_a_mistake_that_no_rule_claims_leads_to_where_it_is_made(learner: Learner):
    for skill in ("Jacobian", "Jacobian", "direction"):
        learner.answer(skill, "wrong", tags=["rows and columns swapped"])
    assert [advice.skill for advice in learner.review.advice()] == ["Jacobian"]


def test_mistakes_of_all_kinds_are_no_system(learner: Learner):
    for turn in range(12):
        learner.answer("gradient", "wrong", tags=[f"mistake {turn % 6}"])
    assert learner.review.advice() == ()


def test_wobbly_skills_lead_to_their_sections_once(learner: Learner):
    learner.answer("slopes", "wrong")
    found = learner.review.advice("slopes", "gradient", "slopes", "unheard of")
    assert [(advice.section.lesson, advice.section.heading) for advice in found] == [
        ("rules", "On slopes"),
        ("gradients", "On gradient"),
    ]
    assert found[0].why == "The slopes went wrong last time."


def test_the_summary_says_what_is_due_and_how_far_all_is(learner: Learner):
    assert learner.review.summary().startswith("Nothing answered yet: ")
    for name in NAMES[:4]:
        learner.answer(name)
    assert learner.review.summary() == "Nothing is due today. 4 of 6 skills are begun, 0 of them solid."
    learner.sleep(60)
    assert learner.review.summary().startswith("4 skills are due today: ")
    assert " and 1 more." in learner.review.summary()


def test_the_summary_names_what_went_wrong_last(learner: Learner):
    learner.answer(NAMES[0], "wrong")
    assert f"1 of 6 skills is begun, 0 of them solid. Wobbly: {NAMES[0]}." in learner.review.summary()
    learner.sleep(2)
    learner.answer(NAMES[0])
    assert "Wobbly" not in learner.review.summary()


def test_the_past_ends_where_mastery_is(learner: Learner):
    sitting(learner, 30)
    mastery = learner.review.mastery()
    for past in learner.review.past():
        assert past.lesson == mastery[past.skill].lesson
        assert (past.shares[-1] if past.shares else 0) == mastery[past.skill].share
        assert list(past.moments) == sorted(past.moments)


def test_a_kernel_that_runs_for_days_has_a_sitting_each_day(learner: Learner):
    learner.answer("chain rule", "wrong")
    learner.sleep(1)
    assert learner.review.due() == ["chain rule"]
    learner.answer("chain rule", "right")
    assert learner.review.due() == []


def test_a_clock_that_was_once_a_year_ahead_silences_nothing(learner: Learner):
    for name in NAMES[:3]:
        learner.answer(name)
    learner.sleep(365)
    for name in NAMES[:3] * 20:  # so many that what they add up to is noted
        learner.answer(name, "wrong")
    learner.review.summary()
    learner.answer(NAMES[3])
    learner.sleep(-365)
    assert max(attempt.when for attempt in learner.progress.attempts()) <= learner.progress.now()
    learner.answer(NAMES[3])
    learner.sleep(5)
    assert set(NAMES[:3]) <= set(learner.review.due())
    learner.answer(NAMES[0])
    assert NAMES[0] not in learner.review.due()
    assert learner.review.mastery()[NAMES[0]].due.year <= learner.progress.now().year + 1


def test_rules_and_their_mistakes_are_those_of_the_course():
    known = {slip.tag for slip in SLIPS}
    assert set(_advice._BROKEN) <= set(skills())
    assert set(_advice._RULE_OF) <= known
