"""A class on one machine: started, measured while it drags, and ended."""

import asyncio
import json
import secrets
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean

import psutil
from tornado.httpclient import AsyncHTTPClient

from bench.classroom.hand import bursts
from bench.classroom.machine import Meter, description, ended, memory, processor_seconds
from bench.classroom.student import arrived
from bench.classroom.table import percentile
from tests.browser.server import OURS, served

OPTIONS = ("--no-browser", "--ServerApp.port_retries=0", "--ServerApp.port={port}")


@contextmanager
def school(token):
    """Serve the lessons with their own settings, on this machine only; gives the address and the server.

    Whatever the server has started is ended with it.
    """
    before, began = set(psutil.Process().children()), []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        given = [*OURS, *OPTIONS, f"--IdentityProvider.token={token}"]
        try:
            with served(Path(home), given, {"LESSONS_HOME": home}, python=sys.executable) as address:
                (server,) = set(psutil.Process().children()) - before
                try:
                    yield address, server
                finally:
                    began += [server, *server.children(recursive=True)]
        finally:
            ended(began)


async def measured(group, phases, lessons=()):
    """Return all that is measured of a class.

    Parameters
    ----------
    group : dict
        ``students``: how many, each with a kernel; ``seconds``: how long each phase takes; ``rate``: moves a
        second of a hand that drags; ``share``: of the time that a student drags, where the class thinks in
        between; ``ratio``: pixels of a screen for each of a usual one.
    phases : sequence of str
        "some", in which students drag in turn, "all", in which all drag at once, or both.
    lessons : sequence of Path
        Notebooks that one more student runs from beginning to end, each in a kernel of its own.
    """
    token = secrets.token_hex(16)
    AsyncHTTPClient.configure(None, max_clients=group["students"])
    with school(token) as (address, server):
        alone, work = memory(server), processor_seconds(server)
        coming = (arrived(address, token, number, group["ratio"]) for number in range(group["students"]))
        opened = await asyncio.gather(*coming)
        kernels = server.children(recursive=True)
        start = {**first_and_last(opened), "server": work, "kernel": fmean(map(processor_seconds, kernels))}
        people, shares = [student for student, _ in opened], {"some": group["share"], "all": 1}
        dragged = {name: await phase(people, server, group, shares[name]) for name in phases}
        taken = {"server": alone, "server with kernels": memory(server), "kernel": mean_memory(kernels)}
        for student in people:
            student.leave()
        studied = {path.stem: await studied_alone(path, server, address, token) for path in lessons}
    parts = {"machine": description(), "class": group, "start": start, "memory": taken, "lessons": studied}
    return {**parts, **dragged}


async def studied_alone(path, server, address, token):
    """Return the memory of a kernel that has run a whole lesson."""
    others = set(server.children(recursive=True))
    student, _ = await arrived(address, token, number=0, ratio=1)
    (kernel,) = set(server.children(recursive=True)) - others
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    await student.study("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    student.leave()
    return memory(kernel)


def first_and_last(opened):
    """Return after how many seconds the first and the last lesson stood."""
    times = [seconds for _, seconds in opened]
    return {"first": min(times), "last": max(times)}


def mean_memory(processes):
    """Return the mean memory of processes."""
    each = [memory(process) for process in processes]
    return {name: fmean(one[name] for one in each) for name in each[0]}


async def phase(people, server, group, share):
    """Let the class drag for a while; return how long answers took and what it cost."""
    kernels = server.children(recursive=True)
    meter = Meter({"kernels": kernels, "server": [server], "browsers": [psutil.Process()]})
    when = {student: bursts(group["seconds"], share, student.number) for student in people}
    await asyncio.gather(*(student.drag(when[student], group["rate"]) for student in people))
    return summary(people, meter.read())


def summary(people, spent):
    """Return what a phase was like for the students and for the machine."""
    times = [time for student in people for time in student.courier.times]
    frames, dragged = sum(student.frames for student in people), sum(student.seconds for student in people)
    return {
        "answers": len(times),
        "p50": percentile(times, 50),
        "p95": percentile(times, 95),
        "lost": sum(student.courier.lost for student in people),
        "frames": frames / dragged,
        "kernel": spent["kernels"] / frames,
        "server": spent["server"] / frames,
        **{name: spent[name] for name in ("machine", "others")},
    }
