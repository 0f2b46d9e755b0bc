"""What is installed beside the package switches its part of a server on, and goes with the package."""

import json
import shutil
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SWITCH = "etc/jupyter/jupyter_server_config.d/lessons_lib.json"


def test_the_switch_names_an_extension_that_can_be_loaded():
    (names,) = json.loads((ROOT / "data" / SWITCH).read_text())["ServerApp"].values()
    assert list(names.values()) == [True]
    for name in names:
        (point,) = import_module(name)._jupyter_server_extension_points()
        assert callable(import_module(point["module"])._load_jupyter_server_extension)


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_it_comes_with_the_package_and_goes_with_it(kind, tmp_path, monkeypatch):
    copy = tmp_path / "course"
    shutil.copytree(ROOT / "data", copy / "data")
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-lessons"):
        shutil.copy(ROOT / name, copy)
    (copy / "lessons_lib").mkdir()
    (copy / "lessons_lib" / "__init__.py").write_text(
        '"""As much of the package as an installation asks."""\n'
    )
    monkeypatch.chdir(copy)
    backend = import_module("flit_core.buildapi")
    build = {"wheel": backend.build_wheel, "editable": backend.build_editable}[kind]
    wheel = tmp_path / build(str(tmp_path))
    with zipfile.ZipFile(wheel) as packed:
        assert any(name.endswith(f".data/data/{SWITCH}") for name in packed.namelist())
    place = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(place), "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    assert (place / SWITCH).exists()
    subprocess.run([*pip, "uninstall", "-y", "lessons-lib"], check=True)
    assert not (place / SWITCH).exists()
