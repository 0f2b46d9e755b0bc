"""The commands that mend, as they are typed here: in this shell, from this folder, for this environment."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from ._installation import Installation


def typed(path: Path, here: Installation) -> str:
    """Return a path as it is typed: from the present folder or from the home folder, quoted if it must be."""
    for start, shown in ((here.folder, ""), (_home(), "~")):
        if start and path.is_relative_to(start):
            inside = path.relative_to(start)
            return _quoted(str(inside)) if not shown else shown + os.sep + _quoted(str(inside))
    return _quoted(str(path))


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _quoted(text: str) -> str:
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)


def quoted(words: Iterable[object]) -> list[str]:
    """Return words of which each is typed as one."""
    return [_quoted(str(word)) for word in words]


def setting(name: str, value: str) -> str:
    """Return what sets an environment variable until the terminal is closed."""
    return f'$env:{name} = "{value}"' if os.name == "nt" else f"export {name}={_quoted(value)}"


def unset(name: str) -> str:
    """Return what takes an environment variable away until the terminal is closed."""
    return f"Remove-Item Env:{name}" if os.name == "nt" else f"unset {name}"


def aside(file: Path, here: Installation) -> str:
    """Return what gives a file another name, under which nothing reads it."""
    move = "Rename-Item" if os.name == "nt" else "mv"
    other = file.with_name(f"{file.stem}_aside{file.suffix}.txt")
    return f"{move} {typed(file, here)} {_quoted(other.name) if os.name == 'nt' else typed(other, here)}"


def python(here: Installation, *words: str) -> str:
    """Return a command that this environment's Python carries out; ``words`` are typed as they are."""
    plain = shutil.which("python", path=here.variables.get("PATH"))
    is_first = plain is not None and Path(plain).parent == here.python.parent
    return " ".join(["python" if is_first else typed(here.python, here), *words])


def allowing(path: Path, here: Installation) -> str:
    """Return what makes a file or folder the learner's to write, or what chooses another."""
    shown = typed(path, here)
    if os.name == "nt":
        return f"attrib -R {shown}"
    if _is_sealed(path):
        return elsewhere(here)
    if path.stat().st_uid == os.geteuid():
        return f"chmod u+rw{'x' if path.is_dir() else ''} {shown}"
    return f"sudo chown -R $(id -un) {shown}"


def _is_sealed(path: Path) -> bool:
    return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def nearest(folder: Path) -> Path:
    """Return a folder, or the first around it that exists."""
    return next((each for each in (folder, *folder.parents) if is_there(each)), folder)


def is_there(path: Path) -> bool:
    """Whether something is there; pathlib would raise where the folder around it is closed to us."""
    return os.access(path, os.F_OK)


def lessons(here: Installation, *words: str) -> str:
    """Return a command of ``lessons``."""
    first = shutil.which("lessons", path=here.variables.get("PATH"))
    is_first = first is not None and Path(first).parent == here.scripts
    return " ".join(["lessons" if is_first else typed(here.scripts / "lessons", here), *words])


def elsewhere(here: Installation) -> str:
    """Return what keeps a learner's things in another folder."""
    if os.name == "nt":
        return f"{setting('LESSONS_HOME', '~/my-lessons')}; {lessons(here, 'lab')}"
    return f"LESSONS_HOME=~/my-lessons {lessons(here, 'lab')}"


def setup(here: Installation, *words: str) -> str:
    """Return what builds the learner's environment; "" without a course folder."""
    if here.course is None:
        return ""
    if shutil.which("make", path=here.variables.get("PATH")):
        place = [] if here.course == here.folder else ["-C", typed(here.course, here)]
        return " ".join(["make", *place, "setup", *words])
    inside = ("tools/install.py", ".venv", "requirements/lab.txt")
    return " ".join(["py" if os.name == "nt" else "python3", *(typed(here.course / p, here) for p in inside)])


def install(here: Installation, *packages: str) -> str:
    """Return what brings in all that is missing or does not fit."""
    if here.course is None:
        wanted = packages or tuple(f"{need.name}{need.specifier}" for need in here.needs())
        return python(here, "-m pip install", *quoted(wanted))
    if here.kind == "conda":
        return _conda(here, here.course / "environment.yml")
    if here.kind == "none" or not has_pip():
        return setup(here)
    lock = here.course / "requirements" / "lab.txt"
    if here.prefix.is_relative_to(here.course) and lock.is_file():
        return python(here, "-m pip install --require-hashes -r", typed(lock, here))
    return python(here, "-m pip install -e", typed(here.course, here) + _quoted("[lab]"))


def again(here: Installation) -> str:
    """Return what installs the course itself anew, where the environment stands where it was made."""
    if here.course is None or not has_pip():
        return install(here)
    alone = "--no-build-isolation" if importlib.util.find_spec("flit_core") else ""
    words = ("-m pip install --no-deps --force-reinstall", alone, "-e", typed(here.course, here))
    return python(here, *filter(None, words))


def _conda(here: Installation, file: Path) -> str:
    named = here.prefix.parent.name == "envs"
    which = f"-n {_quoted(here.prefix.name)}" if named else f"-p {typed(here.prefix, here)}"
    return f"conda env update {which} -f {typed(file, here)}"


def has_pip() -> bool:
    """Whether this Python has pip: some tools make environments without it."""
    return importlib.util.find_spec("pip") is not None


def reinstall(here: Installation, names: Iterable[str]) -> str:
    """Return what puts the files of installed packages back as they were."""
    if not has_pip():
        return install(here)
    found = [metadata.distribution(name) for name in names]
    whole = all(each.files for each in found)
    # pip cannot take away what it has no list of.
    how = "--force-reinstall" if whole else "--ignore-installed"
    pinned = (_quoted(f"{each.metadata['Name']}=={each.version}") for each in found)
    return python(here, f"-m pip install {how} --no-deps", *pinned)
