"""A contestant in a notebook of its own, open in a page of its own."""

from pathlib import Path

from tests.browser.lesson import Lesson, write_notebook

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
SLOW = "from bench.browser.contestants.scene import slowness; slowness['seconds'] = {}"
KEYS = ("ArrowRight", "ArrowRight", "ArrowLeft")


class Stage:
    """One contestant on the page, ready to be measured.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str
        The server's.
    folder : Path
        What the server shows.
    contestant : Contestant
    """

    def __init__(self, browser, address, folder, contestant):
        self.contestant = contestant
        call = f"from bench.browser.contestants import {contestant.module}\n{contestant.module}.show()"
        write_notebook(folder, contestant.notebook, [call])
        self.page = new_page(browser)
        self.lesson = Lesson(self.page, address, contestant.notebook)
        self.lesson.run_all()
        self.root = self.lesson.cell_with("show()")
        self.root.locator("canvas, img, .scatterlayer").first.wait_for()
        self.page.wait_for_timeout(1000)

    def drag(self, seconds):
        """Drag for a while; return frames and events a second, the late frames, and the lag in ms."""
        self.page.bring_to_front()
        how = [self.contestant.grip, seconds]
        return self.root.evaluate("(root, [grip, seconds]) => bench.drag(root, grip, seconds)", how)

    def keys(self, count):
        """Press keys one at a time; return the milliseconds to each change of the picture."""
        self.page.bring_to_front()
        self.root.evaluate("(root, grip) => bench.focus(root, grip)", self.contestant.grip)
        times = [self._key(KEYS[number % len(KEYS)]) for number in range(count)]
        return [time for time in times if time is not None]

    def _key(self, key):
        self.root.evaluate("(root) => bench.awaitKey(root)")
        self.page.keyboard.press(key)
        return self.page.evaluate("bench.answer()")

    def slowed(self, pause, seconds):
        """Drag while the drawing function takes `pause` seconds more."""
        self.lesson.run_code(SLOW.format(pause))
        try:
            return self.drag(seconds)
        finally:
            self.lesson.run_code(SLOW.format(0.0))


def new_page(browser):
    """Open a page that can look at pictures."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(90_000)
    page.add_init_script(WATCH)
    return page
