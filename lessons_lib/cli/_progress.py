"""``lessons progress``: show what was answered, take it elsewhere, or begin anew."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from lessons_lib import contents
from lessons_lib.cli._saying import say
from lessons_lib.progress import Moved, Progress, ProgressError, export_progress, import_progress, learner

_HEADS = ("lesson", "skill", "mastery", "answered", "review")
_RUNGS = 6
_NO_ANSWER = "Nothing was changed: to begin anew, type yes, or run lessons progress reset --yes."


def add_to(commands: Any) -> None:
    """Add the command to those of ``lessons``."""
    parser = commands.add_parser("progress", help="show what you have answered, export it, or begin anew")
    parser.add_argument("--picture", metavar="FILE.png", type=Path, help="draw it as well")
    actions = parser.add_subparsers(dest="action")
    for name, what in (("export", "write all of it to a file"), ("import", "add what such a file holds")):
        actions.add_parser(name, help=what).add_argument("file", metavar="FILE", type=Path)
    reset = actions.add_parser("reset", help="forget all of it; a backup is kept")
    reset.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Carry out what was asked, and return the exit status: 2 for a file that will not do."""
    with suppress(AttributeError, ValueError):
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        return _run(given)
    except ProgressError as error:
        sys.stderr.write(f"{error}\n")
        return 2 if getattr(given, "file", None) else 1


def _run(given: argparse.Namespace) -> int:
    if given.action == "export":
        moved = export_progress(learner, given.file)
        say(f"Written to {given.file}: {_words(moved)}.")
        return 0
    if given.action == "import":
        moved = import_progress(learner, given.file)
        _sum_up()
        say(f"New, and yours now: {_words(moved)}.")
        return 0
    return _reset(learner, asks=not given.yes) if given.action == "reset" else _show(given.picture)


def _sum_up() -> None:
    """Work out now where the learner stands, so that the next question need not wait for it."""
    import_module("lessons_lib.drills.review").due()
    learner.save()


def _words(moved: Moved) -> str:
    return f"answers to drills {moved.attempts}, guesses {moved.guesses}"


def _reset(progress: Progress, *, asks: bool) -> int:
    if asks and not _agrees():
        say(_NO_ANSWER)
        return 1
    kept = progress.reset()
    say(f"All is forgotten; a backup is kept as {kept}." if kept else "There was nothing to forget.")
    return 0


def _agrees() -> bool:
    sys.stdout.write("Forget all guesses and all answers to drills (a backup is kept)? Type yes: ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"yes", "y"}


def _show(picture: Path | None) -> int:
    if picture and picture.suffix != ".png":
        sys.stderr.write(f"{picture} is not the name of a picture: let it end in .png.\n")
        return 2
    review: Any = import_module("lessons_lib.drills.review")
    rows = [_HEADS, *map(_row, review.mastery().values())]
    say(review.summary())
    say("\n".join(["", *table(rows), "", repr(learner)]))
    if learner.trouble:
        say(learner.trouble)
    return _draw(review, picture) if picture else 0


def _row(known: Any) -> tuple[str, ...]:
    filled = round(_RUNGS * known.share)
    bar = "■" * filled + "·" * (_RUNGS - filled)
    return contents.lesson(known.lesson).number, known.shown, bar, str(known.answered), known.words


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines with columns as wide as they must be.

    Examples
    --------
    >>> table([("lesson", "skill"), ("01", "product rule")])
    ['lesson  skill', '01      product rule']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _draw(review: Any, picture: Path) -> int:
    drawn = import_module("lessons_lib.figures.mastery").mastery_figure(review.past(), learner.now())
    try:
        drawn.figure.canvas.print_png(picture)
    except OSError:
        sys.stderr.write(f"{picture} cannot be written: choose another place or name.\n")
        return 2
    say(f"\n{drawn.caption}\nIts picture is in {picture}.")
    return 0
