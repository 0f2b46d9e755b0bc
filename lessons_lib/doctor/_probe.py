"""Answers questions about packages and Jupyter: ``python -m lessons_lib.doctor._probe QUESTION FILE ...``.

Each answer is a line of JSON in the file, written at once: it stays where the process then ends early.
"""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from lessons_lib.server import CONNECTION
from lessons_lib.server import MODULE as EXTENSION

from ._asking import Answer, last_line

KERNEL = "python3"
SETTINGS = Path(__file__).resolve().parent.parent / "server" / "jupyter_server_config.json"
_READY = 120.0
_ASKED = {
    "sum": "1 + 1",
    "python": "__import__('sys').executable",
    "prefix": "__import__('sys').prefix",
    "package": "__import__('os').path.dirname(lessons_lib.__file__)",
}
_LEVELS = ("user", "sys_prefix", "system")


def imports(*names: str) -> Iterator[Answer]:
    """Yield for each module where it was imported from, or why it could not be."""
    for name in names:
        yield {"name": name, **_imported(name)}


def _imported(name: str) -> Answer:
    try:
        module = import_module(name)
    except (Exception, SystemExit) as error:
        cause = _root(error)
        lacks = cause.name if isinstance(cause, ModuleNotFoundError) else None
        return {"error": _told(cause), "lacks": lacks, "at": _innermost(cause)}
    return {"file": getattr(module, "__file__", None)}


def _root(error: BaseException) -> BaseException:
    return _root(error.__cause__) if error.__cause__ else error


def _told(error: BaseException) -> str:
    first = next(filter(None, map(str.strip, str(error).splitlines())), "")
    kind = "" if isinstance(error, ImportError) and first else f"{type(error).__name__}: "
    return f"{kind}{first}"[:240].rstrip(": .")


def _innermost(error: BaseException) -> str:
    """Return the file in which an error arose."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename
    frames = traceback.extract_tb(error.__traceback__)
    real = [frame.filename for frame in frames if not frame.filename.startswith("<")]
    return real[-1] if real else ""


def kernel() -> Iterator[Answer]:
    """Start the kernel that lessons get, ask it, and end it."""
    config = import_module("traitlets.config").Config(json.loads(SETTINGS.read_text(encoding="utf-8")))
    manager = import_module("jupyter_client").KernelManager(kernel_name=KERNEL, config=config)
    yield {"argv": manager.kernel_spec.argv, "place": manager.kernel_spec.resource_dir}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        log = Path(name) / "log"
        with log.open("wb") as out:
            manager.start_kernel(cwd=name, stdout=out, stderr=out)
            try:
                yield _said(manager.client(), log)
            finally:
                manager.shutdown_kernel(now=True)


def _said(client: Any, log: Path) -> Answer:
    client.start_channels()
    try:
        client.wait_for_ready(timeout=_READY)
        reply = client.execute(
            "import lessons_lib", user_expressions=_ASKED, silent=True, reply=True, timeout=_READY
        )
    except (RuntimeError, TimeoutError) as error:
        return {"error": last_line(log) or _told(error), "started": False}
    finally:
        client.stop_channels()
    return {"started": True, **_values(reply["content"])}


def _values(content: Answer) -> Answer:
    if content["status"] != "ok":
        return {"error": f"{content.get('ename')}: {content.get('evalue')}"}
    told = content["user_expressions"].items()
    return {name: value.get("data", {}).get("text/plain", "").strip("'\"") for name, value in told}


def front_end(*names: str) -> Iterator[Answer]:
    """Tell where JupyterLab looks for the named extensions, what it finds, and what is disabled."""
    config = import_module("jupyterlab_server.config")
    places = import_module("jupyter_core.paths").jupyter_path("labextensions")
    lab = Path(import_module("jupyterlab.commands").get_app_dir())
    yield {"core": (lab / "static" / "index.html").is_file(), "places": places}
    found = config.get_federated_extensions(places)
    yield {"extensions": {name: _extension(found[name]) for name in names if name in found}}
    page = config.get_page_config(places, str(lab / "settings"))
    yield {"disabled": page["disabledExtensions"], "levels": _levels(config, lab)}


def _extension(found: Any) -> Answer:
    folder = Path(found["ext_path"])
    entry = found["jupyterlab"].get("_build", {}).get("load", "")
    whole = bool(entry) and (folder / entry).is_file()
    return {"version": found["version"], "place": str(folder), "whole": whole}


def _levels(config: Any, lab: Path) -> dict[str, list[str]]:
    """Return the extensions that are disabled at each level at which they can be enabled again."""
    told = {level: config.get_static_page_config(level=level) for level in _LEVELS}
    page = lab / "settings" / "page_config.json"
    if page.is_file():
        told["app"] = json.loads(page.read_text(encoding="utf-8"))
    return {level: _disabled(page.get("disabledExtensions", {})) for level, page in told.items()}


def _disabled(listed: Any) -> list[str]:
    return [name for name in listed if not isinstance(listed, dict) or listed[name]]


def settings() -> Iterator[Answer]:
    """Tell which settings a server that ``lessons lab`` starts arrives at, and which file cannot be read."""
    yield {"places": import_module("jupyter_core.paths").jupyter_config_path()}
    merged: dict[str, dict[str, Any]] = {}
    switches = import_module("jupyter_server.extension.config").ExtensionConfigManager(
        read_config_path=import_module("jupyter_core.paths").jupyter_config_path()
    )
    switched = switches.get_jpserver_extensions()
    for module, name in (("jupyterlab.labapp", "LabApp"), ("jupyter_server.serverapp", "ServerApp")):
        kind = getattr(import_module(module), name)
        for section, values in _loaded(kind).items():
            merged.setdefault(section, {}).update({key: _plain(value) for key, value in values.items()})
            switched = {**switched, **values.get("jpserver_extensions", {})}
        if torn := _why_unreadable(kind):
            yield {"unreadable": torn}
    yield {"settings": merged, "extension": switched.get(EXTENSION)}
    if connection := merged.get("ServerApp", {}).get(CONNECTION):
        kind = import_module("traitlets").import_item(connection)
        yield {"fits": import_module("lessons_lib.server.connection").prompt(kind) is not kind}


def _loaded(kind: Any, *, strict: bool = False) -> Any:
    app = kind(raise_config_file_errors=strict, log_level="CRITICAL")
    app.load_config_file(suppress_errors=not strict)
    return app.config


def _why_unreadable(kind: Any) -> str:
    """Return why one of the files is no settings; a server goes on without it and prints a traceback."""
    try:
        _loaded(kind, strict=True)
    except (Exception, SystemExit) as error:
        return _told(error)
    return ""


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else repr(value)


QUESTIONS = {"imports": imports, "kernel": kernel, "front_end": front_end, "settings": settings}


def main(question: str, file: str, *words: str) -> None:
    """Write the answers to one question, the last of them an error where it breaks."""
    with Path(file).open("a", encoding="utf-8") as out:
        try:
            for answer in QUESTIONS[question](*words):
                _write(out, answer)
        except Exception as error:
            cause = _root(error)
            _write(
                out, {"error": _told(cause), "lacks": getattr(cause, "name", None), "at": _innermost(cause)}
            )


def _write(out: Any, answer: Answer) -> None:
    out.write(json.dumps(answer) + "\n")
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
