"""Laws of guesses: first answers stay, every try counts, lessons differ, trouble never stops a lesson."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.progress import Progress, home
from lessons_lib.progress._store import Store

NAME, QUESTION = "slope at a point", "How steep is it?"
ANSWERS = st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.booleans()), min_size=1, max_size=6)


def broken(folder: Path) -> Path:
    (folder / "progress.sqlite").write_bytes(b"this is no database, however long one looks at it" * 40)
    return folder


def foreign(folder: Path) -> Path:
    connection = sqlite3.connect(folder / "progress.sqlite")
    connection.execute("CREATE TABLE guesses (something TEXT)")
    connection.execute("INSERT INTO guesses VALUES ('else')")
    connection.commit()
    connection.close()
    return folder


def a_file_in_the_way(folder: Path) -> Path:
    (folder / "lessons").write_text("")
    return folder / "lessons"


@given(answers=ANSWERS)
@settings(max_examples=25, deadline=None)
def test_the_first_answer_stays_and_the_latest_is_known(tmp_path_factory, answers):
    folder = tmp_path_factory.mktemp("home")
    for answer, right in answers:
        Progress(folder).remember(NAME, QUESTION, answer, right=right)
    guess = Progress(folder).recall(NAME)
    assert (guess.first, guess.first_right) == answers[0]
    assert (guess.latest, guess.latest_right) == answers[-1]
    assert guess.tries == len(answers)


@given(answers=ANSWERS)
@settings(max_examples=10, deadline=None)
def test_memory_and_file_keep_the_same(tmp_path_factory, answers):
    healthy = Progress(tmp_path_factory.mktemp("home"))
    ill = Progress(broken(tmp_path_factory.mktemp("home")))
    for answer, right in answers:
        for progress in (healthy, ill):
            progress.remember(NAME, QUESTION, answer, right=right)
    assert ill.guesses() == healthy.guesses()
    assert ill.trouble
    assert not healthy.trouble


def test_nothing_said_is_nothing_known_and_nothing_written(tmp_path):
    progress = Progress(tmp_path / "lessons")
    assert progress.recall(NAME) is None
    assert progress.guesses() == ()
    progress.forget("01")
    assert not (tmp_path / "lessons").exists()


def test_a_reworded_question_keeps_its_guess(tmp_path):
    progress = Progress(tmp_path)
    progress.remember(NAME, QUESTION, "-3", right=False)
    guess = progress.remember(NAME, f"{QUESTION} At 1.", "-4", right=True)
    assert (guess.first, guess.question, guess.tries) == ("-3", f"{QUESTION} At 1.", 2)
    assert progress.guesses() == (guess,)


def test_forgetting_one_lesson_keeps_the_others(tmp_path):
    progress = Progress(tmp_path)
    for name in ("my own", NAME, "corner of |x|", "slope of a product", "01 odd"):
        progress.remember(name, QUESTION, "1", right=True)
    progress.forget("derivatives")
    assert [guess.name for guess in progress.guesses()] == ["slope of a product", "01 odd", "my own"]
    assert [guess.name for guess in progress.guesses("02")] == ["slope of a product"]
    with pytest.raises(ValueError, match="is no lesson"):
        progress.forget("99")


def test_a_summary_counts_by_lesson_and_names_what_is_open(tmp_path):
    progress = Progress(tmp_path)
    assert repr(progress).startswith("No guesses yet")
    progress.remember("slope of a product", "How steep?", "5", right=True)
    progress.remember("best forward step", "Which step?", "0.1", right=False)
    progress.remember("arrow the steepest way up", "Which way?", "north", right=False)
    progress.remember("arrow the steepest way up", "Which way?", "east", right=True)
    progress.remember("", "Which?", "this", right=True)
    assert sorted(repr(progress).splitlines()) == [
        "Lesson 02: 2 guessed, 1 right at once; worth another look: Which step?",
        "Lesson 03: 1 guessed, 0 right at once",
        "Other questions: 1 guessed, 1 right at once",
    ]


def test_no_try_is_lost_between_threads(tmp_path):
    people = [Progress(tmp_path) for _ in range(4)]

    def answer(index: int) -> None:
        people[index % 4].remember(NAME, QUESTION, str(index), right=False)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(answer, range(32)))
    assert Progress(tmp_path).recall(NAME).tries == 32
    assert not any(person.trouble for person in people)


@pytest.mark.parametrize("spoil", [broken, foreign, a_file_in_the_way])
def test_trouble_is_one_sentence_and_work_goes_on(tmp_path, spoil):
    progress = Progress(spoil(tmp_path))
    assert progress.recall(NAME) is None
    progress.remember(NAME, QUESTION, "-3", right=False)
    assert progress.remember(NAME, QUESTION, "-4", right=True).first == "-3"
    assert progress.guesses("01")[0].latest == "-4"
    assert progress.trouble.count(". ") == 0
    assert str(tmp_path) not in progress.trouble
    progress.forget("01")
    assert progress.guesses() == ()


def test_a_file_that_cannot_be_written_can_still_be_read(tmp_path, monkeypatch):
    Progress(tmp_path).remember(NAME, QUESTION, "-3", right=False)
    progress = Progress(tmp_path)

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(Store, "writing", refuse)
    again = progress.remember(NAME, QUESTION, "-4", right=True)
    assert (again.first, again.tries) == ("-3", 2)
    assert Progress(tmp_path).recall(NAME).tries == 1
    assert progress.trouble
    monkeypatch.undo()
    progress.remember("another", "Another?", "1", right=True)
    assert Progress(tmp_path).recall(NAME).tries == 2
    assert not progress.trouble


def test_home_follows_the_environment_at_each_operation(tmp_path, monkeypatch):
    progress = Progress()
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path / "one"))
    progress.remember(NAME, QUESTION, "1", right=True)
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path / "two"))
    assert home() == tmp_path / "two"
    assert progress.guesses() == ()
    monkeypatch.delenv("LESSONS_HOME")
    assert home().name == "lessons"
