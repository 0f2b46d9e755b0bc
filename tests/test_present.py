from __future__ import annotations

import copy
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_core.paths import jupyter_path
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lessons_lib import cli, contents, workspace
from lessons_lib.cli import _present
from lessons_lib.present import PortError, _ports, free_port, stage, staged
from lessons_lib.present._server import environment, settings
from lessons_lib.server.connection import PromptConnection
from tests.browser.server import free_port as any_port
from tools.lesson_source import ROOT

LESSONS = [ROOT / "notebooks" / each.notebook for each in contents.LESSONS]
LINK = re.compile(r"\]\((\d\d-[\w-]+\.ipynb)#([^)\s]+)\)")
GUESS = "predict.number('How steep?', 2, name='here')"


def lesson(*cells: str) -> dict[str, Any]:
    """Return a notebook: text begins with a heading or a word, code with a `%`, an answer with a `!`."""
    made = [
        new_code_cell(text[1:], metadata={"tags": ["guess-answer"] if text[0] == "!" else []})
        if text[0] in "%!"
        else new_markdown_cell(text)
        for text in cells
    ]
    return json.loads(nbformat.writes(new_notebook(cells=made)))


def said(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {cell["source"]: cell["metadata"]["present"] for cell in staged(notebook)["cells"]}


def read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def present(path: Path) -> list[dict[str, Any]]:
    return [cell["metadata"]["present"] for cell in staged(read(path))["cells"]]


def text(notebook: dict[str, Any]) -> str:
    return "".join("".join(cell["source"]).rstrip() for cell in notebook["cells"])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_staged_lesson_says_what_the_lesson_says_and_nothing_stored(path: Path) -> None:
    notebook = read(path)
    before = copy.deepcopy(notebook)
    shown = staged(notebook)
    assert notebook == before
    nbformat.validate(shown)
    bare = {"cells": [cell for cell in shown["cells"] if cell["metadata"]["present"]]}
    assert re.sub(r"\s", "", text(bare)) == re.sub(r" · core$|\s", "", text(notebook), flags=re.MULTILINE)
    assert [cell["outputs"] for cell in shown["cells"] if cell.get("outputs")] == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_pages_and_covers_begin_and_end_in_turn(path: Path) -> None:
    marks = present(path)
    opened = [mark["opens"]["number"] for mark in marks if "opens" in mark]
    assert opened == list(range(len(opened)))
    assert len(opened) == sum(mark.get("closes", False) for mark in marks)
    covers = [kind for mark in marks for kind in ("covers", "uncovers") if mark.get(kind)]
    assert covers == ["covers", "uncovers"] * (len(covers) // 2)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_answer_waits_for_a_guess_that_was_asked_before_it(path: Path) -> None:
    asked = 0
    for cell in staged(read(path))["cells"]:
        mark = cell["metadata"]["present"]
        asked = mark.get("guess", asked)
        hidden = cell["metadata"].get("jupyter", {}).get("outputs_hidden", False)
        assert bool(mark.get("waits")) >= hidden
        assert all(1 <= guess <= asked for guess in mark.get("waits", []))


def test_every_link_to_a_heading_leads_to_a_page() -> None:
    anchors = {
        path.name: {mark["opens"]["anchor"] for mark in present(path) if "opens" in mark} for path in LESSONS
    }
    links = [link for path in LESSONS for link in LINK.findall(text(read(path)))]
    assert links
    assert [link for link in links if link[1] not in anchors[link[0]]] == []


def test_a_page_begins_at_each_heading_of_the_first_three_levels() -> None:
    pages = said(lesson("# Title\n\nText.\n\n## 1. One · core\n\nMore.\n\n### Two\n\n#### Three", "%1"))
    titles = [mark["opens"]["title"] for mark in pages.values() if "opens" in mark]
    assert titles == ["Title", "1. One", "Two"]
    assert "## 1. One\n\nMore.\n\n" in pages


def test_what_looks_like_a_heading_in_code_is_none() -> None:
    pages = said(lesson("# Title\n\n```\n# no heading\n```\n"))
    assert sum("opens" in mark for mark in pages.values()) == 1


def test_further_holds_for_the_pages_beneath() -> None:
    cells = ("# T", "## 1. A · core", "### Further: b", "### C", "## 2. D · further", "### E", "## Recap")
    marks = [mark["opens"] for mark in said(lesson(*cells)).values() if "opens" in mark]
    assert [mark["title"] for mark in marks if mark["further"]] == ["Further: b", "2. D", "E"]


def test_what_was_seen_waits_for_all_guesses_of_its_subject() -> None:
    cells = (
        "# T", "## A", f"%{GUESS}", "!1", "### B", f"%{GUESS} # again", "!2", "### What you saw: C",
        "## D", "!3", "### What you saw: E",
    )  # fmt: skip
    marks = said(lesson(*cells))
    assert [marks[cell]["waits"] for cell in ("1", "2", "### What you saw: C")] == [[1], [2], [1, 2]]
    assert marks["### What you saw: C"]["covers"] == "Hidden until the guesses before this page are revealed."
    assert marks["1"]["covers"] == "Hidden until the guess above is revealed."
    assert marks["3"]["waits"] == marks["### What you saw: E"]["waits"] == []


def test_answers_side_by_side_are_one_cover() -> None:
    marks = said(lesson("# T", f"%{GUESS}", "!1", "!2", "Text.", "!3"))
    assert ["covers" in marks[cell] for cell in "123"] == [True, False, True]
    assert [marks[cell]["uncovers"] for cell in "123"] == [False, True, True]


def test_pictures_are_enlarged_before_the_first_one() -> None:
    cells = staged(lesson("# T", "%explore"))["cells"]
    assert "classroom()" in cells[1]["source"]


def test_all_lessons_are_staged(tmp_path: Path) -> None:
    assert stage(ROOT / "notebooks", tmp_path) == [path.name for path in LESSONS]
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in LESSONS]


def test_voila_is_here_alone_and_reads_nobody_elses_settings(tmp_path: Path) -> None:
    told = settings(tmp_path, 8866)
    assert told.Voila.ip == "127.0.0.1"
    assert told.Voila.config_file_paths == []
    assert issubclass(told.Voila.kernel_websocket_connection_class, PromptConnection)
    assert told.VoilaConfiguration.strip_sources is True
    assert told.Voila.tornado_settings["allow_remote_access"] is False


def test_a_page_may_ask_this_machine_only(tmp_path: Path) -> None:
    policy = settings(tmp_path, 8866).Voila.tornado_settings["headers"]["Content-Security-Policy"]
    sources = {word for rule in policy.split("; ") for word in rule.split()[1:]}
    here = {"'self'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
    assert sources - here == {"ws://127.0.0.1:*", "ws://localhost:*"}


def test_our_template_is_found_first(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = environment({"JUPYTER_PATH": "theirs"})
    assert variables["JUPYTER_PATH"].split(os.pathsep)[1:] == ["theirs"]
    assert len(environment({})["JUPYTER_PATH"].split(os.pathsep)) == 1
    monkeypatch.setenv("JUPYTER_PATH", variables["JUPYTER_PATH"])
    assert (Path(jupyter_path("nbconvert", "templates")[0]) / "lessons" / "index.html.j2").exists()


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_left_to_its_owner(taken: int) -> None:
    assert free_port(taken) > taken


def test_no_port_left_is_one_sentence(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_ports, "_TRIED", 1)
    with pytest.raises(PortError, match=f"No port from {taken} on is free: name another with --port"):
        free_port(taken)


Served = list[tuple[list[str], str, int, Callable[[str], None]]]


@pytest.fixture
def serves(monkeypatch: pytest.MonkeyPatch) -> Served:
    served: Served = []

    def serve(folder: Path, shown: str, port: int, on_open: Callable[[str], None]) -> None:
        served.append((sorted(path.name for path in folder.iterdir()), shown, port, on_open))
        on_open(f"http://127.0.0.1:{port}/")

    monkeypatch.setattr(_present, "_serve", serve)
    monkeypatch.setattr(_present.os, "environ", dict(os.environ))
    return served


def test_the_lesson_is_served_from_a_folder_that_goes_again(
    serves: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["present", "03", "--no-browser", "--port", str(any_port())]) == 0
    ((names, shown, port, _),) = serves
    assert (names, shown) == ([path.name for path in LESSONS], "03-gradients")
    own = Path(_present.os.environ["LESSONS_HOME"])
    assert own.parent.parent == Path(tempfile.gettempdir())
    assert not own.parent.exists()
    out = capsys.readouterr().out
    assert f"Presenting 03-gradients at http://127.0.0.1:{port}/ (Ctrl-C ends it)." in out
    assert "none is kept" in out


def test_a_taken_port_is_told(serves: Served, taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["present", "03", "--no-browser", "--port", str(taken)]) == 0
    assert capsys.readouterr().out.startswith(f"Port {taken} is taken; {serves[0][2]} is free.\n")


@pytest.mark.parametrize(
    ("screen", "options", "opens"), [(True, [], True), (True, ["--no-browser"], False), (False, [], False)]
)
def test_the_browser_opens_where_there_is_a_screen(
    serves: Served, monkeypatch: pytest.MonkeyPatch, screen: bool, options: list[str], opens: bool
) -> None:
    opened = threading.Event()
    monkeypatch.setattr(_present, "has_screen", lambda platform, variables: screen)
    monkeypatch.setattr(_present.webbrowser, "open", lambda address: opened.set())
    cli.main(["present", "03", "--port", str(any_port()), *options])
    assert opened.wait(10 if opens else 0.1) is opens


@pytest.mark.parametrize("asked", ["99", "nought", "gradient", ""])
def test_a_lesson_that_there_is_not_is_one_sentence(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["present", asked]) == 2
    names = ", ".join(path.stem for path in LESSONS)
    assert capsys.readouterr().err == f'"{asked}" is not one lesson: name one of {names}.\n'


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8o8o", "80.5", "²"])
def test_a_bad_port_is_one_sentence(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["present", "03", f"--port={port}"])
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert f"{port} is no port, which is a number from 1 to 65535" in error
    assert error.count("\n") == 1


def test_no_port_at_all_is_one_sentence(
    serves: Served, taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_ports, "_TRIED", 1)
    assert cli.main(["present", "03", "--port", str(taken)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert serves == []


def test_a_missing_voila_is_one_sentence_with_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_present.importlib.util, "find_spec", lambda name: None)
    assert cli.main(["present", "03"]) == 1
    error = capsys.readouterr().err
    assert f"{sys.executable} -m pip install voila" in error
    assert error.count("\n") == 1


def test_a_course_without_lessons_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> Path:
        raise workspace.WorkspaceError("The lessons are not beside this package.")

    monkeypatch.setattr(workspace, "pristine", missing)
    assert cli.main(["present", "03"]) == 1
    assert capsys.readouterr().err == "The lessons are not beside this package.\n"


def refused(address: str, headers: dict[str, str]) -> bool:
    """Tell whether a page is kept from whoever asks: here one that came by another name of this machine."""
    try:
        urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60)
    except urllib.error.HTTPError as error:
        return error.code == 403
    return False


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_ends_it_with_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    port = any_port()
    command = [sys.executable, "-m", "lessons_lib.cli", "present", "03", "--no-browser", "--port", str(port)]
    variables = {**os.environ, "TMPDIR": str(tmp_path)}
    # What runs in the background of a shell is told to ignore Ctrl-C, and hands that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    server = subprocess.Popen(
        command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    signal.signal(signal.SIGINT, before)
    assert server.stdout is not None
    lines = [server.stdout.readline() for _ in range(3)]
    assert f"at http://127.0.0.1:{port}/" in lines[1]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/voila/static/voila.js", timeout=60) as script:
        assert script.status == 200
    assert refused(f"http://127.0.0.1:{port}/voila/render/03-gradients.ipynb", {"Host": "elsewhere.example"})
    assert list(tmp_path.glob("lessons-*/notebooks/03-gradients.ipynb"))
    server.send_signal(signal.SIGINT)
    rest, _ = server.communicate(timeout=60)
    assert server.returncode == 0
    assert rest.endswith("\nThe presentation has ended.\n")
    assert list(tmp_path.glob("lessons-*")) == []
