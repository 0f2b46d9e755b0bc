"""Problem 1: the gradient, the Hessian and the flat points of x^2 + 3xy + y^3."""

from __future__ import annotations

from lessons_lib.check.reading import Problem
from lessons_lib.drills.skills import Exercise, Line, Wrong, asked_for

_FORMULA, _NAMES = "x^2 + 3 x y + y^3", ("x", "y")
_F = "$f(x, y) = x^2 + 3 x y + y^3$"
_F_SAID = "f(x, y) = x² + 3xy + y³"
_KINDS = ("minimum", "maximum", "saddle", "the second derivatives do not tell")


def parts() -> tuple[Exercise, ...]:
    """Return the five questions."""
    gradient = asked_for(
        Problem("gradient", _FORMULA, _NAMES),
        nudge="Hold $y$ still and differentiate by $x$; then the other way round.",
    )
    hessian = asked_for(
        Problem("hessian", _FORMULA, _NAMES),
        nudge="The Hessian is the Jacobian of the gradient: differentiate each entry by $x$ and by $y$.",
    )
    return (
        gradient,
        hessian,
        _OTHER_FLAT_POINT,
        _kind("(0, 0)", "saddle", _AT_ZERO_STEPS, _AT_ZERO_WRONGS),
        _kind("(-9/4, 3/2)", "minimum", _OTHER_STEPS, _OTHER_WRONGS),
    )


_OTHER_FLAT_POINT_STEPS = (
    Line("both partial derivatives are zero", "$2x + 3y = 0$ and $3x + 3y^2 = 0$"),
    Line("solve the first for x", r"$x = -\frac{3}{2} y$"),
    Line("put it into the second", r"$-\frac{9}{2} y + 3y^2 = 3y \left(y - \frac{3}{2}\right) = 0$"),
    Line("y = 0 is known already", r"$y = \frac{3}{2}$"),
    Line("back into x", r"$(x, y) = \left(-\frac{9}{4}, \frac{3}{2}\right)$"),
)
_OTHER_FLAT_POINT = Exercise(
    ask=f"The gradient of {_F} is zero at $(0, 0)$ and at one other point. Which?",
    said=f"The gradient of {_F_SAID} is zero at (0, 0) and at one other point. Which?",
    answer="(-9/4, 3/2)",
    hints=(
        "A point is flat where both partial derivatives are zero: two equations for two numbers.",
        "Solve $2x + 3y = 0$ for $x$ and put that into $3x + 3y^2 = 0$.",
        r"Begin like this: $x = -\frac{3}{2} y$, so $-\frac{9}{2} y + 3 y^2 = 0$.",
    ),
    steps=_OTHER_FLAT_POINT_STEPS,
    shape=(2,),
    wrongs=(
        Wrong("(0, 0)", "the known point", "This one is given. Divide by y only where y is not zero."),
        Wrong("(9/4, 3/2)", "sign lost", "Look at the sign when 3y goes to the other side of 2x + 3y = 0."),
        Wrong("(9/4, -3/2)", "sign lost", "Check it: is 3x + 3y² zero there?"),
        Wrong("(3/2, -9/4)", "coordinates swapped", "The two numbers are right; which of them is x?"),
        Wrong("(-1, 1)", "one equation only", "There only the second equation holds; 2x + 3y is not zero."),
    ),
)


_AT_ZERO_STEPS = (
    Line("the Hessian there", r"$H(0, 0) = \begin{pmatrix} 2 & 3 \\ 3 & 0 \end{pmatrix}$"),
    Line("its determinant", r"$2 \cdot 0 - 3 \cdot 3 = -9$, the product of the eigenvalues"),
    Line("signs", "a negative product: one eigenvalue is positive, one negative; a **saddle**"),
)
_AT_ZERO_WRONGS = (
    Wrong(
        "minimum",
        "diagonal only",
        "The diagonal 2, 0 does not decide; what are the eigenvalues' signs?",
    ),
    Wrong(
        "maximum",
        "sign of the determinant",
        "A negative determinant does not mean two negative ones.",
    ),
    Wrong(
        _KINDS[3],
        "a zero on the diagonal",
        "A zero entry is no zero eigenvalue: take the determinant.",
    ),
)


_OTHER_STEPS = (
    Line(
        "the Hessian there",
        r"$H\left(-\frac{9}{4}, \frac{3}{2}\right) = \begin{pmatrix} 2 & 3 \\ 3 & 9 \end{pmatrix}$",
    ),
    Line("its determinant", r"$2 \cdot 9 - 3 \cdot 3 = 9$: both eigenvalues have the same sign"),
    Line("its trace", "$2 + 9 = 11$, their sum, is positive: both are positive; a **minimum**"),
)
_OTHER_WRONGS = (
    Wrong(
        "maximum",
        "signs mixed up",
        "Positive eigenvalues: the surface bends upwards in every direction.",
    ),
    Wrong(
        "saddle",
        "off-diagonal entries",
        "The 3s outside the diagonal are outweighed: 2·9 is above 3·3.",
    ),
    Wrong(
        _KINDS[3],
        "test refused",
        "The test is silent only where an eigenvalue is zero; take 2·9 − 3·3.",
    ),
)


def _kind(point: str, answer: str, steps: tuple[Line, ...], wrongs: tuple[Wrong, ...]) -> Exercise:
    shown = point.replace("-9/4", r"-\frac{9}{4}").replace("3/2", r"\frac{3}{2}")
    return Exercise(
        ask=rf"What kind of flat point of {_F} is $\left{shown[:-1]}\right)$?",
        said=f"What kind of flat point of {_F_SAID} is {point.replace('-', '−')}?",
        answer=answer,
        hints=(
            "A gradient of zero does not tell the kind; the second derivatives may.",
            (
                "Two eigenvalues above zero: a minimum. Two below: a maximum. One of each: a saddle. "
                "Their product is the determinant, their sum the trace."
            ),
            r"Begin like this: put the point into $H = \begin{pmatrix} 2 & 3 \\ 3 & 6y \end{pmatrix}$.",
        ),
        steps=steps,
        options=_KINDS,
        wrongs=wrongs,
    )
