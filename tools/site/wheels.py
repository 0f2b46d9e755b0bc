"""The packages of the kernel in the browser: ours, and those of the lock that Pyodide does not bring."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from flit_core.wheel import make_wheel_in

from tools.site.trouble import SiteError

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "lab.txt"

PYODIDE_BRINGS = (
    "ipython",
    "jedi",
    "matplotlib",
    "micropip",
    "mpmath",
    "numpy",
    "pillow",
    "sympy",
    "typing-extensions",
)
"""What Pyodide has: the kernel's needs and ours. The browser fetches all of it while Python starts."""

PURE = ("anywidget", "autograd", "comm", "fsrs", "ipywidgets", "latex2mathml", "platformdirs", "psygnal")
"""What it has not, all of it pure Python."""

FRONT_ENDS = ("anywidget", "jupyterlab-widgets")
"""Packages with JupyterLab's half of the widgets inside."""

PIP = ("-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps", "--require-hashes")
ANYWHERE = (
    "--only-binary=:all:",
    "--platform=any",
    "--implementation=py",
    "--abi=none",
    "--python-version=3.14",
)


def entry(name: str, lock: str) -> str:
    """Return what a lock says of one package: its version and the hashes of its files."""
    found = re.search(rf"^{re.escape(name)}==.*\n(?:[ \t].*\n)*", lock, re.MULTILINE)
    if found is None:
        raise SiteError(f"requirements/lab.txt has no {name}: run make lock.")
    return found.group()


def fetched(names: tuple[str, ...], folder: Path, lock: str) -> list[Path]:
    """Return the wheels of packages, fetching into a folder those that are not there yet.

    Raises
    ------
    SiteError
        If the lock has no such package, or it cannot be fetched.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = {name: entry(name, lock) for name in names}
    missing = [text for name, text in entries.items() if held(name, text, folder) is None]
    if missing:
        fetch(missing, folder)
    wheels = [held(name, text, folder) for name, text in entries.items()]
    return [wheel for wheel in wheels if wheel is not None]


def held(name: str, text: str, folder: Path) -> Path | None:
    """Return the wheel of a package that is in a folder already and has a hash of its entry."""
    for wheel in sorted(folder.glob(f"{name.replace('-', '_')}-*.whl")):
        if f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" in text:
            return wheel
    return None


def fetch(entries: list[str], folder: Path) -> None:
    """Fetch pure wheels into a folder; pip refuses what has no hash of its entry."""
    asked = folder / "asked.txt"
    asked.write_text("".join(entries), encoding="utf-8")
    command = [sys.executable, *PIP, *ANYWHERE, "-r", str(asked), "-d", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise SiteError(f"The packages of the site could not be fetched ({last}): check the network.")


def our_wheel(folder: Path) -> Path:
    """Build the wheel of this package in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(make_wheel_in(ROOT / "pyproject.toml", folder).file)
