"""What stands on the sheet and on its key, and what must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lessons_lib.drills.skills import Exercise, skills
from lessons_lib.worksheet import Order, Question, Worksheet, key, sheet, worksheet
from lessons_lib.worksheet._formulas import formula, typeset

LESSONS = ("derivatives", "2", "3", "05", "layers", "7", None)
FEW = settings(max_examples=12, deadline=None)
ORDERS = some.builds(
    Order,
    lesson=some.sampled_from(LESSONS),
    count=some.integers(1, 12),
    versions=some.integers(1, 3),
    seed=some.integers(0, 10**6),
    title=some.one_of(some.just(""), some.text(max_size=30), some.just('<b onclick="x">&amp;')),
)
FROM_ELSEWHERE = {"src", "href", "srcset", "action", "data", "poster", "style"}
ALIVE = {"script", "link", "img", "iframe", "object", "form", "input"}
ON_PAPER = some.sampled_from([each.name for each in skills().values()])


def parsed(html: str) -> Element:
    return fromstring(html.removeprefix("<!DOCTYPE html>\n"))


def with_class(root: Element, name: str) -> list[Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def exercises(made: Worksheet) -> Iterator[Exercise]:
    return (each.exercise for version in made.versions for each in version)


@FEW
@given(ORDERS)
def test_pages_are_well_formed_and_need_nothing_from_elsewhere(order: Order) -> None:
    made = worksheet(order)
    for html in (sheet(made), key(made)):
        root = parsed(html)
        assert root.get("lang") == "en"
        assert not FROM_ELSEWHERE & {name for each in root.iter() for name in each.attrib}
        assert not ALIVE & {each.tag for each in root.iter()}
        (style,) = root.iter("style")
        assert not re.search(r"https?:|url\(|@import", style.text or "")


@FEW
@given(ORDERS)
def test_every_version_asks_all_its_questions(order: Order) -> None:
    made = worksheet(order)
    root = parsed(sheet(made))
    assert len(root.findall(".//section")) == order.versions
    assert len(with_class(root, "ask")) == len(with_class(root, "room")) == order.count * order.versions
    assert len(with_class(root, "box")) == sum(len(each.options) for each in exercises(made))
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def without_answer(question: Question) -> Question:
    asked = question.exercise
    bare = Exercise(asked.ask, asked.said, "?", ("", "", ""), (), options=asked.options, shape=asked.shape)
    return replace(question, exercise=bare)


@FEW
@given(ORDERS)
def test_the_sheet_is_made_of_nothing_but_questions(order: Order) -> None:
    """It is the same without answers, hints and steps: they cannot be found in its source."""
    made = worksheet(order)
    bare = Worksheet(order, tuple(tuple(map(without_answer, version)) for version in made.versions))
    assert sheet(bare) == sheet(made)


def read(shown: Element, exercise: Exercise) -> str:
    """Read an answer of the key as somebody reads it who hears the page."""
    words = "".join(part.get("alttext") or "".join(part.itertext()) for part in shown) or shown.text or ""
    if not exercise.options:
        return words
    mark, _, chosen = "".join(shown.itertext()).partition(") ")
    assert exercise.options["abcdefgh".index(mark)] == chosen
    return chosen


@FEW
@given(ORDERS)
def test_every_answer_of_the_key_is_accepted_by_its_question(order: Order) -> None:
    made = worksheet(order)
    shown = with_class(parsed(key(made)), "value")
    assert len(shown) == order.count * order.versions
    for exercise, each in zip(exercises(made), shown, strict=True):
        answer = read(each, exercise)
        assert exercise.check(answer).accepted, f"{exercise.said} {answer}"


@settings(max_examples=40, deadline=None)
@given(ON_PAPER, some.integers(1, 3), some.integers(0, 199))
def test_every_question_and_step_can_be_typeset_and_said(name: str, level: int, seed: int) -> None:
    exercise = skills()[name].exercise(level, seed)
    for words in (exercise.ask, *(line.text for line in exercise.steps)):
        made = parsed(f"<p>{typeset(words)}</p>")
        formulas = list(made.iter("math"))
        assert len(formulas) >= words.count("$") // 2
        assert all(each.get("alttext") and "\\" not in each.attrib["alttext"] for each in formulas)
        assert not made.findall(".//math//code")


def test_the_key_names_each_answer_of_all_versions_on_its_first_page() -> None:
    made = worksheet(Order(lesson="7", count=8, versions=3, seed=3))
    rows = with_class(parsed(key(made)), "given")
    assert [[each.findtext("b") for each in row] for row in rows] == [["A", "B", "C"]] * 8


def test_the_key_says_what_to_read_again_and_how_to_make_the_sheet_again() -> None:
    order = Order(skills=("chain rule",), count=2, seed=5, versions=2, title="Week 3")
    words = "".join(parsed(key(worksheet(order))).itertext())
    assert words.count("read again: Lesson 02: Chain") == 4
    assert 'lessons worksheet --skill "chain rule" --count 2 --seed 5 --versions 2 --title "Week 3"' in words


def test_the_seed_and_the_version_stand_at_the_foot() -> None:
    html = sheet(worksheet(Order(lesson="3", count=1, versions=2, seed=1234)))
    feet = [each.text for each in parsed(html).iter("footer")]
    assert feet == ["Version A · lesson 03, seed 1234", "Version B · lesson 03, seed 1234"]
    assert html.count('content: "lesson 03, seed 1234"') == 2
    assert 'content: "Version B, page " counter(versionB)' in html


@pytest.mark.parametrize(("versions", "letters"), [(1, []), (3, ["A", "B", "C"])])
def test_versions_have_letters_where_there_are_several(versions: int, letters: list[str]) -> None:
    root = parsed(sheet(worksheet(Order(lesson="3", versions=versions))))
    assert [each.findtext("b") for each in with_class(root, "which")] == letters
    assert all(bool(letters) is (each.text or "").startswith("Version") for each in root.iter("footer"))


@pytest.mark.parametrize(
    ("order", "words", "stands"),
    [
        (Order(skills=("slopes by heart",), level=1, count=10), "log is the natural logarithm", True),
        (Order(skills=("chain rule",), level=1), "log is the natural logarithm", False),
        (Order(skills=("gradient or not",), count=3), "tick one", True),
        (Order(skills=("gradient or not",), count=3), "Exact numbers", False),
        (Order(skills=("hessian",), count=3), "matrices row by row", True),
    ],
)
def test_notes_on_the_form_of_answers_stand_where_they_matter(order: Order, words: str, stands: bool) -> None:
    (note,) = with_class(parsed(sheet(worksheet(order))), "note")
    assert (words in (note.text or "")) is stands


def test_signs_stand_close_to_their_numbers_and_letters_are_marked() -> None:
    root = fromstring(formula(r"\left(-1, x - 2, -y\right) \;\to\; -y"))
    minus = [each.get("form") for each in root.iter("mo") if each.text == "−"]
    assert minus == ["prefix", None, "prefix", "prefix"]
    assert [each.text for each in root.iter("mi") if each.get("class") == "letter"] == ["x", "y", "y"]


def test_a_full_stop_stays_with_its_formula() -> None:
    (kept,) = with_class(fromstring(f"<p>{typeset('From $x$ to $y$. On.')}</p>"), "kept")
    assert [each.get("alttext") for each in kept] == ["y"]
    assert kept[0].tail == "."


@pytest.mark.parametrize(("inside", "drawn"), [("x", False), (r"\frac{x}{2}", True)])
def test_brackets_around_what_is_tall_are_drawn(inside: str, drawn: bool) -> None:
    root = fromstring(formula(rf"\left({inside}, 3\right)"))
    assert bool(with_class(root, "fenced")) is drawn
    assert any(each.text == "(" for each in root.iter("mo")) is not drawn
