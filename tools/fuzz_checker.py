"""Throw random text and random pairs at the checker for some minutes, and print whatever goes wrong.

    python -m tools.fuzz_checker --minutes 10

Every round has a number; `--first` begins at one, so that a finding can be seen again. What is found
belongs into tests/drills/compare_found.txt.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from lessons_lib.check.verdicts import KINDS
from lessons_lib.drills import compare, echo
from lessons_lib.formula import ReadingError, TooBigError, Transpose, latex, parse, text, walk
from tests.drills.compare_pairs import different_pair, equal_pair

ROOT = Path(__file__).parents[1]
SIGNS = [
    *"xyzAbeTtn0123456789.+-*/^()[]{}|,'!_= \\√π·×−²³⁻ᵀ‖θх\u200b\"#@<>&;:",
    "sin",
    "cos ",
    "tan",
    "log",
    "ln ",
    "exp",
    "sqrt",
    "cbrt",
    "arcsin",
    "arcosh",
    "norm",
    "diag",
    "outer(",
    "dot(",
    "softmax",
    "relu",
    "max(",
    "min(",
    "|x|",
    "^2",
    "^-1",
    "^(1/3)",
    "**",
    "e^",
    "x^x",
    "\\frac{",
    "}{",
    "\\sqrt[3]{",
    "\\left(",
    "\\right)",
    "\\begin{pmatrix}",
    "\\end{pmatrix}",
    "\\\\",
    "A'",
    "^T",
    "[[1, x],[x, 2]]",
    "1e300",
    "1e-300",
    "9^9",
    "10^",
    "lambda",
    "__class__",
    "y' = ",
    "f'(x) = ",
]
LONGEST = 1.0


def seeds() -> list[str]:
    """Return the formulas that stand in the tests."""
    found = []
    for path in sorted((ROOT / "tests" / "drills").glob("compare_*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                found += [form for part in line.split(" | ") for form in part.split(" ; ")]
    return found


def mangled(random: Random, pool: list[str]) -> str:
    """Return a formula with a few signs put in, taken out, doubled or swapped with another's."""
    typed = random.choice(pool)
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        start = random.randrange(len(typed) + 1)
        end = min(len(typed), start + random.choice((0, 0, 1, 2, 5)))
        other = random.choice(pool)
        piece = random.choice(
            (
                random.choice(SIGNS),
                "",
                typed[start:end] * 2,
                other[: random.randrange(len(other) + 1)],
                random.choice(SIGNS) * random.choice((1, 2, 30)),
            )
        )
        typed = typed[:start] + piece + typed[end:]
    return typed


def one_round(number: int, pool: list[str], kinds: Counter[str]) -> Iterator[str]:
    """Run one round, and yield a sentence for each thing that went wrong."""
    random = Random(number)
    expected, answer = random.choice(pool), mangled(random, pool)
    yield from _typed(expected, answer, kinds)
    yield from _typed(answer, mangled(random, pool), kinds)
    yield from _read_back(answer)
    if number % 10 == 0:
        yield from _pairs(random, kinds)


def _typed(expected: str, answer: str, kinds: Counter[str]) -> Iterator[str]:
    begun = time.process_time()
    verdict, again = compare(expected, answer), compare(expected, answer)
    taken = (time.process_time() - begun) / 2
    kinds[verdict.kind] += 1
    if verdict.kind == "unsure":
        print(f"unsure: {expected!r} {answer!r} {verdict.why}", flush=True)
    if verdict != again or verdict.kind not in KINDS or not verdict.why.endswith("."):
        yield f"not a clean verdict: {expected!r} {answer!r} {verdict}"
    if taken > LONGEST:
        yield f"{taken:.2f} s: {expected!r} {answer!r}"
    if compare(answer, expected).accepted != verdict.accepted and "rounded" not in verdict.kind:
        yield f"not symmetric: {expected!r} {answer!r} {verdict}"
    echo(answer)


def _read_back(typed: str) -> Iterator[str]:
    try:
        tree = parse(typed).tree
    except ReadingError:
        return
    if any(isinstance(part, Transpose) for part in walk(tree)):
        return
    for shown in (text(tree), latex(tree)):
        if r"\cdot 10^" in shown:  # LaTeX has no other way to write a very long number
            continue
        try:
            if parse(shown).tree != tree:
                yield f"not read back: {typed!r} as {shown!r}"
        except TooBigError:
            continue
        except ReadingError as error:
            yield f"not read back: {typed!r} as {shown!r}: {error.message}"


def _pairs(random: Random, kinds: Counter[str]) -> Iterator[str]:
    one, other = equal_pair(random)
    verdict = compare(text(one), latex(other))
    kinds[f"equal pair: {verdict.kind}"] += 1
    if not verdict.accepted and _has_values(text(one)):
        yield f"equal, but {verdict.kind}: {text(one)!r} {text(other)!r} {verdict.why}"
    one, other = different_pair(random)
    verdict = compare(text(one), text(other))
    kinds[f"different pair: {verdict.kind}"] += 1
    if verdict.accepted:
        yield f"different, but accepted: {text(one)!r} {text(other)!r} {verdict.why}"


def _has_values(formula: str) -> bool:
    """Tell whether a formula has a value anywhere: 1/(1/sin π) cannot be told from itself and 1 more."""
    return compare(formula, f"({formula}) + 1").kind != "unsure"


def main() -> int:
    """Run for the time asked for; return 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    pool, kinds = seeds(), Counter[str]()
    end, number, found = time.monotonic() + 60 * options.minutes, options.first, 0
    while time.monotonic() < end:
        for sentence in one_round(number, pool, kinds):
            print(f"round {number}: {sentence}", flush=True)
            found += 1
        number += 1
    print(f"{number - options.first} rounds, {found} findings; {dict(kinds)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
