"""What processes cost: memory, processor time, and what else keeps the machine busy."""

import os
import platform
import time
from pathlib import Path

import psutil

MEGA = 2**20


def memory(process):
    """Return a process's memory in MB: `held` and, with what it shares with others divided fairly, `share`.

    The second is known on Linux only; elsewhere it is the first.
    """
    try:
        full = process.memory_full_info()
    except psutil.AccessDenied:
        full = process.memory_info()
    return {"held": full.rss / MEGA, "share": getattr(full, "pss", full.rss) / MEGA}


def description():
    """Return what machine this is: processors, what they are called, memory in GB, system, Python."""
    return {
        "processors": os.cpu_count(),
        "processor": processor_name(),
        "memory": round(psutil.virtual_memory().total / 2**30),
        "system": platform.system(),
        "python": ".".join(platform.python_version_tuple()[:2]),
    }


def processor_name(told=Path("/proc/cpuinfo")):
    """Return what the processor calls itself."""
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


class Meter:
    """Counts processor time from when it is made, by groups of processes.

    Parameters
    ----------
    groups : dict
        Names to lists of `psutil.Process`.
    """

    def __init__(self, groups):
        self._groups, self._start = groups, time.perf_counter()
        self._spent, self._worked = self._now(), worked()

    def _now(self):
        return {name: sum(map(processor_seconds, group)) for name, group in self._groups.items()}

    def read(self):
        """Return each group's seconds, and as shares of the whole `machine` at work and `others` in it."""
        spent = {name: now - self._spent[name] for name, now in self._now().items()}
        capacity = (time.perf_counter() - self._start) * os.cpu_count()
        machine = (worked() - self._worked) / capacity
        return {**spent, "machine": machine, "others": max(0.0, machine - sum(spent.values()) / capacity)}


def processor_seconds(process):
    """Return the processor time that a process has used, in s."""
    times = process.cpu_times()
    return times.user + times.system


def worked():
    """Return the processor time that the whole machine has used, in s."""
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    # Linux counts a guest's time in user's already.
    return sum(times) - idle - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)


def ended(processes, patience=10):
    """Wait until processes have ended; end those that have not."""
    _, left = psutil.wait_procs(processes, patience)
    for process in left:
        process.kill()
    psutil.wait_procs(left, patience)
