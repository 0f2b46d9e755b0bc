"""The packages that the course needs: there, new enough, and not half broken."""

from __future__ import annotations

import re
import site
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from . import _mending as mending
from ._asking import Answer, ask
from ._finding import Finding, fault, ok, remark
from ._installation import Installation, requirement_reader
from ._words import bound, listed

# What to import of a package where its name is another, or where its compiled part lies deeper.
_MODULES = {
    "pillow": "PIL.Image",
    "scipy": "scipy.optimize",
    "ipykernel": "ipykernel.kernelapp",
    "jupyterlab": "jupyterlab.labapp",
}
_PINNED = re.compile(r"^([\w.-]+==[^\\]+?)\s*\\?$", re.MULTILINE)


@dataclass
class State:
    """What is installed of all that is needed, also by what is needed."""

    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    unfit: dict[str, tuple[Any, str]] = field(default_factory=dict)


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of packages."""
    needs = here.needs()
    state = state_of(needs)
    found = [*_of_state(state, here), *_of_imports(needs, state, here)]
    yield from found
    if not any(finding.mark == "fault" for finding in found):
        yield ok(f"all {len(needs)} that the course needs are there, fit each other, and can be imported.")
    yield from _of_lock(state, here)
    yield from _of_present(here)


def state_of(needs: Iterable[Any]) -> State:
    """Follow requirements from package to package."""
    state = State()
    waiting = [(need, "") for need in needs]
    known: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        need, by = waiting.pop(0)
        key = canonical(need.name), frozenset(need.extras)
        _note(state, need, by)
        if key not in known and key[0] not in state.missing:
            known.add(key)
            waiting += [(each, need.name) for each in _needs_of(need)]
    return state


def _note(state: State, need: Any, by: str) -> None:
    name, version = canonical(need.name), installed(need.name)
    if version is None:
        state.missing.setdefault(name, by)
    elif not need.specifier.contains(version, prereleases=True):
        state.unfit.setdefault(name, (need, by))
    else:
        state.versions[name] = version


def _needs_of(need: Any) -> list[Any]:
    read, extras = requirement_reader(), ("", *need.extras)
    needed = [read(text) for text in metadata.requires(need.name) or []]
    return [
        each for each in needed
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]  # fmt: skip


def installed(name: str) -> str | None:
    """Return the version of an installed package, None where it is missing or its own records are."""
    try:
        return metadata.version(name) or None
    except (metadata.PackageNotFoundError, KeyError):
        return None


@cache
def canonical(name: str) -> str:
    """Return a package's name in the form in which names are compared.

    Examples
    --------
    >>> canonical("Jupyter_Core")
    'jupyter-core'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def _of_state(state: State, here: Installation) -> Iterator[Finding]:
    mend = mending.install(here, *_by_the_course(state, here))
    if state.missing:
        names = [name + (f" (needed by {by})" if by else "") for name, by in sorted(state.missing.items())]
        yield fault(f"missing: {', '.join(names)}.", mend)
    for name, (need, by) in sorted(state.unfit.items()):
        words = f"{name} is {installed(name)}, and {by or 'the course'} needs {bound(str(need.specifier))}."
        yield remark(words, mend) if by else fault(words, mend)


def _by_the_course(state: State, here: Installation) -> list[str]:
    """Return the course's own requirements that are not met, or that something of theirs is not."""
    wrong = {*state.missing, *state.unfit} | {canonical(by) for by in state.missing.values() if by}
    return [f"{need.name}{need.specifier}" for need in here.needs() if canonical(need.name) in wrong]


def _of_imports(needs: Iterable[Any], state: State, here: Installation) -> Iterator[Finding]:
    """Tell of packages that are there and cannot be imported, except for want of one that is told missing."""
    names = {_module(need.name): need.name for need in needs if installed(need.name)}
    absent = {name.replace("-", "_") for name in state.missing}
    broken: dict[tuple[str, str], list[str]] = {}
    for module, answer in answers(here, list(names)).items():
        if "error" not in answer:
            yield from _of_origin(names[module], answer.get("file"), here)
        elif (answer.get("lacks") or "").split(".")[0].lower() not in absent:
            told = f"{answer['error']}.", mend_import(names[module], answer, here)
            broken.setdefault(told, []).append(names[module])
    for told, packages in broken.items():
        words, mend = told
        yield fault(f"{listed(packages)}: there, but cannot be imported: {words}", mend)


def _module(name: str) -> str:
    return _MODULES.get(canonical(name), canonical(name).replace("-", "_"))


def answers(here: Installation, modules: list[str]) -> dict[str, Answer]:
    """Return how each import went; one that ends Python itself does not keep the others from being tried."""
    told: dict[str, Answer] = {}
    while waiting := [module for module in modules if module not in told]:
        reply = ask(here, "imports", *waiting)
        told |= {answer["name"]: answer for answer in reply.answers if "name" in answer}
        if not reply.trouble:
            return told
        left = [module for module in waiting if module not in told]
        told |= {left[0]: {"error": reply.trouble, "at": reply.at}} if left else {}
    return told


def mend_import(name: str, answer: Answer, here: Installation) -> str:
    """Return what mends a failing import: what it lacks, or anew the files in which it failed."""
    lacking = (answer.get("lacks") or "").split(".")[0]
    at_fault = distribution_of(answer.get("at") or "")
    if lacking and not _is_there(lacking):
        return mending.install(here, name)
    return mending.reinstall(here, [at_fault or name])


def _is_there(module: str) -> bool:
    return module in metadata.packages_distributions()


def distribution_of(file: str) -> str:
    """Return the distribution that a file belongs to, "" where none does."""
    parts = Path(file).parts
    if "site-packages" not in parts[:-1]:
        return ""
    top = parts[len(parts) - parts[::-1].index("site-packages")].removesuffix(".py")
    return next(iter(metadata.packages_distributions().get(top, [])), "")


def _of_origin(name: str, file: str | None, here: Installation) -> Iterator[Finding]:
    """Tell of a package that is taken from the user's own folder instead of from the environment."""
    user = site.getusersitepackages()
    if file and here.kind != "none" and Path(file).is_relative_to(user):
        words = f"{name} is taken from {user}, before this environment's own."
        yield remark(words, mending.setting("PYTHONNOUSERSITE", "1"))


def _of_lock(state: State, here: Installation) -> Iterator[Finding]:
    """Tell of versions other than those that the course is tested with."""
    if here.course is None or not here.is_made_by_setup:
        return
    read = requirement_reader()
    text = (here.course / "requirements" / "lab.txt").read_text(encoding="utf-8")
    pins = [read(line) for line in _PINNED.findall(text)]
    fitting = [pin for pin in pins if pin.marker is None or pin.marker.evaluate()]
    other = [
        f"{pin.name} {state.versions[canonical(pin.name)]} ({str(pin.specifier).removeprefix('==')})"
        for pin in fitting
        if not pin.specifier.contains(state.versions.get(canonical(pin.name), ""), prereleases=True)
        and canonical(pin.name) in state.versions
    ]
    if other:
        words = f"other versions than those the course is tested with (in brackets): {', '.join(other)}."
        yield remark(words, mending.install(here))


def _of_present(here: Installation) -> Iterator[Finding]:
    wanted = here.needs("present")
    absent = [need for need in wanted if not installed(need.name)]
    if absent:
        names = " and ".join(need.name for need in absent)
        words = f"{names} is not installed; only lessons present needs it."
        yield remark(
            words,
            mending.python(
                here, "-m pip install", *mending.quoted(f"{need.name}{need.specifier}" for need in absent)
            ),
        )
