"""The class that drags: what is sent when, what is counted, what follows, and a small class for real."""

from __future__ import annotations

import asyncio
import doctest
import json
import math
import re
import sys
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.classroom import __main__ as command
from bench.classroom import hand, sizing, table
from bench.classroom.courier import BRISK, GIVE_UP_AFTER, Courier
from bench.classroom.hand import SWEEP, Track, bursts
from bench.classroom.machine import processor_name
from bench.classroom.measure import measured
from bench.classroom.sizing import (
    BUSY,
    HUB_MORE,
    NODE,
    OF_NODE,
    SIZES,
    SLOWER,
    Needs,
    helm_values,
    rounded_up,
)
from bench.classroom.table import BLOCKS, filled, percentile, report, studied

BROWSERS = Path("lessons_lib/live/browser/courier.js")


class Kernel:
    """Notes what is sent, at a time that the test sets."""

    def __init__(self) -> None:
        self.now, self.sent = 0.0, list[dict[str, Any]]()
        self.courier = Courier(self.sent.append, lambda: self.now)

    def values(self) -> list[int]:
        return [message["value"] for message in self.sent]

    def answer(self, seconds: float) -> None:
        self.now += seconds
        self.courier.hear(self.sent[-1]["number"])


def test_the_newest_message_waits_and_the_others_are_forgotten() -> None:
    kernel = Kernel()
    for value in range(5):
        kernel.courier.post({"value": value})
    kernel.answer(2 * BRISK)
    assert kernel.values() == [0, 4]


def test_where_answers_come_briskly_a_second_message_follows() -> None:
    kernel = Kernel()
    kernel.courier.post({"value": 0})
    kernel.answer(BRISK / 2)
    for value in range(1, 5):
        kernel.courier.post({"value": value})
    assert kernel.values() == [0, 1, 2]


def test_an_answer_covers_all_messages_up_to_its_number() -> None:
    kernel = Kernel()
    kernel.courier.post({"value": 0})
    kernel.answer(BRISK / 2)
    kernel.courier.begin()
    for value in range(2):
        kernel.courier.post({"value": value})
    kernel.answer(0.5)
    assert kernel.courier.times == pytest.approx([0.5, 0.5])


def test_a_message_without_an_answer_is_given_up_and_counted() -> None:
    kernel = Kernel()
    for value in range(3):
        kernel.courier.post({"value": value})
    kernel.now += GIVE_UP_AFTER + 0.1
    kernel.courier.tick()
    assert (kernel.courier.lost, kernel.values(), kernel.courier.times) == (1, [0, 2], [])


@pytest.mark.parametrize(
    ("name", "seconds"), [("GIVE_UP_AFTER", GIVE_UP_AFTER), ("BRISK", BRISK)], ids=["give up", "brisk"]
)
def test_the_browsers_courier_waits_as_long(name: str, seconds: float) -> None:
    script = (command.ROOT / BROWSERS).read_text(encoding="utf-8")
    assert float(re.search(rf"const {name} = (\d+);", script)[1]) == 1000 * seconds  # type: ignore[index]


@given(st.integers(0, 10**6), st.floats(0.05, 0.95))
def test_bursts_are_apart_and_within_the_time(seed: int, share: float) -> None:
    moments = [moment for burst in bursts(20, share, seed) for moment in burst]
    assert moments == sorted(moments)
    assert all(0 <= moment <= 20 for moment in moments)


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_a_class_drags_for_its_share_of_the_time(share: float) -> None:
    dragged = sum(end - begin for seed in range(400) for begin, end in bursts(20, share, seed))
    assert dragged / 400 / 20 == pytest.approx(share, rel=0.1)


@given(st.floats(0, 100))
def test_a_slider_stays_on_its_grid_and_returns(moment: float) -> None:
    track = Track(-1, 2, 0.25)
    value = track.value(moment)
    assert -1 <= value <= 2
    assert (value / 0.25).is_integer()
    assert track.value(moment + 2 * SWEEP) == pytest.approx(value, abs=0.26)


def test_a_logarithmic_sliders_ends_are_exponents() -> None:
    track = Track.of({"min": -2, "max": 1, "step": 0.1, "base": 10.0})
    assert (track.value(0), track.value(SWEEP)) == pytest.approx((0.01, 10))


@given(st.lists(st.floats(0, 1), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_that_covers(values: list[float], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def test_of_no_values_there_is_no_percentile() -> None:
    assert math.isnan(percentile([], 50))


def test_a_machine_without_a_list_of_processors_still_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor : 0\nmodel name : Fine 9\n", encoding="utf-8")
    assert processor_name(tmp_path / "cpuinfo") == "Fine 9"
    assert isinstance(processor_name(tmp_path / "none"), str)


STORED = json.loads(command.STORED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("students", SIZES)
def test_the_sizes_are_arithmetic_on_what_was_measured(students: int) -> None:
    needs, some = Needs(STORED, students), STORED["some"]
    largest = max(memory["share"] for memory in STORED["lessons"].values())
    seat = STORED["memory"]["server"]["share"] + HUB_MORE + largest
    assert needs.dragging >= students * STORED["class"]["share"] > needs.dragging - 1
    work = needs.dragging * SLOWER * (some["kernel"] + some["server"])
    assert work <= BUSY * needs.processors(SLOWER) <= work + BUSY
    assert students * seat / 1024 < needs.memory < students * seat / 1024 + 2
    assert needs.nodes * NODE["memory"] * OF_NODE >= needs.memory
    assert needs.nodes * NODE["processors"] >= needs.processors(needs.frames)


def test_more_students_need_more() -> None:
    each = [Needs(STORED, students) for students in range(1, 200, 7)]
    for name in ("dragging", "memory", "nodes"):
        values = [getattr(needs, name) for needs in each]
        assert values == sorted(values)


def test_the_helm_values_hold_a_student() -> None:
    values, needs = helm_values(STORED, 1000), Needs(STORED, 1000)
    guarantee, limit = (int(values["memory"][name].removesuffix("M")) for name in ("guarantee", "limit"))
    assert needs.seat("held") <= guarantee < needs.seat("held") + 50
    assert limit >= needs.seat("held", lessons=3)
    assert values["cpu"]["guarantee"] < values["cpu"]["limit"]


def test_the_hubs_memory_limit_holds_three_lessons() -> None:
    told = (command.ROOT / "docs/hub/jupyterhub_config.py").read_text(encoding="utf-8")
    limit = int(re.search(r'mem_limit = "(\d+)M"', told)[1])  # type: ignore[index]
    assert limit >= Needs(STORED, 1).seat("held", lessons=3)


@given(st.floats(0.01, 1e6), st.integers(1, 500))
def test_rounding_up_gives_the_next_multiple(value: float, grain: int) -> None:
    found = rounded_up(value, grain)
    assert found % grain == 0
    assert found - grain < value <= found


def test_the_guides_tables_are_those_of_the_stored_measurement() -> None:
    guide = command.GUIDE.read_text(encoding="utf-8")
    assert filled(guide, STORED) == guide, "run python -m bench.classroom --tables"


def test_another_measurement_changes_every_table() -> None:
    guide = command.GUIDE.read_text(encoding="utf-8")
    other = deepcopy(STORED)
    other["some"]["kernel"] *= 3
    other["lessons"]["longer"] = {"held": 2000.0, "share": 1900.0}
    for made in BLOCKS.values():
        assert made(other) != made(STORED)
    assert filled(filled(guide, other), STORED) == guide


def test_a_guide_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for: Circumstances"):
        filled("# A class\n", STORED)


def test_without_the_usual_way_of_dragging_no_sizes_are_told() -> None:
    worst = {name: part for name, part in STORED.items() if name != "some"}
    told = "\n".join(report(worst))
    assert "all drag at once" in told
    assert "singleuser" not in told


@pytest.mark.parametrize(
    "wrong", [["--students", "0"], ["--rate", "many"], ["--share", "2"], ["--write", "--all-at-once"], ["x"]]
)
def test_wrong_options_are_one_sentence(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(wrong)
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("python -m bench.classroom: error: ")


def test_whole_lessons_are_told_from_the_least_to_the_most() -> None:
    told = studied({"one": {"share": 90.0}, "two": {"share": 300.0}, "three": {"share": 200.0}})
    assert "from 90 MB (one) to 300 MB (two)" in told
    assert studied({}) == ""


@pytest.mark.parametrize("module", [hand, sizing, table])
def test_the_examples_are_right(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


@pytest.mark.skipif(sys.platform == "win32", reason="ends its server as Linux and macOS do")
def test_two_students_drag_for_real_and_nothing_is_left() -> None:
    group = {"students": 2, "seconds": 1.5, "rate": 30, "share": 0.5, "ratio": 1}
    found = command.rounded(asyncio.run(measured(group, ("all",))))
    assert found["all"]["frames"] > 1
    assert found["all"]["answers"] > 2
    assert 0 < found["all"]["p50"] <= found["all"]["p95"]
    assert found["memory"]["kernel"]["share"] > 20
    assert "all drag at once" in "\n".join(report(found))
    assert [one for one in psutil.Process().children() if "lessons_lib" in " ".join(one.cmdline())] == []
