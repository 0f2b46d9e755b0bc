"""All that was answered as one JSON file, to keep or to take to another machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from lessons_lib import first_edition

from ._progress import Progress
from ._records import OUTCOMES, RATINGS, Attempt, Guess, moment
from ._trouble import ProgressError

KIND, VERSION = "progress of the lessons", 2


class Moved(NamedTuple):
    """How many guesses and attempts were written or are new."""

    guesses: int
    attempts: int


def export_progress(progress: Progress, path: Path) -> Moved:
    """Write all guesses and attempts to a JSON file."""
    guesses, attempts = progress.guesses(), progress.attempts()
    whole = {
        "kind": KIND,
        "version": VERSION,
        "guesses": [asdict(guess) for guess in guesses],
        "attempts": [attempt._asdict() | {"when": moment(attempt.when)} for attempt in attempts],
    }
    try:
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ProgressError(f"{path} cannot be written: choose another place or name.") from error
    return Moved(len(guesses), len(attempts))


def import_progress(progress: Progress, path: Path) -> Moved:
    """Merge a file that `export_progress` wrote; importing it twice changes nothing more."""
    whole = _read(path)
    try:
        guesses = [_guess(each) for each in whole["guesses"]]
        if whole["version"] == 1:
            named = ((first_edition.guess_now(guess.name), guess) for guess in guesses)
            guesses = [replace(guess, name=now) for now, guess in named if now is not None]
        attempts = [_attempt(each) for each in whole["attempts"]]
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise ProgressError(f"{path} is damaged: export it again.") from error
    return Moved(*progress.take_in(guesses, attempts))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProgressError(f"{path} cannot be read: give the name of an exported file.") from error
    except (ValueError, RecursionError) as error:
        raise ProgressError(f"{path} is not an export of progress: give the name of one.") from error
    if not isinstance(whole, dict) or whole.get("kind") != KIND:
        raise ProgressError(f"{path} is not an export of progress: give the name of one.")
    if whole.get("version") not in range(1, VERSION + 1):
        raise ProgressError(f"{path} was written by a newer version of this course: update the course first.")
    return whole


def _guess(each: Mapping[str, Any]) -> Guess:
    texts = (_text(each[name]) for name in ("name", "question", "first", "latest"))
    name, question, first, latest = texts
    tries = int(each["tries"])
    if not 1 <= tries < 2**63:
        raise ValueError
    return Guess(name, question, first, bool(each["first_right"]), latest, bool(each["latest_right"]), tries)


def _attempt(each: Mapping[str, Any]) -> Attempt:
    level, seed, when = int(each["level"]), int(each["seed"]), datetime.fromisoformat(each["when"])
    skill, answer, session = (_text(each[name]) for name in ("skill", "answer", "session"))
    tags = tuple(_text(tag) for tag in each["tags"])
    known = each["outcome"] in OUTCOMES and each["rating"] in RATINGS and when.tzinfo is not None
    if not known or max(abs(level), abs(seed)) >= 2**63 or any("\n" in tag or not tag for tag in tags):
        raise ValueError
    return Attempt(skill, level, seed, answer, each["outcome"], tags, each["rating"], session, when)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode("utf-8")
    return value
