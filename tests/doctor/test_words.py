"""What is printed: columns, one line for a command, nobody's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons_lib import cli, doctor
from lessons_lib.cli import _doctor
from lessons_lib.doctor import Finding, Installation

MARKS = st.sampled_from(["ok", "remark", "fault"])
WORDS = st.text(st.characters(codec="utf-8"))
FINDINGS = st.builds(Finding, MARKS, WORDS, WORDS, st.sampled_from(doctor.SUBJECTS))


@given(FINDINGS, st.integers(60, 120))
def test_every_line_keeps_to_its_column(finding: Finding, width: int) -> None:
    first, *rest = doctor.lines(finding, doctor.SUBJECTS, width)
    column = 8 + max(map(len, doctor.SUBJECTS)) + 2
    assert first.split()[0] == finding.mark
    assert first[8:column].strip() == finding.subject
    told = rest[:-1] if finding.mend else rest
    assert all(line.startswith(" " * column) for line in told)
    assert all(len(line) <= width or " " not in line.strip() for line in told)


@given(FINDINGS)
def test_what_mends_stands_whole_in_one_line_beneath(finding: Finding) -> None:
    lines = doctor.lines(finding, doctor.SUBJECTS)
    mends = [line for line in lines if line.strip().startswith("mend: ")]
    if finding.mend.strip():
        assert mends[-1] == lines[-1]
        assert lines[-1].strip().removeprefix("mend: ") == " ".join(finding.mend.split())


def test_the_home_folder_is_not_told(home: Path) -> None:
    neighbour = f"{home}-of-another"
    finding = Finding("fault", f"{home}/lessons is locked, {neighbour} is not.", f"rm {home}/x")
    told = " ".join(doctor.lines(finding, doctor.SUBJECTS, 500))
    assert "~/lessons is locked" in told
    assert "rm ~/x" in told
    assert told.count(str(home)) == told.count(neighbour) == 1


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        (["ok", "ok"], "All is in order."),
        (["ok", "remark"], "All is in order; one remark above."),
        (["fault", "remark"], "One fault: mend from the top, then run lessons doctor again."),
        (["fault"] * 12, "12 faults: mend from the top, then run lessons doctor again."),
    ],
)
def test_one_sentence_ends_it(marks: list[doctor.Mark], words: str) -> None:
    assert doctor.closing([Finding(mark, "") for mark in marks]) == words


@pytest.mark.parametrize(("mark", "status"), [("ok", 0), ("remark", 0), ("fault", 1)])
def test_the_status_is_one_where_there_is_a_fault(
    mark: doctor.Mark, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Finding(mark, "something.", "a command", "Python")
    monkeypatch.setattr(_doctor.doctor, "examine", lambda here: iter([found]))
    assert cli.main(["doctor"]) == status
    assert capsys.readouterr().out.splitlines()[0].split() == [mark, "Python", "something."]


def test_what_is_typed_wrongly_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["doctor", "--cure"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_an_impatient_learner_is_let_go(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def examine(here: Installation) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_doctor.doctor, "examine", examine)
    assert cli.main(["doctor"]) == 1
    assert "Ended before" in capsys.readouterr().out


def test_dots_are_shown_while_a_check_takes_long_and_taken_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waits = iter([False, False, True])
    _doctor._watch(type("Done", (), {"wait": lambda self, seconds: next(waits)})())
    assert capsys.readouterr().err == "..\r  \r"


def test_a_check_that_breaks_is_a_fault_of_its_own(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise (
            ModuleNotFoundError("No module", name="platformdirs")
            if name.endswith("answers")
            else OSError("odd")
        )

    monkeypatch.setattr(doctor._examination, "import_module", broken)
    found = {finding.subject: finding for finding in doctor.examine(here)}
    assert tuple(found) == doctor.SUBJECTS
    assert {finding.mark for finding in found.values()} == {"fault"}
    assert found["your answers"].words == "could not be looked at: platformdirs is missing."
    assert "odd" in found["kernel"].words
