"""What the pages for readers say is true.

Every command that they tell a reader to type is run by a test, or says why it cannot be; links lead
somewhere; what stands for a picture is what its explorer says today.
"""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from lessons_lib import explore
from lessons_lib.drills.skills import skill_named, skills
from tools.lesson_source import ROOT
from tools.pictures import captions
from tools.pictures.stills import readme_code

PAGES = (ROOT / "README.md", ROOT / "docs" / "teaching.md")
LINKED = (*PAGES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
LINK = re.compile(r"!?\[((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*)\]\(([^)\s]+)\)")
INLINE = re.compile(r"`((?:make|lessons) [^`]+)`")
FENCE = re.compile(r"^( *)```(sh|powershell|python)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


# A command, and the test that runs it or the reason why none does.
HELD_BY = {
    "make lab": "tests/test_cli.py::server",
    "LESSONS_HOME=~/calculus make lab": "tests/test_cli.py::server",
    "make test": "reason: it is what runs this test",
    **dict.fromkeys(
        ("make audit", "make present N=03", "make doctor"),
        "tests/test_readme.py::test_make_names_its_commands",
    ),
    **dict.fromkeys(("make site", "make site PYODIDE=folder"), "tests/browser/test_site.py::site"),
    **dict.fromkeys(
        ("lessons present", "lessons present gradients"),
        "tests/test_present.py::test_the_lesson_is_served_from_a_folder_that_goes_again",
    ),
    "lessons worksheet --lesson gradients --count 10 --seed 7 --versions 3": (
        "tests/worksheet/test_command.py::test_a_worksheet_and_its_key_are_made"
    ),
    "lessons doctor": "tests/doctor/test_doctor.py::test_this_installation_is_sound_and_stays_as_it_is",
    "make reset N=01": "tests/test_readme.py::test_make_names_its_commands",
    "lessons reset 01": "tests/test_cli.py::test_reset_says_what_it_did",
    "lessons progress": "tests/progress/test_command.py::test_the_table_names_every_skill_with_its_standing",
    "lessons progress --picture mastery.png": "tests/progress/test_command.py::"
    "test_the_picture_is_drawn_with_its_sentence",
    **dict.fromkeys(
        ("lessons progress export mine.json", "lessons progress import mine.json"),
        "tests/progress/test_command.py::test_an_export_can_be_imported_after_a_reset",
    ),
    "lessons progress reset": "tests/progress/test_command.py::test_a_reset_asks",
    "python3 tools/install.py .venv requirements/lab.txt": "tests/tools/test_install.py::"
    "test_an_environment_is_made_once_and_again_when_its_lock_changes",
    ".venv/bin/lessons lab": "tests/test_cli.py::server",
    r"py tools\install.py .venv requirements\lab.txt": "reason: Windows only; the line for macOS is tested",
    r".venv\Scripts\lessons lab": "reason: Windows only; the line for macOS is tested",
    "conda env create -f environment.yml": "reason: needs conda; tests/test_environment.py holds the file",
    "conda activate lessons": "reason: needs conda",
    "lessons lab": "tests/test_cli.py::server",
    **dict.fromkeys(
        (
            "from lessons_lib import Function, automatic, numeric",
            'f = Function("x^2 y + sin y")',
            "print(f.gradient([1, 2]))",
            "print(numeric.gradient(f)([1, 2]))",
            "print(automatic.gradient(f)([1, 2]))",
        ),
        "tests/test_readme.py::test_the_three_roads_lead_to_one_gradient",
    ),
    **dict.fromkeys(
        (
            "from lessons_lib.drills import compare, derivation, diagnose",
            'print(compare("2x cos(x^2)", "cos(x^2) · 2x").why)',
            'print(compare("2x", "x").why)',
            'print(diagnose("derivative of sin(x^2) in x", "cos(x^2)")[0].message)',
            'print(*derivation("x^2 sin x", "x").steps, sep="\\n")',
        ),
        "tests/test_readme.py::test_the_checker_says_what_is_right_and_what_is_wrong",
    ),
}


OF_THE_CALLER = re.compile(r"MAKE|MFLAGS|VENV|NEWEST|ONLY|OPTIONS|PYTHON$|^N$|^NAME$")


def make(*words: str) -> subprocess.CompletedProcess[str]:
    """Run make as from a fresh terminal, also where make runs these tests."""
    variables = {name: value for name, value in os.environ.items() if not OF_THE_CALLER.search(name)}
    command = ["make", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=variables)


def commands() -> list[str]:
    """Return all that a reader is told to type, but for the explorer, which is run as a whole."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        blocks = [match.group(3) for match in FENCE.finditer(text) if match.group(3) != readme_code()]
        found += [line.strip() for block in blocks for line in block.splitlines() if line.strip()]
        found += INLINE.findall(FENCE.sub("", text))
    return found


def test_every_command_is_run_by_a_test_or_has_a_reason() -> None:
    assert set(commands()) == set(HELD_BY)


@pytest.mark.parametrize("place", sorted({place for place in HELD_BY.values() if "::" in place}))
def test_the_tests_that_are_named_exist(place: str) -> None:
    path, name = place.split("::")
    assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="asks make what it would do; paths differ on Windows")
@pytest.mark.parametrize(
    ("command", "runs"),
    [
        ("make lab OPTIONS=--no-browser", ".venv/bin/lessons lab --no-browser"),
        ("make lab", "tools/install.py .venv requirements/lab.txt"),
        ("make reset N=01", ".venv/bin/lessons reset 01"),
        ("make test", "tools/install.py .venv-test requirements/test.txt"),
        ("make test ONLY=unit", "-m tools.check unit"),
        ("make test NEWEST=1", "tools/install.py .venv-test --newest"),
        ("make notebook N=01", "-m tools.build_notebooks --check 01"),
        ("make lesson NAME=07_x", "-m tools.new_lesson 07_x"),
        ("make present N=03", ".venv/bin/lessons present 03"),
        ("make doctor", ".venv/bin/lessons doctor"),
        ("make audit", "-m tools.audit_skills"),
        ("make site", "-m tools.site"),
        ("make bench-classroom", "-m bench.classroom"),
        ("make pictures OPTIONS=film", "-m tools.pictures film"),
        ("make bench", "bench/frames.py"),
        ("make bench", "bench/slopes.py"),
        ("make bench", "bench/roads.py"),
        ("make bench", "-m bench.learners"),
        ("make bench-browser", "-m bench.browser"),
    ],
)
def test_make_names_its_commands(command: str, runs: str) -> None:
    assert runs in make(*command.split()[1:], "-n").stdout


@pytest.mark.parametrize(
    ("command", "example"),
    [("make notebook", "N=01"), ("make present", "N=03"), ("make lesson", "NAME=11-curves")],
)
def test_a_command_without_its_name_says_how(command: str, example: str) -> None:
    ran = make(*command.split()[1:], "-n")
    assert ran.returncode
    assert example in ran.stderr


def test_a_missing_python_is_one_sentence() -> None:
    ran = make("setup", "PYTHON=no-such-python")
    assert ran.returncode
    assert "name yours: make setup PYTHON=..." in ran.stderr


def test_make_alone_lists_every_command() -> None:
    listed = make().stdout
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in re.findall(
        r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    ):
        assert f"make {target}" in listed
        assert f"`make {target}" in told


def test_the_three_roads_lead_to_one_gradient() -> None:
    place = "tests/test_readme.py::test_the_three_roads_lead_to_one_gradient"
    program = [line for line, held in HELD_BY.items() if held == place]
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(program)], capture_output=True, text=True, check=True
    )
    printed = [line.strip("[]").split() for line in ran.stdout.splitlines()]
    exact = [4.0, 1 + math.cos(2)]
    assert len(printed) == 3
    for gradient in printed:
        assert [float(part) for part in gradient] == pytest.approx(exact, rel=1e-7)


def test_the_checker_says_what_is_right_and_what_is_wrong() -> None:
    place = "tests/test_readme.py::test_the_checker_says_what_is_right_and_what_is_wrong"
    program = [line for line, held in HELD_BY.items() if held == place]
    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(program)], capture_output=True, text=True, check=True
    )
    right, wrong, mistake, *steps = ran.stdout.splitlines()
    assert right.startswith("Right")
    assert "yours is" in wrong
    assert "chain rule" in mistake
    assert [step.split(":")[0] for step in steps] == ["power rule", "derivative of sin", "product rule"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_counted_in_words_is_counted_rightly(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert ("sixty skills" in text, len(skills())) == (True, 60)
    lessons = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    assert page.name != "README.md" or re.findall(r"^### \[.*\(notebooks/(.*)\)$", text, re.M) == lessons


def namespace() -> dict[str, object]:
    """Return the names with which the lines of pictures are run, the explorer of README.md among them."""
    names: dict[str, object] = {}
    exec(compile(readme_code(), "README.md", "exec"), names)
    ask = {"drill": lambda name, level, seed: skill_named(name).exercise(level, seed)}
    return {**names, **ask, "explore": explore}


def test_the_explorer_takes_twenty_lines_and_says_what_stands_under_it() -> None:
    made = namespace()["explorer"]
    assert isinstance(made, explore.Explorer)
    assert len(readme_code().splitlines()) == 20
    assert made.live.error == ""
    assert made.caption == captions.read()["own.png"]["alt"]
    made.close()


def test_the_explorer_follows_what_the_text_says_to_try() -> None:
    made = namespace()["explorer"]
    assert isinstance(made, explore.Explorer)
    for start in (0.5, 1, 3):
        made.controls["x"].set(start)
        assert "x = 1.4" in made.caption
    made.controls["x"].set(0)
    assert "undefined" in made.caption
    made.formula.widget.value = "x^3 - 2"
    made.controls["x"].set(1.5)
    assert "x = 1.26" in made.caption
    assert made.live.error == ""
    made.close()


@pytest.mark.parametrize("name", sorted(captions.read()))
def test_a_picture_is_there_light_and_told_by_what_is_true_of_it(name: str) -> None:
    told = captions.read()[name]
    assert f"![{told['alt']}](docs/pictures/{name})" in PAGES[0].read_text(encoding="utf-8")
    path = captions.PICTURES / name
    with Image.open(path) as picture:
        assert picture.width >= 900
        frames = getattr(picture, "n_frames", 1)
    assert path.stat().st_size < (1_500_000 if frames > 1 else 80_000)
    assert told["lines"]


LINES = [line for told in captions.read().values() for line in told["lines"].items()]


@pytest.mark.parametrize(("line", "said"), LINES)
def test_what_stands_for_a_picture_is_said_today(line: str, said: str) -> None:
    made = eval(line, namespace())
    if isinstance(made, explore.Explorer):
        assert made.caption == said
        made.close()
    else:
        assert said == " ".join([made.verdict.why, *(each.message for each in made.diagnoses)])


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
def test_links_lead_somewhere_and_pictures_have_words(page: Path) -> None:
    for words, target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        assert words, target
        if "://" not in target:
            path, _, part = target.partition("#")
            aim = page.parent / path if path else page
            assert aim.exists(), target
            assert not part or part in headings(aim), target


def headings(page: Path) -> set[str]:
    """Return the names that a code host gives to the headings of a page."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", words).strip().lower().replace(" ", "-") for words in found}


def test_every_picture_of_a_page_is_known() -> None:
    shown = re.findall(r"\]\(docs/pictures/([^)]+)\)", PAGES[0].read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(captions.read())
    assert {path.name for path in captions.PICTURES.iterdir()} == {*shown, captions.FILE}
