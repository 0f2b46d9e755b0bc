"""Build notebooks/*.ipynb from notebooks/source/*.md by running them. One way: never edit the .ipynb.

python -m tools.build_notebooks            # all lessons
python -m tools.build_notebooks 01         # one lesson
python -m tools.build_notebooks --check 01 # one lesson, and its tests
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from traitlets.config import Config

from lessons_lib.saving import LIVE_VIEW, outputs
from tools import lesson_source, stored_pictures

SECONDS_PER_CELL = 120
UNCOMPARED = "nbval-ignore-output"


class BuildError(Exception):
    """Why a lesson could not be built, in words for its author."""


def run(notebook: NotebookNode, folder: Path) -> None:
    """Run all cells in place, in a fresh kernel with a fresh learner's folder."""
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        config=Config({"KernelManager": {"transport_encryption": "auto"}}),
    )
    with tempfile.TemporaryDirectory() as home, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client.execute(env={**os.environ, **fresh_environment(Path(home))})


def fresh_environment(home: Path) -> dict[str, str]:
    """Return the variables of a learner who begins: nothing answered, no settings of IPython's."""
    return {
        "LESSONS_HOME": str(home / "lessons"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


def tidy(notebook: NotebookNode) -> None:
    """Leave only what is the same on every run: no live views or widget state, nothing uncompared."""
    for _, _, output in outputs(notebook):
        output.data.pop(LIVE_VIEW, None)
    notebook.metadata = nbformat.from_dict(lesson_source.METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if UNCOMPARED in cell.metadata.get("tags", []):
            cell.outputs = []


def complaints(notebook: NotebookNode) -> Iterable[str]:
    """Yield what cells wrote to the error stream: a reader should see no warning."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                yield f"a cell warns:\n{cell.source}\n-> {output.text}"


def text_of(source: Path) -> str:
    """Run one source and return the text of its notebook."""
    target, notebook = lesson_source.built(source), lesson_source.read(source)
    try:
        run(notebook, target.parent)
    except CellExecutionError as error:
        raise BuildError(f"{source.name}: a cell fails.\n{error}") from None
    for complaint in complaints(notebook):
        raise BuildError(f"{source.name}: {complaint}")
    tidy(notebook)
    stored_pictures.shrink(notebook)
    if target.exists():
        stored_pictures.keep(notebook, nbformat.read(target, as_version=4))
    return nbformat.writes(notebook) + "\n"


def build(source: Path) -> bool:
    """Build one lesson; tell whether its file changed."""
    text, target = text_of(source), lesson_source.built(source)
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return False
    target.write_text(text, encoding="utf-8", newline="\n")
    return True


def chosen(names: list[str], notebooks: Path) -> list[Path]:
    """Return the sources that the names begin; all of them for no name."""
    found = [path for path in lesson_source.sources(notebooks) if path.stem.startswith(tuple(names or [""]))]
    if not found:
        raise BuildError(
            f"No source in {notebooks.name}/source begins with {' or '.join(names) or 'a number'}."
        )
    return found


def report(source: Path) -> None:
    """Build one lesson and say so."""
    print(f"{source.stem} ...", end=" ", flush=True)
    started = time.monotonic()
    changed = build(source)
    print(f"{'built' if changed else 'unchanged'}, {time.monotonic() - started:.0f} s", flush=True)


def check(built: list[Path]) -> int:
    """Run the tests of the built lessons: stored numbers, and agreement with their sources."""
    lessons = " or ".join(path.stem for path in built)
    pytest = [sys.executable, "-m", "pytest", "-q"]
    numbers = subprocess.run([*pytest, "--nbval", *map(str, built)], check=False)
    rules = subprocess.run([*pytest, "tests/notebooks/test_lessons.py", "-k", lessons], check=False)
    return numbers.returncode or rules.returncode


def main(arguments: list[str] | None = None) -> int:
    """Read the command line; return the exit status."""
    parser = argparse.ArgumentParser(description="Build the notebooks from their sources.")
    parser.add_argument("lessons", nargs="*", help="numbers or names; all by default")
    parser.add_argument("--check", action="store_true", help="test what was built")
    parser.add_argument("--notebooks", type=Path, default=lesson_source.NOTEBOOKS, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        found = chosen(given.lessons, given.notebooks)
        for source in found:
            report(source)
    except BuildError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    return check([lesson_source.built(source) for source in found]) if given.check else 0


if __name__ == "__main__":
    sys.exit(main())
