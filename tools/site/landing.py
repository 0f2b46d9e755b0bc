"""The page that leads to the lessons: no scripts, no addresses but its own."""

from __future__ import annotations

import base64
import re
import struct
import textwrap
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from lessons_lib import contents
from tools.site.lessons import Notebook, source

PAGE = Path(__file__).with_name("landing.html")
TITLE = "Derivatives, Gradients, Jacobians, Hessians"
SHOWN = {
    "start": "explore.secant(",
    "derivatives": "explore.slope(",
    "rules": "explore.step_error(",
    "gradients": "explore.surface(",
    "downhill": 'explore.descent("x^2/2 + 50y^2"',
    "jacobians": 'explore.warp("r cos t',
    "layers": 'explore.layer("two layers"',
    "hessians": "explore.curvature(2",
    "curvature": "explore.valley(kappa=100)",
    "automatic": 'mode="forward"',
    "drills": "LiveFigure(mine",
}
"""The code of the picture on a lesson's card; without one, the lesson's first picture."""

PROMISE = (
    "Drag a point, move a slider, commit a guess, and see what is true: an interactive course on how things "
    "change, for anyone who has met functions."
)
PLACE = "Nothing to install, no account: the course runs in your browser, and your answers stay there."
FETCHING = (
    "The first lesson that you open takes up to a minute, while your browser fetches Python from {place}, "
    "about 40 MB. The browser keeps it, so that later a lesson is ready after some seconds. "
    "You can read while you wait."
)
LICENCE = (
    "The lessons are free under Creative Commons Attribution 4.0, the code under the BSD 3-Clause License; "
    "Python in the browser is Pyodide, the notebooks are JupyterLite."
)
FRAME = 8 / 5  # of a card's picture, as in the style sheet
TABLE = 1.1  # is higher, for its width, than any picture of a function
RATIO = 2  # pixels of a stored picture for each CSS pixel


@dataclass(frozen=True)
class Picture:
    """A stored picture with the sentence that is printed beneath it."""

    png: bytes
    caption: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, without the sentence."""
        width, height = struct.unpack(">II", self.png[16:24])
        return width, height - strip(self.caption, width)


@dataclass(frozen=True)
class Card:
    """What the page says of one lesson."""

    name: str
    title: str
    words: str
    picture: Picture | None

    @property
    def number(self) -> str:
        """The lesson's number, two digits."""
        return self.name[:2]

    @property
    def address(self) -> str:
        """Where it opens, as HTML: in a workspace of its own, so that no other lesson starts with it."""
        return f"lab/index.html?workspace={self.number}&amp;path={self.name}"


def strip(caption: str, width: int) -> int:
    """Return the height in pixels of a sentence printed beneath a picture, as `lessons_lib.live` does it.

    Parameters
    ----------
    caption : str
        The sentence.
    width : int
        The picture's width in pixels.
    """
    lines = textwrap.wrap(caption, width=int(width / RATIO / 7.4))
    return round((10 + 20 * len(lines)) * RATIO)


def card(name: str, lesson: Notebook) -> Card:
    """Return what the page says of a lesson, in the lesson's own words."""
    text = "\n".join(source(cell) for cell in lesson["cells"] if cell["cell_type"] == "markdown")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    words = re.search(r"^- \*\*You will do:\*\* (.+)$", text, re.MULTILINE)
    return Card(name, title[1] if title else name, sentence(words[1]) if words else "", picture(name, lesson))


def sentence(words: str) -> str:
    """Return words with a capital letter, their links as plain text."""
    plain = re.sub(r"\[(.+?)\]\(.+?\)", r"\1", words)
    return plain[:1].upper() + plain[1:]


def picture(name: str, lesson: Notebook) -> Picture | None:
    """Return the picture on a lesson's card; None for a lesson that stores none."""
    shown = {each.notebook: SHOWN.get(each.word, "") for each in contents.LESSONS}
    wanted = shown.get(name, "")
    found = [(source(cell), stored(output)) for cell in lesson["cells"] for output in cell.get("outputs", [])]
    pictures = [(code, each) for code, each in found if each is not None]
    return next((each for code, each in pictures if wanted in code), pictures[0][1] if pictures else None)


def stored(output: dict[str, Any]) -> Picture | None:
    """Return the picture of one output, if it is one."""
    data = output.get("data", {})
    if "image/png" not in data:
        return None
    return Picture(base64.b64decode("".join(data["image/png"])), "".join(data["text/plain"]))


def item(each: Card) -> str:
    """Return a card as HTML."""
    return (
        f"<li>{image(each)}\n"
        f'<div class="words"><h3><a href="{each.address}"><span class="number">Lesson {each.number}</span>'
        f"{escape(each.title)}</a></h3>\n"
        f"<p>{escape(each.words)}</p></div></li>"
    )


def image(each: Card) -> str:
    """Return a card's picture as HTML; its sentence, cut off below, is the alternative text."""
    if each.picture is None:
        return ""
    width, height = each.picture.size
    source_and_shape = (
        f'class="{kind(width / height)}" src="pictures/{each.number}.png" '
        f'style="aspect-ratio: {width} / {height}" loading="lazy"'
    )
    return f'<div class="picture"><img {source_and_shape} alt="{escape(each.picture.caption)}"></div>'


def kind(ratio: float) -> str:
    """Return how a picture fits its frame: by its width, by its height, or by a table's beginning."""
    return "wide" if ratio > FRAME else "tall" if ratio > TABLE else "table"


def page(cards: list[Card], fetching: str) -> str:
    """Return the whole page."""
    words = {"title": TITLE, "promise": PROMISE, "place": PLACE, "fetching": fetching, "licence": LICENCE}
    filled = {name: escape(text) for name, text in words.items()}
    items = "\n".join(map(item, cards))
    return Template(PAGE.read_text(encoding="utf-8")).substitute(filled, start=cards[0].address, cards=items)


def write(lessons: dict[str, Notebook], site: Path, *, is_local: bool) -> None:
    """Write the page and its pictures into a site."""
    cards = [card(name, lesson) for name, lesson in lessons.items()]
    (site / "pictures").mkdir(exist_ok=True)
    for each in cards:
        if each.picture is not None:
            (site / "pictures" / f"{each.number}.png").write_bytes(each.picture.png)
    fetching = FETCHING.format(place="this site" if is_local else "the public address of Pyodide")
    (site / "index.html").write_text(page(cards, fetching), encoding="utf-8")
