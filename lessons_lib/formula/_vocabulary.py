"""The words of the notation: functions with their other spellings, constants, Greek letters."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """How a known function is called and set in LaTeX."""

    least: int
    most: int
    latex: str
    spellings: tuple[str, ...] = ()
    of_vector: bool = False


def _operator(name: str) -> str:
    return rf"\operatorname{{{name}}}"


def _inverse(name: str, latex: str | None = None) -> Signature:
    return Signature(1, 1, latex or _operator(f"arc{name}"), (f"a{name}", f"ar{name}"))


_TRIGONOMETRIC = {name: Signature(1, 1, f"\\{name}") for name in ("sin", "cos", "tan", "cot", "sec", "csc")}
_HYPERBOLIC = {name: Signature(1, 1, f"\\{name}") for name in ("sinh", "cosh", "tanh", "coth")} | {
    name: Signature(1, 1, _operator(name)) for name in ("sech", "csch")
}
INVERSES = {name: f"arc{name}" for name in (*_TRIGONOMETRIC, *_HYPERBOLIC)}
_WITH_COMMAND = {"sin": r"\arcsin", "cos": r"\arccos", "tan": r"\arctan"}

FUNCTIONS: dict[str, Signature] = (
    _TRIGONOMETRIC
    | _HYPERBOLIC
    | {inverse: _inverse(name, _WITH_COMMAND.get(name)) for name, inverse in INVERSES.items()}
    | {
        "exp": Signature(1, 1, r"\exp"),
        "log": Signature(1, 2, r"\log", ("ln",)),
        "sqrt": Signature(1, 1, r"\sqrt"),
        "cbrt": Signature(1, 1, _operator("cbrt")),
        "abs": Signature(1, 1, _operator("abs")),
        "sign": Signature(1, 1, _operator("sign"), ("sgn",)),
        "heaviside": Signature(1, 1, _operator("heaviside")),
        "relu": Signature(1, 1, _operator("relu"), ("ReLU",)),
        "sigmoid": Signature(1, 1, _operator("sigmoid")),
        "softplus": Signature(1, 1, _operator("softplus")),
        "softmax": Signature(1, 1, _operator("softmax"), of_vector=True),
        "norm": Signature(1, 1, _operator("norm"), of_vector=True),
        "diag": Signature(1, 1, _operator("diag"), of_vector=True),
        "outer": Signature(2, 2, _operator("outer")),
        "dot": Signature(2, 2, _operator("dot")),
        "min": Signature(1, -1, r"\min"),
        "max": Signature(1, -1, r"\max"),
    }
)

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
    found = {"log2": "log2", "log10": "log10", "Ln": "log"}
    found |= ELSEWHERE
    found |= {word.capitalize(): name for word, name in found.items()}
    found |= {name: name for name in WRITTEN_OUT if name.isalpha()}
    for name, signature in FUNCTIONS.items():
        for spelling in (name, name.capitalize(), name.upper(), *signature.spellings):
            found[spelling] = name
    return found


SPELLINGS = _spellings()
