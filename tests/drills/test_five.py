"""The five problems: every question judges itself rightly, and what feels wobbly leads to its sections."""

import itertools
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib import contents
from lessons_lib.drills._five import PROBLEMS, felt, problem_numbered, reread
from lessons_lib.drills._mathml import typeset

PARTS = [(problem, part) for problem in PROBLEMS for part in problem.parts]
NAMES = [f"{problem.number}.{place + 1}" for problem in PROBLEMS for place in range(len(problem.parts))]
SOURCES = Path(__file__).parents[2] / "notebooks" / "source"
RATINGS = ("solid", "shaky", "wobbly")

EQUAL_BUT_UNUSUAL = {
    "1.1": ["(3y + 2x, 3(x + y^2))", "[2x + 3y, 3y^2 + 3x]"],
    "1.2": ["[[2, 3], [3, 6y]]", "3*[[2/3, 1], [1, 2y]]"],
    "1.3": ["[-2.25, 1.5]", "(-2 - 1/4, 1.5)"],
    "2.1": ["2A^T A x - 2 A^T b", "-2A'(b - Ax)", "2 (A'A x - A'b)"],
    "2.2": ["2A^T A", "(A'A) + A'A"],
    "3.1": ["2 cos(y) x", "x cos y + x cos y"],
    "4.1": ["[n, n]"],
    "4.2": ["1/9 [[2, -1, -1], [-1, 2, -1], [-1, -1, 2]]"],
    "5.1": ["[m, n]"],
    "5.2": ["W_2 diag(d) W_1", "(W1' diag(d) W2')'"],
}


@pytest.mark.parametrize(("problem", "part"), PARTS, ids=NAMES)
def test_the_answer_is_right_and_every_known_mistake_has_its_word(problem, part):
    assert part.check(part.answer).accepted
    for wrong in part.wrongs:
        found = part.check(wrong.answer)
        assert not found.accepted, wrong
        assert wrong.message in [each.message for each in found.diagnoses], wrong


@pytest.mark.parametrize(("problem", "part"), PARTS, ids=NAMES)
def test_every_wrong_option_has_its_word(problem, part):
    assert set(part.options) in (set(), {part.answer, *(wrong.answer for wrong in part.wrongs)})


@pytest.mark.parametrize(("name", "answers"), EQUAL_BUT_UNUSUAL.items())
def test_other_forms_of_an_answer_are_right(name, answers):
    part = dict(zip(NAMES, (part for _, part in PARTS), strict=True))[name]
    assert [answer for answer in answers if not part.check(answer).accepted] == []


@pytest.mark.parametrize(("problem", "part"), PARTS, ids=NAMES)
def test_hints_do_not_tell_the_answer_and_all_words_can_be_typeset(problem, part):
    assert len(part.hints) == 3
    assert all(len(hint) > 8 for hint in part.hints)
    words = [part.ask, *part.hints, *(line.text for line in part.steps)]
    shown = [typeset(each) for each in words]
    assert not [each for each in shown if "$" in each or "\\" in each]
    assert "$" not in part.said


def test_the_numbers_of_the_worked_solutions_are_those_of_the_problem():
    gradient, hessian, other, *_ = problem_numbered(1).parts
    at = {"x": -2.25, "y": 1.5}
    assert gradient.check("[2x + 3y, 3x + 3y^2]").accepted
    assert [2 * at["x"] + 3 * at["y"], 3 * at["x"] + 3 * at["y"] ** 2] == [0, 0]
    assert other.check(f"({at['x']}, {at['y']})").accepted
    assert hessian.check("[[2, 3], [3, 6y]]").accepted


@pytest.mark.parametrize("section", {link for problem in PROBLEMS for link in problem.sections})
def test_every_section_exists_word_for_word(section):
    source = SOURCES / f"{contents.lesson(section.lesson).stem}.md"
    headings = re.findall(r"^#+ (.+)$", source.read_text("utf-8"), re.MULTILINE)
    assert section.heading in headings


def test_there_are_five():
    for number in (0, 6, -1):
        with pytest.raises(ValueError, match="five problems"):
            problem_numbered(number)


def tried(problem, outcomes, rating=""):
    """Return attempts at one problem: a list of outcomes for each part, the last one rated."""
    made = [
        SimpleNamespace(skill=problem.name, level=part + 1, outcome=outcome, rating="")
        for part, ways in enumerate(outcomes)
        for outcome in ways
    ]
    last = made[-1]
    return [*made, SimpleNamespace(**{**vars(last), "rating": rating})] if rating else made


def all_right(problem):
    return [["right"] for _ in problem.parts]


@pytest.mark.parametrize("rating", RATINGS)
def test_what_was_right_at_once_counts_as_it_felt(rating):
    problem = problem_numbered(3)
    assert felt(problem, tried(problem, all_right(problem), rating)).counts == rating


@pytest.mark.parametrize(
    ("way", "counts"),
    [
        (["hint"], {"solid": "shaky", "shaky": "wobbly", "wobbly": "wobbly"}),
        (["wrong", "right"], {"solid": "shaky", "shaky": "wobbly", "wobbly": "wobbly"}),
        (["wrong"], dict.fromkeys(RATINGS, "wobbly")),
        (["shown"], dict.fromkeys(RATINGS, "wobbly")),
        (["wrong", "shown"], dict.fromkeys(RATINGS, "wobbly")),
    ],
)
@pytest.mark.parametrize("rating", RATINGS)
def test_answers_can_only_make_it_less_solid(way, counts, rating):
    problem = problem_numbered(1)
    outcomes = [way, *all_right(problem)[1:]]
    assert felt(problem, tried(problem, outcomes, rating)).counts == counts[rating]


def test_without_a_rating_a_problem_is_not_done():
    problem = problem_numbered(2)
    assert felt(problem, tried(problem, all_right(problem))).counts == ""
    assert reread(tried(problem, all_right(problem)))[0].startswith("0 of 5")


def test_the_last_run_counts_and_a_changed_mind_too():
    problem = problem_numbered(2)
    first = tried(problem, [["shown"], ["shown"]], "wobbly")
    again = tried(problem, all_right(problem), "solid")
    assert felt(problem, [*first, *again]).counts == "solid"
    changed = [*first, SimpleNamespace(**{**vars(first[-1]), "rating": "solid"})]
    assert felt(problem, changed) == ("solid", "wobbly", "2 of 2 questions not yet answered alone")


@given(st.lists(st.sampled_from(["", *RATINGS]), min_size=5, max_size=5))
def test_two_that_wobble_lead_to_their_sections_and_to_no_others(ratings):
    attempts = list(
        itertools.chain.from_iterable(
            tried(problem, all_right(problem), rating)
            for problem, rating in zip(PROBLEMS, ratings, strict=True)
            if rating
        )
    )
    words, links = reread(attempts)
    wobbly = [problem for problem, rating in zip(PROBLEMS, ratings, strict=True) if rating == "wobbly"]
    assert set(links) == {link for problem in wobbly for link in problem.sections}
    assert len(links) == len(set(links))
    assert ("read these sections again" in words) == (len(wobbly) >= 2)
    assert words.startswith(f"{sum(map(bool, ratings))} of 5 problems done, {len(wobbly)} of them wobbly")
