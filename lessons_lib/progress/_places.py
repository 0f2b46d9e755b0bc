"""Where a learner's things lie: the notebooks in one folder, what was answered in another."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

NAME = "progress.sqlite"


def home() -> Path:
    """Return the learner's folder: LESSONS_HOME, or ``lessons`` in the home folder."""
    return _chosen() or Path.home() / "lessons"


def progress_file() -> Path:
    """Return the file of what was answered: in LESSONS_HOME, or in the user's folder for data."""
    return (_chosen() or _place_for_data()) / NAME


def former_file() -> Path | None:
    """Return where older versions of the course kept that file, if that is another place."""
    return None if _chosen() else home() / NAME


def _chosen() -> Path | None:
    chosen = os.environ.get("LESSONS_HOME")
    return Path(chosen).expanduser() if chosen else None


def _place_for_data() -> Path:
    # Imported only here: `lessons doctor` must start also where packages are missing.
    return Path(import_module("platformdirs").user_data_dir("lessons", appauthor=False))
