"""The kernel: which Python runs the lessons, and whether it answers."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from . import _mending as mending
from ._asking import Answer, ask
from ._finding import Finding, fault, ok, remark
from ._installation import Installation, is_same
from ._packages import installed, mend_import

LOCAL = "127.0.0.1"
_FIREWALL = "let Python connect to 127.0.0.1 in your firewall"


def look(here: Installation) -> Iterator[Finding]:
    """Yield what is to say of the kernel."""
    if blocked := unreachable():
        mend = "sudo ip link set lo up" if sys.platform == "linux" else _FIREWALL
        yield fault(f"{LOCAL} cannot be reached ({blocked}): a kernel talks through it.", mend)
    elif installed("ipykernel") is None:
        yield remark("not looked at, since ipykernel is missing.")
    else:
        yield _of_answer(ask(here, "kernel").whole(), here)
        yield from _of_startup(here)


def unreachable() -> str:
    """Return why one process here cannot talk to another, "" where it can."""
    try:
        with socket.create_server((LOCAL, 0)) as server:
            server.settimeout(5)
            with socket.create_connection(server.getsockname(), timeout=5) as sent:
                sent.sendall(b"?")
                taken, _ = server.accept()
                with closing(taken):
                    taken.settimeout(5)
                    return "" if taken.recv(1) == b"?" else "nothing arrives"
    except OSError as error:
        return error.strerror or str(error) or "no answer"


def _of_answer(answer: Answer, here: Installation) -> Finding:
    elsewhere = _elsewhere(answer, here)
    if elsewhere:
        return fault(elsewhere, _own_kernel(answer, here))
    if "error" in answer:
        asked = "it cannot import the course" if answer.get("started") else "it does not start"
        return fault(f"{asked}: {answer['error']}.", _mend(answer, here))
    if answer.get("sum") != "2":
        return fault(f"it says that 1 + 1 is {answer.get('sum')!r}.", _mend(answer, here))
    if not is_same(answer["package"], here.package):
        words = f"it runs another copy of the course, in {answer['package']}."
        return fault(words, mending.python(here, "-m pip install --no-deps -e", _course(here)))
    return ok("this environment's Python answers, and knows the course.")


def _course(here: Installation) -> str:
    return mending.typed(here.course or here.package.parent, here)


def _elsewhere(answer: Answer, here: Installation) -> str:
    """Return in words that the kernel is another Python than this one, "" if it is not."""
    first = (answer.get("argv") or [""])[0]
    named = Path(first).is_absolute()
    if answer.get("prefix") and not is_same(answer["prefix"], here.prefix):
        return f"it is another Python, {answer['python']} (named in {answer['place']})."
    if named and not Path(first).exists():
        return f"it is a Python that is not there, {first} (named in {answer['place']})."
    if "error" in answer and named and not is_same(Path(first).parent, here.python.parent):
        return f"it is another Python, {first} (named in {answer['place']}), and fails: {answer['error']}."
    return ""


def _own_kernel(answer: Answer, here: Installation) -> str:
    """Return what names this environment's Python again: in the environment, which comes first."""
    if here.variables.get("JUPYTER_PATH") and not Path(answer.get("place", "")).is_relative_to(here.prefix):
        return mending.unset("JUPYTER_PATH")
    return mending.python(here, "-m ipykernel install --sys-prefix --name python3")


def _mend(answer: Answer, here: Installation) -> str:
    if answer.get("started"):
        return mending.python(here, "-m pip install --no-deps -e", _course(here))
    if "argv" not in answer and not answer.get("lacks"):
        return _own_kernel(answer, here)
    return mend_import("ipykernel", answer, here)


def _of_startup(here: Installation) -> Iterator[Finding]:
    """Tell of code of the learner's own that IPython runs before each lesson."""
    place = Path(here.variables.get("IPYTHONDIR") or Path.home() / ".ipython")
    files = (place / "profile_default" / "startup").glob("*")
    own = sorted(path for path in files if path.suffix in {".py", ".ipy"})
    if own:
        names = ", ".join(path.name for path in own)
        yield remark(f"your own code runs before each lesson: {names} in {own[0].parent}.")
