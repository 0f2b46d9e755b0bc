"""The sentence: the columns, the largest error and its reason, and what rounding does to the rest."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons_lib.pencil.phrases import error_words, map_name, steady
from lessons_lib.pictures._differences import Entries, factor_words
from lessons_lib.wording import magnitude, number

_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_KINDS = {
    "forward": "forward differences",
    "backward": "backward differences",
    "central": "central differences",
    "complex": "complex steps",
}


def sentence(f: Any, entries: Entries, at: Sequence[float], step: float, scheme: str) -> str:
    """Return the caption of a Jacobian that is built from differences."""
    name, here = map_name(f), f"({', '.join(map(number, at))})"
    if len(at) == 1:
        here = number(at[0])
    if not step > 0:
        return f"Jacobian of {name} at {here}: a step has to be positive."
    if np.isnan(entries.exact).all() and np.isnan(entries.nudged).all():
        return f"Jacobian of {name}: undefined at {here}."
    start = f"Jacobian of {name} at {here}, column by column from {_KINDS[scheme]} with h = {number(step)}"
    return f"{start}: {_columns(entries)}; {_errors(entries, scheme)}."


def _columns(entries: Entries) -> str:
    nudged = [
        [steady(float(value), float(noise)) for value, noise in zip(*both, strict=True)]
        for both in zip(entries.nudged.T, entries.noise.T, strict=True)
    ]
    exact = [[number(value) for value in column] for column in entries.exact.T]
    word = "columns" if len(nudged) > 1 else "column"
    return f"{word} {_listed(nudged)}, exact {_listed(exact)}"


def _listed(columns: list[list[str]]) -> str:
    *first, last = (f"({', '.join(column)})" if len(column) > 1 else column[0] for column in columns)
    return f"{', '.join(first)} and {last}" if first else last


def _errors(entries: Entries, scheme: str) -> str:
    error, rounding = entries.error, entries.is_rounding
    truncated = np.isfinite(error) & ~rounding
    parts = [_largest(entries, truncated, scheme)] if truncated.any() else []
    if (others := int(truncated.sum()) - 1) > 0:
        parts.append(f"{others} more by less" if others > 1 else "one more by less")
    if rounding.any():
        every = not truncated.any() and bool(np.isfinite(error).all())
        parts.append(_rounded(error[rounding], "every" if every else "the other" if truncated.any() else ""))
    if gone := int(np.isnan(error).sum()):
        parts.append("one entry cannot be compared" if gone == 1 else f"{gone} entries cannot be compared")
    return "; ".join(parts)


def _largest(entries: Entries, among: NDArray[np.bool_], scheme: str) -> str:
    """Say which entry is furthest off, by how much, and why."""
    row, column = np.unravel_index(np.argmax(np.where(among, entries.error, -1)), among.shape)
    error, noise = float(entries.error[row, column]), float(entries.noise[row, column])
    start = f"entry ({row + 1}, {column + 1}) is off by {error_words(error, noise)}"
    order = int(entries.order[row, column])
    if not order or noise > 0.1 * error:
        return start
    about = "" if entries.is_exactly_leading[row, column] else "about "
    slope = number(abs(float(entries.slope[row, column])))
    return f"{start}, {about}{factor_words(scheme, order)} times a {_ORDINALS[order]} derivative of {slope}"


def _rounded(errors: NDArray[np.float64], which: str) -> str:
    """Say how far rounding takes some entries: every one, the others, or just so many."""
    count = len(errors)
    many = {"every": "every entry is", "the other": f"the other {count} are", "": f"{count} entries are"}
    one = {"every": "the entry is", "the other": "the other is", "": "one entry is"}
    who = (many if count > 1 else one)[which]
    return f"{who} off by rounding only, {magnitude(float(errors.max()))}"
