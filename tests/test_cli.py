from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import nbformat
import pytest
import websocket
from jupyter_core.paths import jupyter_runtime_dir

from lessons_lib import cli, workspace
from lessons_lib.cli import _lab
from lessons_lib.saving import LIVE_VIEW, own_id

TOKEN = "a-token-of-this-test"
NOTIFICATIONS = "lab/api/settings/@jupyterlab/apputils-extension:notification"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "course" / "notebooks"
    folder.mkdir(parents=True)
    nbformat.write(nbformat.v4.new_notebook(), folder / "00-start-here.ipynb")
    monkeypatch.setattr(workspace, "pristine", lambda: folder)
    return folder


def options(*passed_on: str) -> list[str]:
    return _lab.server_arguments(Path("copy"), passed_on)


def test_the_first_lesson_opens_in_the_working_copy() -> None:
    assert "--ServerApp.root_dir=copy" in options()
    assert "--LabApp.default_url=/lab/tree/00-start-here.ipynb" in options()


def test_what_is_passed_on_wins_and_stands_once() -> None:
    given = options("--no-browser", "--LabApp.default_url=/lab")
    assert [option for option in given if "default_url" in option] == ["--LabApp.default_url=/lab"]
    assert given.count("--no-browser") == 1


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"DISPLAY": "", "WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_browser_is_opened_only_where_there_is_a_screen(
    platform: str, variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(_lab.sys, "platform", platform)
    assert ("--no-browser" in options()) is not expected


@pytest.mark.parametrize(("user", "expected"), [(0, True), (1000, False)])
def test_root_is_allowed_only_to_root(user: int, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_lab.os, "geteuid", lambda: user, raising=False)
    assert ("--allow-root" in options()) is expected


def test_settings_of_the_learner_come_after_ours() -> None:
    variables = _lab.server_environment({"JUPYTER_CONFIG_PATH": "theirs"})
    paths = variables["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert paths[1:] == ["theirs"]
    assert (Path(paths[0]) / "jupyter_server_config.json").exists()
    assert len(_lab.server_environment({})["JUPYTER_CONFIG_PATH"].split(os.pathsep)) == 1


def test_kernels_find_the_same_folder_from_wherever_they_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LESSONS_HOME", "calculus")
    assert _lab.server_environment(os.environ)["LESSONS_HOME"] == str(tmp_path / "calculus")
    assert "LESSONS_HOME" not in _lab.server_environment({})


def test_reset_says_what_it_did(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reset", "00"]) == 0
    assert "00-start-here is as new" in capsys.readouterr().out


def test_an_error_is_one_sentence(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reset", "99"]) == 1
    assert capsys.readouterr().err == '"99" is not one lesson: name one of 00-start-here.\n'


def test_a_missing_jupyterlab_is_one_sentence(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_lab.importlib.util, "find_spec", lambda name: None)
    assert cli.main(["lab"]) == 1
    assert "make setup" in capsys.readouterr().err


def test_a_newer_lesson_is_told_before_the_server_starts(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(_lab, "_serve", lambda given: started.append(given) or 0)
    monkeypatch.setattr(_lab.os, "environ", dict(os.environ))
    workspace.prepare()
    (workspace.notebooks() / "00-start-here.ipynb").write_text("edited")
    nbformat.write(nbformat.v4.new_notebook(metadata={"new": 1}), course / "00-start-here.ipynb")
    assert cli.main(["lab", "--port", "9000"]) == 0
    assert "lessons reset 00" in capsys.readouterr().out
    assert started[0][-2:] == ["--port", "9000"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real thing, as `make lab` starts it, where the first port it tries is taken: its address."""
    home = tmp_path_factory.mktemp("learner")
    log = home / "log"
    with socket.create_server(("127.0.0.1", 0)) as taken, log.open("w") as out:
        process = start(home, taken.getsockname()[1], out)
        try:
            yield address(process, log)
        finally:
            process.terminate()
            process.wait(30)
    assert "Traceback" not in log.read_text()


def start(home: Path, port: int, out: IO[str]) -> subprocess.Popen[bytes]:
    variables = {**os.environ, "LESSONS_HOME": str(home), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    given = ["--port", str(port), f"--IdentityProvider.token={TOKEN}"]
    command = [sys.executable, "-m", "lessons_lib.cli", "lab", *given]
    return subprocess.Popen(command, env=variables, stdout=out, stderr=subprocess.STDOUT)


def answers(told: dict[str, Any]) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex((told["hostname"], told["port"])) == 0


def address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the server has written down where it answers, and answers there."""
    about = Path(jupyter_runtime_dir()) / f"jpserver-{process.pid}.json"
    for _ in range(300):
        if about.exists() and (text := about.read_text()) and answers(told := json.loads(text)):
            return str(told["url"])
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def ask(base: str, path: str, send: dict[str, Any] | None = None, method: str = "GET") -> Any:
    body = json.dumps(send).encode() if send else None
    headers = {"Authorization": f"token {TOKEN}"}
    request = urllib.request.Request(base + path, data=body, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or "null")


def test_the_server_listens_on_this_machine_only_on_the_next_free_port(server: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server)


def test_the_server_needs_its_token(server: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(server + "api/contents")


def test_the_server_shows_the_working_copy(server: str) -> None:
    names = [entry["name"] for entry in ask(server, "api/contents")["content"]]
    assert "00-start-here.ipynb" in names
    assert not [name for name in names if not re.fullmatch(r"\d\d-[a-z-]+\.ipynb", name)]


def test_the_server_asks_nobody_for_news_or_updates(server: str) -> None:
    assert ask(server, "lab/api/news") == {"news": []}
    assert ask(server, "lab/api/update") == {"notification": None}
    defaults = ask(server, NOTIFICATIONS)["schema"]["properties"]
    assert defaults["fetchNews"]["default"] == "false"
    assert defaults["checkForUpdates"]["default"] is False


def execute(code: str) -> dict[str, Any]:
    """Return the message that asks a kernel to run code."""
    header = {"msg_id": "1", "msg_type": "execute_request", "session": "s", "username": "", "version": "5.3"}
    rest = {"parent_header": {}, "metadata": {}, "channel": "shell", "buffers": []}
    return {"header": header, "content": {"code": code}, **rest}


def printed(address: str, code: str) -> str:
    """Return what code prints in the kernel behind a WebSocket."""
    channel = websocket.create_connection(address, timeout=30, header=[f"Authorization: token {TOKEN}"])
    try:
        channel.send(json.dumps(execute(code)))
        answers = (json.loads(channel.recv()) for _ in range(50))
        return str(next(found for found in answers if found["msg_type"] == "stream")["content"]["text"])
    finally:
        channel.close()


def test_a_kernel_answers_through_the_server_over_encrypted_channels(server: str) -> None:
    kernel = ask(server, "api/kernels", {"name": "python3"}, "POST")["id"]
    address = f"ws{server.removeprefix('http')}api/kernels/{kernel}/channels"
    code = "import ipykernel; print('curve_publickey' in open(ipykernel.get_connection_file()).read())"
    try:
        assert printed(address, code) == "True\n"
    finally:
        ask(server, f"api/kernels/{kernel}", {}, "DELETE")


def test_the_server_saves_pictures_without_their_live_views(server: str) -> None:
    data = {"image/png": "iVBO", "text/plain": "a caption", LIVE_VIEW: {"model_id": own_id()}}
    cell = nbformat.v4.new_code_cell("f", outputs=[nbformat.v4.new_output("display_data", data)])
    book = nbformat.v4.new_notebook(cells=[cell], metadata={"kept": 1})
    ask(server, "api/contents/saved.ipynb", {"type": "notebook", "format": "json", "content": book}, "PUT")
    stored = ask(server, "api/contents/saved.ipynb")["content"]
    assert set(stored["cells"][0]["outputs"][0]["data"]) == {"image/png", "text/plain"}
    assert stored["metadata"] == {"kept": 1}
