"""Run every check and every test, two at a time; stop at the first that fails.

    python -m tools.check             # all
    python -m tools.check unit nbval  # some

What it prints last is one line with the counts of all tests.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from tools.limited_cpu import limits

PYTEST = (sys.executable, "-m", "pytest", "-q", "-rs")
CONTRACTS = str(Path(sys.executable).with_name("lint-imports"))
AT_ONCE = 2
COUNT = re.compile(r"(\d+) (passed|failed|skipped|error)")


@dataclass(frozen=True)
class Step:
    """One check: how to ask for it, what it is, what it runs."""

    key: str
    title: str
    command: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How a step went."""

    step: Step
    status: int
    text: str
    seconds: float

    @property
    def last(self) -> str:
        """The last line that was printed."""
        return (self.text.strip().splitlines() or ["nothing printed"])[-1].strip("= ")


def steps() -> list[list[Step]]:
    """Return the steps in rounds: within a round they may run side by side."""
    return [_of_style(), [*_of_tests(), *_of_numbers()], _of_pages()]


def _of_style() -> list[Step]:
    ruff = (sys.executable, "-m", "ruff")
    return [
        Step("lint", "rules of style (ruff)", (*ruff, "check", ".")),
        Step("format", "shape of the code (ruff)", (*ruff, "format", "--check", ".")),
    ]


def _of_tests() -> list[Step]:
    drawn = ("tests/figures", "tests/pictures", "tests/explore")
    others = tuple(f"--ignore={folder}" for folder in drawn)
    unit = (*PYTEST, "--doctest-modules", "tests", "lessons_lib", *others, "-m", "not browser and not torch")
    return [
        Step("unit", "unit tests, doctests, lessons against sources", unit),
        Step("pictures", "pictures and explorers", (*PYTEST, *drawn)),
        Step("types", "types (mypy)", (sys.executable, "-m", "mypy")),
        Step("contracts", "which room imports which (import-linter)", (CONTRACTS, "--no-logo")),
    ]


def _of_pages() -> list[Step]:
    browser = (sys.executable, "-m", "tools.browser_tests")
    return [Step("browser", "lessons and pictures in a real browser, and what axe says of them", browser)]


def _of_numbers() -> list[Step]:
    notebooks = (*PYTEST, "-p", "no:cacheprovider", "--nbval", "notebooks")
    beside_torch = (*PYTEST, "-m", "torch", "tests/notebooks")
    return [
        Step("nbval", "every number in the lessons (nbval)", notebooks),
        Step("nbval-plain", "the same with plain CPU features", notebooks, limits()),
        Step("torch", "the lesson with PyTorch beside it, where that is installed apart", beside_torch),
    ]


class Runner:
    """Runs steps; the first that fails ends what still runs and lets nothing else begin."""

    def __init__(self) -> None:
        self.running: set[subprocess.Popen[str]] = set()
        self.counts: Counter[str] = Counter()
        self.failed: Outcome | None = None
        self.lock = threading.Lock()

    def round(self, wanted: list[Step]) -> bool:
        """Run one round; False once a step has failed."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            pending = [pool.submit(self.run, step) for step in wanted]
            for done in as_completed(pending):
                if not done.result().status:
                    self.tell(done.result())
        if self.failed:
            self.tell(self.failed)
        return self.failed is None

    def run(self, step: Step) -> Outcome:
        """Run one step to its end; not at all where another has failed."""
        started = time.monotonic()
        process = self.start(step)
        if process is None:
            return Outcome(step, 1, "", 0.0)
        text, _ = process.communicate()
        outcome = Outcome(step, process.returncode, text, time.monotonic() - started)
        self.end(process, outcome)
        return outcome

    def start(self, step: Step) -> subprocess.Popen[str] | None:
        """Begin a step, unless another has failed."""
        with self.lock:
            if self.failed:
                return None
            tell(f"- {step.title} ...")
            process = subprocess.Popen(
                step.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                env={**os.environ, **step.variables},
            )
            self.running.add(process)
            return process

    def end(self, process: subprocess.Popen[str], outcome: Outcome) -> None:
        """Forget a process that has ended; if it is the first to fail, end the others."""
        with self.lock:
            self.running.discard(process)
            if outcome.status and self.failed is None:
                self.failed = outcome
                for other in self.running:
                    other.terminate()

    def tell(self, outcome: Outcome) -> None:
        """Say how a step went; all that it printed, if it failed."""
        self.counts.update({word: int(number) for number, word in COUNT.findall(outcome.last)})
        if outcome.status:
            tell(outcome.text)
            tell(f"FAILED: {outcome.step.title}. Alone: make test ONLY={outcome.step.key}")
            return
        for line in outcome.text.splitlines():
            if line.startswith("SKIPPED"):
                tell(f"  {line}")
        tell(f"  {outcome.step.title}: {outcome.last} ({outcome.seconds:.0f} s)")

    def closing(self) -> str:
        """Return the one line that sums up all tests."""
        failed = self.counts["failed"] + self.counts["error"]
        return f"{self.counts['passed']} passed, {failed} failed, {self.counts['skipped']} skipped"


def tell(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)


def chosen(keys: list[str]) -> list[list[Step]]:
    """Return the rounds with the named steps only; all of them for no name."""
    rounds = steps()
    known = [step.key for group in rounds for step in group]
    if set(keys) - set(known):
        sys.exit(f"No such check: {' '.join(sorted(set(keys) - set(known)))}. There are: {' '.join(known)}.")
    return [[step for step in group if not keys or step.key in keys] for group in rounds]


def main(keys: list[str]) -> int:
    """Run the rounds in turn; return the exit status."""
    runner = Runner()
    started = time.monotonic()
    good = all(runner.round(group) for group in chosen(keys) if group)
    tell(f"{'All is well' if good else 'Stopped'} after {time.monotonic() - started:.0f} s.")
    tell(runner.closing())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
