"""Problem 3: the mixed second derivatives of x^2 sin y."""

from __future__ import annotations

from lessons_lib import contents
from lessons_lib.drills.skills import Exercise, Line, Wrong

_HESSIANS = contents.lesson("hessians").number
_F, _F_SAID = r"$f(x, y) = x^{2} \sin\left(y\right)$", "f(x, y) = x²·sin(y)"
_ANSWER = "2 x cos(y)"
_BY_X, _BY_Y = r"2 x \sin\left(y\right)", r"x^{2} \cos\left(y\right)"
_EQUAL = "They are equal; the Hessian is symmetric."
_OPTIONS = (
    _EQUAL,
    "They are equal by chance; the Hessian is not symmetric.",
    "They differ; the Hessian is not symmetric.",
    "They are equal, as for every function that has them.",
)
_WRONGS = (
    Wrong(
        "2 x sin(y)",
        "one derivative only",
        "This is differentiated by x alone; one more derivative is wanted.",
    ),
    Wrong(
        "x^2 cos(y)",
        "one derivative only",
        "This is differentiated by y alone; one more derivative is wanted.",
    ),
    Wrong("2 sin(y)", "twice by x", "This is differentiated twice by x; once by each is wanted."),
    Wrong("-x^2 sin(y)", "twice by y", "This is differentiated twice by y; once by each is wanted."),
    Wrong("-2 x cos(y)", "sign of the cosine", "The derivative of sine is cosine, with a plus."),
    Wrong(
        "2 x", "factor lost", "With y held still sin(y) is a number that stays; by y it becomes something."
    ),
)


def parts() -> tuple[Exercise, ...]:
    """Return the three questions."""
    return _mixed("x", "y", _BY_X), _mixed("y", "x", _BY_Y), _COMPARED


def _mixed(first: str, then: str, between: str) -> Exercise:
    sign = rf"\frac{{\partial}}{{\partial {then}}} \frac{{\partial f}}{{\partial {first}}}"
    steps = (
        Line(f"by {first}, the other held still", rf"$\frac{{\partial f}}{{\partial {first}}} = {between}$"),
        Line(f"then by {then}", rf"${sign} = 2 x \cos\left(y\right)$"),
    )
    return Exercise(
        ask=f"Differentiate {_F} by ${first}$ first, and the result by ${then}$: ${sign}$.",
        said=f"Differentiate {_F_SAID} by {first} first, and the result by {then}.",
        answer=_ANSWER,
        hints=(
            f"One at a time: in the first step ${then}$ is a number like any other.",
            "The derivative of $x^2$ is $2x$; that of the sine is the cosine. A constant factor stays.",
            rf"Begin like this: $\frac{{\partial f}}{{\partial {first}}} = {between}$.",
        ),
        steps=steps,
        variables=["x", "y"],
        wrongs=_WRONGS,
    )


_COMPARED_STEPS = (
    Line("compare", r"both orders give $2 x \cos\left(y\right)$"),
    Line("why", "both mixed derivatives are continuous, so the order does not matter"),
    Line("what follows", f"{_EQUAL} Peano's function shows that continuity is needed."),
)
_COMPARED = Exercise(
    ask=f"What do the two mixed derivatives of {_F} say?",
    said=f"What do the two mixed derivatives of {_F_SAID} say?",
    answer=_EQUAL,
    hints=(
        "Look at your two answers.",
        "In the Hessian the two stand at row 1, column 2 and at row 2, column 1.",
        "Ask: are they the same, and did it have to be so?",
    ),
    steps=_COMPARED_STEPS,
    options=_OPTIONS,
    wrongs=(
        Wrong(_OPTIONS[1], "chance", "Both are continuous, and then it is no chance. Where do they stand?"),
        Wrong(_OPTIONS[2], "slip", "Go back to the two: each has one derivative by x and one by y."),
        Wrong(
            _OPTIONS[3],
            "too general",
            f"Not every function: lesson {_HESSIANS} shows one where the two differ.",
        ),
    ),
)
