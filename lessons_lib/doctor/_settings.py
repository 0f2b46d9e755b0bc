"""JupyterLab's settings: ours are found, and nothing of the learner's undoes them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lessons_lib.server import CONNECTION
from lessons_lib.server import MODULE as EXTENSION

from . import _mending as mending
from ._asking import Answer, ask
from ._finding import Finding, fault, ok, remark
from ._installation import Installation
from ._packages import installed, mend_import
from ._probe import KERNEL, SETTINGS

# What is lost where another value wins.
_LOST = {"ip": "the lessons may be open to other machines"}
_OFF = "pictures follow half as fast, and are dead after the page is reloaded"
Told = dict[str, dict[str, Any]]


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of settings."""
    if installed("jupyterlab") is None:
        yield remark("not looked at, since JupyterLab is missing.")
        return
    if here.variables.get("JUPYTER_NO_CONFIG"):
        words = "JUPYTER_NO_CONFIG is set: JupyterLab reads no settings, not even the course's."
        yield fault(words, mending.unset("JUPYTER_NO_CONFIG"))
        return
    answer = ask(here, "settings").whole()
    found = [*_found(answer, here)]
    yield from found or [ok("the course's own come first, and none of yours undoes them.")]


def _found(answer: Answer, here: Installation) -> Iterator[Finding]:
    if "settings" not in answer:
        mend = mend_import("jupyterlab", answer, here)
        yield fault(f"JupyterLab does not say what it reads: {answer.get('error')}.", mend)
        return
    told = answer["settings"]
    yield from _of_ours(told, answer["places"], here)
    yield from _of_extension(answer, here)
    yield from _of_kernels(told, answer["places"], here)
    if answer.get("unreadable"):
        words = f"a file of your own settings of Jupyter cannot be read: {answer['unreadable']}."
        yield remark(words, _unreadable(answer["places"], here))


def _of_extension(answer: Answer, here: Installation) -> Iterator[Finding]:
    """Tell where the course's part of the server is missing or switched off, or cannot do all it should."""
    if answer.get("extension") is None:
        words = f"the server does not know the course's extension, {EXTENSION}: {_OFF}."
        yield fault(words, mending.again(here))
    elif not answer["extension"]:
        words = f"the server's extension {EXTENSION} is switched off: {_OFF}."
        yield fault(words, mending.python(here, f"-m jupyter server extension enable {EXTENSION} --user"))
    if answer.get("fits") is False:
        words = "your settings name a connection to kernels that stays as it is: pictures follow more slowly."
        yield remark(words, _undo(CONNECTION, answer["places"], here))


def _of_kernels(told: Told, places: list[str], here: Installation) -> Iterator[Finding]:
    """Tell of settings that take the lessons' kernel away, or to another machine."""
    allowed = told.get("KernelSpecManager", {}).get("allowed_kernelspecs")
    if allowed and KERNEL not in str(allowed):
        words = f"your settings allow only the kernels {allowed}, and lessons need {KERNEL}."
        yield fault(words, _undo("allowed_kernelspecs", places, here))
    if told.get("GatewayClient", {}).get("url") or here.variables.get("JUPYTER_GATEWAY_URL"):
        yield remark(
            "by your settings kernels run on another machine: the course must be installed there too, "
            "and pictures follow more slowly."
        )


def _of_ours(told: Told, places: list[str], here: Installation) -> Iterator[Finding]:
    """Tell of each of our settings that another value wins over."""
    ours = json.loads(SETTINGS.read_text(encoding="utf-8"))
    for section, key, value in (
        (section, *pair) for section, pairs in ours.items() for pair in pairs.items()
    ):
        found = told.get(section, {}).get(key)
        if found == value:
            continue
        words = f"{section}.{key} is {found!r} instead of {value!r}"
        if key in _LOST:
            yield fault(f"{words}: {_LOST[key]}.", _undo(key, places, here))
        else:
            yield remark(f"{words}.")


def _undo(key: str, places: list[str], here: Installation) -> str:
    """Return what puts aside the first file of settings that names one of them."""
    for file in _files(places):
        if key in file.read_text(encoding="utf-8", errors="replace"):
            return mending.aside(file, here)
    return mending.unset("JUPYTER_CONFIG_PATH")


def _unreadable(places: list[str], here: Installation) -> str:
    """Return what puts aside the first file of settings that is not even well formed, or else all of them."""
    for file in _files(places):
        if not _is_well_formed(file):
            return mending.aside(file, here)
    return mending.aside(next(iter(_files(places)), SETTINGS), here)


def _files(places: list[str]) -> list[Path]:
    """Return the learner's own files of settings, those that win first."""
    found = (file for place in places for file in sorted(Path(place).glob("jupyter_*config.*")))
    return [file for file in found if file != SETTINGS and file.suffix in {".py", ".json"}]


def _is_well_formed(file: Path) -> bool:
    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        ast.parse(text) if file.suffix == ".py" else json.loads(text)
    except (ValueError, SyntaxError):
        return False
    return True
