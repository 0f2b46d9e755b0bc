"""The sentences that belong to the pictures of README.md, as they were true when the pictures were taken."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TypedDict

from tools.lesson_source import ROOT

PICTURES = ROOT / "docs" / "pictures"
FILE = "captions.json"


class Told(TypedDict):
    """What is known of one picture.

    Attributes
    ----------
    alt : str
        Its alternative text.
    lines : dict of str
        Each line of code that makes a picture shown in it, with the caption that this had.
    """

    alt: str
    lines: dict[str, str]


IMAGE = r"!\[[^\n]*\]\(docs/pictures/{}\)"


def read(folder: Path = PICTURES) -> dict[str, Told]:
    """Return what is known of every picture, by the name of its file."""
    path = folder / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write(told: dict[str, Told], folder: Path = PICTURES) -> None:
    """Write what is known of some pictures; what is known of the others stays."""
    text = json.dumps({**read(folder), **told}, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def into_readme(path: Path = ROOT / "README.md", folder: Path = PICTURES) -> None:
    """Let the alternative texts of README.md say what is true of its pictures."""
    text = path.read_text(encoding="utf-8")
    for name, told in read(folder).items():
        image = f"![{told['alt']}](docs/pictures/{name})"
        text = re.sub(IMAGE.format(re.escape(name)), lambda _, image=image: image, text)
    path.write_text(text, encoding="utf-8", newline="\n")
