"""A page that needs nothing but itself: style within, white on paper, dark only on a dark screen."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import NamedTuple

from lessons_lib.drills._mathml import STYLE

_HERE = Path(__file__).parent
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{title}</title>
<style>
{style}</style>
</head>
<body class="lessons-paper">
<main>
{body}
</main>
</body>
</html>
"""


class Part(NamedTuple):
    """What begins on a new sheet of paper."""

    name: str
    called: str
    body: str


def page(title: str, about: str, parts: Iterable[Part]) -> str:
    """Return a whole page of HTML."""
    found = list(parts)
    paper = STYLE + (_HERE / "paper.css").read_text("utf-8")
    style = paper + "".join(_foot(part, about) for part in found)
    body = "\n".join(_section(part, about) for part in found)
    return _PAGE.format(title=escape(f"{title} · {about}"), style=style, body=body)


def _section(part: Part, about: str) -> str:
    made = f"{part.called} · {about}" if part.called else about
    return f'<section id="{part.name}">\n{part.body}\n<footer>{made}</footer>\n</section>'


def _foot(part: Part, about: str) -> str:
    """Return the style of a part's paper: browsers that can write at its foot count its pages from 1."""
    name, page = part.name, f"{part.called}, page " if part.called else "Page "
    return (
        f"#{name} {{ page: {name}; }}\n@page {name} {{ counter-increment: {name};\n"
        f'  @bottom-left {{ content: "{about}"; }}\n'
        f'  @bottom-right {{ content: "{page}" counter({name}); }}\n}}\n'
    )
