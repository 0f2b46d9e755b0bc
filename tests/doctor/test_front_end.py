"""The widgets' front end: missing, incomplete, of another version, disabled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lessons_lib.doctor import Installation
from lessons_lib.doctor import _front_end as front_end
from lessons_lib.doctor import _mending as mending
from tests.doctor.world import answering, faults, installation, only_fault

MANAGER = "@jupyter-widgets/jupyterlab-manager"


def test_what_jupyterlab_would_not_load_is_told_with_what_mends_it(home: Path) -> None:
    disable(home, "anywidget", f"{MANAGER}:plugin", "@other/extension")
    folder = bring(home / "share", "anywidget", "0.1.0")
    manager, version, switched = faults(
        front_end.look(installation(home, variables={"JUPYTER_PATH": str(home / "share")}))
    )
    assert manager.words.startswith(f"{MANAGER}:plugin is disabled")
    assert manager.mend.endswith(f"-m jupyterlab.labextensions enable {MANAGER}:plugin --level=user")
    assert f"anywidget 0.1.0 in {folder} does not fit anywidget" in version.words
    assert version.mend == mending.unset("JUPYTER_PATH")
    assert switched.words.startswith("anywidget is disabled")


def disable(home: Path, *names: str) -> None:
    """Disable extensions as a learner would."""
    folder = home / ".jupyter" / "labconfig"
    folder.mkdir(parents=True)
    page = {"disabledExtensions": dict.fromkeys(names, True)}
    (folder / "page_config.json").write_text(json.dumps(page))


def bring(share: Path, name: str, version: str) -> Path:
    """Put an extension where JupyterLab looks first."""
    folder = share / "labextensions" / name
    (folder / "static").mkdir(parents=True)
    (folder / "static" / "entry.js").touch()
    built = {"_build": {"load": "static/entry.js", "extension": "./extension"}}
    about = {"name": name, "version": version, "jupyterlab": built}
    (folder / "package.json").write_text(json.dumps(about))
    return folder


def test_extensions_that_cannot_be_read_are_a_fault(home: Path) -> None:
    folder = home / "share" / "labextensions" / "torn"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text("{")
    found = only_fault(front_end.look(installation(home, variables={"JUPYTER_PATH": str(home / "share")})))
    assert found.words.startswith("JupyterLab's extensions cannot be read: JSONDecodeError")


def told(**changed: Any) -> dict[str, Any]:
    """What JupyterLab says where all is well, with changes."""
    versions = {MANAGER: "5.0.16", "anywidget": str(front_end.installed("anywidget"))}
    extensions = {name: {"version": text, "place": "/x", "whole": True} for name, text in versions.items()}
    return {"core": True, "extensions": extensions, "disabled": [], "levels": {}} | changed


def look(here: Installation, monkeypatch: pytest.MonkeyPatch, **changed: Any) -> Any:
    monkeypatch.setattr(front_end, "ask", answering(told(**changed)))
    return front_end.look(here)


def test_missing_extensions_are_each_brought_by_their_package(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, anywidget = faults(look(here, monkeypatch, extensions={}))
    assert manager.words == f"{MANAGER} is not where JupyterLab looks: no picture can move."
    assert "jupyterlab_widgets==" in manager.mend
    assert "anywidget==" in anywidget.mend


def test_an_extension_that_lacks_files_is_told(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    torn = told()["extensions"]
    torn["anywidget"]["whole"] = False
    found = only_fault(look(here, monkeypatch, extensions=torn))
    assert "anywidget lacks files in /x" in found.words
    assert "anywidget==" in found.mend


def test_pages_that_are_missing_are_told(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "jupyterlab==" in only_fault(look(here, monkeypatch, core=False)).mend


def test_what_is_disabled_for_all_is_enabled_where_it_was_disabled(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels = {"user": [], "system": ["anywidget"]}
    found = only_fault(look(here, monkeypatch, disabled=["other", "anywidget"], levels=levels))
    assert found.mend.endswith("enable anywidget --level=system")


def test_without_jupyterlab_it_is_left_to_the_packages(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_end, "installed", lambda name: None)
    (found,) = front_end.look(here)
    assert found.mark == "remark"


@pytest.mark.parametrize(
    ("shown", "package", "extension", "does"),
    [
        ("ipywidgets", "8.1.5", "5.0.13", True),
        ("ipywidgets", "8.1.5", "3.1.11", False),
        ("ipywidgets", "7.8", "3.1.11", True),
        ("anywidget", "0.11.0", "0.11.3", True),
        ("anywidget", "0.11.0", "0.9.21", False),
    ],
)
def test_versions_fit_as_their_authors_say(shown: str, package: str, extension: str, does: bool) -> None:
    assert front_end.fits(shown, package, extension) is does
