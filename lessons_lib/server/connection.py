"""A kernel connection without Nagle's delay: a picture's frames leave the server at once.

The kernel answers a moved point with three messages. By default the system holds the second one back
until the browser has confirmed the first, which it puts off for 40 ms: 17 frames a second, not 40.
"""

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):  # type: ignore[misc, unused-ignore]
    """Jupyter Server's own connection, with TCP_NODELAY set on its WebSocket."""

    def connect(self) -> Any:
        """Connect as usual, then send small messages without delay."""
        connected = super().connect()
        self.websocket_handler.set_nodelay(True)
        return connected
