"""The corpus as files: one for each explorer, a packed line of JSON for each state."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "pictures" / "corpus"

Subject = tuple[str | None, bool]
Records = list[dict[str, Any]]


def path(name: str) -> Path:
    """Return the file of an explorer."""
    return FOLDER / f"{name}.jsonl.xz"


def pack(subjects: Iterable[tuple[Subject, Records]]) -> bytes:
    """Return the records of all functions; what stands still is written when it first does."""
    lines: list[Any] = []
    known: dict[str, int] = {}
    for (text, with_rule), records in subjects:
        lines.append({"function": text, "rule": with_rule})
        for record in records:
            still = json.dumps(record["still"])
            if still not in known:
                known[still] = len(known)
                lines.append(record["still"])
            lines.append({**record, "still": known[still]})
    text = "".join(f"{json.dumps(line, ensure_ascii=False, separators=(',', ':'))}\n" for line in lines)
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def unpack(packed: bytes) -> Iterator[tuple[Subject, Records]]:
    """Yield each function with its records."""
    grounds: list[Any] = []
    subject, records = None, []
    for line in map(json.loads, lzma.decompress(packed).decode().splitlines()):
        if isinstance(line, list):
            grounds.append(line)
        elif "function" in line:
            if subject:
                yield subject, records
            subject, records = (line["function"], line["rule"]), []
        else:
            records.append({**line, "still": grounds[line["still"]]})
    if subject:
        yield subject, records
