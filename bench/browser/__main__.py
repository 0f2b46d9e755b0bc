"""Measure all contestants in turn and print one table: python -m bench.browser [--quick]."""

import argparse
import os
import sys
from contextlib import ExitStack

from bench.browser.cards import cards, words_of_cards
from bench.browser.contestants import ALL, OURS
from bench.browser.many import many
from bench.browser.servers import learners_servers
from bench.browser.stage import Stage
from bench.browser.table import (
    PAUSE,
    Results,
    bare,
    beside,
    between_servers,
    lines,
    targets,
    targets_of_cards,
    targets_of_many,
    targets_of_servers,
    words,
)
from tests.browser.laboratory import laboratory


def main():
    given = asked()
    rounds, keys, seconds = (1, 4, 2) if given.quick else (5, 9, 4)
    tell_load()
    if given.servers:
        print(*compared(rounds, seconds), sep="\n")
        return
    with laboratory(sys.executable) as (browser, address, folder):
        stages = [Stage(browser, address, folder, who) for who in ALL if given.only in {None, who.slug}]
        results = measure(stages, rounds, keys, seconds)
        for stage in stages:
            stage.page.close()
        if given.only:
            print(*bare(results), sep="\n")
            return
        print("", *lines(results), "", sep="\n", flush=True)
        thirty = many(browser, address, folder, seconds)
        print(words(thirty), flush=True)
        drills = cards(browser, address, folder)
    between = compared(rounds, seconds)
    tell_load()
    print(*words_of_cards(drills), "", sep="\n")
    print(*beside([*targets(results), *targets_of_many(thirty), *targets_of_cards(drills)]), sep="\n")
    print("", *between, sep="\n")


def compared(rounds, seconds):
    """Return what ours reach on `lessons lab` and on a JupyterLab that nobody has configured."""
    with learners_servers() as places, ExitStack() as ended:
        stages = {
            (who, name): Stage(browser, address, folder, who)
            for name, (browser, address, folder) in places.items()
            for who in OURS
        }
        for stage in stages.values():
            ended.callback(stage.page.close)
            stage.drag(1)
        runs = {key: [] for key in stages}
        for _ in range(rounds):
            for key, stage in stages.items():
                runs[key].append(stage.drag(seconds)["frames"])
    return [*between_servers(runs), *beside(targets_of_servers(runs))]


def asked():
    parser = argparse.ArgumentParser(prog="bench.browser", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--servers", action="store_true", help="only: lessons lab beside a plain JupyterLab")
    parser.add_argument("--only", choices=[who.slug for who in ALL], help="one contestant, its runs in full")
    return parser.parse_args()


def tell_load():
    """Say how busy the machine is: with other work on it, nothing here means much."""
    if hasattr(os, "getloadavg"):
        print(f"load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)


def measure(stages, rounds, keys, seconds):
    """Let the contestants take turns; return all that was measured."""
    for stage in stages:
        stage.drag(1)
    runs = {stage.contestant: [] for stage in stages}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds} ...", flush=True)
        for stage in stages:
            runs[stage.contestant].append(one_round(stage, keys, seconds))
    return Results(runs)


def one_round(stage, keys, seconds):
    return {
        "keys": stage.keys(keys),
        "drag": stage.drag(seconds),
        "slow": stage.slowed(PAUSE, 0.5 * seconds),
    }


if __name__ == "__main__":
    main()
