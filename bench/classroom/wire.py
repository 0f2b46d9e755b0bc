"""One kernel's line, as JupyterLab speaks it: Jupyter messages in binary WebSocket frames, version 1."""

import asyncio
import json
import uuid
from datetime import UTC, datetime

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
PATIENCE = 120  # s for a kernel to start and to run a cell, with all the others


class Line:
    """The WebSocket to one kernel: questions with their replies, and the widgets that the kernel makes.

    Parameters
    ----------
    socket : tornado.websocket.WebSocketClientConnection
    session : str
        The name of this window's session.

    Attributes
    ----------
    models : dict
        The state of each widget, without pictures, by its name.
    on_news : callable
        Called with a widget's name and what the kernel sends it.
    """

    def __init__(self, socket, session):
        self._socket, self._session = socket, session
        self._replies, self.models = {}, {}
        self.on_news = lambda _name, _news: None
        self._ear = asyncio.ensure_future(self._listen())

    async def ask(self, kind, content, channel="shell"):
        """Send a request; return the content of its reply.

        Raises
        ------
        RuntimeError
            If the kernel answers with an error, or not at all.
        """
        name = self.tell(kind, content, channel)
        self._replies[name] = answer = asyncio.get_running_loop().create_future()
        await asyncio.wait({answer, self._ear}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        del self._replies[name]
        if not answer.done():
            raise RuntimeError(f"A kernel did not answer to {kind}.") from self._fault()
        reply = answer.result()
        if reply.get("status") == "error":
            raise RuntimeError(f"{reply.get('ename')}: {reply.get('evalue')}")
        return reply

    def _fault(self):
        return self._ear.exception() if self._ear.done() and not self._ear.cancelled() else None

    def tell(self, kind, content, channel="shell", subshell=None):
        """Send a message; return its name."""
        header = header_of(kind, self._session) | ({"subshell_id": subshell} if subshell else {})
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        self._socket.write_message(serialize_msg_to_ws_v1(parts, channel), binary=True)
        return header["msg_id"]

    async def _listen(self):
        while (frame := await self._socket.read_message()) is not None:
            _, (header, parent, _, content, *_buffers) = deserialize_msg_from_ws_v1(frame)
            self._hear(json.loads(header)["msg_type"], json.loads(parent).get("msg_id"), content)

    def _hear(self, kind, asked, content):
        if kind in {"comm_open", "comm_msg"}:
            said = json.loads(content)
            self.models.setdefault(said["comm_id"], {}).update(said["data"].get("state", {}))
            self.on_news(said["comm_id"], said["data"])
        elif asked in self._replies and kind.endswith("_reply"):
            self._replies[asked].set_result(json.loads(content))

    def close(self):
        """Hang up."""
        self._ear.cancel()
        self._socket.close()


def header_of(kind, session):
    """Return the header of a message."""
    return {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "session": session,
        "username": "student",
        "date": datetime.now(UTC).isoformat(),
        "version": "5.3",
    }


async def connected(address, kernel, token):
    """Open the line to a kernel."""
    session = uuid.uuid4().hex
    url = f"{address.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={session}"
    request = HTTPRequest(url, headers={"Authorization": f"token {token}"}, connect_timeout=PATIENCE)
    socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=2**26)
    socket.protocol.set_nodelay(True)  # as browsers do
    return Line(socket, session)
