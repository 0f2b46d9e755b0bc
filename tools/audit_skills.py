"""Audit the questions of every skill: levels 1 to 3, seeds 0 to 199, in several processes.

    python -m tools.audit_skills --skill "product rule" --seeds 20

What is looked at stands in `lessons_lib.drills.skills.auditing`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import NamedTuple

from lessons_lib.drills.skills import LEVELS, skill_named, skills
from lessons_lib.drills.skills.auditing import audited


class Job(NamedTuple):
    """One level of one skill, seeds 0 to `seeds` − 1."""

    skill: str
    level: int
    seeds: int


class Done(NamedTuple):
    """A job with its faults and the seconds it took."""

    job: Job
    faults: list[tuple[int, str]]
    seconds: float


def done(job: Job) -> Done:
    """Audit one level of one skill; a maker that raises is a fault too."""
    begun = time.process_time()
    try:
        faults = list(audited(skill_named(job.skill), job.level, range(job.seeds)))
    except Exception as error:
        faults = [(-1, f"Making or checking fails with {type(error).__name__}: {error}")]
    return Done(job, faults, time.process_time() - begun)


def run(jobs: list[Job], processes: int) -> int:
    """Run all jobs, print progress and faults, and return how many faults there are."""
    found = 0
    with ProcessPoolExecutor(processes) as pool:
        for count, future in enumerate(as_completed([pool.submit(done, job) for job in jobs]), 1):
            job, faults, seconds = future.result()
            print(f"{count}/{len(jobs)} {job.skill}, level {job.level}: {seconds:.1f} s", flush=True)
            for seed, fault in faults:
                print(f"    seed {seed}: {fault}", flush=True)
            found += len(faults)
    return found


def main() -> int:
    """Audit what is asked for; return 1 if there is any fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200, help="how many of each level")
    parser.add_argument("--skill", action="append", help="only this one; may be given again")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    names = [skill_named(name).name for name in options.skill or skills()]
    begun = time.monotonic()
    found = run([Job(name, level, options.seeds) for name in names for level in LEVELS], options.processes)
    minutes = (time.monotonic() - begun) / 60
    questions = len(LEVELS) * options.seeds * len(names)
    print(f"{len(names)} skills, {questions} questions, {found} faults, {minutes:.1f} min")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
