"""A local distribution of Pyodide, for a site that needs no other address."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from tools.site.trouble import SiteError
from tools.site.wheels import PYODIDE_BRINGS

RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
REMEDY = "name a folder that holds a whole distribution of Pyodide: make site PYODIDE=folder"


def check(folder: Path) -> None:
    """Make sure that a folder holds all that the site's kernel loads.

    Raises
    ------
    SiteError
        If the folder, or a part of it, is missing.
    """
    if not folder.is_dir():
        raise SiteError(f"There is no folder {folder}: {REMEDY}.")
    missing = [name for name in RUNTIME if not (folder / name).is_file()] or missing_wheels(folder)
    if missing:
        raise SiteError(f"{folder} lacks {', '.join(missing)}: {REMEDY}.")


def missing_wheels(folder: Path) -> list[str]:
    """Return what the distribution's own list of packages names and the folder does not hold."""
    packages = listed(folder / "pyodide-lock.json")
    needed: dict[str, str] = {}
    waiting = list(PYODIDE_BRINGS)
    while waiting:
        name = usual(waiting.pop())
        if name not in needed:
            needed[name] = packages.get(name, {}).get("file_name", f"the package {name}")
            waiting += packages.get(name, {}).get("depends", [])
    return sorted(file for file in needed.values() if not (folder / file).is_file())


def usual(name: str) -> str:
    """Return a package's name as lists of packages write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def listed(lock: Path) -> dict[str, Any]:
    """Return the packages of a distribution, by name."""
    try:
        packages: dict[str, Any] = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    except (ValueError, KeyError, TypeError) as error:
        raise SiteError(f"{lock} is no list of packages: {REMEDY}.") from error
    return packages


def put(folder: Path, target: Path) -> None:
    """Copy a distribution into the site."""
    shutil.copytree(folder, target)
