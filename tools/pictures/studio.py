"""A JupyterLab and a browser of our own, with nothing on the page but the cells that are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page

from lessons_lib import contents
from tests.browser.laboratory import laboratory
from tests.browser.lesson import Lesson
from tools.lesson_source import METADATA, NOTEBOOKS

# A cell is its code and its output: the frame around it would only take room.
BARE = """
.jp-InputPrompt, .jp-OutputPrompt, .jp-Collapser, .jp-Cell .jp-Toolbar, .jp-cell-menu {
  display: none !important;
}
.jp-Cell .jp-Cell-inputWrapper, .jp-Cell .jp-Cell-outputWrapper { margin: 0; }
.jp-Cell .jp-InputArea-editor { border-color: #e0e0e0; }
.jp-Notebook .jp-Cell { padding: 8px; }
.jp-Notebook .jp-Cell.jp-mod-active .jp-InputArea-editor { box-shadow: none; }
"""
HEIGHT = 1400


class Studio:
    """Opens cells of a lesson in JupyterLab.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str
        Of a running JupyterLab.
    folder : pathlib.Path
        Where it looks for notebooks.
    """

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser, self.address, self.folder = browser, address, folder

    @contextmanager
    def opened(
        self, lesson: str, cells: Sequence[str], *, own: str = "", sharp: float = 1, width: int = 1000
    ) -> Iterator[Lesson]:
        """Open some cells of a lesson, and run them.

        Parameters
        ----------
        lesson : str
            Its word: "derivatives".
        cells : sequence of str
            What stands in them, in the order of the lesson; the first cell of all comes by itself.
        own : str
            The code of one more cell.
        sharp : float
            Device pixels per CSS pixel.
        width : int
            Of the window in CSS pixels.
        """
        name = f"{lesson}_pictures.ipynb"
        codes = [*codes_of(lesson, cells), *filter(None, [own])]
        book = new_notebook(cells=[*map(new_code_cell, codes)], metadata=METADATA)
        nbformat.write(book, self.folder / name)
        page = self.browser.new_page(viewport={"width": width, "height": HEIGHT}, device_scale_factor=sharp)
        page.set_default_timeout(60_000)
        opened = Lesson(page, self.address, name)
        try:
            page.add_style_tag(content=BARE)
            clear(page)
            opened.run_all()
            yield opened
        finally:
            opened.close()
            page.close()


def codes_of(lesson: str, texts: Sequence[str]) -> list[str]:
    """Return the first code cell of a lesson, which imports, and those in which the given texts stand."""
    path = NOTEBOOKS / contents.lesson(lesson).notebook
    codes = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    found = [next((code for code in codes if text in code), "") for text in texts]
    if "" in found:
        missing = texts[found.index("")]
        raise SystemExit(f"The lesson {lesson} has no cell with {missing!r}: name another in tools/pictures.")
    return [codes[0], *found]


def clear(page: Page) -> None:
    """Close JupyterLab's side bar, so that the notebook has the window."""
    page.evaluate(
        """() => {
            const { shell } = window.jupyterapp;
            shell.collapseLeft();
            shell.collapseRight();
            window.jupyterapp.commands.execute('statusbar:toggle');
        }"""
    )


@contextmanager
def studio() -> Iterator[Studio]:
    """Start JupyterLab and Chromium; both end with the block."""
    with laboratory() as parts:
        yield Studio(*parts)
