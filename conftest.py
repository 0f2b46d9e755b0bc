"""What every test run needs: a learner's folder of its own, and plain words when a stored number is old."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

# Kept as it was; it no longer runs.
collect_ignore = ["notebooks/first edition"]


@pytest.fixture(autouse=True)
def _own_lessons_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests out of the real learner's folder."""
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path_factory.mktemp("home") / "lessons"))


def pytest_configure(config: pytest.Config) -> None:
    """Let notebooks find the kernel of this environment, and matplotlib's list of fonts ready-made."""
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    if config.getoption("nbval", default=False):
        import matplotlib.font_manager  # noqa: F401, PLC0415

        config.pluginmanager.register(Notebooks(), "lessons-notebooks")


class Notebooks:
    """A fresh LESSONS_HOME and IPython folder for each notebook's kernel."""

    def __init__(self) -> None:
        self.present: Any = None
        self.folder: tempfile.TemporaryDirectory[str] | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin anew where another notebook begins: before its kernel starts."""
        if _is_cell(item) and item.parent is not self.present:
            self.present = item.parent
            self._renew()

    def _renew(self) -> None:
        self.pytest_unconfigure()
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        os.environ["LESSONS_HOME"] = str(Path(self.folder.name) / "lessons")
        os.environ["IPYTHONDIR"] = str(Path(self.folder.name) / "ipython")

    def pytest_unconfigure(self) -> None:
        """Remove the last folder."""
        if self.folder is not None:
            self.folder.cleanup()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Say in plain words which stored output is out of date, and what to do."""
        report = yield
        if _is_cell(item) and call.excinfo and "outputs differ" in str(call.excinfo.value):
            report.longrepr = out_of_date(item)
        return report


def _is_cell(item: pytest.Item) -> bool:
    return type(item).__name__ == "IPyNbCell"


def out_of_date(item: Any) -> str:
    """Return what a failing notebook cell stored, what it gives now, and the remedy."""
    stored, now = _sentences(item.cell.outputs), _sentences(item.test_outputs)
    return (
        f"{item.path.name}, code cell {item.cell_num}: a stored output is out of date.\n\n"
        f"{_indented(item.cell.source)}\n\n"
        f"  stored: {stored}\n  now:    {now}\n\n"
        "If the new one is right, run make notebooks and read what changed; if not, the code is wrong.\n"
    )


def _sentences(outputs: list[dict[str, Any]]) -> str:
    """Return the text of outputs; without their pictures, which are not compared."""
    return "\n          ".join(filter(None, map(_sentence, outputs))) or "(no text)"


def _sentence(output: dict[str, Any]) -> str:
    data = output.get("data", {})
    kinds = "" if set(data) <= {"text/plain"} else f"  [{', '.join(sorted(data))}]"
    return str(output.get("text") or data.get("text/plain", "")).rstrip() + kinds


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
