"""The file of answers in a browser, tested without one: a file for each kernel, a copy that all share."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.progress import Progress, ready
from lessons_lib.progress._browser_copy import NOT_KEPT, Exchange, Keeper
from tests.progress.test_first_edition import SLOPE, first_file


class Shelf:
    """What a browser keeps, with the changes of all kernels one after the other."""

    def __init__(self) -> None:
        self.number, self.copy, self.full = 0, b"", False
        self.ears: list[Callable[[], object]] = []

    def seen_by(self) -> Side:
        return Side(self)


class Side:
    """The shelf as one kernel sees it."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf, self.ear = shelf, None

    async def visit(self, exchange: Exchange) -> None:
        await asyncio.sleep(0)
        changed = exchange(self.shelf.number, self.shelf.copy)
        if changed is not None and self.shelf.full:
            raise OSError("no room")
        if changed is not None:
            self.shelf.number, self.shelf.copy = self.shelf.number + 1, changed
            for ear in self.shelf.ears:
                if ear is not self.ear:
                    asyncio.get_running_loop().call_soon(ear)

    def listen(self, act: Callable[[], object]) -> None:
        self.ear = act
        self.shelf.ears.append(act)


def kernel(shelf: Shelf) -> Progress:
    """Start a kernel: a folder of its own, in which nothing is kept."""
    progress = Progress(Path(tempfile.mkdtemp()))
    Keeper(progress, shelf.seen_by())
    return progress


async def settled() -> None:
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0)
    for _ in range(8):
        await asyncio.sleep(0)


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def answer(progress: Progress, name: str) -> None:
    progress.remember(name, "How steep?", "4", right=True)
    progress.attempt(name, 1, 7, "2x", "right")


def test_the_next_kernel_knows_what_the_last_one_was_told() -> None:
    async def story() -> None:
        shelf = Shelf()
        answer(kernel(shelf), "slope at a point")
        await settled()
        other = kernel(shelf)
        await settled()
        assert [guess.name for guess in other.guesses()] == ["slope at a point"]
        assert [attempt.skill for attempt in other.attempts()] == ["slope at a point"]

    run(story)


def test_an_open_kernel_hears_of_an_answer_and_of_a_new_beginning() -> None:
    async def story() -> None:
        shelf = Shelf()
        one, other = kernel(shelf), kernel(shelf)
        answer(one, "slope at a point")
        await settled()
        assert len(other.guesses()) == len(other.attempts()) == 1
        other.reset()
        await settled()
        assert (one.guesses(), one.attempts()) == ((), ())

    run(story)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.booleans()), max_size=12))
def test_kernels_that_answer_at_once_lose_nothing(acts: list[tuple[int, int, bool]]) -> None:
    async def story() -> None:
        shelf = Shelf()
        kernels = [kernel(shelf) for _ in range(3)]
        for who, what, rests in acts:
            answer(kernels[who], f"0{what}")
            if rests:
                await settled()
        await settled()
        told = Counter(f"0{what}" for _, what, _ in acts)
        for each in [*kernels, kernel(shelf)]:
            await settled()
            assert {guess.name for guess in each.guesses()} == set(told)
            assert Counter(attempt.skill for attempt in each.attempts()) == told

    run(story)


def test_a_browser_that_keeps_nothing_is_told_of_and_gets_all_once_it_does() -> None:
    async def story() -> None:
        shelf = Shelf()
        shelf.full = True
        progress = kernel(shelf)
        answer(progress, "slope at a point")
        await settled()
        assert progress.trouble == NOT_KEPT
        answer(progress, "slope of a product")
        assert progress.trouble == NOT_KEPT
        shelf.full = False
        await settled()
        answer(progress, "corner of |x|")
        await settled()
        answer(progress, "best forward step")
        assert progress.trouble == ""
        other = kernel(shelf)
        await settled()
        assert len(other.guesses()) == 4

    run(story)


def test_what_is_open_outlives_a_browser_that_was_cleared() -> None:
    async def story() -> None:
        shelf = Shelf()
        progress = kernel(shelf)
        answer(progress, "slope at a point")
        await settled()
        shelf.number, shelf.copy = 0, b""
        answer(progress, "slope of a product")
        await settled()
        other = kernel(shelf)
        await settled()
        assert len(other.guesses()) == 2

    run(story)


def test_elsewhere_nothing_has_to_be_waited_for() -> None:
    assert asyncio.run(ready()).startswith("Ready. Your answers are kept in ")


def test_a_copy_that_an_older_site_left_is_known_under_the_names_of_today(tmp_path: Path) -> None:
    async def story() -> None:
        shelf = Shelf()
        shelf.number, shelf.copy = 3, first_file(tmp_path, [SLOPE]).read_bytes()
        progress = kernel(shelf)
        await settled()
        assert [guess.name for guess in progress.guesses()] == ["slope at a point"]
        answer(progress, "slope of a product")
        await settled()
        other = kernel(shelf)
        await settled()
        assert other.guesses() == progress.guesses()
        assert len(other.guesses()) == len(other.attempts()) == 2

    run(story)


def test_an_answer_given_before_an_older_copy_is_at_hand_is_merged_with_it(tmp_path: Path) -> None:
    async def story() -> None:
        shelf = Shelf()
        shelf.number, shelf.copy = 3, first_file(tmp_path, [SLOPE]).read_bytes()
        progress = kernel(shelf)
        answer(progress, "slope of a product")
        await settled()
        assert [guess.name for guess in progress.guesses()] == ["slope at a point", "slope of a product"]

    run(story)
