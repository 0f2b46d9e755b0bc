"""One student: a kernel of their own, a picture, and a hand on its slider."""

import asyncio
import json
import time

from tornado.httpclient import AsyncHTTPClient

from bench.classroom.courier import Courier
from bench.classroom.hand import Track
from bench.classroom.wire import PATIENCE, connected

CELL = 'from lessons_lib import explore\nexplore.secant("x^2 - 6x + 13", at=1, step=0.1)'
WINDOW = {"kind": "look", "seen": True, "room": 900, "near": False}  # packed frames: the student is elsewhere
REST = 0.25  # s without a move after which a slider's own message is sent


class Student:
    """A student who has opened a lesson; made by `arrived`.

    Parameters
    ----------
    number : int
    kernel : str
        The name that the server gave the kernel.
    line : Line
    """

    def __init__(self, number, kernel, line):
        self.number, self.kernel, self.line = number, kernel, line
        self.courier, self.frames, self.seconds = Courier(self._send), 0, 0.0
        self.window, self.picture, self.subshell = f"window-{number}", None, None
        line.on_news = self._hear

    async def look(self, ratio):
        """Run the cell and bring its picture into view on a screen of so many pixels for each point."""
        await self.study([CELL])
        pictures = [name for name, state in self.line.models.items() if "tiling" in state]
        self.picture = pictures[-1]
        self.subshell = await self._subshell()
        self._choose_slider()
        self.courier.post({**WINDOW, "ratio": ratio})
        await self._answered()

    async def _subshell(self):
        # JupyterLab sends what widgets say past the cell that may be running.
        reply = await self.line.ask("create_subshell_request", {}, "control")
        return reply["subshell_id"]

    def _choose_slider(self):
        sliders = sorted(self.line.models[self.picture]["sliders"].items())
        self.slider, self.model = sliders[self.number % len(sliders)]
        self.track = Track.of(self.line.models[self.model])

    async def _answered(self):
        start = time.perf_counter()
        while not self.courier.times:
            if time.perf_counter() - start > PATIENCE:
                raise RuntimeError("A picture did not answer.")
            await asyncio.sleep(0.01)

    async def study(self, cells):
        """Run the cells of a lesson, one after another."""
        for cell in cells:
            await self.line.ask("execute_request", {"code": cell, "silent": False, "store_history": True})

    async def drag(self, when, rate):
        """Drag in each burst, so many moves a second; count from here."""
        self.courier.begin()
        self.frames, self.seconds = 0, sum(end - begin for begin, end in when)
        start = time.perf_counter()
        for begin, end in when:
            await asyncio.sleep(begin + start - time.perf_counter())
            await self._burst(start, end, 1 / rate)

    async def _burst(self, start, end, pause):
        value = None
        while (moment := time.perf_counter() - start) < end:
            self.courier.tick()
            if (now := self.track.value(moment)) != value:
                value = now
                self.courier.post({"kind": "slide", "name": self.slider, "value": value})
            await asyncio.sleep(pause - (time.perf_counter() - start - moment))
        await asyncio.sleep(REST)
        self._to(self.model, {"method": "update", "state": {"value": value}, "buffer_paths": []})

    def _send(self, message):
        self._to(self.picture, {"method": "custom", "content": {**message, "window": self.window}})

    def _to(self, name, data):
        self.line.tell("comm_msg", {"comm_id": name, "data": data}, subshell=self.subshell)

    def _hear(self, name, news):
        if name != self.picture:
            return
        self.frames += ["frame"] in news.get("buffer_paths", [])
        answered = news.get("state", {}).get("answered", {})
        if self.window in answered:
            self.courier.hear(answered[self.window])

    def leave(self):
        """Close the page."""
        self._send({"kind": "closed"})
        self.line.close()


async def arrived(address, token, number, ratio):
    """Start a kernel and open the lesson with it; gives the student and the seconds until it stood."""
    start = time.perf_counter()
    reply = await AsyncHTTPClient().fetch(
        f"{address}/api/kernels",
        method="POST",
        body=json.dumps({"name": "python3"}),
        headers={"Authorization": f"token {token}"},
        request_timeout=PATIENCE,
    )
    kernel = json.loads(reply.body)["id"]
    student = Student(number, kernel, await connected(address, kernel, token))
    await student.line.ask("kernel_info_request", {})
    await student.look(ratio)
    return student, time.perf_counter() - start
