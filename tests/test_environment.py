"""pyproject.toml says what is needed; locks, environment.yml and what is installed say the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import environment
from tools.lesson_source import ROOT

LOCKS = {path.stem: path for path in (ROOT / "requirements").glob("*.txt")}
AUTHORS_ONLY = {
    "nbval",
    "pytest",
    "playwright",
    "ruff",
    "mypy",
    "import-linter",
    "hypothesis",
    "jupytext",
    "axe-playwright-python",
    "notebook",
    "ipympl",
    "mpl-interactions",
    "plotly",
}
PEERS = {"ipympl", "mpl-interactions", "plotly"}


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def wanted(lock: str) -> list[Requirement]:
    """What a lock must hold: what builds the package, its own group, and, where lessons run, their needs."""
    settings = pyproject()
    project, groups = settings["project"], settings["dependency-groups"]
    extras = project["optional-dependencies"]
    needs = [*project["dependencies"], *extras["lab"], *extras["present"]]
    runs = [] if lock == "site" else needs
    return [Requirement(text) for text in (*runs, *groups["build"], *groups.get(lock, []))]


def entries(path: Path) -> list[str]:
    """The requirements of a lock, each with its hashes, on one line."""
    joined = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in entries(path):
        name, version = re.match(r"([\w.-]+)==([\w.+!-]+)", line).groups()  # type: ignore[union-attr]
        found.setdefault(name, set()).add(version)
    return found


def test_there_is_a_lock_for_running_testing_measuring_and_the_site() -> None:
    assert set(LOCKS) == {"lab", "test", "bench", "bench-browser", "site"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_lock_an_address(lock: str) -> None:
    lines = entries(LOCKS[lock])
    assert len(lines) > len(wanted(lock))
    assert [line for line in lines if not re.search(r"--hash=sha256:[0-9a-f]{64}", line)] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links", LOCKS[lock].read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_meets_pyproject(lock: str) -> None:
    locked = pins(LOCKS[lock])
    for need in wanted(lock):
        versions = locked.get(canonicalize_name(need.name), set())
        assert versions, f"{need.name} is not locked: run make lock"
        assert all(need.specifier.contains(version) for version in versions), f"{need}: run make lock"


def test_the_locks_agree_on_every_version() -> None:
    lab, test = pins(LOCKS["lab"]), pins(LOCKS["test"])
    assert {name: test.get(name) for name in lab} == lab
    for other in (pins(LOCKS[name]) for name in ("bench", "bench-browser", "site")):
        shared = set(other) & set(test)
        assert {name: other[name] for name in shared} == {name: test[name] for name in shared}


def test_the_pictures_we_measure_beside_are_in_the_lock_of_that_bench_only() -> None:
    assert set(pins(LOCKS["bench-browser"])) >= PEERS
    assert not any(PEERS & set(pins(path)) for name, path in LOCKS.items() if name != "bench-browser")


def test_authors_packages_stay_out_of_a_learners_environment() -> None:
    assert AUTHORS_ONLY & set(pins(LOCKS["lab"])) == set()
    assert not any("torch" in pins(path) for path in LOCKS.values())


def test_the_conda_environment_is_made_from_pyproject() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert text == environment.text(), "run make environment"


def test_the_conda_environment_takes_python_and_pip_from_conda_and_the_rest_from_pip() -> None:
    made = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, rest = made["dependencies"]
    assert made["channels"] == ["conda-forge"]
    assert conda == [f"python ={environment.PYTHON}", "pip"]
    assert environment.PYTHON in Requirement(f"python{pyproject()['project']['requires-python']}").specifier
    named = {Requirement(text).name for text in rest["pip"] if not text.startswith("-")}
    assert {need.name for need in wanted("lab")} == named


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_the_workflow_tests_the_supported_pythons(version: str) -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["test"]
    assert version in job["strategy"]["matrix"]["python"]
    assert any("make test" in step.get("run", "") for step in job["steps"])
