"""``lessons doctor``: say whether all that the course stands on is in order, and what mends what is not."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from lessons_lib import doctor
from lessons_lib.cli._lab import has_screen, server_environment
from lessons_lib.cli._saying import say

_PATIENCE = 2.0
_WIDEST = 110


def add_to(commands: Any) -> None:
    """Add the command to those of ``lessons``."""
    parser = commands.add_parser(
        "doctor", help="say whether all is in order, and the command that mends what is not"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Tell what each check finds, and return 1 where there is a fault."""
    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        return _tell()
    except KeyboardInterrupt:
        say("\nEnded before all was looked at.")
        return 1


def _tell() -> int:
    width = min(shutil.get_terminal_size((100, 24)).columns, _WIDEST)
    variables = {**os.environ, **server_environment(os.environ)}
    here = doctor.Installation(variables, screen=has_screen(sys.platform, os.environ))
    findings = []
    for finding in _patiently(doctor.examine(here)):
        findings.append(finding)
        say("\n".join(doctor.lines(finding, doctor.SUBJECTS, width)))
    say(f"\n{doctor.closing(findings)}")
    return int(any(finding.mark == "fault" for finding in findings))


def _patiently(findings: Iterator[doctor.Finding]) -> Iterator[doctor.Finding]:
    """Yield findings; a dot appears for every two seconds that one takes, and goes when it is there."""
    while True:
        with _dots():
            finding = next(findings, None)
        if finding is None:
            return
        yield finding


@contextmanager
def _dots() -> Iterator[None]:
    done, shown = threading.Event(), sys.stderr.isatty()
    watch = threading.Thread(target=_watch, args=(done,), daemon=True)
    if shown:
        watch.start()
    try:
        yield
    finally:
        done.set()
        if shown:
            watch.join()


def _watch(done: threading.Event) -> None:
    dots = 0
    while not done.wait(_PATIENCE):
        dots += 1
        sys.stderr.write(".")
        sys.stderr.flush()
    if dots:
        sys.stderr.write(f"\r{' ' * dots}\r")
        sys.stderr.flush()
