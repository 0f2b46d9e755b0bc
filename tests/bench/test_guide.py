"""docs/classroom.md: its links lead somewhere, its values can be read, its files do what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from lessons_lib import workspace
from tools.lesson_source import ROOT

GUIDE = (ROOT / "docs" / "classroom.md").read_text(encoding="utf-8")
HUB = ROOT / "docs" / "hub"
SETTINGS = ROOT / "lessons_lib" / "server"


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", GUIDE))))
def test_what_is_linked_is_there(link: str) -> None:
    assert (ROOT / "docs" / link).is_file()


def test_every_way_has_its_section() -> None:
    heads = {re.sub(r"\s", "-", head.lower()) for head in re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= heads


def test_the_values_for_the_chart_name_nothing_twice() -> None:
    parts = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]
    computed, plain = (part["singleuser"] for part in parts)
    assert set(computed) & set(plain) == set()
    assert set(parts[0]) & set(parts[1]) == {"singleuser"}


@pytest.mark.parametrize("lesson", sorted(set(re.findall(r"notebooks(?:/|%2F)([\w-]+\.ipynb)", GUIDE))))
def test_the_lessons_in_links_are_there(lesson: str) -> None:
    assert (ROOT / "notebooks" / lesson).is_file()


def loaded(name: str) -> Config:
    return PyFileConfigLoader(name, str(HUB)).load_config()


def test_a_students_server_makes_the_copy_of_the_lessons() -> None:
    config = loaded("jupyter_server_config.py")
    assert (workspace.notebooks() / "00-start-here.ipynb").is_file()
    assert config.MappingKernelManager.cull_idle_timeout > 0


def test_the_hub_gives_each_server_our_settings_and_the_copy() -> None:
    spawner = loaded("jupyterhub_config.py").Spawner
    folders = list(map(Path, spawner.environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)))
    assert (folders[0] / "jupyter_server_config.py").samefile(HUB / "jupyter_server_config.py")
    assert folders[1].samefile(SETTINGS)
    assert spawner.default_url == "/lab/tree/lessons/notebooks/00-start-here.ipynb"


@pytest.mark.skipif(sys.platform == "win32", reason="repo2docker runs it on Linux")
def test_after_a_build_by_repo2docker_the_server_finds_our_settings(tmp_path: Path) -> None:
    (tmp_path / "python").write_text(f"#!/bin/sh\necho {tmp_path}\n", encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["./postBuild"], cwd=ROOT, env={**os.environ, "PATH": path}, check=True)
    placed = tmp_path / "etc" / "jupyter"
    for name in ("jupyter_server_config.json", "labconfig/default_setting_overrides.json"):
        assert json.loads((placed / name).read_text()) == json.loads((SETTINGS / name).read_text())
