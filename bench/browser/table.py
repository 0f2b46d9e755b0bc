"""What was measured, beside what is wanted."""

from statistics import median

from bench.browser.cards import APPEARS, FEEDBACK, SKIP
from bench.browser.contestants import FLOOR, HANDLE, INTERACT, OURS, PEERS, PLOTLY, SLIDER
from bench.browser.servers import LESSONS, PLAIN

PAUSE = 0.1


class Results:
    """The measurements of all rounds, by contestant.

    Parameters
    ----------
    runs : dict
        Contestant to a list of rounds; a round is a dict with "keys", "drag" and "slow".
    """

    def __init__(self, runs):
        self.runs = runs

    def key(self, who):
        """Milliseconds from key to pixels, the median over all rounds."""
        times = [time for run in self.runs[who] for time in run["keys"]]
        return median(times) if times else float("nan")

    def frames(self, who):
        """Frames a second in the drag."""
        return median(run["drag"]["frames"] for run in self.runs[who])

    def lag(self, who, kind="drag"):
        """Milliseconds from the last event to the last frame."""
        return median(run[kind]["lag"] for run in self.runs[who])

    def late(self, who):
        """Frames after the last event with a slowed drawing function: the most of all rounds."""
        return max(run["slow"]["late"] for run in self.runs[who])

    def events(self, who):
        """Moves of the mouse in a second."""
        return median(run["drag"]["events"] for run in self.runs[who])


def lines(results):
    """Return the table."""
    heads = ("key", "of interact", "of plotly", "floor +", "frames/s", "of interact", "of plotly", "of floor")
    yield f"{'':<18}" + "".join(f"{head:>12}" for head in heads) + f"{'lag':>9}{'slow: lag':>11}{'late':>6}"
    for who in results.runs:
        key, frames = results.key(who), results.frames(who)
        beside = [f"{key / results.key(other):>12.2f}" for other in (INTERACT, PLOTLY)]
        more = [f"{frames / results.frames(other):>12.2f}" for other in (INTERACT, PLOTLY, FLOOR)]
        yield (
            f"{who.name:<18}{key:>9.0f} ms{''.join(beside)}{key - results.key(FLOOR):>9.0f} ms"
            f"{frames:>12.1f}{''.join(more)}{results.lag(who):>6.0f} ms"
            f"{results.lag(who, 'slow'):>8.0f} ms{results.late(who):>6}"
        )


def bare(results):
    """Return every run as it was measured."""
    for who, runs in results.runs.items():
        for run in runs:
            keys = ", ".join(f"{time:.0f}" for time in run["keys"])
            yield f"{who.name}: keys {keys} ms"
            for kind in ("drag", "slow"):
                yield f"    {kind}: " + ", ".join(f"{name} {value:.1f}" for name, value in run[kind].items())


def words(many):
    """Return what thirty explorers cost, in one line."""
    return (
        f"30 explorers: Run All {many['run all']:.1f} s; scrolling {many['frames']:.0f} frames/s, "
        f"longest gap {many['gap']:.0f} ms; kernel {many['pss']:.0f} MB (resident {many['rss']:.0f} MB)"
    )


def targets(results):
    """Yield what is wanted of our pictures: its name, what was measured, the bound, and whether it is met."""
    key, floor = results.key(SLIDER), results.key(FLOOR)
    yield at_most("key to pixels, above the floor", key - floor, 15, "ms")
    yield at_most("key to pixels, of interact", key / results.key(INTERACT), 0.6)
    yield at_most("key to pixels, of plotly", key / results.key(PLOTLY), 0.8)
    best = max(PEERS, key=results.frames)
    ratio = results.frames(SLIDER) / results.frames(best)
    yield at_least(f"slider drag, of the best peer ({best.name})", ratio, 1.4)
    yield at_most("slider drag, lag above the floor's", results.lag(SLIDER) - results.lag(FLOOR), 30, "ms")
    yield at_least("handle drag", results.frames(HANDLE), 30, "frames/s")
    for who in (SLIDER, HANDLE):
        yield at_most(f"{who.name}, drawing slowed: frames after the last event", results.late(who), 2)
        # The frame that is being drawn, the one that waits, and the way that the floor's answer takes.
        most = 2 * 1000 * PAUSE + results.lag(FLOOR) + 30
        yield at_most(f"{who.name}, drawing slowed: lag", results.lag(who, "slow"), most, "ms")


def targets_of_many(many):
    """Yield what is wanted of thirty explorers."""
    yield at_most("30 explorers: Run All", many["run all"], 15, "s")
    yield at_least("30 explorers: scrolling", many["frames"], 30, "frames/s")
    yield at_most("30 explorers: the kernel's memory", many["pss"], 400, "MB")


def targets_of_cards(times):
    """Yield what is wanted of the drills' cards, of the longest as of any."""
    for name, bound in ((APPEARS, 200), (FEEDBACK, 150), (SKIP, 200)):
        yield at_most(f"a drill's card, {name}: median", median(times[name]), bound, "ms")
        yield at_most(f"a drill's card, {name}: longest", max(times[name]), bound, "ms")


def between_servers(runs):
    """Return the frames a second that each of ours reaches on each server, a line each."""
    for (who, server), frames in runs.items():
        told = ", ".join(f"{each:.1f}" for each in frames)
        yield f"{who.name} on {server}: {median(frames):.1f} frames/s (rounds: {told})"


def targets_of_servers(runs):
    """Yield what is wanted of a server that nobody has configured: five frames fewer at most."""
    for who in OURS:
        frames = {server: median(found) for (whose, server), found in runs.items() if whose == who}
        behind = frames[LESSONS] - frames[PLAIN]
        ratio = frames[PLAIN] / frames[LESSONS]
        yield at_most(f"{who.name}, {PLAIN} behind {LESSONS} (ratio {ratio:.2f})", behind, 5, "frames/s")


def at_most(name, measured, bound, unit=""):
    return name, f"{measured:.3g} {unit}", f"at most {bound:.3g}", measured <= bound


def at_least(name, measured, bound, unit=""):
    return name, f"{measured:.3g} {unit}", f"at least {bound:.3g}", measured >= bound


def beside(wanted):
    """Return the targets, one line each."""
    for name, measured, bound, met in wanted:
        yield f"{name:<62}{measured:>16}  {bound:<16}{'met' if met else 'MISSED'}"
