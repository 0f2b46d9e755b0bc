"""A JupyterLab of its own, started as a learner starts it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
REMEDY = "No Chromium was found: install Debian's package chromium, or put one on the PATH."
OPTIONS = ("--IdentityProvider.token=", "--ServerApp.port_retries=0", "--LabApp.expose_app_in_browser=True")


def find_chromium():
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def jupyterlab(home):
    """Serve a learner's lessons from a folder of their own; gives the address."""
    port = free_port()
    command = [sys.executable, "-m", "lessons_lib.cli", "lab", "--no-browser", f"--ServerApp.port={port}"]
    said = home / "server.log"
    with said.open("w") as log:
        server = subprocess.Popen(
            [*command, *OPTIONS],
            env={**os.environ, "LESSONS_HOME": str(home), **own_settings(home)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/api", server, said)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def own_settings(home):
    """Keep the settings of whoever runs the tests out of them, and theirs out of the tests."""
    return {
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_up(url, server, said):
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{said.read_text()}")
