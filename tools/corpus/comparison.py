"""What differs between the stored record of a state and a new one, in words for whoever moved the code."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tools.corpus.recorder import SHARES, Mark

NEAR = 2  # thousandths of the axes
INK = re.compile(r"[0-9a-f]{6}(?:[0-9a-f]{2})?")
INKS = {"0072b2": "blue", "d55e00": "vermillion", "b34e00": "dark vermillion", "e69f00": "orange",
        "8a5a00": "dark orange", "009e73": "green", "00765a": "dark green", "000000": "black",
        "cc79a7": "purple", "8c3a66": "dark purple", "ffffff": "white"}  # fmt: skip


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return what differs, a line or two for each thing; nothing where both show the same."""
    found = _words("caption", old["caption"], new["caption"])
    found += _words("pasted line", old["code"], new["code"])
    for name, was, now in zip(("remark", "error", "trouble"), old["says"], new["says"], strict=True):
        found += _words(name, was, now)
    missing, extra = unmatched(old["handles"], new["handles"], same_handle)
    found += [f"handle missing: {each}" for each in missing] + [f"handle extra: {each}" for each in extra]
    # Whether a mark moves or stands still is the engine's affair; all together show the picture.
    return found + list(_of_marks(old["marks"] + old["still"], new["marks"] + new["still"]))


def _words(name: str, old: str | None, new: str) -> list[str]:
    return [] if old is None or old == new else [f"{name} was: {old}\n{' ' * len(name)} is now: {new}"]


def _of_marks(old: list[Mark], new: list[Mark]) -> Iterator[str]:
    # Of these there may be others on another machine.
    loose = [mark[1:] for mark in old if mark[0] == "?"]
    old, new = ([one for mark in marks for one in _one_by_one(mark)] for marks in (old, new))
    missing, extra = unmatched([mark for mark in old if mark[0] != "?"], new, alike)
    extra = [mark for mark in extra if mark[:2] not in loose]
    for mark in missing:
        twins = (each for each in extra if mark[0] not in {"text", "axes"} and each[:-1] == mark[:-1])
        twin = next(twins, None)
        if twin is None:
            yield f"missing: {described(mark)}"
        else:
            extra.remove(twin)
            yield f"lies elsewhere: {described(mark)}\n    is now at {_places(twin[-1])}"
    for mark in extra:
        yield f"extra: {described(mark)}"


def _one_by_one(mark: Mark) -> list[Mark]:
    """Take marks apart of which all places are known: a few dots may be one artist or several."""
    if mark[0] != "marks" or len(mark[-1]) != 2 * mark[-2][-1]:
        return [mark]
    return [[*mark[:-2], [*mark[-2][:-1], 1], mark[-1][at : at + 2]] for at in range(0, len(mark[-1]), 2)]


def unmatched(old: Sequence[Any], new: Sequence[Any], same: Any) -> tuple[list[Any], list[Any]]:
    """Return those of the old that are not among the new, and those of the new that are not among the old."""
    one, other = (Counter(json.dumps(each, ensure_ascii=False) for each in marks) for marks in (old, new))
    extra = [json.loads(each) for each in (other - one).elements()]
    missing = []
    for each in map(json.loads, (one - other).elements()):
        twin = next((number for number, mark in enumerate(extra) if same(each, mark)), None)
        if twin is None:
            missing.append(each)
        else:
            del extra[twin]
    return missing, extra


def same_handle(old: list[Any], new: list[Any]) -> bool:
    """Tell whether two handles are the same; a stored place that is "?" depends on the machine."""
    if old[:3] != new[:3] or old[3] == "?":
        return old[:3] == new[:3]
    return old[3] == new[3] or (None not in (old[3], new[3]) and _close(old[3], new[3]))


def alike(old: Mark, new: Mark) -> bool:
    """Tell whether two marks look the same."""
    if old[:2] != new[:2] or len(old) != len(new):
        return False
    if old[0] == "axes":
        return _close(old[2], new[2]) and old[3:] == new[3:]
    if old[0] == "text":
        return old[2] == new[2] and _same_ink(old[3], new[3]) and abs(old[4] - new[4]) < 0.15
    if old[0] == "image":
        return _close(old[2], new[2]) and _close(old[3], new[3])
    if not all(_same_look(was, now) for was, now in zip(old[2:-1], new[2:-1], strict=True)):
        return False
    return _same_places(old[0], old[-1], new[-1])


def _same_look(old: Any, new: Any, near: float = 0.025) -> bool:
    """Tell whether widths and inks are the same, and lengths of dashes and marks, written to a tenth."""
    if type(old) is not type(new):
        return False
    if isinstance(old, list):
        return len(old) == len(new) and all(
            _same_look(was, now, 0.15) for was, now in zip(old, new, strict=True)
        )
    if isinstance(old, str):
        return _same_ink(old, new)
    return old == new if isinstance(old, int) else bool(abs(old - new) < near)


def _same_ink(old: str, new: str) -> bool:
    if old == new or not (INK.fullmatch(old) and INK.fullmatch(new)):
        return old == new
    one, other = (bytes.fromhex(ink.ljust(8, "f")) for ink in (old, new))
    return all(abs(was - now) <= 2 for was, now in zip(one, other, strict=True))


def _same_places(kind: str, old: list[int], new: list[int]) -> bool:
    if kind in {"line", "area"}:
        old, new = _eight(old), _eight(new)
        backwards = [each for pair in zip(new[-2::-2], new[-1::-2], strict=True) for each in pair]
        return _close(old, new) or _close(old, backwards)
    return _close(old, new)


def _eight(places: list[int]) -> list[int]:
    """Return the eight places of a straight line of which both ends are stored."""
    if len(places) != 4:
        return places
    ends = np.array(places, float).reshape(2, 2)
    return [int(each) for each in (ends[0] + SHARES[:, None] * (ends[1] - ends[0])).round().ravel()]


def _close(old: Sequence[int], new: Sequence[int]) -> bool:
    return len(old) == len(new) and all(abs(was - now) <= NEAR for was, now in zip(old, new, strict=True))


def described(mark: Mark) -> str:
    """Return a mark in words."""
    kind, number, *rest = mark
    where = f"{kind} in axes {number}" if number >= 0 else f"{kind} beside the axes"
    if kind == "text":
        return f"{where}: {rest[0]!r}, {_named(rest[1])}, {rest[2]} points"
    if kind == "axes":
        return f"{where}: box {rest[0]}, limits {rest[1]}, {rest[2:]}"
    if kind == "image":
        return f"{where}: brightness {rest[0]} at {_places(rest[1])}"
    if kind == "mesh":
        return f"{where}: {rest[0]} cells, {', '.join(map(_named, rest[1]))} at {_places(rest[2])}"
    area, line, width, look, places = rest
    inks = [f"filled {_named(area)}"] * bool(area) + [f"{_named(line)} {width} points"] * bool(line)
    shape = f"dashes {look}"
    if kind == "marks":
        shape = f"{look[3]} of {look[1]} by {look[2]} points, {look[0]} corners"
    return f"{where}: {', '.join(inks)}{f', {shape}' if look else ''} at {_places(places)}"


def _named(ink: str) -> str:
    return f"{INKS[ink[:6]]} {ink}" if ink[:6] in INKS else ink


def _places(places: list[int]) -> str:
    pairs = zip(places[::2], places[1::2], strict=True)
    return " ".join(f"({x / 1000:.3f}, {y / 1000:.3f})" for x, y in pairs) or "all of the axes"
