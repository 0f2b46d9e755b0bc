"""A worksheet and its key in a real browser, and as pages of paper."""

import re

import pytest

from lessons_lib import cli

PAPERS = {"A4": (210, 297), "Letter": (215.9, 279.4)}
MARGINS = (34, 30)  # millimetres, both sides together; what paper.css says
PIXELS = 96 / 25.4  # in a millimetre
QUESTIONS, VERSIONS = 12, 2

BOXES = """() => [...document.querySelectorAll(".questions > li, .worked > li, .answers > li")].map((li) => ({
    height: li.getBoundingClientRect().height,
    kept: getComputedStyle(li).breakInside,
    over: Math.max(0, ...[...li.querySelectorAll("math, .ask, .options > li")].map(
        (part) => part.getBoundingClientRect().right - li.getBoundingClientRect().right)),
}))"""
ROOM = """() => [...document.querySelectorAll(".questions > li")].map((li) =>
    li.querySelector(".room").getBoundingClientRect().height)"""
COLOURS = """() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("paper")
    wished = ["--count", str(QUESTIONS), "--versions", str(VERSIONS), "--seed", "8", "--title", "Week 3"]
    assert cli.main(["worksheet", *wished, "--output", str(folder)]) == 0
    return sorted(folder.iterdir())


@pytest.fixture(params=["sheet", "key"])
def paper(request, made, page):
    """Open one of the two files, and fail where it asks for anything else."""
    path, asked = made[request.param == "key"], []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    page.emulate_media(media="screen", color_scheme="light")
    assert asked == [path.as_uri()]
    assert page.faults == []


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("name", PAPERS)
def test_it_prints_and_nothing_is_split_or_cut(paper, name):
    width, height = (side - margin for side, margin in zip(PAPERS[name], MARGINS, strict=True))
    paper.emulate_media(media="print")
    paper.set_viewport_size({"width": int(width * PIXELS), "height": int(height * PIXELS)})
    boxes = paper.evaluate(BOXES)
    assert {box["kept"] for box in boxes} == {"avoid"}
    assert max(box["height"] for box in boxes) < height * PIXELS / 2
    assert max(box["over"] for box in boxes) < 1
    needed = sum(box["height"] for box in boxes) / (height * PIXELS)
    printed = pages_of(paper.pdf(format=name))
    parts = paper.locator("section").count()
    assert needed < printed <= 1.4 * needed + parts


def test_every_question_has_room_to_write(page, made):
    page.goto(made[0].as_uri())
    rooms = page.evaluate(ROOM)
    assert len(rooms) == QUESTIONS * VERSIONS
    assert min(rooms) > 2 * PIXELS


def test_paper_is_white_also_where_screens_are_dark(paper):
    paper.emulate_media(media="screen", color_scheme="dark")
    dark = paper.evaluate(COLOURS)
    paper.emulate_media(media="print", color_scheme="dark")
    printed = paper.evaluate(COLOURS)
    assert printed == ["rgb(17, 17, 17)", "rgb(255, 255, 255)"]
    assert dark != printed
