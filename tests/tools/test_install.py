from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import install

GOOD = (3, 12, 1)


def test_a_python_that_is_too_old_is_told_what_to_do() -> None:
    with pytest.raises(install.InstallError, match=r"this is 3\.9: .*PYTHON="):
        install.check_python((3, 9, 2))


@pytest.mark.parametrize(
    ("missing", "told"), [("venv", "python3-venv"), ("ensurepip", "python3-venv"), ("_sqlite3", "no SQLite")]
)
def test_a_python_that_lacks_a_part_is_told_what_to_do(
    missing: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install.importlib.util, "find_spec", lambda name: None if name == missing else name)
    with pytest.raises(install.InstallError, match=told):
        install.check_python(GOOD)


def test_a_whole_python_of_the_right_age_passes() -> None:
    install.check_python(GOOD)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What would be fetched; nothing is."""
    made: list[tuple[str, ...]] = []
    monkeypatch.setattr(install, "pip", lambda folder, *arguments: made.append(arguments))
    return made


def test_an_environment_is_made_once_and_again_when_its_lock_changes(
    tmp_path: Path, calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, lock = tmp_path / "venv", tmp_path / "lock.txt"
    lock.write_text("a==1")
    install.install(folder, lock)
    assert install.works(folder)
    assert [arguments[0] for arguments in calls] == ["--require-hashes", "--no-deps"]
    capsys.readouterr()
    install.install(folder, lock)
    assert (len(calls), capsys.readouterr().out) == (2, "")
    lock.write_text("a==2")
    install.install(folder, lock)
    assert len(calls) == 4


def test_a_half_made_or_moved_environment_is_made_anew(tmp_path: Path, calls: list[tuple[str, ...]]) -> None:
    folder, lock = tmp_path / "venv", tmp_path / "lock.txt"
    lock.write_text("a==1")
    install.install(folder, lock)
    moved = folder.rename(tmp_path / "moved")
    assert not install.works(moved)
    install.install(moved, lock)
    assert install.works(moved)
    assert len(calls) == 4


def test_a_failed_fetch_ends_in_one_plain_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("no-such-package @ file:///nowhere/x.whl --hash=sha256:00\n")
    assert install.main([str(tmp_path / "venv"), str(lock)]) == 1
    assert "run the same command again" in capsys.readouterr().err.splitlines()[-1]
    assert not (tmp_path / "venv" / ".made-from").exists()


def test_the_installer_needs_nothing_but_python() -> None:
    asked = f"import sys; sys.path.insert(0, {str(install.ROOT / 'tools')!r}); import install"
    subprocess.run([sys.executable, "-I", "-S", "-c", asked], check=True)


def test_an_environment_is_stale_when_a_data_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    seen = {install.fingerprint(None)}
    for text in ("{}", "[]"):
        (tmp_path / "data" / "switch.json").write_text(text)
        seen.add(install.fingerprint(None))
    assert len(seen) == 3
