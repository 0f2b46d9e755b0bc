"""Problem 2: the gradient and the Hessian of the squared length of Ax - b."""

from __future__ import annotations

from lessons_lib.drills.skills import Exercise, Line, Wrong

_SHAPES = {"A": ("m", "n"), "x": ("n",), "b": ("m",)}
_F = r"$f(x) = \left\|A x - b\right\|^{2}$"
_WHERE = "Here $A$ has $m$ rows and $n$ columns. Write $A'$ or `A^T` for the transpose."
_WHERE_SAID = "Here A has m rows and n columns. Write A' or A^T for the transpose."


def parts() -> tuple[Exercise, ...]:
    """Return the two questions."""
    return _GRADIENT, _HESSIAN


_GRADIENT_STEPS = (
    Line("a length squared is a product", r"$f(x) = \left(A x - b\right)^{\top} \left(A x - b\right)$"),
    Line(
        "take a small step v",
        r"$f(x + v) = f(x) + 2 \left(A x - b\right)^{\top} A v + v^{\top} A^{\top} A v$",
    ),
    Line("what is linear in v", r"$2 \left(A x - b\right)^{\top} A v = g^{\top} v$"),
    Line("so the gradient is", r"$g = 2 A^{\top} \left(A x - b\right)$"),
)
_GRADIENT = Exercise(
    ask=f"Find the gradient of {_F} as a matrix expression. {_WHERE}",
    said=f"Find the gradient of f(x) = ‖Ax − b‖² as a matrix expression. {_WHERE_SAID}",
    answer="2 A' (A x - b)",
    hints=(
        "Shapes first: a gradient has one entry for each of the $n$ inputs; $A x - b$ has $m$.",
        (
            r"The square of a length is a product, and for $\left\|r\right\|^{2}$ with $r = A x - b$ the "
            r"chain rule gives $J^{\top}$ times $2 r$, where $J$ is the Jacobian of $r$."
        ),
        "Begin like this: the Jacobian of $A x - b$ is $A$.",
    ),
    steps=_GRADIENT_STEPS,
    variables=_SHAPES,
    wrongs=(
        Wrong(
            "A' (A x - b)",
            "factor 2 missing",
            "The square brings a 2 down; only with ½ in front it goes.",
        ),
        Wrong(
            "2 (A x - b)",
            "inner derivative missing",
            "The chain rule: what is A x − b differentiated by x?",
        ),
        Wrong("2 A' A x", "b forgotten", "The b is inside the square, so a part of it stays."),
        Wrong("-2 A' (A x - b)", "sign", "The square is of A x − b, and A has a plus sign in it."),
    ),
)


_HESSIAN_STEPS = (
    Line("begin with the gradient", r"$2 A^{\top} \left(A x - b\right) = 2 A^{\top} A x - 2 A^{\top} b$"),
    Line("its Jacobian: what stands before x", r"$H = 2 A^{\top} A$"),
)
_HESSIAN = Exercise(
    ask=f"Find the Hessian of {_F} as a matrix expression. {_WHERE}",
    said=f"Find the Hessian of f(x) = ‖Ax − b‖² as a matrix expression. {_WHERE_SAID}",
    answer="2 A' A",
    hints=(
        "The Hessian is the Jacobian of the gradient, so it has $n$ rows and $n$ columns.",
        "The Jacobian of $M x + c$ is $M$.",
        r"Begin like this: the gradient is $2 A^{\top} A x - 2 A^{\top} b$.",
    ),
    steps=_HESSIAN_STEPS,
    variables=_SHAPES,
    wrongs=(
        Wrong("A' A", "factor 2 missing", "The 2 of the gradient is a constant factor: it stays."),
        Wrong("2 A A'", "product turned round", "That has m rows; the Hessian has one for each input."),
        Wrong("2 A' A x", "x left in", "What stands before x is the Jacobian; the x itself is gone."),
        Wrong("2 A'", "inner matrix missing", "A x − b is not x: its Jacobian is A."),
    ),
)
