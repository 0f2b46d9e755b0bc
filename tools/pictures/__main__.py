"""Take the pictures of README.md anew.

python -m tools.pictures         # all
python -m tools.pictures rules drills   # those of some lessons
python -m tools.pictures film
"""

from __future__ import annotations

import sys

from tools.pictures import captions, stills, story
from tools.pictures.studio import studio

TAKES = {
    **{still.name: (f"{still.name}.png", still.take) for still in stills.STILLS},
    "film": (story.FILE, story.film),
}


def main(wanted: list[str]) -> int:
    """Take what is asked for; return the exit status."""
    if unknown := set(wanted) - set(TAKES):
        sys.stderr.write(f"No such picture: {', '.join(sorted(unknown))}. There are: {', '.join(TAKES)}.\n")
        return 2
    captions.PICTURES.mkdir(parents=True, exist_ok=True)
    with studio() as ours:
        for name in wanted or TAKES:
            file, take = TAKES[name]
            captions.write({file: take(ours, captions.PICTURES)})
            print(f"{name}: docs/pictures/{file}", flush=True)
    captions.into_readme()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
