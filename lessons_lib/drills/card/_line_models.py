"""Lines of a derivation: how one is read, and which could come next."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from lessons_lib.check.labels import is_label
from lessons_lib.check.reading import Echo, echo, read_formula
from lessons_lib.check.values import replaced
from lessons_lib.derive.rules import rewritten, ruled
from lessons_lib.derive.trees import ONE, ZERO, depends
from lessons_lib.drills import Problem, check_lines, derivation
from lessons_lib.drills._mathml import formula
from lessons_lib.formula import Name, Node, text

_OPERATOR = re.compile(r"(?:d|∂)\s*/\s*(?:d|∂)\s*([^\W\d_](?:_?\d+)?)\s*\(")
_AFTER_FACTOR = re.compile(rf"(?<=[\w)²³])\s*(?={_OPERATOR.pattern})")
# Names that nobody types stand for what is not yet differentiated, as long as the rest is read.
_FIRST_NAME = 9001


def operators(line: str) -> int:
    """Return how often a line's last side still says d/dx(...) or (...)'.

    Examples
    --------
    >>> operators("d/dx(x^2) sin x + x^2 d/dx(sin x)"), operators("d/dx(x^2) = 2x")
    (2, 0)
    """
    last = line.rpartition("=")[2]
    return len(_OPERATOR.findall(last)) + len(re.findall(r"\)\s*['′’]", last))


def separated(line: str) -> str:
    """Return a line in which d/dx(...) is a factor: in sin x d/dx(...) it is no part of the sine.

    Examples
    --------
    >>> separated("2 sin x d/dx(e^x) + d/dx(x)")
    '2 sin x·d/dx(e^x) + d/dx(x)'
    """
    return _AFTER_FACTOR.sub("·", line)


# reading


@lru_cache(maxsize=256)
def read_line(line: str, variables: tuple[str, ...]) -> dict[str, Any]:
    """Return how a line is read: "html", "notes", and the "message" where it cannot be."""
    sides = separated(line).split("=")
    has_label = bool(sides[1:]) and (not sides[0].strip() or is_label(sides[0]))
    label = [f"<i>{escape(sides.pop(0).strip())}</i>"] if has_label else []
    read = [_read(side, variables) for side in sides if side.strip()]
    message = next((side.message for side in read if side.message), "")
    shown = [formula(side.latex) for side in read if side.latex]
    html = " = ".join([*label, *shown]) if shown and not message else ""
    notes = [note for side in read for note in side.notes if not _is_inner(note)]
    return {"html": html, "message": message, "notes": notes}


def _is_inner(note: str) -> bool:
    """Tell whether a note speaks of a name that stands for d/dx."""
    return f"U_{_FIRST_NAME // 100}" in note


def _read(side: str, variables: tuple[str, ...]) -> Echo:
    """Return what one side says, with d/dx as a fraction."""
    waiting: dict[str, str] = {}
    inner: list[str] = []
    while found := _OPERATOR.search(side):
        end = _closing(side, found.end())
        inside = _read(side[found.end() : end], variables)
        if inside.message:
            return inside
        inner += inside.notes
        number = _FIRST_NAME + len(waiting)
        waiting[f"U_{{{number}}}"] = rf"\frac{{d}}{{d {found[1]}}}\left({inside.latex}\right)"
        side = f"{side[: found.start()]} (U_{number}) {side[end + 1 :]}"
    read = echo(side, arrays=False)
    latex = read.latex
    # The last of them may hold those before it.
    for name, shown in reversed(waiting.items()):
        latex = latex.replace(name, shown)
    return Echo(latex, read.message, notes=(*inner, *read.notes))


def _closing(side: str, start: int) -> int:
    """Return the place of the bracket that closes the one before `start`, or the end of the text."""
    depth = 1
    for place, sign in enumerate(side[start:], start):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
    return len(side)


# writing


def model_lines(problem: Problem) -> tuple[str, ...]:
    """Return lines that lead to a derivative: the outermost rule, then one part after another, then tidy.

    Examples
    --------
    >>> for line in model_lines(Problem.read("derivative of sin(x) e^(2x) in x")):
    ...     print(line)
    d/dx(sin(x))·e^(2x) + sin(x)·d/dx(e^(2x))
    cos(x)·e^(2x) + sin(x)·d/dx(e^(2x))
    cos(x)·e^(2x) + sin(x)(2e^(2x))
    cos(x)·e^(2x) + 2 sin(x)·e^(2x)
    """
    worked = derivation(problem)
    if worked.trouble:
        raise ValueError(worked.trouble)
    lines = [*_part_by_part(problem.tree(), problem.variables[0]), worked.result]
    return tuple(line for line in dict.fromkeys(lines) if check_lines(problem, [line]).accepted)


def _part_by_part(tree: Node, variable: str) -> list[str]:
    if not depends(tree, variable):
        return []
    form = rewritten(tree, variable)
    waiting: dict[Name, Node] = {}

    def wait(part: Node) -> Node:
        if not depends(part, variable):
            return ZERO
        if part == Name(variable):
            return ONE
        name = Name(f"U{_FIRST_NAME + len(waiting)}")
        waiting[name] = part
        return name

    line = ruled(form.after if form else tree, variable, wait).after
    lines = [_written(line, waiting, variable)]
    for name, part in waiting.items():
        line = _put(line, name, _slope(part, variable))
        lines.append(_written(line, waiting, variable))
    return lines


def _put(line: Node, name: Name, slope: Node) -> Node:
    return replaced(line, lambda part: slope if part == name else None)


def _slope(part: Node, variable: str) -> Node:
    found = derivation(Problem("derivative", text(part), (variable,)))
    return read_formula(found.result, (variable,))


def _written(line: Node, waiting: dict[Name, Node], variable: str) -> str:
    written = text(line)
    for name, part in waiting.items():
        written = written.replace(text(name), f"d/d{variable}({text(part)})")
    return written
