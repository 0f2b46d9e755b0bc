"""Packages missing, old, half broken; told apart from those that only some commands need."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from lessons_lib.doctor import Installation
from lessons_lib.doctor import _installation as place
from lessons_lib.doctor import _packages as packages
from lessons_lib.doctor._asking import ask
from tests.doctor.world import answering, faults, installation, only_fault, remarks


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | None]:
    """What is installed instead of what is: a version, or None for what is missing."""
    other: dict[str, str | None] = {}
    real = packages.installed
    monkeypatch.setattr(
        packages, "installed", lambda name: other[name.lower()] if name.lower() in other else real(name)
    )
    return other


@pytest.fixture
def importing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let imports end as told, all others well."""

    def end(**failing: dict[str, str]) -> None:
        def answers(here: Installation, modules: list[str]) -> dict[str, dict[str, str]]:
            return {module: failing.get(module, {}) for module in modules}

        monkeypatch.setattr(packages, "answers", answers)

    end()
    return end


@pytest.mark.usefixtures("importing")
def test_what_is_missing_is_named_once_with_what_needs_it(
    here: Installation, versions: dict[str, str | None]
) -> None:
    versions.update({"numpy": None, "contourpy": None})
    found = only_fault(packages.look(here))
    assert found.words == "missing: contourpy (needed by matplotlib), numpy."
    assert "pip install" in found.mend


def test_what_fails_for_want_of_a_missing_package_is_not_told_again(
    here: Installation, versions: dict[str, str | None], importing: Callable[..., None]
) -> None:
    versions["numpy"] = None
    importing(matplotlib={"error": "No module named 'numpy'", "lacks": "numpy"})
    assert only_fault(packages.look(here)).words == "missing: numpy."


@pytest.mark.usefixtures("importing")
def test_a_package_that_is_too_old_is_told_with_what_is_needed(
    here: Installation, versions: dict[str, str | None]
) -> None:
    versions["anywidget"] = "0.9.13"
    found = only_fault(packages.look(here))
    assert found.words == "anywidget is 0.9.13, and the course needs 0.9.21 or newer."


@pytest.mark.usefixtures("importing")
def test_a_package_that_does_not_fit_another_is_a_remark(
    here: Installation, versions: dict[str, str | None]
) -> None:
    versions["jupyterlab-widgets"] = versions["jupyterlab_widgets"] = "1.1"
    found = [*packages.look(here)]
    assert not faults(found)
    assert any("jupyterlab-widgets is 1.1, and ipywidgets needs" in each.words for each in found)


@pytest.mark.usefixtures("importing")
def test_jupyterlab_is_needed_and_voila_is_not(here: Installation, versions: dict[str, str | None]) -> None:
    versions.update({"jupyterlab": None, "voila": None})
    found = [*packages.look(here)]
    assert only_fault(found).words == "missing: jupyterlab."
    assert "only lessons present needs it" in remarks(found)[-1].words
    assert "voila" in remarks(found)[-1].mend


def test_a_package_that_ends_python_does_not_hide_the_next(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def ends(here: Installation, question: str, *modules: str) -> object:
        asked.append(modules)
        if "bad" in modules:
            return answering({"name": "good"}, trouble="Python itself ended (SIGILL)")()
        return answering(*({"name": module} for module in modules))()

    monkeypatch.setattr(packages, "ask", ends)
    told = packages.answers(here, ["good", "bad", "late"])
    assert asked == [("good", "bad", "late"), ("late",)]
    assert [name for name, answer in told.items() if "error" in answer] == ["bad"]


def world_with(home: Path, module: str, text: str) -> Installation:
    """An installation in which a module is another than it should be."""
    folder = home / "first"
    folder.mkdir()
    (folder / f"{module}.py").write_text(text)
    return installation(home, variables={"PYTHONPATH": str(folder)})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("raise ImportError('libx.so is missing')", "libx.so is missing"),
        ("1 +", "SyntaxError: invalid syntax"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import no_such_thing", "No module named 'no_such_thing'"),
        (
            "try:\n 1 / 0\nexcept Exception as e:\n raise ImportError('long advice') from e",
            "ZeroDivisionError",
        ),
        ("import os; os._exit(7)", "Python itself ended (status 7)"),
    ],
)
def test_a_half_broken_package_is_told_in_one_sentence(home: Path, text: str, words: str) -> None:
    told = packages.answers(world_with(home, "latex2mathml", text), ["latex2mathml", "platformdirs"])
    assert words in told["latex2mathml"]["error"]
    assert "\n" not in told["latex2mathml"]["error"]
    assert told["platformdirs"]["file"].endswith("__init__.py")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_where_python_ends_is_told(home: Path) -> None:
    broken = world_with(home, "fsrs", "import os; os.abort()")
    answer = packages.answers(broken, ["fsrs"])["fsrs"]
    assert answer == {"error": "Python itself ended (SIGABRT)", "at": str(home / "first" / "fsrs.py")}


def test_no_answer_is_an_answer(home: Path) -> None:
    slow = world_with(home, "fsrs", "import time; time.sleep(60)")
    assert ask(slow, "imports", "fsrs", limit=0.5).trouble.startswith("no answer within")


def test_what_is_broken_inside_is_put_back_and_what_it_lacks_is_brought_in(here: Installation) -> None:
    numpy = Path(str(find_spec("numpy").origin)).parent  # type: ignore[union-attr]
    inside = {"error": "", "lacks": "numpy._core", "at": str(numpy / "_core" / "x.py")}
    assert "numpy==" in packages.mend_import("matplotlib", inside, here)
    lacking = {"error": "", "lacks": "no_such_thing", "at": str(numpy / "x.py")}
    assert packages.mend_import("matplotlib", lacking, here) == packages.mending.install(here, "matplotlib")


def test_other_versions_than_the_tested_are_a_remark(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Installation, "is_made_by_setup", True)
    course = tmp_path / "course"
    (course / "requirements").mkdir(parents=True)
    lines = [
        "numpy==1.0 ; python_version >= '3.0' \\",
        "    --hash=sha256:00",
        "fsrs==1.0 ; python_version < '3.0'",
    ]
    (course / "requirements" / "lab.txt").write_text("\n".join(lines))
    state = packages.state_of(here.needs())
    (found,) = packages._of_lock(state, installation(tmp_path, course=course))
    assert found.mark == "remark"
    assert found.words.endswith(f"numpy {state.versions['numpy']} (1.0).")


def test_the_course_folder_and_the_installed_records_are_read_alike(
    here: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = here.project
    listed = [*project["dependencies"]]
    for extra, needs in project["optional-dependencies"].items():
        listed += [f'{need} ; extra == "{extra}"' for need in needs]
    monkeypatch.setattr(place.metadata, "requires", lambda name: listed)
    apart = installation(tmp_path, course=None)
    for extras in ([], ["present"], ["", "lab", "present"]):
        assert names(apart.needs(*extras)) == names(here.needs(*extras))
    needed = {need.name for need in here.needs()}
    assert {"numpy", "jupyterlab"} <= needed
    assert "voila" not in needed


def names(needs: list[Requirement]) -> list[str]:
    return [f"{need.name}{need.specifier}" for need in needs]


def test_markers_of_other_systems_are_left_out(tmp_path: Path) -> None:
    course = tmp_path / "course"
    (course / "notebooks").mkdir(parents=True)
    texts = ["numpy>=2", "pywin; sys_platform == 'none'", "six; python_version > '3'"]
    (course / "pyproject.toml").write_text(
        f"[project]\ndependencies = {texts}\n[project.optional-dependencies]\nlab = []\n"
    )
    assert names(installation(tmp_path, course=course).needs()) == ["numpy>=2", "six"]


def test_pips_own_copy_reads_requirements_where_packaging_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = place.import_module

    def without(name: str) -> object:
        if name == "packaging.requirements":
            raise ModuleNotFoundError(name="packaging")
        return real(name)

    monkeypatch.setattr(place, "import_module", without)
    reader = place.requirement_reader()
    assert reader("numpy>=2").specifier.contains("2.1")
    assert "pip" in reader.__module__
