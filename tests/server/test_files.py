"""Live views leave a notebook when it is saved, and come back while their kernel runs."""

import asyncio
import copy
import json
from types import SimpleNamespace

import pytest
from traitlets.config import Configurable

from lessons_lib.saving import LIVE_VIEW, pre_save_hook
from lessons_lib.server.files import LessonFiles, revive, views_of

VIEW = {"model_id": "abc"}


def picture():
    data = {"text/plain": "A line.", "image/png": "iVBO", LIVE_VIEW: VIEW}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def notebook():
    printed = {"output_type": "stream", "name": "stdout", "text": "4"}
    cell = {"cell_type": "code", "id": "first", "metadata": {}, "source": "f", "execution_count": 1}
    words = {"cell_type": "markdown", "id": "words", "metadata": {}, "source": "Hello."}
    cells = [words, {**cell, "outputs": [printed, picture()]}]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def model():
    return {"type": "notebook", "format": "json", "content": notebook()}


class Server(Configurable):
    """As much of a server as files ask: one kernel, in one process, for one notebook."""

    def __init__(self):
        super().__init__()
        self.kernel, self.process = "k", 1
        self.session_manager = self.kernel_manager = self

    async def list_sessions(self):
        return [{"path": "a.ipynb", "kernel": {"id": self.kernel}}] if self.kernel else []

    def get_kernel(self, _kernel):
        return SimpleNamespace(provisioner=SimpleNamespace(pid=self.process))


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def files(server, tmp_path):
    files = LessonFiles(root_dir=str(tmp_path), parent=server)
    files.register_pre_save_hook(pre_save_hook)
    return files


def saved(files):
    asyncio.run(files.save(model(), "a.ipynb"))
    return asyncio.run(files.get("a.ipynb"))["content"]


def kinds(content):
    return set(content["cells"][1]["outputs"][1]["data"])


def test_the_file_holds_no_live_view(files, tmp_path):
    saved(files)
    assert LIVE_VIEW not in kinds(json.loads((tmp_path / "a.ipynb").read_text()))


def test_while_the_kernel_runs_the_view_comes_back(files):
    assert saved(files)["cells"][1]["outputs"][1]["data"][LIVE_VIEW] == VIEW


@pytest.mark.parametrize("change", [{"process": 2}, {"kernel": "other"}, {"kernel": ""}])
def test_another_kernel_gets_the_stored_picture(files, server, change):
    saved(files)
    for name, value in change.items():
        setattr(server, name, value)
    again = asyncio.run(files.get("a.ipynb"))["content"]
    assert kinds(again) == {"text/plain", "image/png"}


def test_without_a_kernel_nothing_is_remembered(files, server):
    server.kernel = ""
    assert kinds(saved(files)) == {"text/plain", "image/png"}


def test_other_files_pass_untouched(files):
    text = {"type": "file", "format": "text", "content": "Hello."}
    asyncio.run(files.save(copy.deepcopy(text), "a.txt"))
    assert asyncio.run(files.get("a.txt"))["content"] == "Hello."


def test_views_go_and_come_back():
    whole, bare = model(), model()
    views = views_of(whole)
    pre_save_hook(bare)
    assert views_of(bare) == {}
    revive(bare, views)
    assert bare == whole
