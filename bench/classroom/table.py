"""What was measured, in words and tables: as lines of `docs/classroom.md`."""

import math
import re

from bench.classroom.sizing import NODE, SIZES, SLOWER, Needs, helm_values

PHASES = {"some": "one in {} drags", "all": "all drag at once"}
PIXELS = ("on usual screens", "on screens with {:g} pixels for each of a usual one")
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five"}
BLOCK = "<!-- {} of bench/classroom/measured.json -->"
ENDS = "<!-- end -->"


def percentile(values, percent):
    """Return the smallest value that at least so many percent of all values do not exceed.

    Examples
    --------
    >>> percentile([3, 1, 2, 4], 50), percentile([3, 1, 2, 4], 95)
    (2, 4)
    """
    if not values:
        return math.nan
    return sorted(values)[max(0, math.ceil(percent / 100 * len(values)) - 1)]


def row(*cells):
    """Return one line of a table."""
    return f"| {' | '.join(map(str, cells))} |"


def heads(*cells):
    """Return the first two lines of a table."""
    return [row(*cells), row(*("---" for _ in cells))]


def circumstances(measured):
    """Return where and how it was measured, and what it took, in words."""
    return [f"{where(**measured)} {opened(**measured)}"]


def where(machine, **measured):
    """Return on what machine, and who dragged how."""
    group = measured["class"]
    return (
        f"{group['students']} students, each with a kernel, in one JupyterLab server with the lessons' own "
        f"settings; {machine['processors']} processors ({machine['processor']}), {machine['memory']} GB, "
        f"{machine['system']}, Python {machine['python']}. "
        f"A hand that drags moves its slider {group['rate']:g} times a second; each way of dragging was "
        f"measured for {group['seconds']:g} s, {PIXELS[group['ratio'] > 1].format(group['ratio'])}."
    )


def opened(start, memory, lessons, **measured):
    """Return how soon the lessons stood, and their memory."""
    kernel, server, full = (memory[name] for name in ("kernel", "server", "server with kernels"))
    return (
        f"All {measured['class']['students']} lessons were opened at the same moment: the first picture was "
        f"there after {start['first']:.1f} s, the last after {start['last']:.1f} s. "
        f"A kernel with one picture takes {kernel['share']:.0f} MB ({kernel['held']:.0f} MB, if what it "
        f"shares with other processes is counted in full), the server {server['share']:.0f} MB before and "
        f"{full['share']:.0f} MB with all kernels.{studied(lessons)}"
    )


def studied(lessons):
    """Return the memory of whole lessons."""
    if not lessons:
        return ""
    least, *_, most = sorted(lessons, key=lambda name: lessons[name]["share"])
    return (
        f" When a lesson has been run to its end, its kernel takes from {lessons[least]['share']:.0f} MB "
        f"({least}) to {lessons[most]['share']:.0f} MB ({most})."
    )


def phases(measured):
    """Return what dragging was like, as a table."""
    names = [name for name in PHASES if name in measured]
    every = round(1 / measured["class"]["share"])
    told = [measured[name] for name in names]
    lines = {
        "from a move to its picture: half of them within": [f"{1e3 * each['p50']:.0f} ms" for each in told],
        "95 of 100 within": [f"{1e3 * each['p95']:.0f} ms" for each in told],
        "pictures a second for each who drags": [f"{each['frames']:.1f}" for each in told],
        "processor time for a picture: kernel, server": [
            f"{1e3 * each['kernel']:.1f} ms, {1e3 * each['server']:.1f} ms" for each in told
        ],
        "moves without an answer for 1 s": [f"{each['lost']} of {each['answers']}" for each in told],
        "of the machine at work; with other things": [
            f"{each['machine']:.0%}; {each['others']:.0%}" for each in told
        ],
    }
    return [
        *heads("", *(PHASES[name].format(NUMBERS.get(every, every)) for name in names)),
        *(row(name, *cells) for name, cells in lines.items()),
    ]


def sizes(measured):
    """Return what classes of other sizes need, as a table."""
    needs = [Needs(measured, students) for students in SIZES]
    frames = f"processors for {needs[0].frames:.0f} pictures a second"
    slower = f"for {SLOWER} a second"
    nodes = f"machines of {NODE['processors']} processors and {NODE['memory']} GB"
    return [
        *heads("students", "drag at once", frames, slower, "memory", nodes, "all open at once: ready after"),
        *(
            row(
                f"{each.students:,}",
                each.dragging,
                each.processors(each.frames),
                each.processors(SLOWER),
                f"{each.memory} GB",
                each.nodes,
                f"{each.start:.0f} s",
            )
            for each in needs
        ),
    ]


def helm(measured):
    """Return the measured part of the values for Zero to JupyterHub, as lines of YAML."""
    values = helm_values(measured, SIZES[-1])
    memory, processor = values["memory"], values["cpu"]
    return [
        "```yaml",
        "singleuser:",
        "  memory:",
        f"    guarantee: {memory['guarantee']}",
        f"    limit: {memory['limit']}",
        "  cpu:",
        f"    guarantee: {processor['guarantee']}",
        f"    limit: {processor['limit']}",
        "scheduling:",
        "  userPlaceholder:",
        "    enabled: true",
        f"    replicas: {values['placeholders']}",
        "```",
    ]


BLOCKS = {"Circumstances": circumstances, "Dragging": phases, "Sizes": sizes, "Helm values": helm}


def report(measured):
    """Return all of it as lines to print."""
    parts = [circumstances(measured), phases(measured)]
    if "some" in measured and measured["lessons"]:
        parts += [sizes(measured), helm(measured)]
    return [line for part in parts for line in ["", *part]]


def filled(text, measured):
    """Return a document with its measured parts written afresh.

    Parameters
    ----------
    text : str
        Markdown, with each part between a line that names it and a line that ends it.
    measured : dict
        What `bench.classroom.measure.measured` returned.

    Raises
    ------
    ValueError
        If a part has no place in the document.
    """
    for name, made in BLOCKS.items():
        begin = BLOCK.format(name)
        place = re.compile(f"{re.escape(begin)}\n.*?{re.escape(ENDS)}", re.DOTALL)
        block = "\n".join([begin, *made(measured), ENDS])
        text, found = place.subn(lambda _, block=block: block, text)
        if found != 1:
            raise ValueError(f"The document has no place for: {name}.")
    return text
