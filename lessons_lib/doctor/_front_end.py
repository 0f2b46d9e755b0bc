"""The widgets' front end: what JupyterLab must load in the browser, so that pictures move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from . import _mending as mending
from ._asking import Answer, ask
from ._finding import Finding, fault, ok, remark
from ._installation import Installation
from ._packages import installed, mend_import

# Each extension of JupyterLab, the package that brings it, and the one whose widgets it shows.
EXTENSIONS = {
    "@jupyter-widgets/jupyterlab-manager": ("jupyterlab_widgets", "ipywidgets"),
    "anywidget": ("anywidget", "anywidget"),
}
# The first number of the widget manager's version that shows the widgets of an ipywidgets.
_MANAGERS = {"8": "5", "7": "3"}


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of the widgets' front end."""
    if installed("jupyterlab") is None:
        yield remark("not looked at, since JupyterLab is missing.")
        return
    answer = ask(here, "front_end", *EXTENSIONS).whole()
    faults = [*_faults(answer, here)]
    yield from faults or [ok(_all_well(answer))]


def _all_well(answer: Answer) -> str:
    named = [f"{name} {told['version']}" for name, told in answer["extensions"].items()]
    return f"JupyterLab {installed('jupyterlab')} finds {' and '.join(named)}, enabled."


def _faults(answer: Answer, here: Installation) -> Iterator[Finding]:
    if "error" in answer:
        yield fault(
            f"JupyterLab's extensions cannot be read: {answer['error']}.",
            mend_import("jupyterlab", answer, here),
        )
        return
    if not answer["core"]:
        yield fault("JupyterLab's own pages are missing.", mending.reinstall(here, ["jupyterlab"]))
    for name, (package, shown) in EXTENSIONS.items():
        if installed(shown):
            yield from _of_files(name, package, shown, answer, here)
            yield from _of_switch(name, answer, here)


def _of_files(name: str, package: str, shown: str, answer: Answer, here: Installation) -> Iterator[Finding]:
    """Tell of an extension that is missing, incomplete or of a version that does not fit."""
    mend = mending.reinstall(here, [package]) if installed(package) else mending.install(here, package)
    found = answer["extensions"].get(name)
    if found is None:
        yield fault(f"{name} is not where JupyterLab looks: no picture can move.", mend)
    elif not found["whole"]:
        yield fault(f"{name} lacks files in {found['place']}: no picture can move.", mend)
    elif not fits(shown, str(installed(shown)), found["version"]):
        words = f"{name} {found['version']} in {found['place']} does not fit {shown} {installed(shown)}."
        foreign = not Path(found["place"]).is_relative_to(here.prefix) and here.variables.get("JUPYTER_PATH")
        yield fault(words, mending.unset("JUPYTER_PATH") if foreign else mend)


def fits(shown: str, package: str, extension: str) -> bool:
    """Whether an extension shows the widgets of a package.

    Examples
    --------
    >>> fits("ipywidgets", "8.1.9", "5.0.16"), fits("anywidget", "0.11.0", "0.9.21")
    (True, False)
    """
    if shown == "ipywidgets":
        return _MANAGERS.get(package.split(".", maxsplit=1)[0], "") == extension.split(".", maxsplit=1)[0]
    return _first_two(package) == _first_two(extension)


def _first_two(version: str) -> list[str]:
    return re.findall(r"\d+", version)[:2]


def _of_switch(name: str, answer: Answer, here: Installation) -> Iterator[Finding]:
    """Tell of an extension that is disabled, or of which a part is."""
    for switched in filter(lambda each: _is_part(each, name), answer["disabled"]):
        levels = [level for level, names in answer["levels"].items() if switched in names]
        command = (
            f"-m jupyterlab.labextensions enable {switched} --level={levels[0] if levels else 'sys_prefix'}"
        )
        yield fault(
            f"{switched} is disabled in JupyterLab: no picture can move.", mending.python(here, command)
        )


def _is_part(switched: str, name: str) -> bool:
    return switched == name or switched.startswith(f"{name}:")
