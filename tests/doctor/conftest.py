from __future__ import annotations

from pathlib import Path

import pytest

from lessons_lib.doctor import Installation
from tests.doctor.world import installation


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with nothing in it."""
    folder = tmp_path / "learner"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture
def here(home: Path) -> Installation:
    return installation(home)
