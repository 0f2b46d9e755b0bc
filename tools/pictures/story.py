"""The moving picture of README.md: four scenes from the lessons, each as a learner's hand would play it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator

from lessons_lib import explore
from lessons_lib.drills.skills import skill_named
from tests.browser.lesson import Lesson, LivePicture
from tools.pictures.captions import Told
from tools.pictures.film import SHARP, Film, Hand, middle
from tools.pictures.studio import Studio

FILE = "course.webp"
CELL = "ancestor::*[contains(concat(' ', @class, ' '), ' jp-Cell ')][1]"
# The cell that is looked at, in the middle of a white page, without the buttons under its picture.
ALONE = """
.jp-Notebook .jp-Cell:not(.jp-mod-active), .lessons-live-foot {{ visibility: hidden !important; }}
.jp-Notebook .jp-Cell {{ box-sizing: border-box; margin: 0 auto; width: {width}px; }}
.jp-Notebook .jp-Cell {{ box-shadow: none !important; }}
.jp-Cell:has(.lessons-predict) .jp-Cell-inputWrapper {{ display: none; }}
.lessons-predict .lessons-live-caption {{ display: none; }}
"""
Scene = Callable[[Studio, Film], dict[str, str]]


def film(studio: Studio, folder: Path) -> Told:
    """Take all scenes and write the film; returns what is told of it."""
    taken, lines = Film(), {}
    for scene in SCENES:
        lines |= scene(studio, taken)
    taken.save(folder / FILE)
    said = " ".join(f"{number}. {sentence}" for number, sentence in enumerate(lines.values(), 1))
    print(f"{len(taken.frames)} frames, {taken.seconds:.1f} s, {(folder / FILE).stat().st_size / 1e6:.2f} MB")
    return {"alt": f"A film of {len(lines)} scenes. {said}", "lines": explorers(lines)}


def explorers(lines: dict[str, str]) -> dict[str, str]:
    """Return those lines that make a picture again."""
    return {line: said for line, said in lines.items() if line.startswith("explore.")}


def secant(studio: Studio, film: Film) -> dict[str, str]:
    """Drag the second point of a secant towards the first."""
    line = 'explore.secant("x^2 - 6x + 13", at=1'
    with on_stage(studio, film, "derivatives", line, width=720) as (lesson, hand):
        picture = lesson.explorer(line)
        grip, one = picture.handle("step"), unit_in_pixels(picture)
        start = middle(picture.handle("at"))[0]
        hand.to(grip)
        with hand.held():
            hand.carry(grip, start + 1.6 * one, 8)
            hand.carry(grip, start + 0.02 * one, 26)
        hand.frame(10)
        return {picture.code: picture.settled()}


def direction(studio: Studio, film: Film) -> dict[str, str]:
    """Turn a direction to the steepest way up, and on to the steepest way down."""
    line = "explore.direction("
    with on_stage(studio, film, "gradients", line, width=880) as (lesson, hand):
        picture = lesson.explorer(line)
        grip, degree = picture.handle("slope"), unit_in_pixels(picture, axes=1)
        hand.to(grip)
        with hand.held():
            hand.carry(grip, hand.x + (59 - 20) * degree, 10)
            hand.frame(5)
            hand.carry(grip, hand.x - 180 * degree, 24)
        hand.frame(8)
        return {picture.code: picture.settled()}


def guess(studio: Studio, film: Film) -> dict[str, str]:
    """Guess the steepest way up with an arrow, and see."""
    line = "predict.arrow("
    with on_stage(studio, film, "gradients", line, width=460) as (lesson, hand):
        output = lesson.cell_with(line)
        tip = output.locator(".lessons-live-handle[data-name='guess']")
        tip.wait_for()
        sheet = output.locator("canvas").first.bounding_box()
        hand.to(tip)
        with hand.held():
            hand.glide(hand.x - 0.12 * sheet["width"], hand.y - 0.14 * sheet["height"], 12)
        hand.to(output.get_by_role("button", name="Commit"))
        hand.click()
        verdict = output.locator(".verdict", has_text="You said")
        verdict.wait_for()
        hand.glide(hand.x + 400, hand.y - 120, 6)
        hand.frame(14)
        return {line: said_by(verdict)}


def drill(studio: Studio, film: Film) -> dict[str, str]:
    """Answer a question in a form of one's own."""
    line = f'drill("chain rule", level=1, seed={seed_of("chain rule", "sin(x^2)")})'
    with on_stage(studio, film, "drills", "", own=line, width=700, zoom=1.2) as (lesson, hand):
        output = lesson.cell_with(line)
        hand.to(output.get_by_label("Your answer"))
        hand.click()
        hand.type("2x cos x^2", 2)
        hand.frame(5)
        hand.page.keyboard.press("Enter")
        output.get_by_text("Right").first.wait_for()
        hand.frame(22)
        return {line: said_by(output.get_by_role("status"))}


def said_by(part: Locator) -> str:
    """Return what stands in a part of the page, as one line."""
    return " ".join(part.inner_text().split())


def unit_in_pixels(picture: LivePicture, axes: int = 0) -> float:
    """Return how many CSS pixels a unit along x takes in some axes of an explorer on the page."""
    twin = eval(picture.code, {"explore": explore})
    box = twin.live.boxes[axes]
    (left, _, right, _), (low, high) = box["box"], box["x"]
    return float(picture.canvas.bounding_box()["width"] * (right - left) / (high - low))


def seed_of(skill: str, formula: str, level: int = 1) -> int:
    """Return the first seed with which a skill asks about a formula."""
    maker = skill_named(skill)
    return next(seed for seed in range(1000) if maker.exercise(level, seed).problem.expression == formula)


SCENES: tuple[Scene, ...] = (secant, direction, guess, drill)


@contextmanager
def on_stage(
    studio: Studio, film: Film, word: str, text: str, *, width: int, own: str = "", zoom: float = 1
) -> Iterator[tuple[Lesson, Hand]]:
    """Show one cell of a lesson alone, or a cell of one's own, with a hand on the page."""
    with studio.opened(word, [*filter(None, [text])], own=own, sharp=SHARP * zoom) as lesson:
        lesson.page.add_style_tag(content=ALONE.format(width=width))
        output = lesson.cell_with(own or text)
        output.wait_for()
        box = output.locator(f"xpath={CELL}").bounding_box()
        yield lesson, Hand(lesson.page, film, box["x"] + box["width"] / 2, box["y"], zoom)
