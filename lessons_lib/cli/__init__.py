"""The command ``lessons``: the course from a terminal, one module for each of its commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from lessons_lib import workspace
from lessons_lib.cli import _doctor, _lab, _present, _progress, _reset, _worksheet

COMMANDS = (_lab, _present, _reset, _progress, _worksheet, _doctor)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    parser = _parser()
    given, passed_on = parser.parse_known_args(arguments)
    if passed_on and given.command != "lab":
        parser.error(f"{given.command} takes no {passed_on[0]}")
    given.passed_on = passed_on
    try:
        return int(given.run(given))
    except workspace.WorkspaceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:
        # Whoever read what is said, as `head` does, has gone; Python would try to say the rest as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:]}: {self.prog} --help lists what can be typed.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="lessons", description="An interactive course on derivatives.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return parser
