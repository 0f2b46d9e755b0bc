"""The parts of the site, without JupyterLite; tests/browser/test_site.py builds and opens all of it."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from lessons_lib.live.encoding import with_caption
from tools.site import __main__ as command
from tools.site import build, landing, lessons, pyodide, wheels
from tools.site.trouble import SiteError

LESSONS = lessons.handed_out()


class Seen(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def distribution(tmp_path: Path) -> Path:
    """A distribution of Pyodide with all that the site needs, in name."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    packages = {
        name: {"file_name": f"{name}-1.whl", "depends": ["six_"]} for name in (*wheels.PYODIDE_BRINGS, "six-")
    }
    for name in (*pyodide.RUNTIME, *(package["file_name"] for package in packages.values())):
        (folder / str(name)).write_text("x", encoding="utf-8")
    (folder / "pyodide-lock.json").write_text(json.dumps({"packages": packages}), encoding="utf-8")
    return folder


@pytest.fixture
def page(tmp_path: Path) -> str:
    landing.write(LESSONS, tmp_path, is_local=True)
    return (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_whole_distribution_is_taken(distribution: Path, tmp_path: Path) -> None:
    pyodide.check(distribution)
    pyodide.put(distribution, tmp_path / "site" / "pyodide")
    assert (tmp_path / "site" / "pyodide" / "pyodide.mjs").is_file()


@pytest.mark.parametrize("lacking", ["pyodide.asm.wasm", "numpy-1.whl", "six--1.whl"])
def test_a_distribution_in_part_is_told_of(distribution: Path, lacking: str) -> None:
    (distribution / lacking).unlink()
    with pytest.raises(SiteError, match=f"lacks {lacking}: name a folder"):
        pyodide.check(distribution)


def test_a_list_without_packages_is_told_of(distribution: Path) -> None:
    (distribution / "pyodide-lock.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SiteError, match="no list of packages"):
        pyodide.check(distribution)


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_a_bad_folder_is_one_sentence_and_exit_code_2(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command.main(["site", "--pyodide", folder]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "make site PYODIDE=folder" in said
    assert not (tmp_path / "site").exists()


def test_only_an_earlier_site_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(SiteError, match="no site"):
        build.clear(tmp_path)
    (tmp_path / "jupyter-lite.json").write_text("{}", encoding="utf-8")
    build.clear(tmp_path)
    assert not tmp_path.exists()
    build.clear(tmp_path)


def test_every_need_of_the_package_is_in_the_browser() -> None:
    project = tomllib.loads((wheels.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = {re.split(r"\W*[ ><=]", need)[0] for need in project["dependencies"]}
    assert needs <= {*wheels.PYODIDE_BRINGS, *wheels.PURE}


def test_the_lock_has_every_wheel() -> None:
    lock = wheels.LOCK.read_text(encoding="utf-8")
    for name in (*wheels.PURE, *wheels.FRONT_ENDS):
        assert wheels.entry(name, lock).startswith(f"{name}==")
        assert "--hash=sha256:" in wheels.entry(name, lock)
    with pytest.raises(SiteError, match="make lock"):
        wheels.entry("no-such-package", lock)


def test_a_wheel_is_fetched_once_and_again_when_the_lock_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fetch(entries: list[str], folder: Path) -> None:
        asked.extend(entries)
        (folder / f"two_words-{len(asked)}-py3-none-any.whl").write_bytes(b"content %d" % len(asked))

    monkeypatch.setattr(wheels, "fetch", fetch)

    def lock(number: int) -> str:
        digest = hashlib.sha256(b"content %d" % number).hexdigest()
        return f"two-words=={number} \\\n    --hash=sha256:{digest}\n"

    for number in (1, 1, 2, 2):
        (wheel,) = wheels.fetched(("two-words",), tmp_path, lock(number))
        assert wheel.read_bytes() == b"content %d" % number
    assert asked == [lock(1), lock(2)]


def test_our_wheel_holds_what_the_lessons_need_in_a_browser(tmp_path: Path) -> None:
    names = zipfile.ZipFile(wheels.our_wheel(tmp_path / "own")).namelist()
    assert {"lessons_lib/progress/browser_copy.js", "lessons_lib/live/browser/stage.js"} <= set(names)


def test_front_ends_are_found_in_their_wheels(tmp_path: Path) -> None:
    wheel, inside = tmp_path / "a-1-py3-none-any.whl", f"a-1.data/data/{build.EXTENSIONS}/@a/b"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in (f"{inside}/package.json", f"{inside}/static/remoteEntry.js", "a/__init__.py"):
            archive.writestr(name, "{}")
    build.unpack(wheel, tmp_path / "out")
    assert [path.name for path in build.found(tmp_path / "out")] == ["b"]
    assert not (tmp_path / "out" / "a").exists()


@pytest.mark.parametrize("is_local", [True, False])
def test_the_settings_name_no_address_but_the_site_s_own(is_local: bool) -> None:
    settings = build.configuration(["wheels/0/lessons_lib-0-py3-none-any.whl"], is_local)
    assert not re.search(r"\w+:?//", json.dumps(settings))
    data = settings["jupyter-config-data"]
    kernel = data["litePluginSettings"][f"{build.KERNEL}:kernel"]
    assert kernel["disablePyPIFallback"]
    assert ("pyodideUrl" in kernel) == is_local
    assert data["settingsOverrides"]["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_another_content_has_another_place(tmp_path: Path) -> None:
    wheel = tmp_path / "a-1-py3-none-any.whl"
    places = set()
    for content in (b"one", b"two", b"one"):
        wheel.write_bytes(content)
        places.add(build.place(wheel))
    assert len(places) == 2
    assert all(place.endswith(f"/{wheel.name}") for place in places)


@pytest.mark.parametrize("name", LESSONS)
def test_a_copy_differs_in_one_cell_and_its_kernel(name: str) -> None:
    lesson, before = LESSONS[name], json.dumps(LESSONS[name])
    copy = lessons.in_browser(lesson)
    assert json.dumps(lesson) == before
    assert copy["metadata"]["kernelspec"]["name"] == "python"
    assert [cell for cell in copy["cells"] if cell["id"] != "in-the-browser"] == lesson["cells"]
    assert copy["cells"][1]["source"].endswith("print(await progress.ready())")


def test_only_the_lesson_that_needs_scipy_fetches_it() -> None:
    fetching = [name for name, lesson in LESSONS.items() if "import scipy" in lessons.getting_ready(lesson)]
    assert fetching == ["08-curvature-at-work.ipynb"]


def test_the_list_of_files_is_the_one_of_the_lessons(tmp_path: Path) -> None:
    lessons.write(LESSONS, tmp_path)
    listed = json.loads((tmp_path / "api" / "contents" / "all.json").read_text(encoding="utf-8"))
    assert [each["path"] for each in listed["content"]] == list(LESSONS)
    for each in listed["content"]:
        assert each["size"] == (tmp_path / "files" / each["path"]).stat().st_size


def test_the_page_leads_to_every_lesson(page: str) -> None:
    leads = [link["href"] or "" for link in Seen(page).of("a")]
    assert [href.partition("path=")[2] for href in leads] == ["00-start-here.ipynb", *LESSONS]


def test_the_page_has_one_heading_a_language_and_words_for_each_picture(page: str) -> None:
    seen = Seen(page)
    assert len(seen.of("h1")) == 1
    assert seen.of("html") == [{"lang": "en"}]
    captions = {"".join(output["data"].get("text/plain", "")) for output in outputs()}
    alternatives = [image["alt"] for image in seen.of("img")]
    assert len(alternatives) == len(LESSONS)
    assert set(alternatives) <= captions


def outputs() -> list[dict[str, dict[str, str]]]:
    cells = [cell for lesson in LESSONS.values() for cell in lesson["cells"]]
    return [output for cell in cells for output in cell.get("outputs", []) if "data" in output]


def test_the_page_needs_no_program_and_no_other_address(page: str, tmp_path: Path) -> None:
    seen = Seen(page)
    assert [script["type"] for script in seen.of("script")] == ["application/json"]
    assert "//" not in re.sub(r"<!--.*?-->", "", page)
    assert "url(" not in page
    for image in seen.of("img"):
        assert (tmp_path / str(image["src"])).is_file()


@pytest.mark.parametrize("words", [1, 20, 60])
def test_the_sentence_beneath_a_picture_is_cut_off_exactly(words: int) -> None:
    caption = " ".join(["slope"] * words) + "."
    pixels = np.full((60, 1400, 4), 255, np.uint8)
    whole = with_caption(pixels, caption, landing.RATIO)
    assert landing.strip(caption, 1400) == len(whole) - len(pixels)


def test_a_lesson_without_pictures_has_a_card_all_the_same() -> None:
    lesson = {"cells": [{"cell_type": "markdown", "source": "# Bend & stretch"}], "metadata": {}}
    html = landing.page([landing.card("07_bend.ipynb", lesson)], "")
    assert "Bend &amp; stretch" in html
    assert Seen(html).of("img") == []
