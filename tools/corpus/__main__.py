"""Make the corpus of pictures, or hold today's pictures against it.

``compare`` goes through all explorers, functions and states, ``compare secant zoom`` through two explorers.
``make --code FOLDER`` records them from the code in a folder: a worktree of the first edition.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.corpus import states, stored
from tools.corpus.comparison import alike, differences, same_handle, unmatched
from tools.limited_cpu import limits

SHOWN = 6  # differences of one explorer, unless all are asked for


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.corpus", description=__doc__.split("\n")[0])
    parser.add_argument("act", choices=("make", "compare", "dump"))
    parser.add_argument("names", nargs="*", help="explorers; all by default")
    parser.add_argument("--code", type=Path, help="whose lessons_lib is looked at; this folder's by default")
    parser.add_argument("--first", action="store_true", help="only each explorer's first function")
    parser.add_argument("--all", action="store_true", help="print every difference")
    parser.add_argument("--once", action="store_true", help="do not record as a plain machine, too")
    options = parser.parse_args()
    if options.code:
        sys.path.insert(0, str(options.code.resolve()))
    names = options.names or states.names()
    if options.act == "dump":
        print(json.dumps(list(_fresh(names[0], options.first)), ensure_ascii=False))
        return 0
    if options.act == "make":
        for name in names:
            _make(name, options)
        return 0
    return max([_compare(name, options) for name in names])


def _fresh(name: str, first: bool) -> Iterator[tuple[stored.Subject, stored.Records]]:
    for text, with_rule in states.subjects(name)[: 1 if first else None]:
        yield (text, with_rule), list(states.records(name, text, with_rule, None))


def _make(name: str, options: argparse.Namespace) -> None:
    """Record an explorer twice, as this machine computes and as a plain one; keep what both say."""
    command = [
        sys.executable,
        "-m",
        "tools.corpus",
        "dump",
        name,
        *(["--code", str(options.code)] if options.code else []),
    ]
    command += ["--first"] * options.first
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **variables})
        for variables in ([{}] if options.once else [{}, limits()])
    ]
    usual, *plain = (json.loads(run.communicate()[0]) for run in runs)
    for (subject, records), (_, others) in zip(usual, plain[0] if plain else usual, strict=True):
        for number, (record, other) in enumerate(zip(records, others, strict=True)):
            if found := _forget(record, other):
                count = f"{len(found)} things depend on the machine"
                print(f"{name}, {subject[0]}, state {number}: {count}", *found[:1])
    stored.FOLDER.mkdir(parents=True, exist_ok=True)
    packed = stored.pack(usual)
    stored.path(name).write_bytes(packed)
    print(f"{name}: {sum(len(records) for _, records in usual)} states, {len(packed)} bytes", flush=True)


def _forget(record: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Forget what depends on the machine, in place; return it in words."""
    found = differences(record, other)
    for kind in ("marks", "still"):
        missing, extra = unmatched(record[kind], other[kind], alike)
        loose = sorted({(mark[0], mark[1]) for mark in missing + extra})
        same = [mark for mark in record[kind] if mark not in missing]
        record[kind] = same + [["?", *each] for each in loose]
    record["caption"] = record["caption"] if record["caption"] == other["caption"] else None
    handles, _ = unmatched(record["handles"], other["handles"], same_handle)
    record["handles"] = [[*each[:3], "?"] if each in handles else each for each in record["handles"]]
    return found


def _compare(name: str, options: argparse.Namespace) -> int:
    """Go through all that is stored of an explorer; return 1 where something differs."""
    count, found = 0, list[str]()
    for (text, with_rule), records in list(stored.unpack(stored.path(name).read_bytes()))[
        : 1 if options.first else None
    ]:
        found += [difference for _, difference in compared(name, text, with_rule, records)]
        count += len(records)
    for difference in found if options.all else found[:SHOWN]:
        print(difference)
    outcome = f"{len(found)} of {count} states differ" if found else f"{count} states as stored"
    print(f"{name}: {outcome}", flush=True)
    return int(bool(found))


def compared(
    name: str, text: str | None, with_rule: bool, records: stored.Records
) -> Iterator[tuple[int, str]]:
    """Yield number and report of each state in which an explorer differs from what is stored."""
    now = states.records(name, text, with_rule, [record["actions"] for record in records])
    subject = f"{text or 'its first function'}{', with a rule' if with_rule else ''}"
    for number, (old, new) in enumerate(zip(records, now, strict=True)):
        if found := differences(old, new):
            done = "; ".join(" ".join(map(str, action)) for action in old["actions"]) or "as it begins"
            yield number, "\n  ".join([f"{name}, {subject}, state {number}: {done}", *found])


if __name__ == "__main__":
    sys.exit(main())
