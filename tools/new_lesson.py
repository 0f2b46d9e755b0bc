"""Begin a new lesson: write a skeleton that has the parts every lesson has.

python -m tools.new_lesson 11-curves
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tools import lesson_source

NAME = re.compile(r"\d\d-[a-z][a-z0-9-]*")
SKELETON = """\
# {title}: what will you find?

- **You will do:** move a point, commit a guess, check it.
- **You will learn:** one sentence with the idea of this lesson.
- **You need:** [Derivatives](01-derivatives.ipynb); about 45 minutes for the core path.

```{{code-cell}}
from lessons_lib import Function, explore, predict
```

## First idea: a question?

A question in at most eight lines, in plain words. Commit a guess before you look.

```{{code-cell}}
f = Function("x^2 - 6x + 13")
predict.number("What is the slope of x² − 6x + 13 at x = 1?", f.derivative(1))
```

Now see.

```{{code-cell}}
:tags: [guess-answer]

f.derivative(1)
```

```{{code-cell}}
:tags: [guess-answer]

explore.slope(f, at=1)
```

**Try:** drag the point to the lowest place of the curve. What does the slope say there?

One sentence that names what was seen.

## Further

What is not on the core path.

## Recap

One paragraph: the facts of this lesson, in words and formulas.

**Where it is used:** ...

**What comes next:** ...

**See also:** ...

**Sources:** ...
"""


def title(name: str) -> str:
    """Return a first title from the name: ``11-long-valley`` -> ``Long valley``."""
    return name[3:].replace("-", " ").capitalize()


def write(name: str, notebooks: Path = lesson_source.NOTEBOOKS) -> Path:
    """Write the skeleton of a lesson; refuse a name that is taken or out of shape."""
    if not NAME.fullmatch(name):
        raise ValueError(f'"{name}" is no lesson name: two digits, - and small letters, as in 11-curves.')
    target = notebooks / "source" / f"{name}.md"
    if target.exists():
        raise ValueError(f"{target.name} exists already: choose another name, or edit it.")
    target.write_text(SKELETON.format(title=title(name)), encoding="utf-8", newline="\n")
    return target


def main(arguments: list[str]) -> int:
    """Read the command line; return the exit status."""
    try:
        target = write(*arguments)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(
        f"Wrote notebooks/source/{target.name}. Give it a line in lessons_lib/contents.py and edit it, "
        f"then: make notebook N={target.stem[:2]}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
