"""``lessons worksheet``: a sheet of questions to print, and its answer key."""

from __future__ import annotations

import argparse
import random
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from lessons_lib.cli._saying import say

_LARGEST_SEED = 9999
_NUMBER = {"metavar": "N", "type": int}
_OPTIONS: dict[str, dict[str, Any]] = {
    "--lesson": {"metavar": "N", "help": "questions on this lesson, by number or word; without it, on all"},
    "--skill": {"metavar": "NAME", "action": "append", "default": [],
                "help": 'questions on this skill, such as "chain rule"; can be given several times'},
    "--count": _NUMBER | {"default": 10, "help": "how many questions: 1 to 60 (10)"},
    "--level": _NUMBER | {"help": "1, 2 or 3; without it they rise from 1 to 3"},
    "--versions": _NUMBER | {"default": 1, "help": "how many versions: 1 to 10 (1)"},
    "--seed": _NUMBER | {"help": "the same seed makes the same sheet again"},
    "--title": {"default": "", "help": "what stands at the top"},
    "--key": {"choices": ("both", "only", "none"), "default": "both",
              "help": "both: sheet and key, as usual; only: the key alone; none: the sheet alone"},
    "--output": {"metavar": "FOLDER", "type": Path, "default": Path(), "help": "where the files go"},
    "--force": {"action": "store_true", "help": "replace files of the same name"},
}  # fmt: skip


def add_to(commands: Any) -> None:
    """Add the command to those of ``lessons``."""
    parser = commands.add_parser("worksheet", help="make a sheet of questions to print, and its answer key")
    for name, how in _OPTIONS.items():
        parser.add_argument(name, **how)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Make the worksheet and return the exit status: 2 for a wish that cannot be met."""
    if given.seed is None:
        given.seed = random.SystemRandom().randint(1, _LARGEST_SEED)
    room: Any = import_module("lessons_lib.worksheet")
    try:
        made = room.worksheet(_order(room, given))
        paths = room.write(given.output, _pages(room, made, given), force=given.force)
    except room.WorksheetError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    _tell(made, paths)
    return 0


def _order(room: Any, given: argparse.Namespace) -> Any:
    return room.Order(
        lesson=given.lesson, skills=tuple(given.skill), count=given.count, seed=given.seed,
        versions=given.versions, level=given.level, title=given.title,
    )  # fmt: skip


def _pages(room: Any, made: Any, given: argparse.Namespace) -> dict[str, str]:
    pages = {}
    if given.key != "only":
        pages[f"{made.name}.html"] = room.sheet(made)
    if given.key != "none":
        pages[f"{made.name}_key.html"] = room.key(made)
    return pages


def _tell(made: Any, paths: list[Path]) -> None:
    for path in paths:
        say(f"{'Answer key' if path.stem.endswith('_key') else 'Worksheet'}: {path}")
    if made.shared:
        say(f"Questions that several versions share, since their skills have no more: {made.shared}.")
    say(f"Open it in a browser and print it. The same again: {made.order.command}")
