"""A kernel connection that keeps a picture's frames prompt: no delay, and no needless status between them.

The kernel answers a moved point with three messages. By default the system holds the second one back
until the browser has confirmed the first, which it puts off for 40 ms: 17 frames a second, not 40.
And it says "busy" and "idle" around each answer. JupyterLab draws its status anew for both, and its favicon:
work of the very thread that has to paint the frame.
"""

import json
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.ioloop import IOLoop

BRIEF = 0.2  # s: a widget that keeps the kernel busy for less is not announced


class PromptConnection(ZMQChannelsWebsocketConnection):  # type: ignore[misc, unused-ignore]
    """Jupyter Server's own connection, with TCP_NODELAY set, and silent about brief work of widgets."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._held: dict[str, object] = {}

    def connect(self) -> Any:
        """Connect as usual, then send small messages without delay."""
        connected = super().connect()
        self.websocket_handler.set_nodelay(True)
        return connected

    def disconnect(self) -> Any:
        """Forget what is held, then disconnect as usual."""
        for parent in list(self._held):
            self._forget(parent)
        return super().disconnect()  # type: ignore[no-untyped-call, unused-ignore]

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Pass a message on to the browser; hold "busy" back while a widget's work may still prove brief."""
        state, parent = self._told_of_a_widget(stream, outgoing_msg)
        if state == "busy":
            self._held[parent] = IOLoop.current().call_later(BRIEF, self._tell, parent, stream, outgoing_msg)
            return
        self._forget(parent)
        super().handle_outgoing_message(stream, outgoing_msg)

    def _told_of_a_widget(self, stream: Any, message: list[Any]) -> tuple[str, str]:
        """Return the state that is told because of a widget's message, and which message that was."""
        if (stream if isinstance(stream, str) else stream.channel) != "iopub":
            return "", ""
        _, (_, header, parent, _, content, *_) = self.session.feed_identities(message)
        if _read(header)["msg_type"] != "status":
            return "", ""
        cause = _read(parent)
        told = cause.get("msg_type", "").startswith("comm_")
        return (_read(content)["execution_state"], cause["msg_id"]) if told else ("", "")

    def _tell(self, parent: str, stream: Any, message: list[Any]) -> None:
        self._held.pop(parent, None)
        super().handle_outgoing_message(stream, message)

    def _forget(self, parent: str) -> None:
        if held := self._held.pop(parent, None):
            IOLoop.current().remove_timeout(held)


def _read(part: Any) -> Any:
    """Return what a part of a message says."""
    return json.loads(part)
