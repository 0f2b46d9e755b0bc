"""A Jupyter server's extension: pictures follow promptly and are alive after a reload, whatever server it is.

It is switched on where the package is installed (``data/etc/jupyter/jupyter_server_config.d``). It wraps
the server's own contents manager and kernel connection, and touches only outputs that hold a live view of
ours, and messages of our widgets.
"""

from __future__ import annotations

import os
from typing import Any

MODULE = __name__
CONNECTION = "kernel_websocket_connection_class"
PRESENT = "LESSONS_SERVER"  # set for kernels: their server has this extension


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": MODULE}]


def _load_jupyter_server_extension(server: Any) -> None:
    os.environ[PRESENT] = "1"
    # Other extensions, such as jupytext's, put a contents manager of their own in place: it is wrapped too.
    server.io_loop.add_callback(wrap, server)


def wrap(server: Any) -> None:
    """Wrap what a server has: its contents manager, its kernel connection, and what exports notebooks."""
    # Imported late: a doctor asks this module its name where Jupyter may be broken.
    from .connection import prompt  # noqa: PLC0415
    from .files import LessonFiles  # noqa: PLC0415

    files = server.contents_manager
    files.__class__ = type("LessonFiles", (LessonFiles, type(files)), {"_views": {}})
    settings = server.web_app.settings
    settings[CONNECTION] = prompt(settings[CONNECTION])
    server.config.Exporter.setdefault("preprocessors", []).append("lessons_lib.saving.drop_from_export")
