"""Install PyTorch into an environment of its own: no lock and no other environment holds it.

Lesson 06 shows PyTorch where it is there; what it prints then is compared in this environment.

    python3 -m tools.torch_apart
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools import install

REQUIREMENT = "torch==2.13.0"
ASK_WHERE = "import sysconfig, torch; print(sysconfig.get_path('platlib'))"


def folder() -> Path:
    """Return where the environment stands: .venv-torch, or what the variable TORCH_VENV names."""
    return (install.ROOT / os.environ.get("TORCH_VENV", ".venv-torch")).absolute()


def place() -> str | None:
    """Return the folder that holds PyTorch, to be put last on a path; None where it does not work."""
    python = install.python_in(folder())
    if not python.exists():
        return None
    ran = subprocess.run([python, "-c", ASK_WHERE], capture_output=True, text=True, check=False)
    return None if ran.returncode else ran.stdout.strip()


def main() -> int:
    """Make the environment, unless it is there; return the exit status."""
    try:
        install.check_python(tuple(sys.version_info))
        if place() is None:
            install.create(folder())
            install.say(f"Installing {REQUIREMENT} into {folder().name}; this takes a minute or two ...")
            install.pip(folder(), REQUIREMENT)
    except install.InstallError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
