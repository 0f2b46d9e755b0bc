"""Running a cell again must leave nothing of its last run; only a kernel shows it."""

from types import SimpleNamespace

import pytest
from jupyter_client.manager import start_new_kernel

from lessons_lib.live import cells

MAKE = "explore.secant('x^2', at=1)"
COUNT = """
import gc
from comm import get_comm_manager
from ipywidgets import Widget
from matplotlib.figure import Figure
from ipywidgets.widgets.widget import _instances
gc.collect()
print(len(_instances), len(get_comm_manager().comms), sum(isinstance(o, Figure) for o in gc.get_objects()))
"""


class Kernel:
    def __init__(self, client):
        self.client = client

    def run(self, code, cell):
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        message = self.client.session.msg("execute_request", content, metadata={"cellId": cell})
        self.client.shell_channel.send(message)
        said = []
        while True:
            answer = self.client.get_iopub_msg(timeout=30)
            if answer["parent_header"].get("msg_id") != message["header"]["msg_id"]:
                continue
            if answer["msg_type"] == "stream":
                said.append(answer["content"]["text"])
            if answer["msg_type"] == "error":
                raise AssertionError("\n".join(answer["content"]["traceback"]))
            if answer["msg_type"] == "status" and answer["content"]["execution_state"] == "idle":
                return "".join(said)


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name="python3")
    kernel = Kernel(client)
    kernel.run("from lessons_lib import explore", "imports")
    yield kernel
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_fifty_runs_leave_no_more_than_one(kernel):
    kernel.run(MAKE, "a cell")
    once = kernel.run(COUNT, "count")
    for _ in range(49):
        kernel.run(MAKE, "a cell")
    assert kernel.run(COUNT, "count") == once


def test_other_cells_keep_theirs(kernel):
    kernel.run("one = " + MAKE, "one")
    kernel.run("two = " + MAKE, "two")
    kernel.run("two = " + MAKE, "two")
    assert kernel.run("print(one.live.comm is not None, two.live.comm is not None)", "look") == "True True\n"


def test_a_cell_that_makes_nothing_any_more_closes_what_it_made(kernel):
    kernel.run("kept = " + MAKE, "emptied")
    kernel.run("pass", "emptied")
    assert kernel.run("print(kept.live.comm)", "look") == "None\n"


def test_the_kernel_of_a_browser_is_asked_without_a_channel():
    class PyodideKernel:
        def get_parent(self):
            return {"metadata": {"cellId": "a cell"}}

    assert cells._running_cell(SimpleNamespace(kernel=PyodideKernel())) == "a cell"
