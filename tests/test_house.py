"""The rules of the house, held over every file."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.lesson_source import ROOT

HEAVY = ("matplotlib", "sympy", "mpmath", "ipywidgets", "anywidget", "scipy", "numpy", "IPython")
# Split, so that this file does not hold what it forbids.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.",
    "conda." + "anaconda.org",
    "deb." + "debian.org",
)
MACHINE_PATHS = re.compile(r"(?<![\w.+/-])/(?:" + "work" + "|" + "root" + r")/\w")
TRACES = ("/tmp/" + "plan", "pyenv" + "/versions")


@functools.cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the project, as git sees it."""
    command = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def python_files(*rooms: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in rooms]


def test_nothing_is_called_utils_or_helpers() -> None:
    assert [path for path in tracked() if re.search(r"(?i)util|helper|misc|common", path.stem)] == []


def test_no_pyplot_in_the_package() -> None:
    drawn = [path for path in python_files("lessons_lib") if "pyplot" in code_of(path)]
    assert drawn == []


def code_of(path: Path) -> str:
    """Return the names that a file imports or uses: its code without comments and texts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            imported += [f"{node.module}.{alias.name}" for alias in node.names]
    return " ".join(imported)


def test_typed_text_is_never_executed() -> None:
    called = {}
    for path in python_files("lessons_lib"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called.setdefault(node.func.id, path)
    assert {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify"} & set(called) == set()


def test_no_file_names_a_package_index_or_a_path_of_one_machine() -> None:
    offences = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="ignore")
        offences += [(path.name, word) for word in (*HOSTS, *TRACES) if word in text]
        offences += [(path.name, found.group()) for found in MACHINE_PATHS.finditer(text)]
    assert offences == []


@pytest.mark.parametrize("module", ["lessons_lib", "lessons_lib.cli", "lessons_lib.workspace"])
def test_importing_stays_light(module: str) -> None:
    asked = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
