from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tools import check
from tools.limited_cpu import limits


def step(key: str, program: str) -> check.Step:
    return check.Step(key, key, (sys.executable, "-c", program))


def pytest_like(line: str) -> check.Outcome:
    return check.Outcome(check.Step("unit", "unit", (*check.PYTEST, "tests")), 0, f"...\n{line}\n", 1.0)


def test_counts_of_all_test_runs_make_the_closing_line() -> None:
    runner = check.Runner()
    for line in ("3 passed, 1 skipped in 0.1s", "== 4 passed, 2 deselected in 61.00s (0:01:01) =="):
        runner.tell(pytest_like(line))
    assert runner.closing() == "7 passed, 0 failed, 1 skipped"


def test_the_first_failure_is_shown_and_ends_the_rest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = step("slow", "import time; time.sleep(600)")
    waiting = step("waiting", "print('never')")
    bad = step("bad", "print('the reason'); raise SystemExit(3)")
    monkeypatch.setattr(check, "steps", lambda: [[slow, bad, waiting], [step("later", "print('never')")]])
    assert check.main([]) == 1
    said = capsys.readouterr().out
    assert "the reason" in said
    assert "FAILED: bad. Alone: make test ONLY=bad" in said
    assert "never" not in said
    assert "- waiting" not in said
    assert said.count("FAILED") == 1
    assert said.splitlines()[-1] == "0 passed, 0 failed, 0 skipped"


def test_every_step_is_named_when_it_starts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "steps", lambda: [[step("one", "print('fine')")], [step("two", "")]])
    assert check.main([]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("- ")] == [
        "- one ...",
        "- two ...",
    ]


def test_single_steps_can_be_asked_for() -> None:
    assert [found.key for group in check.chosen(["nbval", "lint"]) for found in group] == ["lint", "nbval"]
    with pytest.raises(SystemExit, match="unit"):
        check.chosen(["everything"])


def test_numpy_takes_the_limits_without_a_word_and_obeys() -> None:
    asked = (
        "import numpy._core._multiarray_umath as u;"
        "print(sum(bool(u.__cpu_features__.get(name)) for name in u.__cpu_dispatch__))"
    )
    command = [sys.executable, "-W", "error", "-c", asked]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **limits()})
    assert (ran.stdout.strip(), ran.stderr) == ("0", "")
