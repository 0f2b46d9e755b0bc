"""``lessons lab``: open the working copy in JupyterLab."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lessons_lib import contents, workspace
from lessons_lib.cli._saying import say

START = contents.lesson("start").notebook


def add_to(commands: Any) -> None:
    """Add the command to those of ``lessons``."""
    commands.add_parser(
        "lab",
        add_help=False,
        help="open your copy of the lessons in JupyterLab; takes JupyterLab's options, such as --port 9000",
    ).set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Bring the working copy up to date, then serve it until Ctrl-C."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise workspace.WorkspaceError(
            "JupyterLab is not installed: run make setup, or pip install jupyterlab."
        )
    for line in workspace.prepare():
        say(line)
    say(f"Your lessons are in {workspace.notebooks()}; opening JupyterLab (Ctrl-C ends it) ...")
    os.environ.update(server_environment(os.environ))
    return _serve(server_arguments(workspace.notebooks(), given.passed_on))


def _serve(arguments: list[str]) -> int:
    importlib.import_module("jupyterlab.labapp").main(arguments)
    return 0


def server_arguments(folder: Path, passed_on: Sequence[str]) -> list[str]:
    """Return JupyterLab's command line; what the caller passes on wins over ours.

    Examples
    --------
    >>> server_arguments(Path("copy"), ["--no-browser", "--ServerApp.root_dir=other"])[:1]
    ['--LabApp.default_url=/lab/tree/00-start-here.ipynb']
    """
    ours = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{START}"]
    if _runs_as_root():
        ours.append("--allow-root")
    if not has_screen(sys.platform, os.environ):
        ours.append("--no-browser")
    named = {option.split("=")[0] for option in passed_on}
    return [option for option in ours if option.split("=")[0] not in named] + list(passed_on)


def server_environment(present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that make JupyterLab read our settings and use this environment's kernel."""
    settings = str(Path(__file__).resolve().parents[1] / "server")
    before = present.get("JUPYTER_CONFIG_PATH")
    # A kernel works in the folder of its notebook: there a relative folder would be another one.
    own = {"LESSONS_HOME": str(workspace.home().absolute())} if present.get("LESSONS_HOME") else {}
    return {
        **own,
        "JUPYTER_CONFIG_PATH": os.pathsep.join([settings, before] if before else [settings]),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


def _runs_as_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_screen(platform: str, variables: Mapping[str, str]) -> bool:
    """Return whether a browser can be opened here.

    Examples
    --------
    >>> has_screen("linux", {}), has_screen("darwin", {})
    (False, True)
    """
    return platform != "linux" or bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))
