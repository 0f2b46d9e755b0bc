from __future__ import annotations

import copy
import subprocess
import sys
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lessons_lib.saving import LIVE_VIEW, drop_live_views, pre_save_hook

KINDS = ("text/plain", "image/png", "text/html", "application/json", LIVE_VIEW)
outputs = st.fixed_dictionaries(
    {"output_type": st.just("display_data"), "data": st.dictionaries(st.sampled_from(KINDS), st.just("..."))}
)


def notebook(*found: dict[str, Any]) -> dict[str, Any]:
    cells = [
        {"cell_type": "markdown", "source": ""},
        {"cell_type": "code", "source": "f", "outputs": list(found)},
    ]
    return {
        "nbformat": 4,
        "metadata": {"widgets": {"state": 1}, "kernelspec": {"name": "python3"}},
        "cells": cells,
    }


def data_of(book: dict[str, Any]) -> list[dict[str, Any]]:
    return [output.get("data", {}) for output in book["cells"][1]["outputs"]]


@given(st.lists(outputs, max_size=4))
def test_only_live_views_with_a_stand_in_and_the_state_go(found: list[dict[str, Any]]) -> None:
    before = notebook(*found)
    after = copy.deepcopy(before)
    pre_save_hook(model={"type": "notebook", "content": after}, path="a.ipynb", contents_manager=None)
    assert after["metadata"] == {"kernelspec": {"name": "python3"}}
    for old, new in zip(data_of(before), data_of(after), strict=True):
        has_stand_in = "image/png" in old or "text/html" in old
        gone = {LIVE_VIEW} & set(old) if has_stand_in else set()
        assert new == {kind: value for kind, value in old.items() if kind not in gone}


def test_a_live_view_alone_is_left_unless_asked() -> None:
    book = notebook({"output_type": "display_data", "data": {LIVE_VIEW: {}, "text/plain": "slider"}})
    drop_live_views(book)
    assert data_of(book) == [{LIVE_VIEW: {}, "text/plain": "slider"}]
    drop_live_views(book, keep_alone=False)
    assert data_of(book) == [{"text/plain": "slider"}]


def test_streams_errors_and_other_files_pass_untouched() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "3"}
    book = notebook(stream)
    pre_save_hook(model={"type": "notebook", "content": book})
    assert book["cells"][1]["outputs"] == [stream]
    for model in (
        {"type": "file", "content": "x"},
        {"type": "notebook"},
        {"type": "directory", "content": []},
    ):
        before = copy.deepcopy(model)
        pre_save_hook(model=model)
        assert model == before


def test_the_hook_brings_nothing_heavy_into_a_server() -> None:
    asked = (
        "import sys; from lessons_lib import saving;"
        "print([m for m in ('numpy', 'sympy', 'matplotlib', 'ipywidgets', 'anywidget') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
