"""One still picture for each lesson, with the caption that its explorer or card had."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator

from lessons_lib.drills.skills import skill_named
from tests.browser.lesson import Lesson
from tools.lesson_source import ROOT
from tools.pictures.captions import Told
from tools.pictures.studio import Studio

CALL = "explore.own("
SHARP = 2
WIDTH = 900
COLOURS = 256


@dataclass(frozen=True)
class Still:
    """Which cell of a lesson is shown.

    Attributes
    ----------
    lesson : str
        Its word.
    needs : tuple of str
        What stands in the cells that must run before.
    cell : str
        What stands in the cell that is shown.
    taken : callable
        Brings the cell's output to the state to show; returns what is photographed and what is told of it.
    """

    lesson: str
    needs: tuple[str, ...]
    cell: str
    taken: Callable[[Lesson, str], tuple[Locator, Told]]

    @property
    def name(self) -> str:
        """What the picture is called."""
        return self.lesson

    def take(self, studio: Studio, folder: Path) -> Told:
        """Take the picture; returns what is told of it."""
        with studio.opened(self.lesson, (*self.needs, self.cell), sharp=SHARP, width=1320) as lesson:
            shown, told = self.taken(lesson, self.cell)
            save(shown.screenshot(), folder / f"{self.name}.png")
        return told


@dataclass(frozen=True)
class Own:
    """The explorer that README.md writes."""

    name: str = "own"

    def take(self, studio: Studio, folder: Path) -> Told:
        """Take the picture; returns what is told of it."""
        with studio.opened("start", (), own=readme_code(), sharp=SHARP, width=1320) as lesson:
            shown, told = explorer(lesson, CALL)
            save(shown.screenshot(), folder / f"{self.name}.png")
        return told


def readme_code(path: Path = ROOT / "README.md") -> str:
    """Return the lines with which README.md makes an explorer."""
    blocks = re.findall(r"^```python\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return next(block for block in blocks if CALL in block)


def explorer(lesson: Lesson, cell: str) -> tuple[Locator, Told]:
    """Show an explorer's picture as its line makes it."""
    picture = lesson.explorer(cell)
    caption = picture.settled()
    return picture.output.locator(".lessons-live-stage"), {"alt": caption, "lines": {picture.code: caption}}


def mistake(lesson: Lesson, cell: str) -> tuple[Locator, Told]:
    """Show a card that names what went wrong."""
    output = lesson.cell_with(cell)
    form, field = output.locator(".lessons-drill"), output.get_by_label("Your answer")
    field.fill(FORGOTTEN)
    field.press("Enter")
    feedback = form.locator(".feedback", has_text="At x =")
    feedback.wait_for()
    field.blur()
    exercise = eval(cell, {"drill": lambda name, **numbers: skill_named(name).exercise(**numbers)})
    told = exercise.check(FORGOTTEN)
    said = " ".join([told.verdict.why, *(each.message for each in told.diagnoses)])
    line = f"{cell}.check({FORGOTTEN!r})"
    return form, {"alt": f"A drill. {exercise.said} To {FORGOTTEN} it says: {said}", "lines": {line: said}}


FORGOTTEN = "2/sqrt(2x + 5)"
STILLS: tuple[Still | Own, ...] = (
    Still("start", (), 'explore.secant("sin x"', explorer),
    Still("derivatives", (), 'explore.slope("x^2 - 6x + 13"', explorer),
    Still("rules", (), "explore.step_error(", explorer),
    Still("gradients", (), "explore.surface(", explorer),
    Still("downhill", (), 'explore.descent("x^2/2 + 50y^2"', explorer),
    Still("jacobians", (), "explore.warp(swirl", explorer),
    Still("layers", (), 'explore.layer("two layers"', explorer),
    Still("hessians", (), "explore.curvature(2", explorer),
    Still("curvature", (), "explore.valley(kappa=100)", explorer),
    Still("automatic", (), 'explore.graph("x^2 y + sin y", at=(1, 2), mode="reverse")', explorer),
    Still("drills", (), 'drill("chain rule", level=2, seed=7)', mistake),
    Own(),
)


def save(png: bytes, path: Path) -> None:
    """Write a picture as wide as a page of text, with few colours: small, and the same to the eye."""
    with Image.open(io.BytesIO(png)) as picture:
        size = (WIDTH, round(WIDTH * picture.height / picture.width))
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    few = small.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, "PNG", optimize=True)
