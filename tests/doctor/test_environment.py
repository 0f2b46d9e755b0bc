"""Python, its environment, the command that belongs to it, and the browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path

import pytest

from lessons_lib.doctor import Finding, Installation
from lessons_lib.doctor import _browser as browser
from lessons_lib.doctor import _environment as environment
from lessons_lib.doctor import _python as python
from tests.doctor.world import faults, installation, only_fault, remarks

posix = pytest.mark.skipif(os.name == "nt", reason="scripts of POSIX")


def test_this_python_will_do(here: Installation) -> None:
    (found,) = python.look(here)
    assert found.mark in {"ok", "remark"}
    assert "3.11 or newer" in found.words or sys.version_info[:2] > python.NEWEST_TESTED


def needing(bound: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> Finding:
    monkeypatch.setattr(Installation, "python_needed", bound)
    return only_fault(python.look(installation(home)))


def test_a_python_that_is_too_old_is_told_how_to_name_another(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = needing(">=3.99", home, monkeypatch)
    assert "the course needs 3.99 or newer" in found.words
    assert "3.13" in found.mend


def test_a_python_newer_than_tested_is_a_remark(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(python, "NEWEST_TESTED", (3, 9))
    (found,) = python.look(here)
    assert found.mark == "remark"
    assert "tested up to 3.9" in found.words


@pytest.mark.parametrize("part", python.PARTS)
def test_a_python_built_without_a_part_is_told_what_is_lost(
    part: str, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(python, "is_whole", lambda name: name != part)
    assert f"without {part}" in only_fault(python.look(here)).words


def test_the_pythons_that_are_called_tested_are_those_of_the_workflow() -> None:
    from tests.test_environment import ROOT  # noqa: PLC0415

    text = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    tested = [word.strip('" ') for word in text.split("python: [")[1].split("]")[0].split(",")]
    assert max(tuple(map(int, each.split("."))) for each in tested) == python.NEWEST_TESTED


def made(folder: Path, *, head: str | None = None, base: Path | None = None) -> Installation:
    """An environment in a folder, with a command lessons that begins as told."""
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    scripts.mkdir(parents=True)
    if head is not None:
        (scripts / ("lessons.exe" if os.name == "nt" else "lessons")).write_text(head)
    return Installation({"PATH": ""}, prefix=folder, python=scripts / "python", base=base or folder.parent)


@posix
@pytest.mark.parametrize("head", ["#!{}/bin/python3\n", "#!/bin/sh\n'''exec' \"{}/bin/python\" \"$0\"\n"])
def test_a_command_of_its_own_environment_is_well(head: str, tmp_path: Path) -> None:
    folder = tmp_path / "an environment"
    found = [*environment.look(made(folder, head=head.format(folder)))]
    assert [each.mark for each in found] == ["ok"]


@posix
def test_a_moved_environment_is_told(tmp_path: Path) -> None:
    moved = made(tmp_path / "here", head="#!/somewhere/else/bin/python3\n")
    assert "moved or copied" in only_fault(environment.look(moved)).words


@posix
@pytest.mark.parametrize(("pip", "mend"), [("/somewhere/else", "install.py"), ("{}", "-m pip install")])
def test_setup_mends_what_it_sees(
    pip: str, mend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Installation, "is_made_by_setup", True)
    folder = tmp_path / "here"
    moved = made(folder, head="#!/somewhere/else/bin/python3\n")
    (folder / "bin" / "pip").write_text(f"#!{pip.format(folder)}/bin/python3\n")
    assert mend in only_fault(environment.look(moved)).mend


def test_a_command_that_is_missing_is_told(tmp_path: Path) -> None:
    found = only_fault(environment.look(made(tmp_path / "here")))
    assert "the command lessons is not in" in found.words
    assert "-m pip install --no-deps --force-reinstall" in found.mend


@posix
def test_packages_of_the_whole_system_are_a_remark(tmp_path: Path) -> None:
    folder = tmp_path / "system"
    found = [*environment.look(made(folder, head=f"#!{folder}/bin/python3\n", base=folder))]
    assert not faults(found)
    assert "no environment of its own" in remarks(found)[0].words


@posix
def test_another_command_that_comes_first_is_a_remark(tmp_path: Path) -> None:
    folder, other = tmp_path / "here", tmp_path / "other"
    other.mkdir()
    (other / "lessons").touch(0o755)
    here = made(folder, head=f"#!{folder}/bin/python3\n")
    (found,) = remarks(environment.look(replace(here, variables={"PATH": str(other)})))
    assert f"runs another one, {other / 'lessons'}" in found.words
    assert str(folder / "bin" / "lessons") in found.mend


@posix
@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHOME"])
def test_variables_that_lead_elsewhere_are_a_remark(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    here = made(folder, head=f"#!{folder}/bin/python3\n")
    (found,) = remarks(environment.look(replace(here, variables={"PATH": "", name: "/other"})))
    assert found.mend == f"unset {name}"


def test_an_environment_without_pip_is_a_remark(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.mending, "has_pip", lambda: False)
    assert remarks(environment.look(here))[-1].mend.endswith("-m ensurepip")


@pytest.mark.parametrize(
    ("name", "mark", "words"),
    [
        ("firefox", "ok", "your default browser (firefox) opens"),
        ("", "ok", "your default browser opens"),
        ("w3m", "remark", "shows no pictures"),
        (None, "remark", "none is known"),
    ],
)
def test_the_browser_that_would_open_is_named(
    name: str | None, mark: str, words: str, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get() -> object:
        if name is None:
            raise webbrowser.Error
        return webbrowser.GenericBrowser(name) if name else object()

    monkeypatch.setattr(browser.webbrowser, "get", get)
    (found,) = browser.look(replace(here, screen=True))
    assert found.mark == mark
    assert words in found.words
    assert browser.NEEDED in found.words


def test_without_a_screen_the_address_is_opened_elsewhere(here: Installation) -> None:
    (found,) = browser.look(replace(here, screen=False))
    assert "prints the address" in found.words
