"""The command itself: in this environment, in broken ones, without packages. It changes nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from lessons_lib import doctor
from lessons_lib.doctor import Installation
from tests.doctor.world import installation
from tools.lesson_source import ROOT

NEEDED = (
    *("numpy", "sympy", "mpmath", "matplotlib", "PIL", "ipywidgets", "anywidget"),
    *("fsrs", "latex2mathml", "platformdirs"),
)
BLOCK = """
import sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Gone())
"""


def run(here: Installation, python: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Type `lessons doctor`, in a terminal that knows no UTF-8."""
    variables = {**here.variables, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "COLUMNS": "90"}
    command = [str(python or sys.executable), "-m", "lessons_lib.cli", "doctor"]
    return subprocess.run(
        command,
        env=variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def told(ran: subprocess.CompletedProcess[str], *marks: str) -> dict[str, str]:
    """The lines that begin with one of some marks, by what they are of."""
    found: dict[str, str] = {}
    subject = ""
    for line in ran.stdout.splitlines():
        if line[:1].strip():
            named = (each for each in doctor.SUBJECTS if line[8:].startswith(each))
            subject = next(named, "") if line.split()[0] in marks else ""
        if subject:
            found[subject] = f"{found.get(subject, '')} {line.strip()}"
    return found


def contents(*folders: Path) -> dict[str, str]:
    """What lies in folders: each file with its digest."""
    found = (path for folder in folders for path in folder.rglob("*"))
    return {str(path): _digest(path) for path in found if "__pycache__" not in path.parts}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def test_this_installation_is_sound_and_stays_as_it_is(home: Path, here: Installation) -> None:
    places = home, Path(sys.prefix) / "etc", Path(sys.prefix) / "share" / "jupyter" / "kernels"
    before = contents(*places)
    ran = run(here)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert set(told(ran, "ok", "remark")) == set(doctor.SUBJECTS)
    assert "answers, and knows the course" in told(ran, "ok")["kernel"]
    assert "widgets" in told(ran, "ok")
    assert ran.stdout.splitlines()[-1].startswith("All is in order")
    assert ran.stderr == ""
    assert contents(*places) == before
    assert not Path(os.environ["LESSONS_HOME"]).exists()


def without(home: Path, names: Iterable[str]) -> Installation:
    """An installation in which packages cannot be imported, in no process."""
    folder = home / "blocking"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(BLOCK.format(names=set(names)))
    return installation(home, variables={"PYTHONPATH": str(folder)})


@pytest.mark.parametrize(
    "names", [NEEDED, ("jupyterlab", "jupyterlab_server", "jupyter_client", "ipykernel")]
)
def test_the_doctor_comes_also_where_packages_are_missing(names: tuple[str, ...], home: Path) -> None:
    ran = run(without(home, names))
    assert ran.returncode == 1
    assert "Traceback" not in ran.stdout + ran.stderr
    assert set(told(ran, "ok", "remark", "fault")) == set(doctor.SUBJECTS)
    found = told(ran, "fault")["packages"]
    assert f"No module named '{names[0]}'" in found
    assert "mend: " in found


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real environment in which all packages are found, but nothing of what lies beside them."""
    folder = tmp_path_factory.mktemp("apart") / "environment"
    made = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(made, check=True, stdin=subprocess.DEVNULL)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    inside = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    found = [place for place in sys.path if place.endswith("site-packages")]
    (inside / "others.pth").write_text("\n".join([*found, str(ROOT)]))
    return python


def test_a_damaged_environment_is_told_part_by_part(apart: Path, home: Path, here: Installation) -> None:
    ran = run(here, apart)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stdout + ran.stderr
    found = told(ran, "fault")
    assert set(found) == {"environment", "settings", "widgets"}
    assert "the server does not know the course's extension" in found["settings"]
    assert "the command lessons is not in" in found["environment"]
    assert "anywidget is not where JupyterLab looks" in found["widgets"]
    assert "jupyterlab_widgets==" in found["widgets"]


@pytest.mark.skipif(os.name == "nt", reason="a pipe of POSIX")
def test_a_reader_who_leaves_early_sees_no_traceback(here: Installation) -> None:
    code = (
        "import sys; from lessons_lib import cli; from lessons_lib.cli import _doctor; "
        "_doctor._tell = lambda: [_doctor.say('x' * 9) for _ in range(99999)]; "
        "sys.exit(cli.main(['doctor']))"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as told:
        assert told.stdout is not None
        told.stdout.readline()
        told.stdout.close()
        assert told.stderr is not None
        assert told.stderr.read() == ""
