"""The checker on written pairs: right forms of derivatives, slips in them, identities, and near misses."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lessons_lib.drills import Verdict, compare
from lessons_lib.formula import Node, parse
from tests.drills.compare_values import MP, value_at

HERE = Path(__file__).parent
STEP = MP.mpf(10) ** -30
PLACES = [0.31, 0.77, 1.3, 2.6, 4.1, 7.5, -0.43, -0.88, -1.9, -3.3, 0.05, 1.02]


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" | ")) for line in lines if line.strip() and not line.startswith("#")]


DERIVATIVES = [
    (function, right.split(" ; "), wrong.split(" ; "))
    for function, right, wrong in rows("compare_derivatives.txt")
]
IDENTITIES, NEARLY = rows("compare_identities.txt"), rows("compare_nearly.txt")
RIGHT = [(forms[0], form) for _, forms, _ in DERIVATIVES for form in forms[1:]] + [
    (forms[i], forms[i - 1]) for _, forms, _ in DERIVATIVES for i in range(2, len(forms))
]
WRONG = [(forms[0], slip) for _, forms, slips in DERIVATIVES for slip in slips]


def test_the_corpora_are_large_enough() -> None:
    assert len({*RIGHT, *(row[:2] for row in IDENTITIES)}) >= 400
    assert len({*WRONG, *(row[:2] for row in NEARLY)}) >= 400


def slopes(function: Node) -> Iterator[tuple[float, Any]]:
    """Yield points and the slope there, by central differences at 120 digits."""
    for x in PLACES:
        try:
            above, below = (value_at(function, {"x": MP.mpf(x) + side * STEP}) for side in (1, -1))
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        yield x, (above - below) / (2 * STEP)


def gaps(function: str, form: str) -> list[float]:
    """Return how far a form is from the slope, wherever both have a value; 1 where it has none."""
    tree, found = parse(form).tree, []
    for x, slope in slopes(parse(function).tree):
        try:
            value = value_at(tree, {"x": x})
        except OverflowError:
            continue
        except (ValueError, ZeroDivisionError):
            found.append(1.0)
            continue
        found.append(float(abs(value - slope) / max(1, abs(slope))))
    return found


@pytest.mark.parametrize(("function", "right", "wrong"), DERIVATIVES, ids=[row[0] for row in DERIVATIVES])
def test_the_corpus_itself_is_right(function: str, right: list[str], wrong: list[str]) -> None:
    for form in right:
        assert len(gaps(function, form)) >= 2
        assert max(gaps(function, form)) < 1e-20, form
    for slip in wrong:
        assert max(gaps(function, slip)) > 1e-15, slip


def both_ways(expected: str, answer: str, domain: str | None = None) -> tuple[Verdict, Verdict]:
    return compare(expected, answer, domain=domain), compare(answer, expected, domain=domain)


@pytest.mark.parametrize(("expected", "answer"), RIGHT, ids=str)
def test_right_forms_are_accepted(expected: str, answer: str) -> None:
    for verdict in both_ways(expected, answer):
        assert verdict.accepted, verdict.why


@pytest.mark.parametrize(("expected", "answer"), WRONG, ids=str)
def test_slips_are_not(expected: str, answer: str) -> None:
    for verdict in both_ways(expected, answer):
        assert verdict.kind in {"different", "equal on part of the domain"}, verdict.why
        assert not verdict.accepted
        assert verdict.witness is not None


@pytest.mark.parametrize("row", IDENTITIES, ids=" vs ".join)
def test_identities_hold(row: tuple[str, ...]) -> None:
    for verdict in both_ways(*row):
        assert verdict.accepted, verdict.why


@pytest.mark.parametrize("row", NEARLY, ids=" vs ".join)
def test_near_misses_are_caught(row: tuple[str, ...]) -> None:
    for verdict in both_ways(*row):
        assert not verdict.accepted
        assert verdict.kind in {"different", "equal on part of the domain"}, verdict.why
        assert verdict.why.endswith(".")


@pytest.mark.parametrize("row", rows("compare_found.txt"), ids=" vs ".join)
def test_what_was_found_stays_right(row: tuple[str, ...]) -> None:
    expected, answer, kind = row
    assert compare(expected, answer).kind == kind


@pytest.mark.parametrize("row", [row for row in IDENTITIES if len(row) == 3], ids=" vs ".join)
def test_the_domain_decides(row: tuple[str, ...]) -> None:
    """Without its domain an identity that needs one is not accepted, unless only points are missing."""
    assert not compare(row[0], row[1]).accepted
