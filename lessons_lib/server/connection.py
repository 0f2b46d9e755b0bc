"""A kernel connection that keeps a picture's frames prompt: no delay, and no needless status between them.

The kernel answers a moved point with three messages. By default the system holds the second one back
until the browser has confirmed the first, which it puts off for 40 ms: 17 frames a second, not 40.
And it says "busy" and "idle" around each answer. JupyterLab draws its status anew for both, and its favicon:
work of the very thread that has to paint the frame.
"""

import json
from collections import deque
from typing import Any

from jupyter_server.services.kernels.connection import base
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.ioloop import IOLoop

from lessons_lib.saving import OURS

# Typed in some versions and not in others.
_of_v1: Any = base.deserialize_msg_from_ws_v1
_of_binary: Any = base.deserialize_binary_message

BRIEF = 0.2  # s: a widget of ours that keeps the kernel busy for less is not announced

# The newest messages to our widgets: all windows hear of the kernel's work, only one has sent the message.
_sent: deque[str] = deque(maxlen=256)


class PromptConnection:
    """What is added to a server's own connection: no delay, and silence about brief work of our widgets."""

    session: Any
    subprotocol: str
    websocket_handler: Any

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._held: dict[str, object] = {}

    def connect(self) -> Any:
        """Connect as usual, then send small messages without delay."""
        connected = super().connect()  # type: ignore[misc]
        self.websocket_handler.set_nodelay(True)
        return connected

    def disconnect(self) -> Any:
        """Forget what is held, then disconnect as usual."""
        for parent in list(self._held):
            self._forget(parent)
        return super().disconnect()  # type: ignore[misc]

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message on to the kernel; note it if it is for a widget of ours."""
        raw = incoming_msg if isinstance(incoming_msg, bytes) else incoming_msg.encode()
        if OURS.encode() in raw:
            header, content = self._read(incoming_msg)
            if str(content.get("comm_id", "")).startswith(OURS):
                _sent.append(header["msg_id"])
        super().handle_incoming_message(incoming_msg)  # type: ignore[misc]

    def _read(self, message: Any) -> tuple[Any, Any]:
        """Return the header and the content of a message from a browser."""
        if self.subprotocol == "v1.kernel.websocket.jupyter.org":
            _, (header, _, _, content, *_) = _of_v1(message)
            return json.loads(header), json.loads(content)
        whole = _of_binary(message) if isinstance(message, bytes) else json.loads(message)
        return whole["header"], whole["content"]

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass a message on to the browser; hold "busy" back while a widget's work may still prove brief."""
        state, parent = self._status_for_us(stream, outgoing_msg)
        if state == "busy":
            self._held[parent] = IOLoop.current().call_later(BRIEF, self._send, parent, stream, outgoing_msg)
            return
        self._forget(parent)
        super().handle_outgoing_message(stream, outgoing_msg)  # type: ignore[misc]

    def _status_for_us(self, stream: Any, message: list[Any]) -> tuple[str, str]:
        """Return the kernel's state, if it is told because of a message to our widgets, and that message."""
        if (stream if isinstance(stream, str) else stream.channel) != "iopub":
            return "", ""
        _, (_, header, parent, _, content, *_) = self.session.feed_identities(message)
        if json.loads(header)["msg_type"] != "status":
            return "", ""
        cause = json.loads(parent).get("msg_id", "")
        return (json.loads(content)["execution_state"], cause) if cause in _sent else ("", "")

    def _send(self, parent: str, stream: Any, message: list[Any]) -> None:
        self._held.pop(parent, None)
        super().handle_outgoing_message(stream, message)  # type: ignore[misc]

    def _forget(self, parent: str) -> None:
        if held := self._held.pop(parent, None):
            IOLoop.current().remove_timeout(held)


def prompt(usual: type) -> type:
    """Return a kernel connection that is also prompt; one to kernels of another machine stays as it is."""
    if not issubclass(usual, ZMQChannelsWebsocketConnection):
        return usual
    return type(f"Prompt{usual.__name__}", (PromptConnection, usual), {})
