"""Random pairs of formulas: equal ones by rules of calculus, different ones by a slip, proven apart.

The proof that a pair is different owes nothing to the checker: `value_at` evaluates with mpmath's
own functions at 120 digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

from lessons_lib.formula import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    ReadingError,
    Sum,
    children,
    names,
    number,
    parse,
    text,
)
from tests.drills.compare_values import value_at

X, ONE, TWO = Name("x"), number(1), number(2)
E, PI = Constant("e"), Constant("pi")
_LARGE = 1e30
ENTIRE = ("sin", "cos", "exp", "sinh", "cosh", "tanh", "arctan", "arcsinh", "sigmoid")
PARTIAL = (
    "log",
    "sqrt",
    "tan",
    "sec",
    "arcsin",
    "arccos",
    "csc",
    "cot",
    "arccosh",
    "arctanh",
    "coth",
    "sech",
)
BENT = ("abs", "relu", "sign", "cbrt", "softplus")


def negative(tree: Node) -> Node:
    return Negative(tree)


def plus(*terms: Node) -> Node:
    return Sum(terms)


def times(*factors: Node) -> Node:
    return Product(factors)


def call(function: str, *arguments: Node) -> Node:
    return Call(function, arguments)


def squared(tree: Node) -> Node:
    return Power(tree, TWO)


# random formulas


def formula(random: Random, depth: int, letters: tuple[str, ...] = ("x",)) -> Node:
    """Return a random formula of the kind that stands in textbooks."""
    if depth == 0 or random.random() < 0.15:
        return leaf(random, letters)
    make = random.choices(_MAKERS, (4, 4, 2, 3, 5, 1))[0]
    return make(random, lambda: formula(random, depth - 1, letters))


Smaller = Callable[[], Node]
_EXPONENTS = (2, 2, 3, 4, -1, -2, Fraction(1, 2), Fraction(3, 2))


def _some_call(random: Random, smaller: Smaller) -> Node:
    group = random.choices((ENTIRE, PARTIAL, BENT), (6, 3, 1))[0]
    return call(random.choice(group), smaller())


_MAKERS: list[Callable[[Random, Smaller], Node]] = [
    lambda _, smaller: plus(smaller(), smaller()),
    lambda _, smaller: times(smaller(), smaller()),
    lambda _, smaller: Quotient(smaller(), smaller()),
    lambda random, smaller: Power(smaller(), number(random.choice(_EXPONENTS))),
    _some_call,
    lambda _, smaller: negative(smaller()),
]


def leaf(random: Random, letters: tuple[str, ...]) -> Node:
    if random.random() < 0.65:
        return Name(random.choice(letters))
    if random.random() < 0.1:
        return random.choice((PI, E))
    return number(random.choice((1, 2, 3, 4, 5, 7, 10, Fraction(1, 2), Fraction(3, 10), Fraction(5, 4))))


# rules: an equal formula, or None where the rule does not apply


def _half_angle(node: Node) -> Node | None:
    match node:
        case Power(Call("sin", (u,)), Number(value)) if value == 2:
            return plus(ONE, negative(squared(call("cos", u))))
        case Power(Call("cos", (u,)), Number(value)) if value == 2:
            return Quotient(plus(ONE, call("cos", times(TWO, u))), TWO)
        case Power(Call("tanh", (u,)), Number(value)) if value == 2:
            return plus(ONE, negative(squared(call("sech", u))))
    return None


_AS_OTHERS: dict[str, Callable[[Node], Node]] = {
    "sin": lambda u: times(TWO, call("sin", Quotient(u, TWO)), call("cos", Quotient(u, TWO))),
    "cos": lambda u: plus(ONE, negative(times(TWO, squared(call("sin", Quotient(u, TWO)))))),
    "tan": lambda u: Quotient(call("sin", u), call("cos", u)),
    "cot": lambda u: Quotient(call("cos", u), call("sin", u)),
    "sec": lambda u: Power(call("cos", u), number(-1)),
    "csc": lambda u: Quotient(ONE, call("sin", u)),
    "exp": lambda u: Power(E, u),
    "sinh": lambda u: Quotient(plus(call("exp", u), negative(call("exp", negative(u)))), TWO),
    "cosh": lambda u: Quotient(plus(call("exp", u), Power(E, negative(u))), TWO),
    "tanh": lambda u: plus(ONE, negative(Quotient(TWO, plus(Power(E, times(TWO, u)), ONE)))),
    "coth": lambda u: Quotient(call("cosh", u), call("sinh", u)),
    "sech": lambda u: Quotient(TWO, plus(call("exp", u), call("exp", negative(u)))),
    "arctan": lambda u: call("arcsin", Quotient(u, call("sqrt", plus(ONE, squared(u))))),
    "arcsin": lambda u: plus(Quotient(PI, TWO), negative(call("arccos", u))),
    "arccos": lambda u: plus(Quotient(PI, TWO), negative(call("arcsin", u))),
    "arcsinh": lambda u: call("log", plus(u, call("sqrt", plus(squared(u), ONE)))),
    "arccosh": lambda u: times(
        TWO,
        call(
            "log",
            plus(
                call("sqrt", Quotient(plus(u, ONE), TWO)), call("sqrt", Quotient(plus(u, negative(ONE)), TWO))
            ),
        ),
    ),
    "arctanh": lambda u: Quotient(call("log", Quotient(plus(ONE, u), plus(ONE, negative(u)))), TWO),
    "sigmoid": lambda u: Quotient(ONE, plus(ONE, Power(E, negative(u)))),
    "softplus": lambda u: call("log", plus(ONE, call("exp", u))),
    "log": lambda u: negative(call("log", Quotient(ONE, u))),
    "sqrt": lambda u: Power(u, number(Fraction(1, 2))),
    "abs": lambda u: call("sqrt", squared(u)),
    "relu": lambda u: Quotient(plus(u, call("abs", u)), TWO),
    "cbrt": lambda u: times(call("sign", u), Power(call("abs", u), number(Fraction(1, 3)))),
    "sign": lambda u: negative(call("sign", negative(u))),
}


def _as_others(node: Node) -> Node | None:
    if not isinstance(node, Call) or len(node.arguments) > 1 or node.function not in _AS_OTHERS:
        return None
    return _AS_OTHERS[node.function](node.arguments[0])


def _reordered(node: Node) -> Node | None:
    match node:
        case Sum(parts):
            return Sum(parts[::-1])
        case Product(parts):
            return Product(parts[::-1])
    return None


def _spread(node: Node) -> Node | None:
    match node:
        case Product((u, Sum(terms))):
            return Sum(tuple(times(u, term) for term in terms))
        case Quotient(Sum(terms), v):
            return Sum(tuple(Quotient(term, v) for term in terms))
        case Power(Product(parts), Number(value) as n) if value in (2, 3):
            return Product(tuple(Power(part, n) for part in parts))
        case Power(Sum((u, v)), Number(value)) if value == 2:
            return plus(squared(u), times(TWO, u, v), squared(v))
    return None


def _powers(node: Node) -> Node | None:
    match node:
        case Power(u, Number(value)) if value.denominator == 1 and value > 1:
            return times(u, Power(u, number(value - 1)))
        case Power(u, Number(value)) if value == Fraction(3, 2):
            return times(u, call("sqrt", u))
        case Power(u, Negative(n)):
            return Quotient(ONE, Power(u, n))
        case Quotient(u, v):
            return times(u, Power(v, number(-1)))
        case Quotient(Quotient(u, v), w):
            return Quotient(u, times(v, w))
    return None


def _signs(node: Node) -> Node | None:
    match node:
        case Sum((u, Negative(v))):
            return negative(plus(v, negative(u)))
        case Sum((u, v)):
            return plus(u, negative(negative(v)))
        case Negative(Product((u, v))):
            return times(negative(u), v)
        case Call(
            "sin" | "tan" | "sinh" | "arctan" | "arcsin" | "cbrt" | "arctanh" | "csc" | "cot" as f, (u,)
        ):
            return negative(call(f, negative(u)))
        case Call("cos" | "cosh" | "abs" | "sec" | "sech" as f, (u,)):
            return call(f, negative(u))
    return None


def _numbers(node: Node) -> Node | None:
    match node:
        case Number(value) if value.denominator == 1 and value > 0:
            return call("sqrt", number(value * value))
        case Number(value) if value:
            return Quotient(number(value * 6), number(6))
    return None


def _nothing(node: Node) -> Node:
    return plus(node, number(0))


def _one(node: Node) -> Node:
    u = plus(squared(X), ONE)
    return Quotient(times(node, u), u)


def _removable(node: Node) -> Node:
    u = plus(X, ONE)
    return times(node, Quotient(u, u))


def _both_ways(node: Node) -> Node:
    return plus(plus(node, X), negative(X))


def _logarithm(node: Node) -> Node:
    return call("log", Power(E, node))


RULES: dict[str, Callable[[Node], Node | None]] = {
    "half angles": _half_angle,
    "one function by others": _as_others,
    "reordered": _reordered,
    "spread": _spread,
    "powers": _powers,
    "signs": _signs,
    "numbers": _numbers,
    "+ 0": _nothing,
    "· 1": _one,
    "· (x + 1)/(x + 1)": _removable,
    "+ x − x": _both_ways,
    "log e^u": _logarithm,
}
RARE = ("+ 0", "· 1", "· (x + 1)/(x + 1)", "+ x − x", "log e^u", "numbers")


def rewritten(tree: Node, random: Random, steps: int) -> Node:
    """Apply `steps` random rules at random places."""
    for _ in range(steps):
        tree = _rewritten_once(tree, random)
    return tree


def _rewritten_once(tree: Node, random: Random) -> Node:
    for _ in range(20):
        path = random.choice(list(places(tree)))
        name = random.choice(list(RULES))
        if name in RARE and random.random() < 0.6:
            continue
        new = RULES[name](at(tree, path))
        if new is not None:
            return put(tree, path, new)
    return tree


# slips: a formula that is usually different


def slipped(tree: Node, random: Random) -> Node:
    """Make one slip at a random place."""
    for _ in range(60):
        path = random.choice(list(places(tree)))
        slip = random.choice(SLIPS)
        new = slip(at(tree, path), random)
        if new is not None:
            return put(tree, path, new)
    return plus(tree, ONE)


def _other_number(node: Node, random: Random) -> Node | None:
    match node:
        case Number(value):
            return number(value + random.choice((1, -1, Fraction(1, 1000), Fraction(1, 10**9), value)))
    return None


def _other_function(node: Node, random: Random) -> Node | None:
    swaps = {
        "sin": "cos",
        "cos": "sin",
        "tan": "cot",
        "sinh": "cosh",
        "cosh": "sinh",
        "log": "sqrt",
        "sec": "csc",
        "arcsin": "arccos",
        "arctan": "arcsin",
        "tanh": "coth",
        "exp": "sinh",
        "abs": "relu",
        "sqrt": "cbrt",
        "sigmoid": "softplus",
        "arcsinh": "sinh",
        "arccosh": "arcsinh",
    }
    if isinstance(node, Call) and node.function in swaps:
        return Call(swaps[node.function], node.arguments)
    return None


def _lost(node: Node, random: Random) -> Node | None:
    match node:
        case Sum(parts) | Product(parts):
            return random.choice(parts)
        case Negative(inner):
            return inner
        case Power(base, _):
            return base
        case Call("abs" | "sqrt" | "log", (inner,)):
            return inner
    return None


def _grown(node: Node, random: Random) -> Node | None:
    if not isinstance(node, Name | Call):
        return None
    tiny = number(Fraction(1, 10 ** random.choice((3, 7, 12))))
    return random.choice(
        (
            negative(node),
            times(TWO, node),
            plus(node, ONE),
            plus(node, times(tiny, X)),
            squared(node),
            times(node, plus(ONE, tiny)),
            call("abs", node),
        )
    )


def _upside_down(node: Node, random: Random) -> Node | None:
    match node:
        case Quotient(top, bottom):
            return Quotient(bottom, top)
        case Power(base, exponent):
            return Power(base, plus(exponent, random.choice((ONE, number(-1)))))
    return None


SLIPS = (_other_number, _other_function, _lost, _grown, _upside_down)


# places in a tree

Path = tuple[int, ...]


def places(tree: Node, path: Path = ()) -> Iterator[Path]:
    """Yield the way to every node."""
    yield path
    for i, part in enumerate(children(tree)):
        yield from places(part, (*path, i))


def at(tree: Node, path: Path) -> Node:
    return at(children(tree)[path[0]], path[1:]) if path else tree


def put(tree: Node, path: Path, new: Node) -> Node:
    """Return a tree with the node at `path` exchanged."""
    if not path:
        return new
    parts = list(children(tree))
    parts[path[0]] = put(parts[path[0]], path[1:], new)
    return rebuilt(tree, parts)


def rebuilt(tree: Node, parts: list[Node]) -> Node:
    """Return a node of the same kind with other children."""
    match tree:
        case Sum() | Product():
            return type(tree)(tuple(parts))
        case Call(function):
            return Call(function, tuple(parts))
        case Negative() | Quotient() | Power():
            return type(tree)(*parts)
    return tree


def height(tree: Node) -> int:
    return 1 + max(map(height, children(tree)), default=0)


def _points(letters: list[str], count: int) -> Iterator[dict[str, Any]]:
    random = Random(7)
    for _ in range(count):
        yield {name: random.choice((-1, 1)) * 10 ** random.uniform(-1.5, 1.2) for name in letters}


def proven_apart(one: Node, other: Node) -> bool:
    """Tell whether two formulas clearly differ at a point where both have a value."""
    letters = sorted({*names(one), *names(other)})
    for point in _points(letters, 60):
        try:
            a, b = value_at(one, point), value_at(other, point)
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        if abs(a - b) > 1e-40 * max(abs(a), abs(b), 1):
            return True
    return False


def has_points(tree: Node) -> bool:
    """Tell whether a formula has values on a part of the line that is not tiny."""
    random = Random(8)
    letters = sorted(names(tree))
    met = 0
    for _ in range(40):
        try:
            value_at(
                tree, {name: random.choice((-1, 1)) * 10 ** random.uniform(-1.5, 1.2) for name in letters}
            )
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        met += 1
    return met >= 4


def readable(tree: Node) -> bool:
    """Tell whether the reader takes the formula: its constant parts are of moderate size."""
    try:
        parse(text(tree))
    except ReadingError:
        return False
    return True


def equal_pair(random: Random) -> tuple[Node, Node]:
    """Return two equal formulas, written differently."""
    while True:
        letters = random.choice((("x",), ("x",), ("x", "y")))
        tree = formula(random, random.choice((2, 3, 3, 4)), letters)
        other = rewritten(tree, random, random.choice((1, 2, 3, 5)))
        is_new = names(tree) and tree != other and height(other) < 40
        if is_new and readable(tree) and readable(other) and has_points(tree) and has_points(other):
            return tree, other


def different_pair(random: Random) -> tuple[Node, Node]:
    """Return two formulas that are proven to differ."""
    while True:
        tree, other = equal_pair(random)
        wrong = slipped(other, random)
        if proven_apart(tree, wrong):
            return tree, wrong
