"""Mistakes with the derivatives of particular functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from lessons_lib.derive._derivation import (
    ONE,
    TWO,
    NoRuleError,
    Slope,
    depends,
    minus,
    over,
    plus,
    replaced,
    ruled,
    slope_of,
    substituted,
    times,
    to_power,
)
from lessons_lib.formula import Call, Name, Negative, Node, Product

from ._slip import Slip, Wrong

_CIRCULAR = ("sin", "cos")
_OTHERS = (
    "tan cot sec csc sinh cosh tanh coth sech csch "
    "arcsin arccos arctan arccot arcsec arccsc arcsinh arctanh arcsech arccsch"
)
_SIGNED = frozenset(_OTHERS.split())
_SQUARED = {"tan": "cos", "cot": "sin", "tanh": "cosh", "coth": "sinh"}
_INVERSES = {
    f"arc{name}": name for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh")
}


def _called(node: Node, variable: str) -> tuple[str, Node] | None:
    """Return the name and the argument of a function of one moving argument."""
    if isinstance(node, Call) and len(node.arguments) == 1 and depends(node.arguments[0], variable):
        return node.function, node.arguments[0]
    return None


def _on(functions: Collection[str], build: Callable[[str, Node, Node], list[Node]]) -> Wrong:
    """Return the mistake that `build` makes of the name, the argument u and its slope u'."""

    def wrong(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
        found = _called(node, variable)
        if found and found[0] in functions:
            yield from build(*found, slope(found[1]))

    return wrong


def _flipped(functions: Collection[str]) -> Wrong:
    def wrong(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
        found = _called(node, variable)
        if found and found[0] in functions:
            yield minus(ruled(node, variable, slope).after)

    return wrong


def _kept(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    found = _called(node, variable)
    if found and found[0] not in {"exp", "sqrt", "cbrt", "abs", "relu", "log"}:
        yield times(node, slope(found[1]))


def _without_square(name: str, u: Node, du: Node) -> list[Node]:
    found = over(du, Call(_SQUARED[name], (u,)))
    return [minus(found) if isinstance(slope_of(name), Negative) else found]


def _as_reciprocal(name: str, u: Node, du: Node) -> list[Node]:
    """Return the derivative of 1/sin u for arcsin u."""
    inverse = _INVERSES[name]
    outer = substituted(slope_of(inverse), {"u": u})
    return [minus(over(times(outer, du), to_power(Call(inverse, (u,)), TWO)))]


def _as_function(name: str, u: Node, du: Node) -> list[Node]:
    """Return arccos u for arcsin u: the derivative of sin with "arc" put before it."""
    swap = {"arcsin": "arccos", "arcsinh": "arccosh", "arccosh": "arcsinh"}
    if name == "arccos":
        return [minus(times(Call("arcsin", (u,)), du))]
    return [times(Call(swap[name], (u,)), du)] if name in swap else []


def _neighbour(name: str, u: Node, du: Node) -> list[Node]:
    """Return a formula that belongs to another inverse function."""
    square = to_power(u, TWO)
    bottoms = (plus(ONE, square), plus(ONE, minus(square)), plus(square, minus(ONE)))
    plain = [over(du, bottom) for bottom in bottoms]
    roots = [over(du, Call("sqrt", (bottom,))) for bottom in bottoms]
    both = [*plain, *roots]
    return [*both, *map(minus, both)]


def _partly_squared(name: str, u: Node, du: Node) -> list[Node]:
    """Return the derivative in which the square of 2x has become 2x²."""
    if not isinstance(u, Product):
        return []
    first, *rest = u.factors
    changed = {to_power(Name("u"), TWO): times(first, to_power(times(*rest), TWO)), Name("u"): u}
    return [times(replaced(slope_of(name), changed.get), du)]


def _sign_in_the_square(name: str, u: Node, du: Node) -> list[Node]:
    square = to_power(Call(name, (u,)), TWO)
    return [times(plus(ONE, square if name == "tanh" else minus(square)), du)]


def _logarithm_turned(name: str, u: Node, du: Node) -> list[Node]:
    return [over(u, du), times(u, du)]


def _log_base(build: Callable[[Node, Node, Node], Node]) -> Wrong:
    def wrong(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
        if isinstance(node, Call) and node.function == "log" and len(node.arguments) == 2:
            u, base = node.arguments
            if depends(u, variable) and not depends(base, variable):
                yield build(u, slope(u), Call("log", (base,)))

    return wrong


def _other_branch(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if isinstance(node, Call) and node.function in {"max", "min"} and len(node.arguments) == 2:
        other = Call("min" if node.function == "max" else "max", node.arguments)
        yield Call(node.function, tuple(map(slope, node.arguments)))
        try:
            yield ruled(other, variable, slope).after
        except NoRuleError:
            return


SLIPS = (
    Slip(
        "sign of cos and sin",
        "One of sine and cosine changes its sign when it is differentiated, the other does not: which?",
        _flipped(_CIRCULAR),
    ),
    Slip(
        "sign of a function's derivative",
        "Does this function rise or fall? Its derivative has to say so too: look at the sign.",
        _flipped(_SIGNED),
    ),
    Slip(
        "function kept",
        "Only the exponential is its own derivative; which one belongs to this function?",
        _kept,
    ),
    Slip(
        "square forgotten",
        "This derivative has a square in it; write the function as a quotient if you are not sure.",
        _on(_SQUARED, _without_square),
    ),
    Slip(
        "inverse function read as a reciprocal",
        "The inverse function is not one over the function, although the notation suggests it.",
        _on(_INVERSES, _as_reciprocal),
    ),
    Slip(
        "inverse function treated as the function",
        "The derivatives of the inverse functions hold no inverse functions; look the rule up once more.",
        _on(_INVERSES, _as_function),
    ),
    Slip(
        "formula of another inverse function",
        "The inverse functions' derivatives look alike: is there a root, and which sign has the square?",
        _on((*_INVERSES, "arccoth"), _neighbour),
    ),
    Slip(
        "square of a part only",
        "The whole inside is squared here: what becomes of the number in front of it?",
        _on(_INVERSES, _partly_squared),
    ),
    Slip(
        "sign in the square",
        "There are two identities with this square, a circular and a hyperbolic one: which has the minus?",
        _on(("tan", "tanh"), _sign_in_the_square),
    ),
    Slip(
        "root left out",
        "The half is there; an exponent of one half that gets smaller by one still leaves a root.",
        _on(("sqrt",), lambda name, u, du: [over(du, times(TWO, u)), over(du, u)]),
    ),
    Slip(
        "log derivative upside-down",
        "The logarithm grows ever more slowly: what stands below the fraction line?",
        _on(("log",), _logarithm_turned),
    ),
    Slip(
        "base's logarithm forgotten",
        "This logarithm has another base than e; its derivative has a factor that depends on the base.",
        _log_base(lambda u, du, scale: over(du, u)),
    ),
    Slip(
        "base's logarithm upside-down",
        "The logarithm of the base belongs here, but on the other side of the fraction line.",
        _log_base(lambda u, du, scale: over(times(du, scale), u)),
    ),
    Slip(
        "|x| treated as x",
        "The bars matter: left of their corner the slope has another sign.",
        _on(("abs",), lambda name, u, du: [du, Call("abs", (du,))]),
    ),
    Slip(
        "chain through relu forgotten",
        "Where its input is negative relu is flat: its own slope is a factor of the chain rule.",
        _on(("relu",), lambda name, u, du: [du, Call("relu", (du,)), times(Call("relu", (u,)), du)]),
    ),
    Slip(
        "sigmoid, half of the product",
        "The slope of the sigmoid is a product of two factors; one of them is missing.",
        _on(("sigmoid",), lambda name, u, du: [times(plus(ONE, minus(Call(name, (u,)))), du)]),
    ),
    Slip(
        "wrong branch of max or min",
        "At each point only one of the two counts: the slope is the slope of that one.",
        _other_branch,
    ),
)
