"""Only our own live views leave a notebook that is saved or exported, and an exported page shows the PNG."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from lessons_lib.saving import LIVE_VIEW, OURS, REMARK, drop_live_views, own_id

STATE = "application/vnd.jupyter.widget-state+json"
KINDS = ("text/plain", "image/png", "text/html", "application/json")
VIEWS = st.sampled_from([{}, {LIVE_VIEW: {"model_id": "plain"}}, {LIVE_VIEW: {"model_id": own_id()}}])
data = st.builds(dict.__or__, st.dictionaries(st.sampled_from(KINDS), st.just("...")), VIEWS)
outputs = st.fixed_dictionaries({"output_type": st.just("display_data"), "data": data})


def notebook(*found: dict[str, Any]) -> dict[str, Any]:
    cells = [
        {"cell_type": "markdown", "source": ""},
        {"cell_type": "code", "source": "f", "outputs": list(found)},
    ]
    models = {"plain": {"model_name": "FloatSliderModel"}, own_id(): {"model_name": "AnyModel"}}
    metadata = {"widgets": {STATE: {"state": models}}, "kernelspec": {"name": "python3"}}
    return {"nbformat": 4, "metadata": metadata, "cells": cells}


@given(st.lists(outputs, max_size=4))
def test_only_our_live_views_with_a_stand_in_and_our_models_go(found: list[dict[str, Any]]) -> None:
    before = notebook(*found)
    after = copy.deepcopy(before)
    drop_live_views(after)
    assert after["metadata"]["widgets"][STATE]["state"] == {"plain": {"model_name": "FloatSliderModel"}}
    for old, new in zip(before["cells"][1]["outputs"], after["cells"][1]["outputs"], strict=True):
        view = old["data"].get(LIVE_VIEW, {}).get("model_id", "")
        has_stand_in = "image/png" in old["data"] or "text/html" in old["data"]
        gone = {LIVE_VIEW} if view.startswith(OURS) and has_stand_in else set()
        assert new["data"] == {kind: value for kind, value in old["data"].items() if kind not in gone}


def test_remarks_go_and_streams_and_errors_stay() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "3"}
    remark = {"output_type": "display_data", "data": {"text/markdown": "Run."}, "metadata": {REMARK: True}}
    book = notebook(stream, remark)
    drop_live_views(book)
    assert book["cells"][1]["outputs"] == [stream]


def test_it_brings_nothing_heavy_into_a_server() -> None:
    asked = (
        "import sys; from lessons_lib import saving, server;"
        "print([m for m in ('numpy', 'sympy', 'matplotlib', 'ipywidgets', 'anywidget') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


CELLS = (
    "from lessons_lib import explore, predict",
    'explore.secant("x^2", at=1, step=1)',
    'predict.number("How steep is x² at 1?", 2, name="exported")',
    "import ipywidgets\nipywidgets.IntSlider()",
)


def test_a_notebook_run_and_exported_shows_the_picture_offline_with_its_caption(tmp_path: Path) -> None:
    cells = [new_code_cell(text) for text in CELLS]
    nbformat.write(new_notebook(cells=cells), tmp_path / "shown.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", "shown.ipynb"]
    variables = {**os.environ, "LESSONS_HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "none")}
    subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, check=True)
    page = (tmp_path / "shown.html").read_text(encoding="utf-8")
    assert page.count('<img alt="Secant of x² at x = 1 with step h = 1') == 1
    assert "No description" not in page
    assert page.count("How steep is x² at 1?") == 2  # the code, and the card that stands still
    assert page.count(f'<script type="{LIVE_VIEW}"') == 1  # the plain slider
