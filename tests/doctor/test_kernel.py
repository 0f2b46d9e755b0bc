"""The kernel: a real one, and kernels that are another Python, gone, or do not answer."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lessons_lib.doctor import Installation
from lessons_lib.doctor import _kernel as kernel
from lessons_lib.doctor import _mending as mending
from lessons_lib.doctor._asking import LIMIT
from tests.doctor.world import answering, installation, only_fault, remarks

OWN = "-m ipykernel install --sys-prefix --name python3"


def named(folder: Path, python: Path | str) -> Installation:
    """An installation in which a kernel of the learner's own comes first."""
    spec = folder / "share" / "kernels" / "python3"
    spec.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    text = json.dumps({"argv": argv, "display_name": "mine", "language": "python"})
    (spec / "kernel.json").write_text(text)
    return installation(folder, variables={"JUPYTER_PATH": str(folder / "share")})


def test_a_kernel_whose_python_is_gone_is_told_with_the_place_that_names_it(home: Path) -> None:
    gone = home / "gone" / "python"
    found = only_fault(kernel.look(named(home, gone)))
    assert f"a Python that is not there, {gone}" in found.words
    assert found.mend == mending.unset("JUPYTER_PATH")


@pytest.mark.skipif(sys.platform == "win32", reason="makes a script that is run as a Python")
def test_a_kernel_of_another_python_is_told_even_where_it_does_not_start(home: Path) -> None:
    other = home / "bin" / "python"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\necho No module named ipykernel_launcher >&2\nexit 1\n")
    other.chmod(0o755)
    found = only_fault(kernel.look(named(home, other)))
    assert f"another Python, {other}" in found.words
    assert "No module named ipykernel_launcher" in found.words


def test_the_environments_own_kernel_is_named_anew(
    here: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = {
        "argv": ["/other/python"],
        "place": str(tmp_path),
        "prefix": "/other",
        "python": "/other/python",
    }
    monkeypatch.setattr(kernel, "ask", answering(answer | {"sum": "2"}))
    found = only_fault(kernel.look(here))
    assert found.words == f"it is another Python, /other/python (named in {tmp_path})."
    assert found.mend == mending.python(here, OWN)


@pytest.mark.parametrize(
    ("answer", "words", "mend"),
    [
        ({"error": "No such kernel named python3"}, "does not start: No such kernel", OWN),
        ({"error": "No module named 'zmq'", "lacks": "zmq"}, "does not start: No module", "-m pip install"),
        ({"argv": ["python"], "error": "it died"}, "does not start: it died.", "ipykernel=="),
        ({"argv": ["python"], "started": True, "error": "no lessons_lib"}, "cannot import the course", "-e"),
        ({"argv": ["python"], "sum": "3"}, "says that 1 + 1 is '3'", "ipykernel=="),
        (
            {"argv": ["python"], "sum": "2", "package": "/other"},
            "another copy of the course, in /other",
            "-e",
        ),
    ],
)
def test_what_a_kernel_cannot_do_is_told_with_what_mends_it(
    answer: dict[str, object], words: str, mend: str, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "ask", answering(answer))
    found = only_fault(kernel.look(here))
    assert words in found.words
    assert mend in found.mend


def test_a_kernel_that_never_answers_is_not_waited_for(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = f"no answer within {LIMIT:.0f} seconds"
    monkeypatch.setattr(kernel, "ask", answering({"argv": ["python"]}, trouble=trouble))
    assert trouble in only_fault(kernel.look(here)).words


def test_without_its_package_it_is_left_to_the_packages(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "installed", lambda name: None)
    (found,) = kernel.look(here)
    assert (found.mark, found.words) == ("remark", "not looked at, since ipykernel is missing.")


def test_a_machine_that_cannot_reach_itself_is_told_first(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kernel.unreachable() == ""
    monkeypatch.setattr(kernel, "LOCAL", "203.0.113.1")
    assert "203.0.113.1 cannot be reached" in only_fault(kernel.look(here)).words


def test_code_of_ones_own_that_runs_first_is_a_remark(
    home: Path, here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "ask", answering({"sum": "2", "package": str(here.package)}))
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    for name in ("README", "00-mine.py", "01-more.ipy"):
        (startup / name).touch()
    (found,) = remarks(kernel.look(replace(here, variables={})))
    assert "00-mine.py, 01-more.ipy" in found.words
