"""What stands behind the pictures of README.md: frames, ways of a hand, sentences."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tools.pictures import captions
from tools.pictures.__main__ import main
from tools.pictures.film import FRAME_MS, PIXELS, Film, eased
from tools.pictures.studio import codes_of


def frame(colour):
    stream = io.BytesIO()
    Image.new("RGB", (PIXELS[0] + 1, PIXELS[1]), colour).save(stream, "PNG")
    return stream.getvalue()


def test_a_frame_that_shows_the_same_prolongs_the_last(tmp_path):
    film = Film()
    for colour in ("red", "red", "blue", "red"):
        film.add(frame(colour))
    film.save(tmp_path / "film.webp")
    assert film.times == [2 * FRAME_MS, FRAME_MS, FRAME_MS]
    with Image.open(tmp_path / "film.webp") as picture:
        assert (picture.size, picture.n_frames, picture.info["loop"]) == (PIXELS, 3, 0)


@given(frames=st.integers(1, 60))
def test_a_hand_goes_forward_only_and_arrives(frames):
    way = eased(frames)
    assert len(way) == frames
    assert way == sorted(way)
    assert (way[0] > 0, way[-1]) == (True, 1.0)


def test_sentences_are_added_to_those_that_stand(tmp_path):
    captions.write({"a.png": {"alt": "One.", "lines": {}}}, tmp_path)
    captions.write({"b.png": {"alt": "[2] (x)", "lines": {}}}, tmp_path)
    page = tmp_path / "README.md"
    page.write_text("![old](docs/pictures/a.png)\n![](docs/pictures/b.png)\n![c](docs/pictures/c.png)\n")
    captions.into_readme(page, tmp_path)
    assert page.read_text(encoding="utf-8").splitlines() == [
        "![One.](docs/pictures/a.png)", "![[2] (x)](docs/pictures/b.png)", "![c](docs/pictures/c.png)"
    ]  # fmt: skip


def test_cells_are_those_of_the_lesson():
    first, secant = codes_of("start", ['explore.secant("sin x"'])
    assert "import" in first
    assert secant == 'explore.secant("sin x", at=1, step=1)'


def test_a_cell_that_is_gone_is_named():
    with pytest.raises(SystemExit, match="no cell with"):
        codes_of("start", ["explore.nothing("])


def test_a_picture_that_there_is_not_is_one_sentence(capsys):
    assert main(["07"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("No such picture: 07. There are: start, ")
    assert said.count("\n") == 1
