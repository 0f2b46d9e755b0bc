"""Writing sheets and keys: nothing that stands there already is lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ._order import WorksheetError


def write(folder: Path, pages: Mapping[str, str], *, force: bool = False) -> list[Path]:
    """Write pages into a folder, all of them or none."""
    places = {folder / name: held.encode() for name, held in pages.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        changed = [path for path, held in places.items() if not path.is_file() or path.read_bytes() != held]
        for path in changed:
            if path.exists() and not force:
                raise WorksheetError(_OTHER.format(path=path))
        for path in changed:
            path.write_bytes(places[path])
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise WorksheetError(
            f"{folder} cannot be written ({why}): choose another folder with --output."
        ) from error
    return list(places)


_OTHER = (
    "{path} is there already and holds something else: "
    "choose another --seed or folder (--output), or replace it with --force."
)
