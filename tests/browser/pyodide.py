"""A local distribution of Pyodide: gathered once on each machine, and looked through before each use."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

from tools.lesson_source import ROOT
from tools.site.pyodide import check
from tools.site.trouble import SiteError

GATHERER = ROOT.parent / "shared" / "tools" / "pyodide_for_tests.py"


def obstacle():
    """Return why there can be no distribution here, in a sentence; "" where there can."""
    if not GATHERER.is_file():
        return "the script that gathers Pyodide for tests is not beside this folder (../shared/tools)"
    if shutil.which("npm") is None:
        return "npm, which fetches a part of Pyodide, is not installed (Debian: apt install npm)"
    return ""


def distribution():
    """Return the folder of a whole distribution."""
    name = hashlib.sha256(GATHERER.read_bytes()).hexdigest()[:12]
    folder = user_cache_path("lessons-tests") / f"pyodide-{name}"
    if not is_whole(folder):
        gather(folder)
    return folder


def is_whole(folder):
    """Tell whether all parts are there, and the packages as the list of packages describes them."""
    try:
        check(folder)
    except SiteError:
        return False
    packages = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"].values()
    return all(digest(folder / each["file_name"]) == each["sha256"] for each in packages)


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def gather(folder):
    """Gather beside the folder, and move all of it there at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch, "pyodide")
        ran = subprocess.run(
            [sys.executable, GATHERER, made], capture_output=True, text=True, check=False, timeout=300
        )
        if not is_whole(made):
            raise RuntimeError(f"Pyodide could not be gathered:\n{ran.stdout}{ran.stderr}")
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
