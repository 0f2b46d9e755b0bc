"""``lessons present``: show a lesson to a room, without code, section by section."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from lessons_lib import workspace
from lessons_lib.cli._lab import has_screen
from lessons_lib.cli._saying import say
from lessons_lib.present import PortError, free_port, stage

PORT = 8866
_NOT_INSTALLED = (
    "Voila, which shows lessons to a room, is not installed: run {} -m pip install voila, "
    "then the same command again."
)
_OPENING = (
    "Presenting {lesson} at {address} (Ctrl-C ends it).\n"
    "All guesses are open and none is kept: this presentation has a folder of its own, which goes with it."
)


def add_to(commands: Any) -> None:
    """Add the command to those of ``lessons``."""
    parser = commands.add_parser("present", help="show a lesson on a projector, section by section")
    parser.add_argument("lesson", help="the number of a lesson or its word, such as 03 or gradients")
    parser.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"where to serve it ({PORT})")
    parser.add_argument("--no-browser", action="store_true", help="only say the address")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Serve the lesson until Ctrl-C, and return the exit status: 2 for a lesson that there is not."""
    if importlib.util.find_spec("voila") is None:
        raise workspace.WorkspaceError(_NOT_INSTALLED.format(sys.executable))
    source = workspace.pristine()
    try:
        lesson = workspace.find(given.lesson, source).stem
        return _present(source, lesson, given.port, browses=not given.no_browser)
    except (PortError, workspace.WorkspaceError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port, which is a number from 1 to 65535")
    return int(text)


def _present(source: Path, lesson: str, wanted: int, *, browses: bool) -> int:
    port = free_port(wanted)
    if port != wanted:
        say(f"Port {wanted} is taken; {port} is free.")
    say(f"Starting Voila for {lesson} ...")
    with tempfile.TemporaryDirectory(prefix="lessons-", ignore_cleanup_errors=True) as own:
        folder = Path(own) / "notebooks"
        folder.mkdir()
        stage(source, folder)
        os.environ["LESSONS_HOME"] = str(Path(own) / "home")
        _serve(folder, lesson, port, _opening(lesson, browses=browses))
    say("\nThe presentation has ended.")
    return 0


def _serve(folder: Path, lesson: str, port: int, on_open: Callable[[str], None]) -> None:
    with suppress(KeyboardInterrupt):
        importlib.import_module("lessons_lib.present._server").serve(folder, f"{lesson}.ipynb", port, on_open)


def _opening(lesson: str, *, browses: bool) -> Callable[[str], None]:
    """Return what is done when the lesson can be visited."""

    def opened(address: str) -> None:
        say(_OPENING.format(lesson=lesson, address=address))
        if browses and has_screen(sys.platform, os.environ):
            # Some browsers return when they are closed, and until this returns nothing is served.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    return opened
