"""Right and wrong answers through `compare`, beside SymPy's `equals` and `simplify(a - b) == 0`.

The cases are the derivatives of tests/drills/compare_derivatives.txt: right forms, and slips. SymPy
works in a child process that is ended when one pair takes longer than the limit; `compare` needs none.
Run from the root of the project: python -m bench.checker (with a number: every n-th pair only).
"""

import multiprocessing
import statistics
import sys
import time
from pathlib import Path

import sympy

from lessons_lib.drills import compare
from lessons_lib.formula import Function

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "drills" / "compare_derivatives.txt"
LIMIT = 5.0


def cases(every):
    """Return the pairs that are equal and those that are not, every so many."""
    equal, different = [], []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        _, right, wrong = (part.split(" ; ") for part in line.split(" | "))
        equal += [(right[0], form) for form in right[1:]]
        different += [(right[0], slip) for slip in wrong]
    return equal[::every], different[::every]


def by_compare(expected, answer):
    return compare(expected, answer).accepted


def by_equals(expected, answer):
    one, other = (Function(typed, variables="x").sympy for typed in (expected, answer))
    return one.equals(other)


def by_simplify(expected, answer):
    one, other = (Function(typed, variables="x").sympy for typed in (expected, answer))
    return bool(sympy.simplify(one - other) == 0)


def serve(way, pipe):
    """Answer pairs until the pipe is closed; None stands for an error."""
    by_compare("x", "x")
    while True:
        pair = pipe.recv()
        start = time.perf_counter()
        try:
            answer = way(*pair)
        except Exception:  # SymPy raises many kinds
            answer = None
        pipe.send((answer, time.perf_counter() - start))


class Child:
    """A process that answers one pair at a time, and is replaced when it takes too long."""

    def __init__(self, way):
        self.way = way
        self.start()

    def start(self):
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=serve, args=(self.way, other), daemon=True)
        self.process.start()

    def ask(self, pair):
        """Return the answer and its time; "late" where the limit was passed."""
        self.pipe.send(pair)
        if self.pipe.poll(LIMIT):
            return self.pipe.recv()
        self.stop()
        self.start()
        return "late", LIMIT

    def stop(self):
        self.process.kill()
        self.process.join()


def measured(ask, pairs):
    """Return all answers, and all times in milliseconds."""
    results = [ask(pair) for pair in pairs]
    return [answer for answer, _ in results], [1e3 * taken for _, taken in results]


def ours(pair):
    start = time.perf_counter()
    answer = by_compare(*pair)
    return answer, time.perf_counter() - start


def line(name, answers, times, right):
    """Return one line of the table."""
    share = 100 * sum(answer is right for answer in answers) / len(answers)
    wrong = sum(answer is (not right) for answer in answers)
    late = answers.count("late")
    ranked = sorted(times)
    p99 = ranked[min(len(ranked) - 1, int(0.99 * len(ranked)))]
    return (
        f"{name:<24}{share:>8.1f} %{wrong:>8}{answers.count(None):>12}{late:>8}"
        f"{statistics.median(times):>10.1f}{p99:>10.1f}{ranked[-1]:>10.1f}"
    )


def report(every):
    equal, different = cases(every)
    children = {"SymPy equals": Child(by_equals), "SymPy simplify(a − b)": Child(by_simplify)}
    ways = {"compare": ours} | {name: child.ask for name, child in children.items()}
    for title, pairs, right in (("equal", equal, True), ("different", different, False)):
        print(f"\n{len(pairs)} {title} pairs")
        heads = "".join(f"{head:>10}" for head in ("p50 ms", "p99 ms", "max ms"))
        print(f"{'':<24}{'right':>10}{'wrong':>8}{'undecided':>12}{'late':>8}{heads}")
        for name, ask in ways.items():
            print(line(name, *measured(ask, pairs), right), flush=True)
    for child in children.values():
        child.stop()


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
