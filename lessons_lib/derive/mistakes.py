"""The known mistakes that are made at one operation of a formula, the likelier ones first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from lessons_lib.check.values import rational, replaced
from lessons_lib.formula import Call, Name, Negative, Node, Power, Product, Quotient, Sum, number

from .rules import NoRuleError, Slope, parted, ruled, slope_of
from .trees import (
    EULER,
    ONE,
    TWO,
    ZERO,
    depends,
    lowered,
    minus,
    over,
    plus,
    square,
    substituted,
    times,
    to_power,
)

Wrong = Callable[[Node, str, Slope], Iterable[Node]]


class Slip(NamedTuple):
    """A mistake that is made at one operation of a formula."""

    tag: str
    message: str
    wrong: Wrong


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


FUNCTION_SLIPS = (
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


POWER_SLIPS = (
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


def _moving_product(node: Node, variable: str) -> tuple[list[Node], list[Node]] | None:
    """Return constants and moving factors of a product of at least two that move."""
    if not isinstance(node, Product):
        return None
    constants, moving = parted(node, variable)
    return (constants, moving) if len(moving) > 1 else None


def _product_of_slopes(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if found := _moving_product(node, variable):
        yield times(*found[0], *map(slope, found[1]))


def _one_term_only(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if found := _moving_product(node, variable):
        yield from _product_terms(*found, slope)


def _product_terms(constants: list[Node], moving: list[Node], slope: Slope) -> list[Node]:
    return [
        times(*constants, *moving[:place], slope(factor), *moving[place + 1 :])
        for place, factor in enumerate(moving)
    ]


def _difference_of_terms(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if found := _moving_product(node, variable):
        first, *others = _product_terms(*found, slope)
        yield plus(first, *map(minus, others))
        yield plus(minus(first), *others)


def _sum_of_slopes(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if found := _moving_product(node, variable):
        yield times(*found[0], plus(*map(slope, found[1])))


def _constant_factor_lost(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if isinstance(node, Product):
        constants, moving = parted(node, variable)
        if constants and moving:
            yield slope(moving[0] if len(moving) == 1 else Product(tuple(moving)))
    elif isinstance(node, Quotient) and not depends(node.bottom, variable):
        yield slope(node.top)


def _constant_factor_differentiated(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if isinstance(node, Product):
        constants, moving = parted(node, variable)
        if constants and len(moving) == 1:
            yield ZERO
            yield plus(times(*constants, slope(moving[0])), moving[0])


# sums


def _constant_kept(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    if isinstance(node, Sum):
        constants = [term for term in node.terms if not depends(term, variable)]
        moving = [slope(term) for term in node.terms if depends(term, variable)]
        if constants:
            yield plus(*moving, *constants)
            yield plus(*moving, *(ONE for _ in constants))


def _term_left_out(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    for slopes, place in _each_moving(node, variable, slope):
        yield plus(*slopes[:place], *slopes[place + 1 :])


def _sign_of_term(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    for slopes, place in _each_moving(node, variable, slope):
        yield plus(*slopes[:place], minus(slopes[place]), *slopes[place + 1 :])


def _term_not_differentiated(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
    terms = [term for term in node.terms if depends(term, variable)] if isinstance(node, Sum) else []
    for slopes, place in _each_moving(node, variable, slope):
        yield plus(*slopes[:place], terms[place], *slopes[place + 1 :])


def _each_moving(node: Node, variable: str, slope: Slope) -> Iterator[tuple[list[Node], int]]:
    """Yield the slopes of a sum's moving terms with the place of each, where there are two or more."""
    terms = [term for term in node.terms if depends(term, variable)] if isinstance(node, Sum) else []
    slopes = [slope(term) for term in terms]
    yield from ((slopes, place) for place in range(len(slopes)) if len(slopes) > 1)


# quotients


def _of_quotient(build: Callable[[Node, Node, Node, Node], Node]) -> Wrong:
    """Return the mistake that `build` makes of u, v, u' and v' where both u and v move."""

    def wrong(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
        if not isinstance(node, Quotient) or not depends(node.bottom, variable):
            return
        if depends(node.top, variable):
            yield build(node.top, node.bottom, slope(node.top), slope(node.bottom))

    return wrong


def _of_reciprocal(build: Callable[[Node, Node, Node], Node]) -> Wrong:
    """Return the mistake that `build` makes of c, v and v' in c/v."""

    def wrong(node: Node, variable: str, slope: Slope) -> Iterator[Node]:
        if isinstance(node, Quotient) and not depends(node.top, variable) and depends(node.bottom, variable):
            yield build(node.top, node.bottom, slope(node.bottom))

    return wrong


def _top(u: Node, v: Node, du: Node, dv: Node) -> Node:
    return plus(times(du, v), minus(times(u, dv)))


COMBINING_SLIPS = (
    Slip(
        "product of derivatives",
        "The derivative of a product is not the product of the derivatives: use the product rule.",
        _product_of_slopes,
    ),
    Slip(
        "sum of derivatives for a product",
        "You added the factors' derivatives; in the product rule each is still multiplied by the others.",
        _sum_of_slopes,
    ),
    Slip(
        "product rule, a term missing",
        "The product rule has one term for every factor that changes; one of them is missing.",
        _one_term_only,
    ),
    Slip(
        "product rule with a minus",
        "The terms of the product rule are added; the minus belongs to the quotient rule.",
        _difference_of_terms,
    ),
    Slip(
        "quotient sign",
        "Look at the sign in the numerator of the quotient rule: one of its two terms is subtracted.",
        _of_quotient(lambda u, v, du, dv: over(plus(times(du, v), times(u, dv)), square(v))),
    ),
    Slip(
        "quotient numerator order",
        "In the quotient rule the order in the numerator matters: which derivative comes first?",
        _of_quotient(lambda u, v, du, dv: over(minus(_top(u, v, du, dv)), square(v))),
    ),
    Slip(
        "denominator not squared",
        "The numerator is right; what does the quotient rule do to the denominator?",
        _of_quotient(lambda u, v, du, dv: over(_top(u, v, du, dv), v)),
    ),
    Slip(
        "denominator forgotten",
        "This is the numerator of the quotient rule; what is it divided by?",
        _of_quotient(_top),
    ),
    Slip(
        "quotient of derivatives",
        "The derivative of a quotient is not the quotient of the derivatives: use the quotient rule.",
        _of_quotient(lambda u, v, du, dv: over(du, dv)),
    ),
    Slip(
        "quotient of derivatives",
        "Top and bottom are not differentiated each by itself: write the fraction as a power first.",
        _of_reciprocal(lambda c, v, dv: over(c, dv)),
    ),
    Slip(
        "reciprocal sign lost",
        "When the bottom of this fraction grows the fraction shrinks; what does that say of the sign?",
        _of_reciprocal(lambda c, v, dv: over(times(c, dv), square(v))),
    ),
    Slip(
        "denominator not squared",
        "Think of the fraction as the power −1 of its bottom: what becomes of that exponent?",
        _of_reciprocal(lambda c, v, dv: minus(over(times(c, dv), v))),
    ),
    Slip(
        "inner derivative missing",
        "The bottom of this fraction changes too: its own derivative belongs into the answer.",
        _of_reciprocal(lambda c, v, dv: minus(over(c, square(v))) if dv != ONE else v),
    ),
    Slip(
        "reciprocal read as a logarithm",
        "The logarithm has this fraction as its derivative; here the fraction itself is differentiated.",
        _of_reciprocal(lambda c, v, dv: times(c, Call("log", (v,)))),
    ),
    Slip(
        "constant kept",
        "A constant does not change: what does it add to the slope?",
        _constant_kept,
    ),
    Slip(
        "constant factor lost",
        "A constant factor stays as it is when you differentiate; one of yours has gone.",
        _constant_factor_lost,
    ),
    Slip(
        "constant factor differentiated",
        "A constant factor is carried along; it needs no product rule.",
        _constant_factor_differentiated,
    ),
    Slip("a term left out", "Count the terms: every term that changes has a derivative.", _term_left_out),
    Slip("sign of a term", "Go through the signs once more, term by term.", _sign_of_term),
    Slip(
        "a term not differentiated",
        "One term stands as it was; it has to be differentiated too.",
        _term_not_differentiated,
    ),
)


SLIPS: tuple[Slip, ...] = (*FUNCTION_SLIPS, *POWER_SLIPS, *COMBINING_SLIPS)
