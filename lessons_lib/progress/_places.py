"""Where a learner's things lie: the notebooks in one folder, what was answered in another."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_dir

NAME = "progress.sqlite"


def home() -> Path:
    """Return the learner's folder: the environment variable LESSONS_HOME, or ``lessons`` in the home folder.

    Raises
    ------
    RuntimeError
        If LESSONS_HOME is unset and the user has no home folder.
    """
    return _chosen() or Path.home() / "lessons"


def progress_file() -> Path:
    """Return the file of what was answered: in LESSONS_HOME, or in the user's folder for data."""
    return (_chosen() or Path(user_data_dir("lessons", appauthor=False))) / NAME


def former_file() -> Path | None:
    """Return where older versions of the course kept that file, if that is another place."""
    return None if _chosen() else home() / NAME


def _chosen() -> Path | None:
    chosen = os.environ.get("LESSONS_HOME")
    return Path(chosen).expanduser() if chosen else None
