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


def conda(project: dict[str, object]) -> list[str]:
    """Return what conda itself installs: Python and pip."""
    return [f"python {project['requires-python']},<3.14", "pip"]


def pip(project: dict[str, object], build: list[str]) -> list[str]:
    """Return what pip installs: the package's needs, the learner's extras, what builds it, and itself."""
    extras = project["optional-dependencies"]["lab"]  # type: ignore[index]
    return [*project["dependencies"], *extras, *build, "-e ."]  # type: ignore[misc]


def text(pyproject: Path = ROOT / "pyproject.toml") -> str:
    """Return the text of environment.yml."""
    settings = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    project, build = settings["project"], settings["dependency-groups"]["build"]
    outer = [f"  - {name}" for name in conda(project)]
    inner = [f'      - "{name}"' for name in pip(project, build)]
    return HEAD + "\n".join([*outer, "  - pip:", *inner]) + "\n"


def main() -> None:
    """Write the file."""
    (ROOT / "environment.yml").write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
