from __future__ import annotations

from pathlib import Path

import pytest

from tools import install, torch_apart


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What would be made and fetched, in a folder of its own; nothing is."""
    calls: list[tuple[object, ...]] = []
    monkeypatch.setenv("TORCH_VENV", str(tmp_path / "apart"))
    monkeypatch.setattr(install, "create", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(install, "pip", lambda *arguments: calls.append(arguments))
    return calls


def test_an_environment_that_is_not_there_is_no_place(asked: list[tuple[object, ...]]) -> None:
    assert torch_apart.place() is None


def test_it_is_made_apart_and_holds_the_one_version(asked: list[tuple[object, ...]], tmp_path: Path) -> None:
    assert torch_apart.main() == 0
    assert asked == [(tmp_path / "apart",), (tmp_path / "apart", torch_apart.REQUIREMENT)]


def test_where_it_is_already_nothing_is_fetched(
    asked: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_apart, "place", lambda: "somewhere")
    assert torch_apart.main() == 0
    assert asked == []


def test_a_failed_fetch_is_said_in_one_sentence(
    asked: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise install.InstallError("No network.")

    monkeypatch.setattr(install, "pip", fail)
    assert torch_apart.main() == 1
    assert capsys.readouterr().err == "No network.\n"
