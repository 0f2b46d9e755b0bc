"""What a derivation is: steps as text, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lessons_lib.formula import Call, Name, text

from ._table import SLOPES, slope_of
from ._trees import substituted

_FORMULAS = {
    "constant rule": "(c)′ = 0",
    "constant factor rule": "(c·u)′ = c·u′",
    "sum rule": "(u + v)′ = u′ + v′",
    "power rule": "(x^n)′ = n·x^(n − 1)",
    "power rule, term by term": "(x^n)′ = n·x^(n − 1)",
    "product rule": "(u·v)′ = u′·v + u·v′",
    "quotient rule": "(u/v)′ = (u′·v − u·v′)/v²",
    "reciprocal rule": "(c/v)′ = −c·v′/v²",
    "chain rule, outside a power": "(u^n)′ = n·u^(n − 1)·u′",
    "chain rule, outside e^u": "(e^u)′ = e^u·u′",
    "chain rule, outside a^u": "(a^u)′ = a^u·log(a)·u′",
    "chain rule, outside log_b": "(log_b(u))′ = u′/(u·log(b))",
    "derivative of e^x": "(e^x)′ = e^x",
    "derivative of a^x": "(a^x)′ = a^x·log(a)",
    "derivative of log_b": "(log_b(x))′ = 1/(x·log(b))",
    "logarithmic differentiation": "(u^v)′ = u^v·(v·log(u))′ = u^v·(v′·log(u) + v·u′/u)",
    "negative exponent": "1/u^n = u^(−n)",
    "change of base": "log_b(u) = log(u)/log(b)",
}
_EQUALITIES = frozenset(
    (
        "tidy up",
        "negative exponent",
        "change of base",
        "two at a time",
        "write out",
        "put in the point",
    )
)


class Step(NamedTuple):
    """One line of a derivation, as text that `compare` reads."""

    rule: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """The rule without the variable: "product rule" of "product rule, in x"."""
        return self.rule.partition(", in ")[0]

    @property
    def rewrites(self) -> bool:
        """Whether the two sides are equal, rather than a formula and its derivative."""
        return self.name in _EQUALITIES

    @property
    def formula(self) -> str:
        """The rule in letters, such as (u·v)′ = u′·v + u·v′; empty where there is none.

        Examples
        --------
        >>> Step("chain rule, outside sin", "sin(2x)", "2 cos(2x)").formula
        '(sin(u))′ = cos(u)·u′'
        """
        function = self.name.rpartition(" ")[2]
        if self.name in _FORMULAS or function not in SLOPES:
            return _FORMULAS.get(self.name, "")
        letter = "u" if self.name.startswith("chain") else "x"
        return _in_letters(function, letter)

    def __str__(self) -> str:
        return f"{self.rule}: {self.before} {'=' if self.rewrites else '→'} {self.after}"


def _in_letters(function: str, letter: str) -> str:
    slope = text(substituted(slope_of(function), {"u": Name(letter)}))
    whole = slope if letter == "x" else f"({slope})·u′" if "/" in slope else f"{slope}·u′"
    return f"({text(Call(function, (Name(letter),)))})′ = {whole}"


class Part(NamedTuple):
    """The derivation of one entry of a gradient, Jacobian or Hessian: its name, its steps, its result."""

    name: str
    steps: tuple[Step, ...]
    result: str


@dataclass(frozen=True)
class Derivation:
    """A worked derivation."""

    steps: tuple[Step, ...] = ()
    result: str = ""
    parts: tuple[Part, ...] = ()
    trouble: str = ""

    def __str__(self) -> str:
        return self.trouble or "\n".join(map(str, self.steps))
