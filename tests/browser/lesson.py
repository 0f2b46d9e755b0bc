"""What a learner does with a lesson in JupyterLab or Notebook 7, as verbs."""

import time

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

KERNEL = {"name": "python3", "display_name": "Python 3"}


def write_notebook(folder, name, cells):
    """Write a notebook of code cells that knows its kernel, so that no front end asks for one."""
    made = [new_code_cell(text) for text in cells]
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": KERNEL}), folder / name)


class Lesson:
    """One notebook, open in JupyterLab."""

    path = "lab/tree/{}?reset"

    def __init__(self, page, address, name):
        self.page, self.address, self.name = page, address, name
        self.open()

    def open(self):
        self.page.goto(f"{self.address}/{self.path.format(self.name)}")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", state="attached")
        self.page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.context?.isReady")
        self.arrange()

    def arrange(self):
        self.command("application:set-mode", {"mode": "single-document"})

    def command(self, name, arguments=None):
        return self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args).then(() => null)",
            [name, arguments or {}],
        )

    def wait_for_kernel(self, seconds=90):
        status = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
        self.page.wait_for_function(status, timeout=1000 * seconds)

    def run_all(self):
        self.wait_for_kernel()
        self.command("notebook:run-all-cells")
        self.wait_for_kernel()

    def run_code(self, code):
        """Run code in the notebook's kernel, beside its cells, and return what it printed."""
        return self.page.evaluate(
            """async (code) => {
                const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
                const said = [];
                const running = kernel.requestExecute({ code });
                running.onIOPub = ({ content }) => content.name === 'stdout' && said.push(content.text);
                await running.done;
                return said.join('');
            }""",
            code,
        )

    def restart(self):
        """Restart the kernel as the menu does, without being asked whether one is sure."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel().then(() => null)"
        )
        self.wait_for_kernel()

    def kill(self):
        """End the kernel's process from within; the server starts another."""
        self.page.evaluate(
            """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
                .requestExecute({ code: 'import os; os.kill(os.getpid(), 9)' }); }"""
        )
        self.page.locator(".jp-Dialog").get_by_role("button", name="Ok").click()
        self.wait_for_kernel()

    def save(self):
        self.command("docmanager:save")

    def rename(self, name):
        """Give the notebook another name, as the file browser does."""
        self.page.evaluate(
            "([old, name]) => window.jupyterapp.serviceManager.contents.rename(old, name).then(() => null)",
            [self.name, name],
        )
        self.name = name

    def close(self):
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")

    def cell_with(self, text):
        """Bring the code cell that holds a text into view and return its output."""
        index = self.page.evaluate(
            """(text) => {
                const { content } = window.jupyterapp.shell.currentWidget;
                const index = content.widgets.findIndex((cell) =>
                    cell.model.type === 'code' && cell.model.sharedModel.getSource().includes(text));
                content.activeCellIndex = index;
                return content.scrollToItem(index, 'start').then(() => index);
            }""",
            text,
        )
        return self.page.locator(
            f".jp-Notebook .jp-Cell[data-windowed-list-index='{index}'] .jp-Cell-outputArea"
        )

    def explorer(self, text):
        output = self.cell_with(text)
        output.locator(".lessons-live-handle, .lessons-live canvas").first.wait_for()
        return LivePicture(self.page, output)

    def log_console(self):
        """Open JupyterLab's log console for this notebook and return what it says."""
        self.command("logconsole:open", {"source": self.name})
        panel = self.page.locator(".jp-LogConsolePanel")
        panel.wait_for()
        self.page.wait_for_timeout(500)
        return panel.inner_text()

    def another_view(self, text):
        """Show a cell's output a second time, beside the notebook, and return that view."""
        self.cell_with(text)
        self.command("notebook:create-output-view")
        view = self.page.locator(".jp-LinkedOutputView")
        view.locator("canvas").wait_for()
        return LivePicture(self.page, view)

    def errors_in_outputs(self):
        return self.page.evaluate(
            """() => window.jupyterapp.shell.currentWidget.content.widgets
                .filter((cell) => cell.model.type === 'code')
                .flatMap((cell) => cell.model.outputs.toJSON())
                .filter((output) => output.output_type === 'error' || output.name === 'stderr')
                .map((output) => output.evalue ?? output.text)"""
        )


class PlainNotebook(Lesson):
    """One notebook, open in Notebook 7."""

    path = "notebooks/{}"

    def arrange(self):
        """Leave the page as it is: there is one document only."""


def comes_true(look, seconds=20):
    """Look again and again until what is looked for is there; say whether it came to that."""
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


class LivePicture:
    """An explorer on the page."""

    def __init__(self, page, output):
        self.page, self.output = page, output
        self.canvas = output.locator("canvas").first

    @property
    def caption(self):
        return self.output.locator(".lessons-live-caption").text_content()

    @property
    def code(self):
        return self.output.locator(".lessons-live-code").text_content()

    @property
    def error(self):
        return self.output.locator(".lessons-live-error").text_content()

    @property
    def silence(self):
        return self.output.locator(".lessons-live-silence").text_content()

    def button(self, name):
        return self.output.get_by_role("button", name=name, exact=True)

    def handle(self, name):
        return self.output.locator(f".lessons-live-handle[data-name='{name}']")

    def row(self, label):
        return self.output.locator(".widget-inline-hbox", has=self.page.get_by_text(label, exact=True))

    def slider(self, label):
        return self.row(label).locator(".noUi-handle")

    def readout(self, label):
        return float(self.row(label).locator(".widget-readout").text_content().replace("−", "-"))

    def place(self, name):
        return int(float(self.handle(name).get_attribute("aria-valuenow")) * 1e6) / 1e6

    def pixels(self):
        """Return a fingerprint of what the canvas shows."""
        return self.canvas.evaluate(
            """(canvas) => {
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                return data.reduce((sum, value) => (Math.imul(sum, 31) + value) | 0, 7);
            }"""
        )

    def middle(self, name):
        box = self.handle(name).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, name, across, down=0, *, release=True):
        """Drag a handle by pixels in ten moves."""
        self.handle(name).scroll_into_view_if_needed()
        x, y = self.middle(name)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + across, y + down, steps=10)
        if release:
            self.page.mouse.up()

    def drag_slider(self, label, across):
        """Drag a slider's handle by pixels in twenty moves."""
        box = self.slider(label).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in range(20):
            self.page.mouse.move(x + across * (step + 1) / 20, y)
            self.page.wait_for_timeout(16)
        self.page.mouse.up()

    def settled(self, seconds=20):
        """Wait until all is answered and the caption has stood still for a moment; return it."""
        last, since = self.caption, time.monotonic()
        end = since + seconds
        while time.monotonic() < end and (time.monotonic() - since < 0.4 or self.waiting):
            time.sleep(0.05)
            if self.caption != last:
                last, since = self.caption, time.monotonic()
        return last

    @property
    def waiting(self):
        return self.output.locator("[data-waiting]").count() > 0

    def comes_to_say(self, sentence, seconds=10):
        """Wait until the caption is this sentence and say whether it came to that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.caption != sentence:
            time.sleep(0.05)
        return self.caption == sentence
