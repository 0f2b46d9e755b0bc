"""Write environment.yml (for conda and Binder) from pyproject.toml.

python -m tools.environment
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from tools.lesson_source import ROOT

HEAD = """\
# Made from pyproject.toml by `make environment`; do not edit.
name: lessons
channels:
  - conda-forge
dependencies:
"""


# One version, named with "=": repo2docker, and so Binder, begins with an older Python when it finds a range.
PYTHON = "3.13"


def conda() -> list[str]:
    """Return what conda itself installs: Python and pip."""
    return [f"python ={PYTHON}", "pip"]


def pip(project: dict[str, object], build: list[str]) -> list[str]:
    """Return what pip installs: the package's needs, the learner's extras, what builds it, and itself."""
    extras: dict[str, list[str]] = project["optional-dependencies"]  # type: ignore[assignment]
    return [*project["dependencies"], *extras["lab"], *extras["present"], *build, "-e ."]  # type: ignore[misc]


def text(pyproject: Path = ROOT / "pyproject.toml") -> str:
    """Return the text of environment.yml."""
    settings = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project, build = settings["project"], settings["dependency-groups"]["build"]
    outer = [f"  - {name}" for name in conda()]
    inner = [f'      - "{name}"' for name in pip(project, build)]
    return HEAD + "\n".join([*outer, "  - pip:", *inner]) + "\n"


def main() -> None:
    """Write the file."""
    (ROOT / "environment.yml").write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
