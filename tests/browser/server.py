"""Servers of our own: JupyterLab as a learner starts it, and the plain front ends that others use.

They and their kernels run in the learner's environment (`make setup`), which has no package of the tests'.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tools.install import python_in

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LEARNER = python_in(Path(__file__).resolve().parents[2] / os.environ.get("VENV", ".venv"))
REMEDY = "No Chromium was found: install Debian's package chromium, or put one on the PATH."
OURS = ("-m", "lessons_lib.cli", "lab")
PLAIN = {"notebook": ("-m", "notebook", "--allow-root"), "lab": ("-m", "jupyterlab", "--allow-root")}
OPTIONS = ("--no-browser", "--IdentityProvider.token=", "--ServerApp.port_retries=0")
SEEN = ("--LabApp.expose_app_in_browser=True", "--JupyterNotebookApp.expose_app_in_browser=True")


def find_chromium():
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def jupyterlab(home, python=LEARNER):
    """Serve a learner's lessons from a folder of their own; gives the address."""
    given = [*OURS, *OPTIONS, *SEEN, "--ServerApp.port={port}"]
    return served(home, given, {"LESSONS_HOME": str(home)}, python=python)


def plain_jupyter(name, home, *options, python=LEARNER):
    """Serve a folder with `jupyter notebook` or `jupyter lab` and none of our settings; gives the address."""
    where = ["--ServerApp.port={port}", f"--ServerApp.root_dir={home}"]
    return served(home, [*PLAIN[name], *OPTIONS, *SEEN, *where, *options], python=python)


def voila(home):
    """Serve a folder with Voila and none of our settings; gives the address."""
    return served(
        home, ["-m", "voila", str(home), "--no-browser", "--Voila.ip=127.0.0.1", "--port={port}"], up=""
    )


@contextmanager
def served(home, arguments, variables=None, up="api", python=LEARNER):
    """Start a server, wait until the page `up` answers, and end all of it at last."""
    if not Path(python).exists():
        raise RuntimeError(f"There is no learner's environment, {python}: run make setup.")
    port = free_port()
    command = [str(python), *(text.replace("{port}", str(port)) for text in arguments)]
    said, own = home / "server.log", {**own_settings(home), **(variables or {})}
    with said.open("w") as log:
        server = subprocess.Popen(
            command, env={**os.environ, **own}, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/{up}", server, said)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def own_settings(home):
    """Keep the settings of whoever runs the tests out of them, and theirs out of the tests."""
    return {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
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
    raise RuntimeError(f"The server did not start:\n{said.read_text()}")
