"""The site's copies of the lessons: as they are handed out, with a cell that gets the kernel ready."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lessons_lib import workspace
from tools.site.wheels import ROOT

NOTEBOOKS = ROOT / "notebooks"
KERNEL = {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}

READY = """\
# Your browser gets Python ready: a few seconds, the first time up to a minute.
from lessons_lib import progress

print(await progress.ready())"""
NEEDS = {"bfgs": "import scipy"}
"""What else a lesson imports whose code has such a word: Pyodide fetches what a cell imports."""

Notebook = dict[str, Any]


def handed_out(notebooks: Path = NOTEBOOKS) -> dict[str, Notebook]:
    """Return the notebooks of all lessons by name, in order."""
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in workspace.lessons(notebooks)}


def in_browser(lesson: Notebook) -> Notebook:
    """Return a lesson's copy for the site.

    Parameters
    ----------
    lesson : dict
        A notebook in format 4, as JSON gives it; it stays as it is.
    """
    first = {
        "cell_type": "code",
        "execution_count": None,
        "id": "in-the-browser",
        "metadata": {},
        "outputs": [],
        "source": getting_ready(lesson),
    }
    metadata = {**lesson["metadata"], "kernelspec": KERNEL}
    title, *rest = lesson["cells"]
    return {**lesson, "metadata": metadata, "cells": [title, first, *rest]}


def getting_ready(lesson: Notebook) -> str:
    """Return the code that gets the kernel of one lesson ready."""
    code = "".join(source(cell) for cell in lesson["cells"] if cell["cell_type"] == "code").lower()
    comment, rest = READY.split("\n", 1)
    needed = [line for word, line in NEEDS.items() if word in code]
    return "\n".join([comment, *needed, rest])


def source(cell: dict[str, Any]) -> str:
    """Return what a person wrote in a cell."""
    return "".join(cell["source"])


def write(lessons: dict[str, Notebook], site: Path) -> None:
    """Put notebooks into a site, with the list of files that JupyterLite shows."""
    for folder in ("files", "api/contents"):
        (site / folder).mkdir(parents=True, exist_ok=True)
    for name, lesson in lessons.items():
        text = json.dumps(lesson, ensure_ascii=False, indent=1) + "\n"
        (site / "files" / name).write_text(text, encoding="utf-8")
    listing = json.dumps(shelf([site / "files" / name for name in lessons]), indent=1)
    (site / "api" / "contents" / "all.json").write_text(listing, encoding="utf-8")


def shelf(files: list[Path]) -> dict[str, Any]:
    """Return a folder of notebooks as Jupyter's contents service describes one."""
    described = [model(path.name, "notebook", size=path.stat().st_size) for path in files]
    return model("", "directory", content=described, format="json")


def model(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """Return what Jupyter's contents service says of one file or folder."""
    empty = dict.fromkeys(("content", "format", "mimetype", "size", "hash", "hash_algorithm"))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    dates = {"created": now, "last_modified": now}
    return {**empty, **dates, "name": name, "path": name, "type": kind, "writable": True, **more}
