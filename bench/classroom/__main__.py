"""Measure a class that drags: python -m bench.classroom [--students 20] [--seconds 20] [--rate 30].

Prints how long answers take, what they cost, and what classes of 30, 100 and 1,000 students need. With
--write the numbers also go into docs/classroom.md. It listens on this machine only and ends what it starts.
"""

import argparse
import asyncio
import json
import signal
from pathlib import Path

from bench.classroom.measure import measured
from bench.classroom.table import filled, report
from lessons_lib import workspace

ROOT = Path(__file__).resolve().parents[2]
STORED, GUIDE = Path(__file__).with_name("measured.json"), ROOT / "docs" / "classroom.md"
QUIET = 0.05  # of the machine may be busy with other things


def main(arguments=None):
    parser = asked()
    given = parser.parse_args(arguments)
    if given.write and given.all_at_once:
        parser.error("--write needs both ways of dragging: leave out --all-at-once")
    if given.tables:
        write(json.loads(STORED.read_text(encoding="utf-8")))
        return
    phases = ("all",) if given.all_at_once else ("some", "all")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended then, too
    group = {name: getattr(given, name) for name in ("students", "seconds", "rate", "share", "ratio")}
    lessons = () if given.all_at_once else workspace.lessons(ROOT / "notebooks")
    found = rounded(asyncio.run(measured(group, phases, lessons)))
    print(*report(found), sep="\n")
    tell_others(found[name]["others"] for name in phases)
    if given.write:
        STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        write(found)


def asked():
    parser = argparse.ArgumentParser(prog="python -m bench.classroom", description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=between(int, 1, 200), default=20, help="1 to 200")
    parser.add_argument("--seconds", type=between(float, 1, 120), default=20, help="of each phase, 1 to 120")
    parser.add_argument("--rate", type=between(float, 1, 120), default=30, help="moves a second, 1 to 120")
    parser.add_argument(
        "--share", type=between(float, 0.05, 1), default=0.25, help="of the time a student drags"
    )
    parser.add_argument(
        "--ratio", type=between(float, 1, 3), default=1, help="pixels of a screen for each of a usual one"
    )
    parser.add_argument("--all-at-once", action="store_true", help="only the worst case")
    parser.add_argument("--write", action="store_true", help="put the numbers into docs/classroom.md")
    parser.add_argument("--tables", action="store_true", help="measure nothing: write the tables afresh")
    return parser


def between(kind, low, high):
    """Return a reader of numbers between two ends."""

    def read(text):
        number = kind(text)
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{text} is not between {low} and {high}")
        return number

    return read


def rounded(found):
    """Return what was measured with four digits of each number: more would say nothing."""
    if isinstance(found, dict):
        return {name: rounded(part) for name, part in found.items()}
    return float(f"{found:.4g}") if isinstance(found, float) else found


def tell_others(shares):
    """Say when other work on the machine makes the numbers worthless."""
    most = max(shares)
    if most > QUIET:
        print(f"\nOther work took {most:.0%} of this machine: measure again when it is quiet.")


def write(found):
    """Put the numbers into the guide."""
    GUIDE.write_text(filled(GUIDE.read_text(encoding="utf-8"), found), encoding="utf-8", newline="\n")
    print(f"Written: {GUIDE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
