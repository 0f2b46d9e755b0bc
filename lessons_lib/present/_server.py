"""Voila, told to show lessons to a room: on this machine only, with nothing asked of any other.

Imported only when a presentation begins: Voila is an extra, and takes a second to come.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import RedirectHandler
from traitlets.config import Config
from voila.app import Voila  # type: ignore[import-untyped, unused-ignore]
from voila.tornado.handler import TornadoVoilaHandler  # type: ignore[import-untyped, unused-ignore]

from lessons_lib.present._ports import HERE
from lessons_lib.server import CONNECTION
from lessons_lib.server.connection import prompt

_ROOM = Path(__file__).resolve().parent
_TEMPLATES = _ROOM / "jupyter"
_OF_THE_LAB = _ROOM.parent / "server" / "jupyter_server_config.json"
_FAILED = "This cell failed: open the lesson with make lab to see why."
# Tornado grumbles at a wait longer than the time between two; a busy machine may need long.
_PINGS = {"ws_ping_interval": 90_000, "ws_ping_timeout": 90_000}

# Parts of JupyterLab and Notebook would be loaded too, and fail in a page that is neither.
_WIDGETS = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"]

# Whatever a page asks for, it is this machine that answers.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob: data:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws://127.0.0.1:* ws://localhost:* data: blob:",
    "worker-src": "'self' blob:",
    "frame-ancestors": "'self'",
}

# Their methods are typed in some versions and not in others.
UsualVoila: Any = Voila
UsualPage: Any = TornadoVoilaHandler


class LeavablePage(UsualPage):  # type: ignore[misc, unused-ignore]
    """Voila's page with a word to say when it is left, without which its kernel would be left running."""

    async def get(self, path: str | None = None) -> None:
        """Show a lesson, and give the browser the cookie that lets it end the kernel."""
        _ = self.xsrf_token  # asking for it sets it
        await super().get(path)


def _leavable(rule: tuple[Any, ...]) -> tuple[Any, ...]:
    pattern, handler, *more = rule
    return pattern, LeavablePage if handler is TornadoVoilaHandler else handler, *more


class Projector(UsualVoila):  # type: ignore[misc, unused-ignore]
    """Voila, with one lesson at its front door, and a word when it can be visited."""

    def __init__(self, lesson: str, on_open: Callable[[str], None], **options: Any) -> None:
        super().__init__(**options)
        self._lesson, self._on_open = lesson, on_open

    def init_handlers(self) -> list[Any]:
        """Return Voila's own handlers behind one that leads to the lesson."""
        lesson = {"url": f"/voila/render/{self._lesson}", "permanent": False}
        return [("/", RedirectHandler, lesson), *map(_leavable, super().init_handlers())]

    def launch_browser(self) -> None:
        """Tell where the lesson is; Voila calls this when it can be visited, if `open_browser` is set."""
        self._on_open(f"http://{HERE}:{self.port}/")


def serve(folder: Path, lesson: str, port: int, on_open: Callable[[str], None]) -> None:
    """Serve staged lessons until Ctrl-C."""
    os.environ.update(environment(os.environ))
    projector = Projector(lesson, on_open, config=settings(folder, port))
    projector.initialize([])
    projector.start()


def settings(folder: Path, port: int) -> Config:
    """Return Voila's settings; kernels and their connections are those of JupyterLab here."""
    lab = json.loads(_OF_THE_LAB.read_text("utf-8"))
    headers = {"Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items())}
    voila = {
        "ip": HERE, "port": port, "port_retries": 0, "root_dir": str(folder), "open_browser": True,
        "log_level": "ERROR", "config_file_paths": [], CONNECTION: prompt(ZMQChannelsWebsocketConnection),
        "tornado_settings": {"allow_remote_access": False, "headers": headers, **_PINGS},
    }  # fmt: skip
    return Config(
        {
            "Voila": voila,
            "VoilaConfiguration": {
                "template": "lessons",
                "theme": "light",
                "strip_sources": True,
                "extension_allowlist": _WIDGETS,
                "extension_denylist": [],
            },
            "VoilaExecutor": {"allow_errors": True, "cell_error_instruction": _FAILED},
            "KernelManager": lab["KernelManager"],
        }
    )


def environment(present: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that make Voila find our template, and use this environment's kernel."""
    before = present.get("JUPYTER_PATH")
    return {
        "JUPYTER_PATH": os.pathsep.join([str(_TEMPLATES), *([before] if before else [])]),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
