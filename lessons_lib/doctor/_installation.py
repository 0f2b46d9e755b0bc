"""Where the course is installed: which Python, in what environment, with which course folder around it."""

from __future__ import annotations

import os
import sys
import sysconfig
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

NAME = "lessons-lib"
PACKAGE = Path(__file__).resolve().parent.parent
_EXTRAS = ("", "lab")


def course_around(package: Path) -> Path | None:
    """Return the course folder that a package lies in, None where it was installed apart from one."""
    folder = package.parent
    whole = (folder / "pyproject.toml").is_file() and (folder / "notebooks").is_dir()
    return folder if whole else None


@dataclass(frozen=True)
class Installation:
    """What is looked at, and how it is reached."""

    variables: Mapping[str, str]
    screen: bool = True
    python: Path = Path(sys.executable)
    prefix: Path = Path(sys.prefix)
    base: Path = Path(sys.base_prefix)
    package: Path = PACKAGE
    course: Path | None = field(default_factory=lambda: course_around(PACKAGE))
    folder: Path = field(default_factory=Path.cwd)

    @property
    def kind(self) -> str:
        """Return "conda", "virtual", or "none" where packages are those of the whole system."""
        if (self.prefix / "conda-meta").is_dir():
            return "conda"
        return "none" if self.prefix == self.base else "virtual"

    @property
    def is_made_by_setup(self) -> bool:
        """Whether ``make setup`` made this environment."""
        return self.course is not None and is_same(self.prefix, self.course / ".venv")

    @property
    def scripts(self) -> Path:
        """The folder in which the command ``lessons`` of this environment lies."""
        places = {"base": str(self.prefix), "platbase": str(self.prefix)}
        return Path(sysconfig.get_path("scripts", vars=places))

    @cached_property
    def project(self) -> Mapping[str, Any]:
        """The table ``project`` of the course's pyproject.toml; empty without a course folder."""
        if self.course is None:
            return {}
        text = (self.course / "pyproject.toml").read_text(encoding="utf-8")
        return dict(tomllib.loads(text)["project"])

    @property
    def python_needed(self) -> str:
        """Which Pythons the course takes, such as ``>=3.11``."""
        if self.project:
            return str(self.project["requires-python"])
        told = metadata.metadata(NAME)
        return ", ".join(told.get_all("Requires-Python") or [])

    def needs(self, *extras: str) -> list[Any]:
        """Return the requirements of the course, as `packaging` reads them, for this system alone."""
        wanted = extras or _EXTRAS
        read = requirement_reader()
        if self.project:
            listed = {"": self.project["dependencies"], **self.project["optional-dependencies"]}
            found = [read(text) for extra in wanted for text in listed[extra]]
            return [need for need in found if need.marker is None or need.marker.evaluate()]
        told = [read(text) for text in metadata.requires(NAME) or []]
        return [need for need in told if _is_of(need, wanted)]


def _is_of(need: Any, extras: tuple[str, ...]) -> bool:
    if need.marker is None or need.marker.evaluate({"extra": ""}):
        return "" in extras
    return any(need.marker.evaluate({"extra": extra}) for extra in extras if extra)


def is_same(one: str | Path, other: str | Path) -> bool:
    """Whether two paths lead to one place."""
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def requirement_reader() -> Callable[[str], Any]:
    """Return what reads a requirement: `packaging`, or the copy that pip carries."""
    try:
        found = import_module("packaging.requirements")
    except ModuleNotFoundError:
        try:
            found = import_module("pip._vendor.packaging.requirements")
        except ModuleNotFoundError:
            raise ModuleNotFoundError("packaging is missing", name="packaging") from None
    return found.Requirement  # type: ignore[no-any-return]
