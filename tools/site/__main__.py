"""python -m tools.site _site [--pyodide folder]."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tools.site.build import build
from tools.site.trouble import SiteError


def main(arguments: list[str] | None = None) -> int:
    """Read the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.site", description="Build the course as a site.")
    parser.add_argument("site", type=Path, help="the folder to write")
    parser.add_argument("--pyodide", type=Path, help="a local distribution of Pyodide to put inside")
    given = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        build(given.site.absolute(), given.pyodide and given.pyodide.absolute(), Path(sys.prefix, "wheels"))
    except SiteError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    told(given.site, time.monotonic() - started)
    return 0


def told(site: Path, seconds: float) -> None:
    """Say what was made, and how to look at it."""
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
    print(f"{site} is ready after {seconds:.0f} s: {size:.0f} MB of static files, for any web server.")
    print(f"To look at it here: python3 -m http.server --bind 127.0.0.1 --directory {site} 8000")


if __name__ == "__main__":
    sys.exit(main())
