import json
from importlib import import_module
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

import lessons_lib.server
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


def test_the_settings_name_what_exists():
    settings = json.loads(SETTINGS.read_text())
    names = [
        settings["ServerApp"]["kernel_websocket_connection_class"],
        settings["ContentsManager"]["pre_save_hook"],
    ]
    for name in names:
        module, _, attribute = name.rpartition(".")
        assert callable(getattr(import_module(module), attribute))
