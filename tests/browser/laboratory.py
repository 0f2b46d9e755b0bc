"""JupyterLab and Chromium together, for what is no test: benches and README's pictures."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.server import LEARNER, REMEDY, find_chromium, jupyterlab


@contextmanager
def laboratory(python=LEARNER):
    """Start both; gives the browser, the address and the folder of notebooks."""
    path = find_chromium()
    if path is None:
        raise SystemExit(REMEDY)
    with (
        tempfile.TemporaryDirectory() as home,
        jupyterlab(Path(home), python) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser, address, Path(home) / "notebooks"
        browser.close()
