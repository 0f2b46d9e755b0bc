"""Make a virtual environment from a lock with hashes, with this package in it.

Run by any Python, before anything is installed: standard library only, and it must at least parse on
old versions, to say in one sentence what is missing.

    python3 tools/install.py .venv requirements/lab.txt
    python3 tools/install.py .venv-newest --newest
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]


class InstallError(Exception):
    """One sentence: what is missing, and its remedy."""


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(text, flush=True)


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old, or one that cannot make virtual environments."""
    if version[:2] < OLDEST:
        found = ".".join(map(str, version[:2]))
        raise InstallError(
            f"Python 3.11 or newer is needed and this is {found}: install one and name it, "
            "for example: make lab PYTHON=python3.12"
        )
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise InstallError(
            "This Python cannot make virtual environments: install the missing part "
            "(Debian, Ubuntu: apt install python3-venv), then run the same command again."
        )
    if not importlib.util.find_spec("_sqlite3"):
        raise InstallError(
            "This Python has no SQLite, in which answers are kept: install one that has it and name it, "
            "for example: make lab PYTHON=python3.12"
        )


def fingerprint(lock: Path | None) -> str:
    """Return what an environment was made from; when it changes, the environment is stale."""
    digest = hashlib.sha256(f"{sys.version} {ROOT} {lock}".encode())
    data = sorted(path for path in (ROOT / "data").rglob("*") if path.is_file())
    for path in [lock, ROOT / "pyproject.toml", *data]:
        digest.update(path.read_bytes() if path else b"")
    return digest.hexdigest()


def python_in(folder: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(folder: Path) -> bool:
    """Tell whether an environment stands where it was made and its Python starts."""
    script = folder / ("Scripts/pip.exe" if os.name == "nt" else "bin/pip")
    if not script.exists() or not python_in(folder).exists():
        return False
    moved = os.name != "nt" and str(folder) not in script.read_text(encoding="utf-8", errors="ignore")
    ran = subprocess.run([python_in(folder), "-c", ""], capture_output=True, check=False)
    return ran.returncode == 0 and not moved


def create(folder: Path) -> None:
    """Make an empty environment, unless a sound one is there."""
    if works(folder):
        return
    say(f"Making the environment {folder.name} ...")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise InstallError(
            f"The environment {folder} could not be made: {made.stdout.strip() or made.stderr}"
        )


def progress(line: str, fetched: int) -> int:
    """Show one line of pip's log as a short running count; return the new count."""
    if line.startswith("Collecting "):
        fetched += 1
        show = f"\r  {fetched} packages fetched"
    elif line.startswith("Installing collected"):
        show = "\r  putting them in place ...\n"
    else:
        return fetched
    if sys.stdout.isatty():
        print(show, end="", flush=True)
    return fetched


def pip(folder: Path, *arguments: str) -> None:
    """Run one pip command inside the environment, quietly; fail with its last words."""
    command = [str(python_in(folder)), *PIP, "install", "--progress-bar", "off", *arguments]
    log, fetched = [], 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    ) as running:
        for line in running.stdout or ():
            log.append(line)
            fetched = progress(line, fetched)
    if running.returncode:
        raise InstallError(
            "".join(log[-12:]) + "The packages could not be installed (see above): "
            "check the network, then run the same command again; what was fetched is kept."
        )


def fill(folder: Path, lock: Path | None) -> None:
    """Install the locked packages (or the newest that pyproject.toml allows), then this package itself."""
    if lock is None:
        say(f"Installing the newest packages into {folder.name}; this takes a minute or two ...")
        pip(folder, "--upgrade", "pip")
        pip(folder, "--upgrade", "-e", ".[lab]", "--group", "build", "--group", "test")
        return
    count = lock.read_text(encoding="utf-8").count("==")
    say(f"Installing {count} packages into {folder.name}; this takes a minute or two ...")
    pip(folder, "--require-hashes", "-r", str(lock))
    pip(folder, "--no-deps", "--no-build-isolation", "-e", ".")


def warm(folder: Path) -> None:
    """Let matplotlib list the fonts now, so that the first picture need not."""
    subprocess.run(
        [str(python_in(folder)), "-c", "import matplotlib.font_manager"], capture_output=True, check=False
    )


def install(folder: Path, lock: Path | None) -> None:
    """Bring one environment up to date; at once where nothing has changed."""
    check_python(tuple(sys.version_info))
    stamp, wanted = folder / ".made-from", fingerprint(lock)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted and works(folder):
        return
    started = time.monotonic()
    create(folder)
    fill(folder, lock)
    warm(folder)
    stamp.write_text(wanted, encoding="utf-8")
    say(f"{folder.name} is ready after {time.monotonic() - started:.0f} s.")


def main(arguments: list[str] | None = None) -> int:
    """Read the command line; return the exit status."""
    parser = argparse.ArgumentParser(description="Make a virtual environment from a lock.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("lock", type=Path, nargs="?")
    parser.add_argument("--newest", action="store_true", help="no lock: the newest packages allowed")
    given = parser.parse_args(arguments)
    if given.newest == (given.lock is not None):
        parser.error("name a lock, or say --newest")
    try:
        install(given.folder.absolute(), given.lock and given.lock.absolute())
    except InstallError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
