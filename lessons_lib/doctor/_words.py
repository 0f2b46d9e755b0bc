"""What is printed: a line for each finding, what mends it beneath, and one sentence at the end."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from ._finding import Finding

_MARKS = 6
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def lines(finding: Finding, subjects: Iterable[str], width: int = 100) -> list[str]:
    r"""Return a finding as lines: mark, subject and words in columns, and beneath what mends it.

    Examples
    --------
    >>> found = Finding("fault", "numpy is missing.", "make setup", "packages")
    >>> print(*lines(found, ["packages"]), sep="\n")
    fault   packages  numpy is missing.
            mend: make setup
    """
    head = f"{finding.mark:{_MARKS}}  {finding.subject:{max(map(len, subjects))}}  "
    room = max(width - len(head), 30)
    words = textwrap.wrap(_private(finding.words), room, break_long_words=False, break_on_hyphens=False)
    told = [head + words[0], *(" " * len(head) + line for line in words[1:])]
    return [*told, f"{'':{_MARKS}}  mend: {_private(finding.mend)}"] if finding.mend else told


def closing(findings: Iterable[Finding]) -> str:
    """Return the sentence at the end.

    Examples
    --------
    >>> closing([Finding("ok", "there"), Finding("remark", "odd")])
    'All is in order; one remark above.'
    """
    marks = [finding.mark for finding in findings]
    faults, remarks = marks.count("fault"), marks.count("remark")
    if faults:
        return f"{_count(faults, 'fault').capitalize()}: mend from the top, then run lessons doctor again."
    return f"All is in order; {_count(remarks, 'remark')} above." if remarks else "All is in order."


def bound(specifier: str) -> str:
    """Return which versions will do, in words.

    Examples
    --------
    >>> bound(">=2.2"), bound("<5,>=4.5")
    ('2.2 or newer', '<5,>=4.5')
    """
    single = re.fullmatch(r">=\s*([^,]+)", specifier)
    return f"{single[1]} or newer" if single else specifier


def listed(names: Sequence[str]) -> str:
    """Return names as one writes them.

    Examples
    --------
    >>> listed(["numpy", "scipy", "sympy"])
    'numpy, scipy and sympy'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _count(number: int, what: str) -> str:
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {what}{'' if number == 1 else 's'}"


def _private(text: str) -> str:
    """Return text that can be shown to others: the home folder is ~, and all stands on one line."""
    try:
        home = str(Path.home())
    except RuntimeError:
        home = ""
    shown = re.sub(rf"{re.escape(home)}(?![\w-])", "~", text) if len(home) > 1 else text
    return " ".join(shown.split()) or "nothing"
