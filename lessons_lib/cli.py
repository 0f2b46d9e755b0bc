"""The command ``lessons``: open the lessons, put one back as it was, or show what was answered."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from lessons_lib import cli_progress, workspace

START = "00_start_here.ipynb"


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        What was typed after ``lessons``; by default the process's own.
    """
    given, passed_on = _parser().parse_known_args(arguments)
    if passed_on and given.command != "lab":
        _parser().error(f"{given.command} takes no {passed_on[0]}")
    try:
        return _carry_out(given, passed_on)
    except workspace.WorkspaceError as error:
        sys.stderr.write(f"{error}\n")
        return 1


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{message[:1].upper()}{message[1:]}: {self.prog} --help lists what can be typed.\n")


def _carry_out(given: argparse.Namespace, passed_on: Sequence[str]) -> int:
    if given.command == "progress":
        return cli_progress.run(given)
    return _lab(passed_on) if given.command == "lab" else _reset(given)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="lessons", description="An interactive course on derivatives.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "lab",
        add_help=False,
        help="open your copy of the lessons in JupyterLab; takes JupyterLab's options, such as --port 9000",
    )
    resets = commands.add_parser("reset", help="put a lesson back as it was; your version is kept beside it")
    resets.add_argument("lesson", nargs="+", help="the number of a lesson, such as 01")
    cli_progress.add_to(commands)
    return parser


def _reset(given: argparse.Namespace) -> int:
    for lesson in given.lesson:
        _say(str(workspace.reset(lesson)))
    return 0


def _lab(passed_on: Sequence[str]) -> int:
    if importlib.util.find_spec("jupyterlab") is None:
        raise workspace.WorkspaceError(
            "JupyterLab is not installed: run make setup, or pip install jupyterlab."
        )
    for line in workspace.prepare():
        _say(line)
    _say(f"Your lessons are in {workspace.notebooks()}; opening JupyterLab (Ctrl-C ends it) ...")
    os.environ.update(server_environment(os.environ))
    return _serve(server_arguments(workspace.notebooks(), passed_on))


def _serve(arguments: list[str]) -> int:
    importlib.import_module("jupyterlab.labapp").main(arguments)
    return 0


def server_arguments(folder: Path, passed_on: Sequence[str]) -> list[str]:
    """Return JupyterLab's command line; what the caller passes on wins over ours.

    Parameters
    ----------
    folder : Path
        The folder that JupyterLab shows.
    passed_on : sequence of str
        Options of JupyterLab's own.

    Examples
    --------
    >>> server_arguments(Path("copy"), ["--no-browser", "--ServerApp.root_dir=other"])[:1]
    ['--LabApp.default_url=/lab/tree/00_start_here.ipynb']
    """
    ours = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{START}"]
    if _runs_as_root():
        ours.append("--allow-root")
    if not _has_screen(sys.platform, os.environ):
        ours.append("--no-browser")
    named = {option.split("=")[0] for option in passed_on}
    return [option for option in ours if option.split("=")[0] not in named] + list(passed_on)


def server_environment(present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that make JupyterLab read our settings and use this environment's kernel.

    Parameters
    ----------
    present : mapping
        The variables as they are; a configuration path that is set stays, after ours.
    """
    settings = str(Path(__file__).resolve().parent / "server")
    before = present.get("JUPYTER_CONFIG_PATH")
    return {
        "JUPYTER_CONFIG_PATH": os.pathsep.join([settings, before] if before else [settings]),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


def _runs_as_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _has_screen(platform: str, variables: Mapping[str, str]) -> bool:
    return platform != "linux" or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
