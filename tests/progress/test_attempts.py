"""Laws of attempts: what is kept comes back, in order, from every thread, and looking writes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.progress import Progress

START = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = st.text(max_size=20)
SAID = st.tuples(
    TEXTS,
    st.integers(1, 3),
    st.integers(),
    TEXTS,
    st.sampled_from(["right", "hint", "wrong", "shown"]),
    st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=8), max_size=3),
    st.sampled_from(["", "solid", "shaky", "wobbly"]),
    TEXTS,
)


class Clock:
    """A clock that goes on by a minute at each look."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=1)
        return self.moment


def say(progress: Progress, said: tuple) -> None:
    skill, level, seed, answer, outcome, tags, rating, session = said
    progress.attempt(skill, level, seed, answer, outcome, tags=tags, rating=rating, session=session)


def storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


@settings(max_examples=30)
@given(said=st.lists(SAID, max_size=5))
def test_whatever_is_said_is_kept_as_it_was_said(tmp_path_factory, said):
    folder = tmp_path_factory.mktemp("home")
    clock, seen = Clock(), [START]
    progress = Progress(folder, clock)
    for each in said:
        say(progress, each)
        seen.append(clock.moment)
    assert progress.trouble == ""
    kept = Progress(folder).attempts()
    assert [attempt.answer for attempt in kept] == [storable(each[3]) for each in said]
    assert [attempt.tags for attempt in kept] == [tuple(map(storable, each[5])) for each in said]
    assert [attempt.seed for attempt in kept] == [max(1 - 2**63, min(each[2], 2**63 - 1)) for each in said]
    moments = zip(seen[:-1], kept, seen[1:], strict=True)
    assert all(before < attempt.when <= after for before, attempt, after in moments)


def test_attempts_at_one_skill_are_found_by_its_name(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    for seed, skill in enumerate(["chain rule", "product rule", "chain rule"]):
        progress.attempt(skill, 1, seed, "2x", "right")
    assert [attempt.seed for attempt in progress.attempts("chain rule")] == [0, 2]
    assert len(progress.attempts()) == 3


def test_looking_writes_nothing(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "lessons")
    progress.note("review", "worked out")
    assert (progress.attempts(), progress.noted("review")) == ((), "worked out")
    assert not (tmp_path / "lessons").exists()


def test_a_note_is_written_with_the_next_answer(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    progress.attempt("chain rule", 1, 0, "2x", "right")
    progress.note("review", "worked out")
    assert Progress(tmp_path).noted("review") == ""
    progress.attempt("chain rule", 1, 1, "2x", "right")
    assert Progress(tmp_path).noted("review") == "worked out"
    progress.note("review", "worked out again")
    assert progress.save()
    assert Progress(tmp_path).noted("review") == "worked out again"


def test_what_comes_after_a_number_is_what_was_added_since(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    for seed in range(5):
        progress.attempt("chain rule", 1, seed, "2x", "right")
    newest = progress.attempts_after(0).newest
    progress.attempt("chain rule", 1, 5, "2x", "right")
    reading = progress.attempts_after(newest)
    assert (reading.before, [attempt.seed for attempt in reading.attempts]) == (5, [5])


def test_numbers_are_not_used_again_after_a_reset(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    progress.attempt("chain rule", 1, 0, "2x", "right")
    newest = progress.attempts_after(0).newest
    progress.reset()
    progress.attempt("chain rule", 1, 1, "2x", "right")
    assert progress.attempts_after(0).newest > newest


def test_no_attempt_is_lost_between_threads(tmp_path: Path) -> None:
    people = [Progress(tmp_path) for _ in range(3)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda seed: people[seed % 3].attempt("chain rule", 1, seed, "2x", "right"), range(90)))
    assert sorted(attempt.seed for attempt in Progress(tmp_path).attempts()) == list(range(90))
    assert not any(person.trouble for person in people)
