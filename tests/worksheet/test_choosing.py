"""Which questions stand on a sheet: laws that hold for every seed and count."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lessons_lib.drills.skills import LEVELS, skills
from lessons_lib.worksheet import Order, Question, WorksheetError, worksheet
from lessons_lib.worksheet._choosing import _Pile

LESSONS = ("derivatives", "2", "3", "05", "layers", "7", None)
SEEDS, FEW = some.integers(0, 10**6), settings(max_examples=10, deadline=None)
PROGRAM = """
import sys
from lessons_lib.worksheet import Order, key, sheet, worksheet
made = worksheet(Order(lesson="1", count=6, seed=7, versions=2))
sys.stdout.buffer.write((sheet(made) + key(made)).encode())
"""


def asks(version: tuple[Question, ...]) -> list[str]:
    return [each.exercise.ask for each in version]


def places(version: tuple[Question, ...]) -> list[tuple[str, int]]:
    return [(each.skill.name, each.level) for each in version]


def variants(name: str, level: int) -> int:
    return len(list(_Pile(skills()[name], level, seed=1)))


@FEW
@given(some.sampled_from(LESSONS), some.integers(1, 16), some.integers(1, 4), SEEDS)
def test_versions_have_the_same_skills_and_levels_and_no_question_twice(
    lesson: str | None, count: int, versions: int, seed: int
) -> None:
    made = worksheet(Order(lesson=lesson, count=count, versions=versions, seed=seed)).versions
    assert len(made) == versions
    assert all(places(version) == places(made[0]) for version in made)
    assert all(len(set(asks(version))) == count for version in made)


@FEW
@given(some.sampled_from(LESSONS), some.integers(1, 60), SEEDS)
def test_levels_rise_and_no_skill_comes_again_before_all_had_their_turn(
    lesson: str | None, count: int, seed: int
) -> None:
    order = Order(lesson=lesson, count=count, seed=seed)
    (made,) = worksheet(order).versions
    levels = [each.level for each in made]
    assert levels == sorted(levels)
    assert set(levels) == set(LEVELS[:count])
    assert len({each.skill.name for each in made}) == min(count, len(order.pool()))


@FEW
@given(some.sampled_from(LESSONS), some.integers(1, 10), SEEDS)
def test_a_version_does_not_depend_on_how_many_there_are(lesson: str | None, count: int, seed: int) -> None:
    alone = worksheet(Order(lesson=lesson, count=count, seed=seed)).versions
    three = worksheet(Order(lesson=lesson, count=count, seed=seed, versions=3)).versions
    assert alone == three[:1]


@pytest.mark.parametrize("name", ["slopes by heart", "gradient or not", "which way is down"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("versions", [2, 10])
def test_versions_share_no_question_where_a_level_has_enough(name: str, level: int, versions: int) -> None:
    count = max(1, min(60, variants(name, level) // versions))
    made = worksheet(Order(skills=(name,), level=level, count=count, versions=versions))
    assert made.shared == 0 or variants(name, level) < versions
    assert not any(len(set(asks(version))) < count for version in made.versions)


def test_where_a_level_has_too_few_questions_neighbours_still_differ_place_by_place() -> None:
    known = variants("slopes by heart", 1)
    made = worksheet(Order(skills=("slopes by heart",), level=1, count=known - 2, versions=2))
    assert made.shared == known - 4
    assert all(one != other for one, other in zip(*map(asks, made.versions), strict=True))


def test_where_questions_run_out_the_sentence_names_a_count_that_can_be_had() -> None:
    known = variants("slopes by heart", 1)
    order = Order(skills=("slopes by heart",), level=1, count=known + 1)
    with pytest.raises(WorksheetError, match=f"--count {known} or fewer"):
        worksheet(order)
    assert len(worksheet(Order(skills=order.skills, level=1, count=known)).versions[0]) == known


@FEW
@given(SEEDS)
def test_answers_differ_between_neighbours(seed: int) -> None:
    made = worksheet(Order(skills=("tangent line",), count=9, versions=3, seed=seed)).versions
    assert all(len({each.exercise.answer for each in slot}) == 3 for slot in zip(*made, strict=True))


def test_a_mixed_sheet_holds_its_share_of_each_lesson() -> None:
    (made,) = worksheet(Order(count=30, seed=5)).versions
    asked = Counter(each.skill.lesson for each in made)
    for lesson, taught in Counter(each.lesson for each in skills().values()).items():
        assert abs(asked[lesson] - taught * 30 / len(skills())) < 2


def test_skills_that_are_named_are_asked_by_turns() -> None:
    (made,) = worksheet(Order(skills=("Chain  Rule", "product rule"), count=6, level=2)).versions
    assert Counter(places(made)) == {("chain rule", 2): 3, ("product rule", 2): 3}


def test_another_seed_makes_another_sheet() -> None:
    made = {tuple(asks(worksheet(Order(lesson="2", seed=seed)).versions[0])) for seed in range(5)}
    assert len(made) == 5


def test_the_same_order_makes_the_same_bytes_in_every_process() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": salt},
        ).stdout
        for salt in "12"
    ]
    assert runs[0] == runs[1]
    assert runs[0].startswith(b"<!DOCTYPE html>")
