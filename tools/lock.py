"""Renew requirements/*.txt: locks for running, testing, measuring and building the site, over all Pythons.

python3 tools/lock.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = "pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url"
LEARNERS = "pyproject.toml --upgrade --extra lab --extra present --group build"
LOCKS = {
    "lab": LEARNERS,
    "test": f"{LEARNERS} --group test -c requirements/lab.txt",
    "bench": f"{LEARNERS} --group bench -c requirements/test.txt",
    "bench-browser": f"{LEARNERS} --group bench-browser -c requirements/test.txt",
    "site": "--upgrade --group build --group site -c requirements/lab.txt",
}


def main() -> int:
    """Compile each lock in turn; each takes over the versions of the one before."""
    uv = shutil.which("uv")
    if uv is None:
        sys.stderr.write("The locks are written by uv: pip install uv, then run make lock again.\n")
        return 1
    for name, options in LOCKS.items():
        print(f"requirements/{name}.txt ...", flush=True)
        command = f"{COMPILE} {options} -q -o requirements/{name}.txt".split()
        subprocess.run([uv, *command], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
