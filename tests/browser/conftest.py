"""A real JupyterLab in a real Chromium."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.lesson import Lesson
from tests.browser.server import REMEDY, find_chromium, jupyterlab


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(REMEDY)
    return path or pytest.skip(REMEDY)


@pytest.fixture(scope="session")
def learner_home(tmp_path_factory):
    return tmp_path_factory.mktemp("learner")


@pytest.fixture(scope="session")
def address(learner_home, chromium):
    with jupyterlab(learner_home) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(30_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: line.type == "error" and page.faults.append(line.text))
    yield page
    page.close()


@pytest.fixture(scope="module")
def open_lesson(page, address):
    def opened(name):
        return Lesson(page, address, name)

    return opened
