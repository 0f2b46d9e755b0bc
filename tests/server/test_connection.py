import asyncio
import json
from importlib import import_module
from pathlib import Path

import pytest
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

import lessons_lib.server
from lessons_lib.server import connection as room
from lessons_lib.server.connection import PromptConnection

SETTINGS = Path(lessons_lib.server.__file__).with_name("jupyter_server_config.json")


class Socket:
    nodelay = False

    def set_nodelay(self, value):
        self.nodelay = value


def test_small_messages_leave_at_once(monkeypatch):
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda self: "connected")
    monkeypatch.setattr(PromptConnection, "websocket_handler", Socket())
    connection = PromptConnection.__new__(PromptConnection)
    assert connection.connect() == "connected"
    assert connection.websocket_handler.nodelay is True


class Line:
    """A connection whose messages are noted, not sent."""

    def __init__(self, monkeypatch):
        self.told, self.session = [], Session(key=b"")
        monkeypatch.setattr(room, "BRIEF", 0.05)
        monkeypatch.setattr(ZMQChannelsWebsocketConnection, "__init__", lambda self: None)
        monkeypatch.setattr(ZMQChannelsWebsocketConnection, "disconnect", lambda self: None)
        passed_on = "handle_outgoing_message"
        monkeypatch.setattr(ZMQChannelsWebsocketConnection, passed_on, lambda _, __, text: self.note(text))
        monkeypatch.setattr(PromptConnection, "session", self.session)
        self.connection = PromptConnection()

    def note(self, message):
        _, parts = self.session.feed_identities(message)
        content = self.session.deserialize(parts)["content"]
        self.told.append(content.get("execution_state", content.get("name")))

    def kernel_says(self, kind, content, cause, channel="iopub"):
        message = self.session.msg(kind, content, parent=cause)
        self.connection.handle_outgoing_message(channel, self.session.serialize(message, ident=b"kernel"))

    def status(self, state, cause):
        self.kernel_says("status", {"execution_state": state}, cause)

    def asked(self, kind):
        return self.session.msg(kind)["header"]


@pytest.fixture
def line(monkeypatch):
    return Line(monkeypatch)


def test_brief_work_of_a_widget_is_not_announced_but_its_end_is(line):
    async def answer():
        moved = line.asked("comm_msg")
        line.status("busy", moved)
        line.kernel_says("comm_msg", {"name": "frame"}, moved)
        line.status("idle", moved)
        await asyncio.sleep(0.1)

    asyncio.run(answer())
    assert line.told == ["frame", "idle"]


def test_long_work_of_a_widget_is_announced(line):
    async def answer():
        moved = line.asked("comm_msg")
        line.status("busy", moved)
        await asyncio.sleep(0.1)
        line.status("idle", moved)

    asyncio.run(answer())
    assert line.told == ["busy", "idle"]


def test_each_of_several_messages_is_held_for_itself(line):
    async def answer():
        first, second = line.asked("comm_msg"), line.asked("comm_msg")
        line.status("busy", first)
        line.status("busy", second)
        line.status("idle", first)
        await asyncio.sleep(0.1)

    asyncio.run(answer())
    assert line.told == ["idle", "busy"]


def test_a_running_cell_is_announced_at_once(line):
    ran = line.asked("execute_request")
    line.status("busy", ran)
    line.status("idle", ran)
    assert line.told == ["busy", "idle"]


def test_what_is_no_status_passes_at_once(line):
    line.kernel_says("comm_msg", {"name": "frame"}, line.asked("comm_msg"))
    line.kernel_says("status", {"execution_state": "busy"}, line.asked("comm_msg"), channel="shell")
    assert line.told == ["frame", "busy"]


def test_a_page_that_is_gone_is_told_nothing_more(line):
    async def answer():
        line.status("busy", line.asked("comm_msg"))
        line.connection.disconnect()
        await asyncio.sleep(0.1)

    asyncio.run(answer())
    assert line.told == []


def test_the_settings_name_what_exists():
    settings = json.loads(SETTINGS.read_text())
    names = [
        settings["ServerApp"]["kernel_websocket_connection_class"],
        settings["ContentsManager"]["pre_save_hook"],
    ]
    for name in names:
        module, _, attribute = name.rpartition(".")
        assert callable(getattr(import_module(module), attribute))
