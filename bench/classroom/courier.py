"""Newest wins: when a browser sends what a hand does. The twin of `lessons_lib/live/browser/courier.js`."""

import math
import time

GIVE_UP_AFTER = 1.0  # s without an answer
BRISK = 0.09  # s from message to answer below which a second message may follow the first


class Courier:
    """Sends the newest message when the answer to the one before is in, and times the answers.

    Parameters
    ----------
    send : callable
        Called with a message (a dict) that is to go out now, its number in it.
    clock : callable, optional
        Gives the time in seconds.

    Attributes
    ----------
    times : list of float
        Seconds from each message to its answer.
    lost : int
        Messages without an answer in time.
    """

    def __init__(self, send, clock=time.perf_counter):
        self._send, self._clock = send, clock
        self.begin()
        self.number, self.pace = 0, math.inf

    def begin(self):
        """Count from here."""
        self._flights, self._waiting, self.times, self.lost = {}, None, [], 0

    def post(self, message):
        """Take what the hand does now; what still waits is out of date."""
        self._waiting = message
        self._launch()

    def hear(self, number):
        """Take the kernel's answer: the number of the last message that its picture shows."""
        now = self._clock()
        landed = [flight for flight in self._flights if flight <= number]
        self.times += [now - self._flights[flight] for flight in landed]
        if number in self._flights:
            self.pace = now - self._flights[number]
        self._land(landed)

    def tick(self):
        """Give up what has no answer in time."""
        late = [number for number, start in self._flights.items() if self._clock() - start > GIVE_UP_AFTER]
        self.lost += len(late)
        self._land(late)

    def _land(self, numbers):
        for number in numbers:
            del self._flights[number]
            self._launch()

    def _launch(self):
        if self._waiting is None or len(self._flights) >= (2 if self.pace < BRISK else 1):
            return
        self.number += 1
        self._flights[self.number] = self._clock()
        message, self._waiting = self._waiting, None
        self._send({**message, "number": self.number})
