"""Mistakes with powers, roots, exponentials and what stands inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from lessons_lib.derive._derivation import (
    EULER,
    ONE,
    TWO,
    NoRuleError,
    Slope,
    depends,
    lowered,
    minus,
    over,
    plus,
    rational,
    ruled,
    substituted,
    times,
    to_power,
)
from lessons_lib.formula import Call, Name, Node, Power, number

from ._slip import Slip


def inside(node: Node, variable: str) -> Node | None:
    """Return what stands inside a power, an exponential or a function, if it moves."""
    match node:
        case Power(base, exponent) if depends(base, variable) != depends(exponent, variable):
            return base if depends(base, variable) else exponent
        case Call(_, (argument, *others)) if not any(depends(part, variable) for part in others):
            return argument if depends(argument, variable) else None
    return None


def _with_inner(node: Node, variable: str, slope: Slope, change: Callable[[Node], Node]) -> Iterator[Node]:
    """Yield the chain rule with something else in the place of the inner derivative."""
    inner = inside(node, variable)
    if inner is None or inner == Name(variable):
        return
    try:
        yield ruled(node, variable, lambda part: change(part) if part == inner else slope(part)).after
    except NoRuleError:
        return


def _inner_missing(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    yield from _with_inner(node, variable, slope, lambda inner: ONE)


def _inner_kept(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    yield from _with_inner(node, variable, slope, lambda inner: inner)


def _slope_inside(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    """Yield f'(u') in the place of f'(u)·u'."""
    inner = inside(node, variable)
    if inner is None or inner == Name(variable):
        return
    moved = _replaced_inside(node, inner, slope(inner))
    marked = Name(variable)
    plain = _replaced_inside(node, inner, marked)
    if isinstance(plain, Power | Call) and depends(plain, variable):
        outer = ruled(plain, variable, lambda part: ONE).after
        yield _filled(outer, marked, slope(inner))
        yield moved


def _link_missing(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    inner = inside(node, variable)
    if inner is not None and inner != Name(variable):
        yield slope(inner)


def _replaced_inside(node: Node, inner: Node, other: Node) -> Node:
    match node:
        case Power(base, exponent):
            return Power(other if base == inner else base, other if exponent == inner else exponent)
        case Call(function, arguments):
            return Call(function, tuple(other if part == inner else part for part in arguments))
    return node


def _filled(outer: Node, hole: Name, content: Node) -> Node:
    return substituted(outer, {hole.name: content})


# powers


def _power(node: Node, variable: str) -> tuple[Node, Node] | None:
    """Return base and exponent of a moving base to a constant exponent; a root is a power."""
    match node:
        case Power(base, exponent) if depends(base, variable) and not depends(exponent, variable):
            return base, exponent
        case Call("sqrt" | "cbrt" as root, (base,)) if depends(base, variable):
            return base, number(Fraction(1, 2 if root == "sqrt" else 3))
    return None


def _on_powers(build: Callable[[Node, Node, Node], Node | None]) -> Callable[..., Iterator[Node]]:
    def wrong(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
        found = _power(node, variable)
        built = build(*found, slope(found[0])) if found else None
        if built is not None:
            yield built

    return wrong


def _not_brought_down(base: Node, exponent: Node, inner: Node) -> Node | None:
    value = rational(exponent)
    is_root = value is not None and 0 < value < 1
    return None if exponent == TWO or is_root else times(to_power(base, lowered(exponent)), inner)


def _factor_two_lost(base: Node, exponent: Node, inner: Node) -> Node | None:
    return times(base, inner) if exponent == TWO else None


def _root_part_lost(base: Node, exponent: Node, inner: Node) -> Node | None:
    value = rational(exponent)
    if value is None or not 0 < value < 1:
        return None
    return over(inner, to_power(base, number(1 - value)))


def _root_not_below(base: Node, exponent: Node, inner: Node) -> Node | None:
    value = rational(exponent)
    if value is None or not 0 < value < 1:
        return None
    return times(exponent, to_power(base, number(1 - value)), inner)


def _raised_exponent(base: Node, exponent: Node, inner: Node) -> Node:
    return times(exponent, to_power(base, plus(exponent, ONE)), inner)


def _exponential_for_power(base: Node, exponent: Node, inner: Node) -> Node:
    return times(to_power(base, exponent), Call("log", (base,)), inner)


# exponentials


def _exponential(node: Node, variable: str) -> tuple[Node, Node] | None:
    match node:
        case Power(base, exponent) if depends(exponent, variable) and not depends(base, variable):
            return base, exponent
        case Call("exp", (exponent,)) if depends(exponent, variable):
            return EULER, exponent
    return None


def _on_exponentials(build: Callable[[Node, Node, Node, Node], list[Node]]) -> Callable[..., Iterator[Node]]:
    def wrong(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
        if found := _exponential(node, variable):
            yield from build(node, *found, slope(found[1]))

    return wrong


def _euler_as_power(node: Node, base: Node, exponent: Node, inner: Node) -> list[Node]:
    return _as_power(base, exponent, inner) if base == EULER else []


def _other_as_power(node: Node, base: Node, exponent: Node, inner: Node) -> list[Node]:
    return [] if base == EULER else _as_power(base, exponent, inner)


def _as_power(base: Node, exponent: Node, inner: Node) -> list[Node]:
    lower = times(exponent, to_power(base, plus(exponent, minus(ONE))))
    return [lower, times(lower, inner)]


def _base_factor_lost(node: Node, base: Node, exponent: Node, inner: Node) -> list[Node]:
    return [] if base == EULER else [times(node, inner)]


def _base_factor_below(node: Node, base: Node, exponent: Node, inner: Node) -> list[Node]:
    return [] if base == EULER else [over(times(node, inner), Call("log", (base,)))]


def _variable_power(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    """Yield the power rule, or the exponential rule, where base and exponent both move."""
    if isinstance(node, Power) and depends(node.base, variable) and depends(node.exponent, variable):
        base, exponent = node.base, node.exponent
        yield times(exponent, to_power(base, plus(exponent, minus(ONE))), slope(base))
        yield times(node, Call("log", (base,)), slope(exponent))


SLIPS = (
    Slip(
        "inner derivative missing",
        "The outside is differentiated; the inside changes too, and the chain rule asks for its derivative.",
        _inner_missing,
    ),
    Slip(
        "derivative put inside",
        "The inside stays as it is within the outer derivative; its derivative is a factor beside it.",
        _slope_inside,
    ),
    Slip(
        "inside multiplied instead of its derivative",
        "The chain rule multiplies by the derivative of the inside, not by the inside itself.",
        _inner_kept,
    ),
    Slip(
        "a link of the chain missing",
        "The chain has a link for every function, from the outermost to the innermost; one is left out.",
        _link_missing,
    ),
    Slip(
        "lost factor 2",
        "A square has been differentiated; look at the number in front.",
        _on_powers(_factor_two_lost),
    ),
    Slip(
        "sqrt half lost",
        "A root is a power with a fraction as its exponent; where has that fraction gone?",
        _on_powers(_root_part_lost),
    ),
    Slip(
        "root not in the denominator",
        "Take one from the exponent of the root: on which side of the fraction line does the rest stand?",
        _on_powers(_root_not_below),
    ),
    Slip(
        "power not lowered",
        "The exponent has come down in front; what is left of it above?",
        _on_powers(lambda base, exponent, inner: times(exponent, to_power(base, exponent), inner)),
    ),
    Slip(
        "exponent not brought down",
        "The exponent is one less, as it should be; where does the old one go?",
        _on_powers(_not_brought_down),
    ),
    Slip(
        "exponent raised",
        "When a power is differentiated its exponent gets smaller by one, also when it is negative.",
        _on_powers(_raised_exponent),
    ),
    Slip(
        "exponential rule on a power",
        "Here the base changes and the exponent stands still: that is the power rule, without a logarithm.",
        _on_powers(_exponential_for_power),
    ),
    Slip(
        "e^x treated as power",
        "In e^x the exponent changes, not the base: the power rule does not apply.",
        _on_exponentials(_euler_as_power),
    ),
    Slip(
        "power rule on exponential",
        "Here the exponent changes and the base stands still: that is an exponential, not a power.",
        _on_exponentials(_other_as_power),
    ),
    Slip(
        "base's logarithm forgotten",
        "Only e^x is its own derivative; any other base brings a factor that depends on the base.",
        _on_exponentials(_base_factor_lost),
    ),
    Slip(
        "base's logarithm upside-down",
        "The logarithm of the base belongs here, but on the other side of the fraction line.",
        _on_exponentials(_base_factor_below),
    ),
    Slip(
        "base and exponent both move",
        "Base and exponent both change, so neither rule alone will do: write it as e to a power first.",
        _variable_power,
    ),
)
