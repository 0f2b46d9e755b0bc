"""Hostile answers: each gets a sentence, nothing is executed, and time and memory stay bounded."""

import subprocess
import sys

import pytest

from lessons_lib.drills import compare, echo
from tests.formula import test_hostile
from tests.formula.test_hostile import HOSTILE

LONG = [
    "+".join(["sin(x)^cos(x)"] * 150),
    "sin(x)" * 300,
    "[" + ",".join(f"x^{i}" for i in range(400)) + "]",
    f"outer([{','.join('x' * 400)}],[{','.join('x' * 400)}])",
    f"([{','.join(['[' + ','.join('x' * 12) + ']'] * 12)}])^16",
    f"([{','.join(['[' + ','.join('x' * 12) + ']'] * 12)}])^-16",
    "softmax(" + ",".join(f"x{i}" for i in range(300)) + ")",
    "A'" * 300 + "A",
    "(A'A)^-1" * 40,
    "+".join(f"|x-{i}|" for i in range(300)),
    "x^x^x^x^x^x^x^x^x",
    "exp " * 40 + "x",
    "((x^9999)^9999)^9999",
    "(x^2-1)^-9999",
    "arcsin(x/x)",
    "[[x/x, 1], [2, 3]]^-1",
    "abcdfghijklmnopqrstuvwxyz".replace("", "+")[1:-1] * 20,
]


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    monkeypatch.setattr(test_hostile, "WATCHED", seen)
    return seen


@pytest.mark.parametrize("typed", HOSTILE + LONG, ids=lambda typed: repr(typed)[:30])
def test_each_gets_a_sentence(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compare("x", "x + 1")
    seen = watched(monkeypatch)
    for pair in (("x", typed), (typed, "x"), (typed, typed), (typed, f"{typed} + 0"), ("A x'", typed)):
        verdict = compare(*pair)
        assert verdict.why.endswith(".")
        assert len(verdict.why) < 600
    echo(typed)
    compare("x", typed, variables=["x", "y", "S", "beta", "lambda", "E", "I"])
    compare("x", "x + 1", domain=typed)
    assert not seen


CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from lessons_lib.drills import compare
compare(sys.argv[1], sys.argv[1] + " + 0")
# The peak since this program began; getrusage would count the parent's memory, of which this was a copy once.
print(next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process differ elsewhere")
@pytest.mark.parametrize("typed", LONG[::3], ids=lambda typed: typed[:20])
def test_alone_in_a_process_it_ends_soon_and_stays_small(typed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, typed], capture_output=True, text=True, timeout=5, check=True
    )
    assert int(done.stdout) < 200
