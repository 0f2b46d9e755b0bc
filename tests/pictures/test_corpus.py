"""Every explorer of the course says and shows what it did in the first edition.

This goes through all states of each explorer's first function. ``python -m tools.corpus compare`` goes
through all functions.
"""

import lzma

import pytest

from tools.corpus import states, stored
from tools.corpus.__main__ import compared
from tools.corpus.comparison import differences

PACKED = 1_500_000  # bytes


@pytest.mark.parametrize("name", states.names())
def test_an_explorer_is_as_stored(name):
    (text, with_rule), records = next(stored.unpack(stored.path(name).read_bytes()))
    found = [report for _, report in compared(name, text, with_rule, records)]
    assert not found, "\n".join(
        ["", *found[:3], f"{len(found)} states differ: python -m tools.corpus compare {name}"]
    )


def test_the_corpus_is_whole_and_small():
    files = sorted(stored.FOLDER.glob("*.jsonl.xz"))
    assert {file.name.removesuffix(".jsonl.xz") for file in files} == set(states.names())
    assert sum(file.stat().st_size for file in files) < PACKED


def test_what_is_unpacked_packs_to_the_same_bytes():
    packed = stored.path("secant").read_bytes()
    assert lzma.decompress(stored.pack(stored.unpack(packed))) == lzma.decompress(packed)


def secant():
    _, records = next(stored.unpack(stored.path("secant").read_bytes()))
    return records[0]


def test_a_record_does_not_differ_from_itself_in_another_order():
    record = secant()
    turned = {**record, "marks": record["marks"][::-1]}
    for mark in turned["marks"]:
        if mark[0] == "line":
            mark[-1] = [
                each for pair in zip(mark[-1][-2::-2], mark[-1][-1::-2], strict=True) for each in pair
            ]
    assert differences(record, turned) == []


@pytest.mark.parametrize("shift", [2, 3])
def test_places_may_be_two_thousandths_away(shift):
    old, new = secant(), secant()
    line = next(mark for mark in new["marks"] if mark[0] == "line")
    line[-1] = [each + shift for each in line[-1]]
    assert bool(differences(old, new)) == (shift > 2)


@pytest.mark.parametrize("kind", ["line", "marks", "text"])
def test_a_missing_mark_is_named(kind):
    old, new = secant(), secant()
    new["marks"].remove(next(mark for mark in new["marks"] if mark[0] == kind))
    (report,) = differences(old, new)
    assert report.startswith(f"missing: {kind} in axes 0")


def test_a_mark_that_stands_still_from_now_on_is_still_shown():
    old, new = secant(), secant()
    new["still"] = [*new["still"], new["marks"].pop()]
    assert differences(old, new) == []


def test_dots_may_be_one_artist_or_several():
    dots = ["marks", 0, "000000", "ffffff", 1.0, [26, 9.0, 9.0, 2], [100, 200, 300, 400]]
    alone = [[*dots[:5], [26, 9.0, 9.0, 1], place] for place in ([300, 400], [100, 200])]
    old, new = secant(), secant()
    old["marks"].append(dots)
    new["marks"] += alone
    assert differences(old, new) == []
    new["marks"].pop()
    assert len(differences(old, new)) == 1


def test_what_depends_on_the_machine_may_be_anything_of_its_kind():
    old, new = secant(), secant()
    old["marks"] = [*(mark for mark in old["marks"] if mark[0] != "text"), ["?", "text", 0]]
    assert differences(old, new) == []
    new["marks"] = [mark for mark in new["marks"] if mark[0] != "line"]
    assert differences(old, new) != []


def test_both_captions_are_told():
    old, new = secant(), {**secant(), "caption": "Nothing."}
    (report,) = differences(old, new)
    assert old["caption"] in report
    assert "Nothing." in report
