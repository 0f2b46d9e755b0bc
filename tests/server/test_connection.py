"""Messages of our widgets are sent promptly and without needless status; all others as they were."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_client.session import Session
from jupyter_server.gateway.connections import GatewayWebSocketConnection
from jupyter_server.services.kernels.connection.base import serialize_binary_message, serialize_msg_to_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from lessons_lib.saving import own_id
from lessons_lib.server import connection as room
from lessons_lib.server.connection import prompt

V1 = "v1.kernel.websocket.jupyter.org"


class Usual(ZMQChannelsWebsocketConnection):
    """A connection whose messages are noted, not sent."""

    websocket_handler = session = subprotocol = None

    def __init__(self, protocol=V1):
        self.session, self.subprotocol, self.websocket_handler = Session(key=b""), protocol, self
        self.told, self.passed_on, self.nodelay = [], [], False

    def connect(self):
        return "connected"

    def disconnect(self):
        return None

    def set_nodelay(self, value):
        self.nodelay = value

    def handle_incoming_message(self, incoming_msg):
        self.passed_on.append(incoming_msg)

    def handle_outgoing_message(self, stream, outgoing_msg):
        _, parts = self.session.feed_identities(outgoing_msg)
        content = self.session.deserialize(parts)["content"]
        self.told.append(content.get("execution_state", content.get("name")))


def kernel_says(line, kind, content, cause, channel="iopub"):
    message = line.session.msg(kind, content, parent=cause)
    line.handle_outgoing_message(channel, line.session.serialize(message, ident=b"kernel"))


def status(line, state, cause):
    kernel_says(line, "status", {"execution_state": state}, cause)


def asked(line, kind, comm=""):
    """Let a page send a message, and return its header."""
    message = line.session.msg(kind, {"comm_id": comm, "data": {}} if comm else {"code": "1"})
    if line.subprotocol == V1:
        parts = [json.dumps(message[part], default=str).encode() for part in
                 ("header", "parent_header", "metadata", "content")]  # fmt: skip
        sent = serialize_msg_to_ws_v1(parts, "shell")
    elif line.subprotocol == "binary":
        sent = serialize_binary_message({**message, "buffers": [b"12"]})
    else:
        sent = json.dumps({**message, "channel": "shell"}, default=str)
    line.handle_incoming_message(sent)
    assert line.passed_on[-1] is sent
    return message["header"]


@pytest.fixture(params=[V1, "binary", ""])
def line(request, monkeypatch):
    monkeypatch.setattr(room, "BRIEF", 0.05)
    return prompt(Usual)(request.param)


def test_small_messages_leave_at_once(line):
    assert line.connect() == "connected"
    assert line.nodelay is True


def test_brief_work_of_our_widget_is_not_announced_but_its_end_is(line):
    async def answer():
        moved = asked(line, "comm_msg", own_id())
        status(line, "busy", moved)
        kernel_says(line, "comm_msg", {"name": "frame"}, moved)
        status(line, "idle", moved)
        await asyncio.sleep(0.1)

    asyncio.run(answer())
    assert line.told == ["frame", "idle"]


def test_a_second_window_is_not_told_of_brief_work_either(line):
    other = prompt(Usual)()

    async def answer():
        moved = asked(line, "comm_msg", own_id())
        for each in (line, other):
            status(each, "busy", moved)
            status(each, "idle", moved)
        await asyncio.sleep(0.1)

    asyncio.run(answer())
    assert line.told == other.told == ["idle"]


def test_long_work_of_our_widget_is_announced(line):
    async def answer():
        moved = asked(line, "comm_msg", own_id())
        status(line, "busy", moved)
        await asyncio.sleep(0.1)
        status(line, "idle", moved)

    asyncio.run(answer())
    assert line.told == ["busy", "idle"]


def test_each_of_several_messages_is_held_for_itself(line):
    async def answer():
        first, second = (asked(line, "comm_msg", own_id()) for _ in range(2))
        status(line, "busy", first)
        status(line, "busy", second)
        status(line, "idle", first)
        await asyncio.sleep(0.1)

    asyncio.run(answer())
    assert line.told == ["idle", "busy"]


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from(["busy", "idle", "frame"]), st.integers(0, 3)), max_size=20
    )
)
def test_plain_widgets_and_cells_get_the_same_messages_in_the_same_order(said):
    lines = Usual(), prompt(Usual)()
    causes = [
        lines[1].session.msg(kind)["header"] for kind in ("comm_msg", "comm_open", "execute_request", "x")
    ]
    for line in lines:
        for is_status, word, cause in said:
            kind, key = ("status", "execution_state") if is_status else ("comm_msg", "name")
            kernel_says(line, kind, {key: word}, causes[cause])
    assert lines[0].told == lines[1].told


def test_what_is_no_status_passes_at_once(line):
    moved = asked(line, "comm_msg", own_id())
    kernel_says(line, "comm_msg", {"name": "frame"}, moved)
    kernel_says(line, "status", {"execution_state": "busy"}, moved, channel="shell")
    assert line.told == ["frame", "busy"]


def test_code_that_speaks_of_our_widgets_is_a_cell_like_any_other(line):
    ran = line.session.msg("execute_request", {"code": f"x = '{own_id()}'"})
    sent = json.dumps({**ran, "channel": "shell"}, default=str)
    line.subprotocol = ""
    line.handle_incoming_message(sent)
    status(line, "busy", ran["header"])
    assert line.told == ["busy"]


def test_a_page_that_is_gone_is_told_nothing_more(line):
    async def answer():
        status(line, "busy", asked(line, "comm_msg", own_id()))
        line.disconnect()
        await asyncio.sleep(0.1)

    asyncio.run(answer())
    assert line.told == []


def test_a_connection_of_another_kind_stays_as_it_is():
    assert prompt(GatewayWebSocketConnection) is GatewayWebSocketConnection
