"""A port of this machine that nobody has taken."""

from __future__ import annotations

import os
import socket

HERE = "127.0.0.1"
_LAST = 65535
_TRIED = 50


class PortError(Exception):
    """One sentence: why no port could be had, and the remedy."""


def free_port(first: int) -> int:
    """Return the first free port of this machine, counted from one on."""
    for port in range(first, min(first + _TRIED, _LAST + 1)):
        if _is_free(port):
            return port
    raise PortError(f"No port from {first} on is free: name another with --port, for example --port 9000.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # a port of a moment ago may be had again, as the server will have it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, port))
        except OSError:
            return False
    return True
