"""Frames a second, and lag after the last event, while a point is dragged in JupyterLab at 60 Hz.

Starts JupyterLab as a learner does, opens lesson 01 in Chromium, runs it and drags the secant's point a.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.lesson import Lesson
from tests.browser.server import REMEDY, find_chromium, jupyterlab

SECONDS, RUNS = 4, 5

DRAG = """async (node, seconds) => {
    const stage = node.closest('.lessons-live-stage');
    const canvas = stage.querySelector('canvas');
    const box = node.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const point = (kind, x) => node.dispatchEvent(
        new PointerEvent(kind, { pointerId: 1, button: 0, clientX: x, clientY: y, bubbles: true }));
    node.setPointerCapture = () => {};
    let frames = 0, shown = 0, last = 0, events = 0;
    const watch = new MutationObserver(() => { frames += 1; shown = performance.now(); });
    watch.observe(canvas, { attributes: true, attributeFilter: ['data-frame'] });
    point('pointerdown', x);
    const start = performance.now();
    for (let now = start; now < start + 1000 * seconds; now = performance.now()) {
        point('pointermove', x + 100 * Math.sin((now - start) / 300));
        last = performance.now();
        events += 1;
        await new Promise(requestAnimationFrame);
    }
    const during = frames;
    await new Promise((done) => setTimeout(done, 500));
    point('pointerup', x);
    watch.disconnect();
    return { frames: during / seconds, events: events / seconds, lag: Math.max(shown - last, 0) };
}"""


def main():
    path = find_chromium()
    if path is None:
        raise SystemExit(REMEDY)
    with (
        tempfile.TemporaryDirectory() as home,
        jupyterlab(Path(home)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(60_000)
        report([*drags(Lesson(page, address, "01_derivatives.ipynb"))])
        browser.close()


def drags(lesson):
    lesson.run_all()
    secant = lesson.explorer("explore.secant(")
    for _ in range(RUNS):
        secant.output.get_by_role("button", name="Reset").click()
        secant.settled()
        yield secant.handle("at").evaluate(DRAG, SECONDS)


def report(runs):
    print(f"{'drag of point a':<18}{'events/s':>10}{'frames/s':>10}{'last lag':>12}")
    for number, run in enumerate(runs, 1):
        print(f"{f'run {number}':<18}{run['events']:>10.0f}{run['frames']:>10.1f}{run['lag']:>9.0f} ms")
    print(f"{'median':<18}{'':>10}{statistics.median(run['frames'] for run in runs):>10.1f}")


if __name__ == "__main__":
    main()
