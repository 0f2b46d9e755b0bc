"""Words that several pictures share: formulas, places, slopes, numbers that rounding dominates."""

import math
import re
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from lessons_lib.pencil.curves import Tangent
from lessons_lib.wording import magnitude, number, superscript

_EPSILON = float(np.finfo(float).eps)
_LONGEST_FORMULA = 34
_RAISED = str.maketrans("0123456789−+xytn", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ˣʸᵗⁿ")
_EXPONENT = re.compile(r"\^(?:\(([−+\dxytn]+)\)|([\dxytn])(?!\w))")


def input_name(f: Any) -> str:
    """Return the name of a function's one variable."""
    name = getattr(f, "variables", "x")
    return name if isinstance(name, str) else str(np.ravel(name)[0])


def formula(f: Any) -> str:
    """Return a function's formula for a sentence."""
    return str(getattr(f, "text", "f"))


def map_name(f: Any) -> str:
    """Write a map's formula with round brackets, as a point.

    Examples
    --------
    >>> from lessons_lib.formula import Function
    >>> map_name(Function("x + y, 2y")), map_name(Function(["x y"]))
    ('(x + y, 2y)', '(x·y)')
    """
    text = formula(f)
    return f"({text[1:-1]})" if text.startswith("[") and text.endswith("]") else text


def formula_label(f: Any, name: str = "f") -> str:
    """Return a function's formula for a label, or only its name if the formula is long."""
    head, text = f"{name}({input_name(f)})", typeset(formula(f))
    return f"{head} = {text}" if len(text) <= _LONGEST_FORMULA else head


def typeset(text: str) -> str:
    """Raise short exponents, as a book would.

    Examples
    --------
    >>> typeset("e^x + e^(−2x)"), typeset("2^sin(x)")
    ('eˣ + e⁻²ˣ', '2^sin(x)')
    """
    return _EXPONENT.sub(lambda match: (match[1] or match[2]).translate(_RAISED), text)


def place(f: Any, x: float) -> str:
    """Return a point for a sentence, such as "x = 1"."""
    return f"{input_name(f)} = {number(x)}"


def slope_words(tangent: Tangent) -> str:
    """Return a slope for a label.

    Examples
    --------
    >>> slope_words(Tangent("smooth", -4.0, -4.0, -4.0))
    'slope −4'
    >>> slope_words(Tangent("corner", math.nan, -1.0, 1.0))
    'slopes −1 and 1'
    """
    if tangent.kind == "smooth":
        return f"slope {number(tangent.slope)}"
    if tangent.kind == "vertical":
        return "vertical"
    return f"slopes {number(tangent.left)} and {number(tangent.right)}"


def tangent_label(tangent: Tangent) -> str:
    """Return what stands beside a tangent, or what stands there instead of one."""
    if tangent.kind in {"smooth", "vertical"}:
        return f"tangent, {slope_words(tangent)}"
    return f"no tangent:\n{slope_words(tangent)}" if tangent.kind == "corner" else ""


def tangent_words(tangent: Tangent) -> str:
    """Return half a sentence on the tangent.

    Examples
    --------
    >>> tangent_words(Tangent("corner", math.nan, -1.0, 1.0))
    'there is no tangent, the slope is −1 on the left and 1 on the right'
    """
    if tangent.kind == "smooth":
        return f"the tangent's slope is {number(tangent.slope)}"
    if tangent.kind == "vertical":
        return "the tangent is vertical"
    if tangent.kind == "corner":
        sides = f"{number(tangent.left)} on the left and {number(tangent.right)} on the right"
        return f"there is no tangent, the slope is {sides}"
    return "there is no tangent"


def quotient_noise(heights: tuple[float, float], at: float, step: float) -> float:
    """Bound what rounding does to (f(a + h) − f(a))/h.

    Examples
    --------
    >>> quotient_noise((8.0, 5.0), 1.0, 1.0) < 1e-14
    True
    """
    if not step:
        return math.inf
    slope = (heights[1] - heights[0]) / step
    return 2 * _EPSILON * (abs(heights[0]) + abs(heights[1]) + abs(slope * at)) / abs(step)


def steady(value: float, noise: float, digits: int = 4) -> str:
    """Write a number with only the digits that rounding leaves alone.

    Examples
    --------
    >>> steady(-3.99918, 0.0), steady(-3.99918, 0.004)
    ('−3.999', '−4')
    """
    if not math.isfinite(value) or not noise or not value:
        return number(value, digits)
    kept = math.floor(math.log10(abs(value) / noise)) if noise < abs(value) else 1
    return number(value, min(max(kept, 1), digits))


def error_words(error: float, noise: float) -> str:
    """Write an error; where rounding has a share in it, only its size.

    Examples
    --------
    >>> error_words(1.0, 1e-15), error_words(3e-9, 1e-9), error_words(0.0, 1e-15)
    ('1', 'about 1e-9', 'below 1e-12')
    """
    if not math.isfinite(error):
        return number(error)
    if noise > 1e-4 * error:
        return magnitude(error)
    return number(error)


def error_label(error: float, noise: float) -> str:
    """Write the same as `error_words`, short enough for a label.

    Examples
    --------
    >>> error_label(1.0, 1e-15), error_label(3e-9, 1e-9), error_label(0.0, 1e-15)
    ('1', '≈ 10⁻⁹', '< 10⁻¹²')
    """
    sign, _, size = error_words(error, noise).partition(" 1e")
    if not size:
        return sign
    return f"{'≈' if sign == 'about' else '<'} 10{superscript(int(size))}"


def rough(value: float) -> str:
    """Write a number with one digit, for a label.

    Examples
    --------
    >>> rough(1.2e-8), rough(4.2e-6)
    ('10⁻⁸', '4·10⁻⁶')
    """
    return number(value, 1).removeprefix("1·")


def matrix_words(matrix: ArrayLike) -> str:
    """Write a matrix for a sentence, as it may be typed.

    Examples
    --------
    >>> matrix_words([[2, -0.5], [-0.5, 1]])
    '[[2, −0.5], [−0.5, 1]]'
    """
    rows = (", ".join(number(value) for value in row) for row in np.asarray(matrix, float))
    return f"[{', '.join(f'[{row}]' for row in rows)}]"
