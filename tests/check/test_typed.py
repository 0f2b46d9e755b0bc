"""What learners type, in every front end: how it is read, the verdict, and what they are told."""

from pathlib import Path

import pytest

from lessons_lib.check.reading import read, speaks_of_arrays
from lessons_lib.drills import compare
from lessons_lib.formula import text

LINES = (Path(__file__).parent / "typed.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]
FRONT_ENDS = ["plain", "MathQuill", "LaTeX", "Word", "NumPy", "SymPy", "phone"]


def row_of(front_end: str, expected: str, names: str, typed: str) -> tuple[str, ...]:
    """Return a row of the table as the checker would write it."""
    variables = names.split() or None
    shown, typed = typed.replace("\n", "⏎"), typed.replace("⏎", "\n")
    verdict = compare(expected, typed, variables)
    found = read(
        typed, tuple(variables) if variables else None, arrays=speaks_of_arrays(expected, None)
    ).reading
    reading = text(found.tree) if found else ""
    return front_end, expected, names, shown, reading, verdict.kind, "; ".join(verdict.notes), verdict.why


def test_the_table_is_large_and_has_every_front_end() -> None:
    assert len(ROWS) >= 700
    assert {row[0] for row in ROWS} == set(FRONT_ENDS)
    assert len({row[1:4] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_typed_texts_are_read_judged_and_worded_as_written(front_end: str) -> None:
    rows = [row for row in ROWS if row[0] == front_end]
    wrong = [(row, found) for row in rows if (found := row_of(*row[:4])) != row]
    assert wrong == []
