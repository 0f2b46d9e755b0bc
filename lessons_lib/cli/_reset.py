"""``lessons reset``: put a lesson of the working copy back as it was."""

from __future__ import annotations

import argparse
from typing import Any

from lessons_lib import workspace
from lessons_lib.cli._saying import say


def add_to(commands: Any) -> None:
    """Add the command to those of ``lessons``."""
    parser = commands.add_parser("reset", help="put a lesson back as it was; your version is kept beside it")
    parser.add_argument(
        "lesson", nargs="+", help="the number of a lesson or its word, such as 01 or derivatives"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Put the named lessons back, and return the exit status."""
    for lesson in given.lesson:
        say(workspace.which(lesson))
        say(str(workspace.reset(lesson)))
    return 0
