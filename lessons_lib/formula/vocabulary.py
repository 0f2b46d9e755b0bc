"""The words of the notation: one row for each known function, the constants, Greek letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import digits, floats
from .digits import ANGLE_BITS, ANY_BITS, GROWTH_BITS, context


@dataclass(frozen=True, slots=True)
class KnownFunction:
    """Everything that is known about a function.

    `numpy` and `digits` compute it for one number, the latter up to `reach` bits before the point; `slope` is
    its derivative at u. A function that is not `total` can be undefined where its argument is defined. One
    that `jumps` has no slope at 0; one with a `kink` has a slope of two numbers there, left and right.
    """

    latex: str
    numpy: Callable[[Any], Any] | None = None
    digits: Callable[[Any], Any] | None = None
    slope: str = ""
    reach: int = ANY_BITS
    total: bool = False
    jumps: bool = False
    kink: tuple[float, float] | None = None
    spellings: tuple[str, ...] = ()
    least: int = 1
    most: int = 1
    of_vector: bool = False


def _operator(name: str) -> str:
    return rf"\operatorname{{{name}}}"


def _named(name: str, *facts: Any, **others: Any) -> dict[str, KnownFunction]:
    """Return the row of a function that is set in LaTeX by its name."""
    return {name: KnownFunction(_operator(name), *facts, **others)}


_CIRCULAR = {
    "sin": KnownFunction(r"\sin", np.sin, context.sin, "cos(u)", ANGLE_BITS, total=True),
    "cos": KnownFunction(r"\cos", np.cos, context.cos, "-sin(u)", ANGLE_BITS, total=True),
    "tan": KnownFunction(r"\tan", np.tan, context.tan, "1/cos(u)^2", ANGLE_BITS),
    "cot": KnownFunction(r"\cot", floats.cot, digits.cot, "-1/sin(u)^2", ANGLE_BITS),
    "sec": KnownFunction(r"\sec", floats.sec, digits.over(context.cos), "sec(u) tan(u)", ANGLE_BITS),
    "csc": KnownFunction(r"\csc", floats.csc, digits.over(context.sin), "-csc(u) cot(u)", ANGLE_BITS),
}
_HYPERBOLIC = {
    "sinh": KnownFunction(r"\sinh", np.sinh, context.sinh, "cosh(u)", GROWTH_BITS, total=True),
    "cosh": KnownFunction(r"\cosh", np.cosh, context.cosh, "sinh(u)", GROWTH_BITS, total=True),
    "tanh": KnownFunction(r"\tanh", np.tanh, context.tanh, "1 - tanh(u)^2", GROWTH_BITS, total=True),
    "coth": KnownFunction(r"\coth", floats.coth, digits.over(context.tanh), "-1/sinh(u)^2", GROWTH_BITS),
    **_named("sech", floats.sech, digits.over(context.cosh), "-sech(u) tanh(u)", GROWTH_BITS, total=True),
    **_named("csch", floats.csch, digits.over(context.sinh), "-csch(u) coth(u)", GROWTH_BITS),
}
INVERSES = {name: f"arc{name}" for name in (*_CIRCULAR, *_HYPERBOLIC)}


def _inverse(
    name: str,
    numpy: Callable[[Any], Any],
    fifty: Callable[[Any], Any],
    slope: str,
    *,
    total: bool = False,
    jumps: bool = False,
) -> KnownFunction:
    latex = rf"\arc{name}" if name in {"sin", "cos", "tan"} else _operator(f"arc{name}")
    spellings = (f"a{name}", f"ar{name}")
    return KnownFunction(latex, numpy, fifty, slope, total=total, jumps=jumps, spellings=spellings)


_INVERSE = {
    "arcsin": _inverse("sin", np.arcsin, context.asin, "1/sqrt(1 - u^2)"),
    "arccos": _inverse("cos", np.arccos, context.acos, "-1/sqrt(1 - u^2)"),
    "arctan": _inverse("tan", np.arctan, context.atan, "1/(1 + u^2)", total=True),
    "arccot": _inverse("cot", floats.arccot, digits.arccot, "-1/(1 + u^2)", total=True, jumps=True),
    "arcsec": _inverse("sec", floats.arcsec, digits.of_reciprocal(context.acos), "1/(|u| sqrt(u^2 - 1))"),
    "arccsc": _inverse("csc", floats.arccsc, digits.of_reciprocal(context.asin), "-1/(|u| sqrt(u^2 - 1))"),
    "arcsinh": _inverse("sinh", np.arcsinh, context.asinh, "1/sqrt(1 + u^2)", total=True),
    "arccosh": _inverse("cosh", np.arccosh, context.acosh, "1/sqrt(u^2 - 1)"),
    "arctanh": _inverse("tanh", floats.arctanh, context.atanh, "1/(1 - u^2)"),
    "arccoth": _inverse("coth", floats.arccoth, digits.of_reciprocal(context.atanh), "1/(1 - u^2)"),
    "arcsech": _inverse("sech", floats.arcsech, digits.of_reciprocal(context.acosh), "-1/(|u| sqrt(1-u^2))"),
    "arccsch": _inverse("csch", floats.arccsch, digits.of_reciprocal(context.asinh), "-1/(|u| sqrt(u^2+1))"),
}
_OTHERS = {
    "exp": KnownFunction(r"\exp", np.exp, context.exp, "exp(u)", GROWTH_BITS, total=True),
    "log": KnownFunction(r"\log", floats.log, context.ln, "1/u", most=2, spellings=("ln",)),
    "sqrt": KnownFunction(r"\sqrt", np.sqrt, context.sqrt, "1/(2 sqrt(u))"),
    **_named("cbrt", floats.cbrt, digits.cbrt, "1/(3 cbrt(u)^2)", total=True),
    **_named("abs", floats.absolute, abs, "sign(u)", total=True, kink=(-1.0, 1.0)),
    **_named("sign", floats.sign, digits.sign, "0", total=True, jumps=True, spellings=("sgn",)),
    **_named("heaviside", floats.heaviside, digits.heaviside, "0", total=True, jumps=True),
    **_named(
        "relu", floats.relu, digits.relu, "heaviside(u)", total=True, kink=(0.0, 1.0), spellings=("ReLU",)
    ),
    **_named(
        "sigmoid", floats.sigmoid, digits.sigmoid, "sigmoid(u) (1 - sigmoid(u))", GROWTH_BITS, total=True
    ),
    **_named("softplus", floats.softplus, digits.softplus, "sigmoid(u)", GROWTH_BITS, total=True),
}
_OF_VECTORS = {
    **_named("softmax", of_vector=True),
    **_named("norm", of_vector=True),
    **_named("diag", of_vector=True),
    **_named("outer", least=2, most=2),
    **_named("dot", least=2, most=2),
    "min": KnownFunction(r"\min", total=True, most=-1),
    "max": KnownFunction(r"\max", total=True, most=-1),
}
FUNCTIONS: dict[str, KnownFunction] = _CIRCULAR | _HYPERBOLIC | _INVERSE | _OTHERS | _OF_VECTORS

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
GREEK_VARIANTS = {"ϵ": "ε", "ϑ": "θ", "ϕ": "φ", "ϱ": "ρ", "ς": "σ", "ϖ": "π", "ϰ": "κ", "µ": "μ", "∆": "Δ"}
GREEK_SIGNS = {word: sign for sign, word in GREEK.items()}
CONSTANTS = ("pi", "e")

# The slope of a function with a kink is a function of its own, which nobody types and which is nan at 0.
KINKS = {f"{name} slope": known.kink for name, known in FUNCTIONS.items() if known.kink}
SHOWN_AS = {
    f"{name} slope": known.slope.removesuffix("(u)") for name, known in FUNCTIONS.items() if known.kink
}

# Names that are used elsewhere, or by programs; the short ones only where something stands after them.
_ELSEWHERE = {
    "sin": "sen sinus sine", "cos": "cosinus cosine", "tan": "tangens tangent", "csc": "cosec cossec",
    "cot": "ctg cotg cotan cotangens", "sinh": "senh", "tanh": "tgh", "coth": "cth ctgh cotanh",
    "arcsin": "arcsen", "arctan": "arctg", "arccot": "arcctg arccotg arccotan", "arccsc": "arccosec",
    "arcsinh": "arsh argsh argsinh", "arccosh": "arch argch argcosh", "arctanh": "arth argth argtanh",
    "sign": "signum", "abs": "absolute fabs", "max": "maximum fmax", "min": "minimum fmin",
    "sigmoid": "expit logistic",
}  # fmt: skip
ELSEWHERE = {word: name for name, words in _ELSEWHERE.items() for word in words.split()}
SHORT = {"tg": "tan", "sh": "sinh", "ch": "cosh", "th": "tanh", "LN": "log"}
UNCLEAR = {
    "lg": "“lg” is the logarithm to base 10 for some and to base 2 for others; write log_10(x) or log_2(x).",
    "sinc": "“sinc” is sin(x)/x for some and sin(πx)/(πx) for others; write the one you mean.",
    "In": "“In” begins with a capital I; for the natural logarithm write ln, for a product I·n.",
}
# Functions that are read as formulas: root(x, 3), atan2(y, x).
WRITTEN_OUT = (
    "atan2", "arctan2", "log1p", "expm1", "nthroot", "root", "hypot", "pow", "power", "square", "reciprocal",
    "radians",
)  # fmt: skip


def _spellings() -> dict[str, str]:
    """Map every way of typing a function's name to the function."""
    found = {"log2": "log2", "log10": "log10", "Ln": "log"} | ELSEWHERE
    found |= {word.capitalize(): name for word, name in found.items()}
    found |= {name: name for name in WRITTEN_OUT if name.isalpha()}
    for name, known in FUNCTIONS.items():
        found |= dict.fromkeys((name, name.capitalize(), name.upper(), *known.spellings), name)
    return found


SPELLINGS = _spellings()
