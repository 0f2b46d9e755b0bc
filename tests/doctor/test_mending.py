"""Commands as they are typed here."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from lessons_lib.doctor import Installation
from lessons_lib.doctor import _mending as mending
from tests.doctor.world import installation

pytestmark = pytest.mark.skipif(os.name == "nt", reason="quoting of POSIX shells")


@pytest.fixture
def course(home: Path) -> Path:
    """A course folder in the home folder, whose name must be quoted."""
    folder = home / "my course"
    for inside in ("notebooks", "requirements", "tools"):
        (folder / inside).mkdir(parents=True)
    (folder / "requirements" / "lab.txt").write_text("")
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that neither holds the home folder nor lies in it."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def at(course: Path, folder: Path, prefix: str = ".venv", path: str = "") -> Installation:
    made = installation(folder, course=course, folder=folder, prefix=course / prefix)
    return replace(made, python=course / prefix / "bin" / "python", variables={"PATH": path})


def test_in_the_course_folder_paths_are_short(course: Path) -> None:
    inside = at(course, course)
    assert mending.install(inside) == (
        ".venv/bin/python -m pip install --require-hashes -r requirements/lab.txt"
    )
    assert mending.lessons(inside, "reset", "01") == ".venv/bin/lessons reset 01"


def test_elsewhere_paths_begin_at_the_home_folder(course: Path, elsewhere: Path) -> None:
    told = mending.install(at(course, elsewhere))
    assert told.startswith("~/'my course/.venv/bin/python' -m pip install")
    shown = subprocess.run(["sh", "-c", f"printf '%s\\n' {told}"], capture_output=True, text=True, check=True)
    python, *_, lock = shown.stdout.splitlines()
    assert (python, lock) == (str(course / ".venv/bin/python"), str(course / "requirements/lab.txt"))


def test_setup_is_asked_of_make_where_there_is_make(course: Path, elsewhere: Path) -> None:
    tools = elsewhere / "bin"
    tools.mkdir()
    (tools / "make").touch(0o755)
    assert mending.setup(at(course, course, path=str(tools))) == "make setup"
    assert mending.setup(at(course, elsewhere, path=str(tools))) == "make -C ~/'my course' setup"
    assert mending.setup(at(course, course)) == "python3 tools/install.py .venv requirements/lab.txt"


def test_an_environment_that_comes_first_is_called_by_its_plain_name(course: Path) -> None:
    folder = course / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name in ("python", "lessons"):
        (folder / name).touch(0o755)
    active = at(course, course, path=str(folder))
    assert mending.python(active, "-m x") == "python -m x"
    assert mending.lessons(active, "lab") == "lessons lab"


def test_conda_mends_its_environment_by_name(course: Path) -> None:
    (course / "envs" / "lessons" / "conda-meta").mkdir(parents=True)
    inside = at(course, course, prefix="envs/lessons")
    assert inside.kind == "conda"
    assert mending.install(inside) == "conda env update -n lessons -f environment.yml"


def test_the_packages_of_the_system_are_left_alone(course: Path) -> None:
    system = replace(at(course, course), base=course / ".venv")
    assert system.kind == "none"
    assert mending.install(system) == mending.setup(system)


def test_without_a_course_folder_packages_are_named(course: Path) -> None:
    alone = replace(at(course, course), course=None)
    assert mending.install(alone, "numpy>=2.2") == ".venv/bin/python -m pip install 'numpy>=2.2'"
    assert "'jupyterlab<5,>=4.5'" in mending.install(alone)


def test_an_environment_of_ones_own_takes_the_course_in(course: Path) -> None:
    own = at(course, course, prefix=str(course.parent / "mine"))
    assert mending.install(own).endswith("-m pip install -e .'[lab]'")


def test_without_pip_an_environment_is_made_anew(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "has_pip", lambda: False)
    inside = at(course, course)
    assert mending.install(inside) == mending.reinstall(inside, ["numpy"]) == mending.setup(inside)


def test_reinstalling_keeps_the_version(here: Installation) -> None:
    told = mending.reinstall(here, ["numpy"])
    assert told.endswith(f"--force-reinstall --no-deps numpy=={version('numpy')}")


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners of POSIX")
def test_a_locked_folder_of_ones_own_is_unlocked(tmp_path: Path, here: Installation) -> None:
    assert mending.allowing(tmp_path, replace(here, folder=tmp_path.parent)) == f"chmod u+rwx {tmp_path.name}"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners of POSIX")
def test_a_folder_of_somebody_else_is_taken_over(
    tmp_path: Path, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert mending.allowing(tmp_path, here).startswith("sudo chown -R $(id -un) ")
