"""JupyterLab's settings: ours win, except over what is made to win."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from lessons_lib.doctor import Installation
from lessons_lib.doctor import _mending as mending
from lessons_lib.doctor import _settings as settings
from tests.doctor.world import answering, faults, installation, only_fault, remarks


@pytest.fixture
def own(home: Path) -> Path:
    """The learner's own folder of settings."""
    folder = home / ".jupyter"
    folder.mkdir()
    return folder


OWN = """
c.ServerApp.contents_manager_class = "jupyter_server.services.contents.filemanager.FileContentsManager"
c.ServerApp.port = 9000
CONNECTION = "jupyter_server.gateway.connections.GatewayWebSocketConnection"
c.ServerApp.kernel_websocket_connection_class = CONNECTION
c.GatewayClient.url = "http://hub.example"
"""


def test_of_a_learners_own_settings_those_that_undo_ours_are_told(own: Path, here: Installation) -> None:
    python, json, torn = (
        own / f"jupyter_{name}" for name in ("server_config.py", "config.json", "lab_config.py")
    )
    python.write_text(OWN)
    json.write_text('{"KernelSpecManager": {"allowed_kernelspecs": ["ir"]}}')
    torn.write_text("c.X = (")
    found = [*settings.look(here)]
    kernels = only_fault(found)
    assert "lessons need python3" in kernels.words
    assert kernels.mend == mending.aside(json, here)
    unreadable, gateway, slow = sorted(remarks(found), key=lambda each: each.words)
    assert "stays as it is: pictures follow more slowly" in slow.words
    assert slow.mend == mending.aside(python, here)
    assert "another machine" in gateway.words
    assert "cannot be read: SyntaxError" in unreadable.words
    assert unreadable.mend == mending.aside(torn, here)


def test_a_learners_own_settings_of_other_things_are_nobodys_business(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = json.loads(settings.SETTINGS.read_text(encoding="utf-8"))
    ours["ServerApp"]["port"] = 9000
    monkeypatch.setattr(settings, "ask", answering({"places": [], "settings": ours, "extension": True}))
    (found,) = settings.look(here)
    assert found.mark == "ok"


def test_a_server_that_reads_no_settings_is_told(home: Path) -> None:
    deaf = installation(home, variables={"JUPYTER_NO_CONFIG": "1"})
    assert only_fault(settings.look(deaf)).mend == mending.unset("JUPYTER_NO_CONFIG")


def test_settings_that_are_not_found_are_told_one_by_one(home: Path, here: Installation) -> None:
    found = [*settings.look(installation(home, variables={"JUPYTER_CONFIG_PATH": ""}))]
    assert len(faults(found)) == len(settings._LOST)
    assert any("ServerApp.ip is None" in each.words for each in found)


def test_an_extension_that_is_missing_or_switched_off_is_told(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = json.loads(settings.SETTINGS.read_text(encoding="utf-8"))
    for switch, mend in ((None, "-m pip install"), (False, "extension enable lessons_lib.server --user")):
        answer = answering({"places": [], "settings": ours, "extension": switch})
        monkeypatch.setattr(settings, "ask", answer)
        found = only_fault(settings.look(here))
        assert "dead after the page is reloaded" in found.words
        assert mend in found.mend


@pytest.mark.skipif(os.name == "nt", reason="a command of POSIX")
def test_a_file_put_aside_is_read_no_more(own: Path, here: Installation) -> None:
    file = own / "jupyter_server_config.py"
    file.write_text('c.ServerApp.ip = "0.0.0.0"')
    assert os.system(mending.aside(file, here)) == 0
    assert not file.exists()
    assert settings._files([str(own)]) == []


def test_no_answer_is_told(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ask", answering(trouble="Python itself ended (SIGSEGV)"))
    found = only_fault(settings.look(here))
    assert "SIGSEGV" in found.words
    assert "jupyterlab==" in found.mend
