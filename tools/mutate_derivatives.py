"""Change right derivatives: the checker must take no wrong one, nearly every right one, and be quick.

    python -m tools.mutate_derivatives --count 20000

The functions are those of the tests. A change counts as wrong where values at 120 digits, computed apart
from the checker, prove it; a right variant is the same formula rewritten, or as another front end writes it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from lessons_lib.drills import Verdict, compare, derivation
from lessons_lib.formula import Node, ReadingError, latex, names, parse, text
from tests.drills.compare_pairs import has_points, proven_apart, readable, rewritten, slipped

ROOT = Path(__file__).parents[1]
LEAST_RIGHT = 0.995
LIMITS = {"median": 0.005, "99 of 100": 0.06, "longest": 1.0}


def derivatives() -> list[Node]:
    """Return the derivatives of the functions that stand in the tests."""
    found = []
    for path, parted in (("derivatives.txt", "    "), ("compare_derivatives.txt", " | ")):
        for line in (ROOT / "tests" / "drills" / path).read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                found += _derivative(line.split(parted)[0].strip())
    return found


def _derivative(function: str) -> Iterator[Node]:
    try:
        variables = names(parse(function).tree)
        worked = derivation(function, variables[0]) if variables else None
        if worked and not worked.trouble:
            yield parse(worked.result).tree
    except ReadingError:
        return


def shown(random: Random, tree: Node) -> str:
    """Write a formula as one of several front ends does."""
    written = text(tree)
    plain = written.translate(str.maketrans({"·": "*", "−": "-"}))
    labelled = (f"$f'(x) = {latex(tree)}$", f"f'(x) = {written}", f"y' = {plain}")
    return random.choice((written, latex(tree), plain, *labelled))


def tried(number: int, known: list[Node]) -> Iterator[tuple[bool, str, str]]:
    """Yield (is it right, the derivative, what is typed) for one change, if it is proven wrong, or right."""
    random = Random(number)
    tree = random.choice(known)
    is_right = number % 4 == 0
    other = rewritten(tree, random, random.choice((0, 1, 2))) if is_right else slipped(tree, random)
    if readable(other) and (has_points(other) if is_right else proven_apart(tree, other)):
        yield is_right, text(tree), shown(random, other)


def judged(expected: str, typed: str) -> tuple[Verdict, float]:
    """Return a verdict and the seconds of work it took."""
    begun = time.process_time()
    return compare(expected, typed), time.process_time() - begun


def main() -> int:
    """Try so many changes; return 1 if a wrong one was taken, right ones were refused, or it was slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    known, seconds, number = derivatives(), [], options.first
    done, amiss = {True: 0, False: 0}, {True: 0, False: 0}
    while done[False] < options.count:
        for is_right, expected, typed in tried(number, known):
            verdict, taken = judged(expected, typed)
            seconds.append(taken)
            done[is_right] += 1
            if verdict.accepted != is_right:
                amiss[is_right] += 1
                print(f"{number}: {expected!r} {typed!r}: {verdict.kind}: {verdict.why}", flush=True)
        number += 1
    seconds.sort()
    places = {"median": len(seconds) // 2, "99 of 100": len(seconds) * 99 // 100, "longest": -1}
    measured = {name: seconds[place] for name, place in places.items()}
    print(f"{done[False]} wrong, {amiss[False]} of them taken; {done[True]} right, {amiss[True]} refused")
    print(", ".join(f"{name} {1000 * value:.1f} ms" for name, value in measured.items()))
    is_slow = any(measured[name] > limit for name, limit in LIMITS.items())
    return int(amiss[False] > 0 or amiss[True] > (1 - LEAST_RIGHT) * done[True] or is_slow)


if __name__ == "__main__":
    sys.exit(main())
