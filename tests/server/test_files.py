"""Live views leave a notebook when it is saved, and come back while their kernel runs, whatever saves it."""

import asyncio
import copy
import json
import logging
from inspect import isawaitable
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager, LargeFileManager
from jupyterlab_jupytext import load_jupyter_server_extension as load_jupytext
from traitlets.config import Config, Configurable

from lessons_lib.saving import LIVE_VIEW, REMARK, own_id
from lessons_lib.server import CONNECTION, _load_jupyter_server_extension, wrap

VIEW = {"model_id": own_id(), "version_major": 2, "version_minor": 0}
PLAIN = {**VIEW, "model_id": "abc"}
STATE = "application/vnd.jupyter.widget-state+json"


def picture(view=VIEW):
    data = {"text/plain": "A line.", "image/png": "iVBO", LIVE_VIEW: view}
    return {"output_type": "display_data", "metadata": {"image/png": {"alt": "A line."}}, "data": data}


def notebook(*shown):
    printed = {"output_type": "stream", "name": "stdout", "text": "4"}
    cell = {"cell_type": "code", "id": "first", "metadata": {}, "source": "f", "execution_count": 1}
    words = {"cell_type": "markdown", "id": "words", "metadata": {}, "source": "Hello."}
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [words, {**cell, "outputs": [printed, *shown]}]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def model(*shown):
    return {"type": "notebook", "format": "json", "content": notebook(*(shown or [picture()]))}


class Server(Configurable):
    """As much of a server as files ask: one kernel, in one process, for one notebook."""

    def __init__(self, kind, root, jupytext=""):
        super().__init__(config=Config())
        self.kernel, self.process, self.path = "k", 1, "a.ipynb"
        self.session_manager = self.kernel_manager = self.io_loop = self
        self.later, self.log = [], logging.getLogger("server")
        self.contents_manager_class = kind
        self.contents_manager = kind(root_dir=str(root), parent=self)
        self.root = root
        self.web_app = SimpleNamespace(settings={CONNECTION: object})
        if jupytext == "before":
            self.load_jupytext()
        _load_jupyter_server_extension(self)
        if jupytext == "after":
            self.load_jupytext()
        for call, *arguments in self.later:
            call(*arguments)

    def load_jupytext(self):
        load_jupytext(self)
        self.contents_manager.root_dir = str(self.root)

    def add_callback(self, *call):
        self.later.append(call)

    async def list_sessions(self):
        return [{"path": self.path, "kernel": {"id": self.kernel}}] if self.kernel else []

    def get_kernel(self, _kernel):
        return SimpleNamespace(provisioner=SimpleNamespace(pid=self.process))

    def save(self, given=None, path="/a.ipynb"):
        waited(self.contents_manager.save(given or model(), path))

    def open(self, path="/a.ipynb"):
        return waited(self.contents_manager.get(path))["content"]


def waited(found):
    async def whole():
        return await found

    return asyncio.run(whole()) if isawaitable(found) else found


MANAGERS = [
    (kind, when) for kind in (AsyncLargeFileManager, LargeFileManager) for when in ("", "before", "after")
]


@pytest.fixture(params=MANAGERS, ids=lambda each: f"{each[0].__name__} {each[1] and f'jupytext {each[1]}'}")
def server(request, tmp_path, monkeypatch):
    monkeypatch.setattr("lessons_lib.server.connection.prompt", lambda usual: usual)
    return Server(request.param[0], tmp_path, request.param[1])


def kinds(content, number=1):
    return set(content["cells"][1]["outputs"][number]["data"])


def remarks(content):
    return [output for output in content["cells"][1]["outputs"] if REMARK in output.get("metadata", {})]


def test_the_file_holds_no_live_view(server, tmp_path):
    server.save()
    assert kinds(json.loads((tmp_path / "a.ipynb").read_text())) == {"text/plain", "image/png"}


@pytest.mark.parametrize("path", ["a.ipynb", "/a.ipynb"])
def test_while_the_kernel_runs_the_view_comes_back(server, path):
    server.save(path=path)
    for asked in ("a.ipynb", "/a.ipynb"):
        content = server.open(asked)
        assert content["cells"][1]["outputs"][1]["data"][LIVE_VIEW] == VIEW
        assert not remarks(content)


def test_a_renamed_notebook_has_its_views(server):
    server.save()
    waited(server.contents_manager.rename("a.ipynb", "b.ipynb"))
    server.path = "b.ipynb"
    assert LIVE_VIEW in kinds(server.open("b.ipynb"))


def test_a_copy_has_no_views_of_a_kernel_that_is_not_its_own(server):
    server.save()
    waited(server.contents_manager.copy("a.ipynb", "copy.ipynb"))
    assert kinds(server.open("copy.ipynb")) == {"text/plain", "image/png"}


@pytest.mark.parametrize("change", [{"process": 2}, {"kernel": "other"}, {"kernel": ""}, {"process": None}])
def test_another_kernel_gets_the_stored_picture(server, change):
    server.save()
    for name, value in change.items():
        setattr(server, name, value)
    assert kinds(server.open()) == {"text/plain", "image/png"}


def test_without_a_kernel_nothing_is_remembered(server):
    server.kernel = ""
    server.save()
    assert kinds(server.open()) == {"text/plain", "image/png"}
    assert not remarks(server.open())


def test_a_page_opened_before_its_first_save_is_told_to_run_the_cell_and_the_file_is_not(server, tmp_path):
    stored = picture()
    del stored["data"][LIVE_VIEW]
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook(stored)))
    content = server.open()
    (told,) = remarks(content)
    assert "run its cell" in told["data"]["text/markdown"]
    server.save({**model(), "content": content})
    assert not remarks(json.loads((tmp_path / "a.ipynb").read_text()))


def test_other_files_pass_untouched(server):
    text = {"type": "file", "format": "text", "content": "Hello."}
    server.save(copy.deepcopy(text), "a.txt")
    assert server.open("a.txt") == "Hello."


KINDS = ("text/plain", "image/png", "text/html")
DATA = st.dictionaries(st.sampled_from(KINDS), st.just("...")).map(lambda data: {**data, LIVE_VIEW: PLAIN})
SHOWN = st.builds(lambda data: {**picture(), "data": data}, DATA)


@settings(max_examples=20)
@given(st.lists(SHOWN, max_size=3), st.booleans())
def test_a_notebook_of_plain_widgets_is_saved_byte_for_byte(tmp_path_factory, shown, with_state):
    root = tmp_path_factory.mktemp("plain")
    plain = AsyncLargeFileManager(root_dir=str(root))
    server = SimpleNamespace(
        contents_manager=AsyncLargeFileManager(root_dir=str(root)), config=Config(), log=None,
        web_app=SimpleNamespace(settings={CONNECTION: type("Other", (), {})}),
    )  # fmt: skip
    wrap(server)
    server.contents_manager._kernel_of = lambda path: ("k", 1)
    content = notebook(*shown)
    if with_state:
        content["metadata"]["widgets"] = {STATE: {"state": {"abc": {"model_name": "FloatSliderModel"}}}}
    for name, manager in (("plain.ipynb", plain), ("ours.ipynb", server.contents_manager)):
        given_model = {"type": "notebook", "format": "json", "content": copy.deepcopy(content)}
        waited(manager.save(given_model, name))
    assert (root / "plain.ipynb").read_bytes() == (root / "ours.ipynb").read_bytes()
    assert (
        waited(server.contents_manager.get("ours.ipynb"))["content"]
        == waited(plain.get("ours.ipynb"))["content"]
    )
