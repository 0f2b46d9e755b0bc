"""Put the parts of the site together."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from lessons_lib import first_edition
from tools.site import landing, lessons, pyodide, wheels
from tools.site.trouble import SiteError

SETTINGS = wheels.ROOT / "lessons_lib" / "server" / "labconfig" / "default_setting_overrides.json"
EXTENSIONS = "share/jupyter/labextensions"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
FRONT_END = Path(__file__).parent / "front_end"
# As seen from the script of the kernel's worker, which is where the browser resolves them.
FROM_WORKER = "../../../.."


def build(site: Path, distribution: Path | None, fetched: Path) -> None:
    """Build the site in a folder, in place of an earlier one.

    Parameters
    ----------
    site : Path
        Where it goes.
    distribution : Path, optional
        A local distribution of Pyodide.
    fetched : Path
        Where fetched wheels are kept from one time to the next.

    Raises
    ------
    SiteError
        If something that is needed is missing, or the folder holds something else.
    """
    if distribution:
        pyodide.check(distribution)
    clear(site)
    lock = wheels.LOCK.read_text(encoding="utf-8")
    packages = wheels.fetched(wheels.PURE, fetched, lock)
    front_ends = wheels.fetched(wheels.FRONT_ENDS, fetched, lock)
    with tempfile.TemporaryDirectory() as scratch:
        packages.append(wheels.our_wheel(Path(scratch, "own")))
        places = {place(wheel): wheel for wheel in packages}
        jupyterlite(Path(scratch), site, front_ends, configuration(list(places), distribution is not None))
        put_wheels(places, site)
    dress(site / "lab" / "index.html")
    if distribution:
        pyodide.put(distribution, site / "static" / "pyodide")
    put_lessons(site, is_local=distribution is not None)


def clear(site: Path) -> None:
    """Remove an earlier site; anything else stays."""
    if site.exists() and any(site.iterdir()) and not (site / "jupyter-lite.json").exists():
        raise SiteError(f"{site} holds something that is no site: choose another folder.")
    shutil.rmtree(site, ignore_errors=True)


def place(wheel: Path) -> str:
    """Return where a wheel goes; a browser may keep it for long, so each content has a folder of its own."""
    return f"wheels/{hashlib.sha256(wheel.read_bytes()).hexdigest()[:12]}/{wheel.name}"


def put_wheels(places: dict[str, Path], site: Path) -> None:
    """Copy wheels to their places in the site."""
    for where, wheel in places.items():
        (site / where).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(wheel, site / where)


def configuration(places: list[str], is_local: bool) -> dict[str, Any]:
    """Return what JupyterLite reads when it starts; the kernel fetches all packages while Python starts."""
    ours = [f"{FROM_WORKER}/{where}" for where in places]
    kernel: dict[str, Any] = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [*wheels.PYODIDE_BRINGS, *ours]},
    }
    if is_local:
        kernel["pyodideUrl"] = "./static/pyodide/pyodide.mjs"
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": landing.TITLE,
            "contentsAllJsonFile": "all.json",
            "firstEdition": [f"{stem}.ipynb" for stem in first_edition.LESSONS],
            "litePluginSettings": {f"{KERNEL}:kernel": kernel},
            "settingsOverrides": json.loads(SETTINGS.read_text(encoding="utf-8")),
        },
    }


def jupyterlite(scratch: Path, site: Path, front_ends: list[Path], configured: dict[str, Any]) -> None:
    """Let JupyterLite write its application, with the widgets' front ends and the kernel."""
    (scratch / "jupyter-lite.json").write_text(json.dumps(configured), encoding="utf-8")
    for wheel in front_ends:
        unpack(wheel, scratch / "front_ends")
    extensions = [Path(sys.prefix, EXTENSIONS, KERNEL), FRONT_END, *found(scratch / "front_ends")]
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--apps", "lab", "--output-dir", str(site)]
    command += ["--ignore-sys-prefix", "--no-sourcemaps", "--no-unused-shared-packages"]
    command += [f"--LiteBuildConfig.federated_extensions={extension}" for extension in extensions]
    # It leaves a database where it runs.
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=scratch)
    if ran.returncode:
        raise SiteError(f"{ran.stdout}{ran.stderr}\nJupyterLite could not be built (see above).")


def unpack(wheel: Path, folder: Path) -> None:
    """Unpack JupyterLab's half of a package."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [name for name in archive.namelist() if f"/data/{EXTENSIONS}/" in name])


def found(folder: Path) -> list[Path]:
    """Return the extensions of JupyterLab that are somewhere in a folder."""
    return sorted(path.parent for path in folder.rglob("package.json") if (path.parent / "static").is_dir())


def dress(page: Path) -> None:
    """Give the page of the application our name and an icon; without one, browsers ask for it elsewhere."""
    text = page.read_text(encoding="utf-8")
    ours = f'<title>{landing.TITLE}</title>\n    <link rel="icon" href="favicon.ico">'
    text = text.replace("<title>JupyterLite</title>", ours).replace(
        "Loading JupyterLite...", "Opening the lesson ..."
    )
    page.write_text(text, encoding="utf-8")


def put_lessons(site: Path, *, is_local: bool) -> None:
    """Add the lessons and the page that leads to them."""
    handed_out = lessons.handed_out()
    lessons.write({name: lessons.in_browser(lesson) for name, lesson in handed_out.items()}, site)
    landing.write(handed_out, site, is_local=is_local)
