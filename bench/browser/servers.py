"""The learner's environment, served twice: by `lessons lab`, and by a JupyterLab nobody has configured."""

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import sync_playwright

from tests.browser.server import REMEDY, find_chromium, jupyterlab, plain_jupyter

LESSONS, PLAIN = "lessons lab", "plain JupyterLab"


@contextmanager
def learners_servers():
    """Start both and a browser; gives for each name the browser, the address and the folder of notebooks."""
    path = find_chromium() or sys.exit(REMEDY)
    with (
        tempfile.TemporaryDirectory() as home,
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, {"LESSONS_HOME": folder}),
        jupyterlab(Path(home)) as lessons,
        plain_jupyter("lab", Path(folder)) as plain,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield {LESSONS: (browser, lessons, Path(home) / "notebooks"), PLAIN: (browser, plain, Path(folder))}
        browser.close()
