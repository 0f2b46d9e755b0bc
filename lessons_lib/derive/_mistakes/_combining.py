"""Mistakes in sums, products and quotients."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lessons_lib.derive._derivation import ONE, ZERO, Slope, depends, minus, over, parted, plus, square, times
from lessons_lib.formula import Call, Node, Product, Quotient, Sum

from ._slip import Slip, Wrong


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


SLIPS = (
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
