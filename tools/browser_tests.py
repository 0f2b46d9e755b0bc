"""Run the browser tests, two files at a time; what fails is tried once more, alone.

A page waits for a kernel, on a busy machine now and then too long. What fails by itself as well is a fault.
"""

from __future__ import annotations

import subprocess
import sys

PYTEST = (sys.executable, "-m", "pytest", "-q", "-rs", "-m", "browser", "tests/browser")
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile")
ONCE_MORE = ("--last-failed", "--last-failed-no-failures", "none")
SOME_FAILED = 1


def main() -> int:
    """Return pytest's exit status: of the second try, if there is one."""
    status = subprocess.run([*PYTEST, *SIDE_BY_SIDE], check=False).returncode
    if status != SOME_FAILED:
        return status
    print("What failed, once more and alone ...", flush=True)
    return subprocess.run([*PYTEST, *ONCE_MORE], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
