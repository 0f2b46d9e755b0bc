"""Lesson 06: numbers that carry their slopes, and adjoints on a graph."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import mul
from typing import NamedTuple

from ._exercise import Exercise, Line
from ._matrices import vector_at_random
from ._polynomials import Polynomial
from ._skill import Chance, skill
from ._worded import Amount, Slip, amount, in_brackets, line, listed, worded, worked_out

# forward


class _Dual(NamedTuple):
    """A value and its slope."""

    value: Amount
    slope: Amount


class _Operation(NamedTuple):
    """What is done with one or two duals: how it is said, its value, its slope, and where many go wrong."""

    said: str
    value: Amount
    slope: str
    wrong: Amount
    tag: str
    where: str


_SLOPES_MULTIPLIED = "The slopes are not multiplied with each other: each meets the other's value."
_BOTH = "Two numbers travel together: what becomes of the value, and what of the slope?"


def _operation(chance: Chance, u: _Dual, v: _Dual) -> _Operation:
    (a, da), (b, db) = u, v
    power = chance.choice((2, 3))
    slope, other = in_brackets(da), in_brackets(db)
    one, two = in_brackets(a), in_brackets(b)
    return chance.choice((
        _Operation("{u v}", a * b, f"{slope}*{two} + {one}*{other}", da * db,
                   "product of slopes", _SLOPES_MULTIPLIED),
        _Operation("{u - v}", a - b, f"{slope} - {other}", da + db,
                   "sign", "What is subtracted takes its slope along."),
        _Operation(f"{{u^{power}}}", a**power, f"{power}*{one}^{power - 1}*{slope}", power * a ** (power - 1),
                   "inner slope left out", "The slope of u itself is still to be multiplied."),
        _Operation("{u/v}", Fraction(a) / b, f"({slope}*{two} - {one}*{other})/{two}^2", Fraction(da) / db,
                   "quotient of slopes", "The slopes are not divided by each other: use the quotient rule."),
    ))  # fmt: skip


@skill("dual numbers", "automatic", "2. A number that carries its slope · core")
def duals(chance: Chance, level: int) -> Exercise:
    """Ask for a product or difference, then for powers and quotients too, then for a whole program."""
    if level == 3:
        return _program(chance)
    u = _Dual(*vector_at_random(chance, 2, 5))
    v = _Dual(chance.choice((-2, -1, 1, 2)), chance.choice((-3, -1, 1, 2, 4)))
    found = _operation(chance, u, v)
    while level == 1 and found.said not in {"{u v}", "{u - v}"}:
        found = _operation(chance, u, v)
    return _one_operation(u, v, found)


def _one_operation(u: _Dual, v: _Dual, done: _Operation) -> Exercise:
    slope = _worked(done.slope)
    names = f"u = {listed(u)}}} and {{v = {listed(v)}" if "v" in done.said else f"u = {listed(u)}"
    asked = worded(
        f"Write dual numbers as value and slope: {{{names}}}. What is {done.said}, as such a list?"
    )
    hints = (
        _BOTH,
        "The value is worked out as ever; the slope by the rule for this operation.",
        f"The slope is {{{done.slope}}}.",
    )
    steps = (
        line("value", f"{{{amount(done.value)}}}"),
        line("slope", f"{{{done.slope} = {amount(slope)}}}"),
        line("together", f"{{{listed((done.value, slope))}}}"),
    )
    slips = (
        Slip((done.value, done.wrong), done.tag, done.where),
        Slip(
            (slope, done.value), "value and slope swapped", "Both numbers are right; the value stands first."
        ),
        Slip((done.value, -slope), "sign", "The value is right; look at the sign of the slope."),
        Slip(done.value, "slope left out", "This is the value; its slope travels along."),
    )
    return worked_out(asked, (done.value, slope), hints, steps, slips)


def _worked(formula: str) -> Fraction:
    """Return the value of a formula that has only numbers."""
    top, _, bottom = formula.partition(")/")
    if bottom:
        return _worked(top.removeprefix("(")) / _worked(bottom)
    return Polynomial.read(formula, ()).at(())


_PROGRAMS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("u = x*x", "v = u + {a}*x", "w = u*v"), "x^2 (x^2 + {a}x)"),
    (("u = x + {a}", "v = u*u", "w = v*x"), "x (x + {a})^2"),
    (("u = {a}*x", "v = u*x", "w = v*v - u"), "({a}x^2)^2 - {a}x"),
    (("u = x*x", "v = x - {a}", "w = u*v + v"), "x^2 (x - {a}) + x - {a}"),
)


def _program(chance: Chance) -> Exercise:
    lines, formula = chance.choice(_PROGRAMS)
    a, x = chance.choice((2, 3)), chance.choice((-2, -1, 1, 2))
    f = Polynomial.read(formula.format(a=a), ("x",))
    answer = f.at((x,)), f.by(0).at((x,))
    shown = "; ".join(f"{{{each.format(a=a)}}}" for each in lines)
    asked = worded(
        f"A program: {shown}. It runs with the dual number {{x = [{x}, 1]}}. What is w, value and slope?"
    )
    hints = (
        _BOTH,
        "Go line by line, and work out value and slope together.",
        "The slope of x is 1. Begin with the line for u: its value, and its slope by the rule for that line.",
    )
    parts = _run(lines, a, x)
    steps = [line(f"line {i}", f"{{{name} = {listed(part)}}}") for i, (name, part) in enumerate(parts, 1)]
    slips = (
        Slip(answer[::-1], "value and slope swapped", "Both numbers are right; the value stands first."),
        Slip((answer[0], -answer[1]), "sign", "The value is right; look at the sign of the slope."),
        Slip((answer[0], 1), "slope of the input", "1 is the slope of x; w changes at another rate."),
        Slip(answer[0], "slope left out", "This is the value; its slope travels along."),
    )
    return worked_out(asked, answer, hints, steps, slips)


def _run(lines: tuple[str, ...], a: int, x: int) -> list[tuple[str, tuple[Fraction, Fraction]]]:
    """Return value and slope of each line, by putting the lines into each other."""
    known, found = {"x": "x"}, []
    for each in lines:
        name, _, right = each.format(a=a).partition(" = ")
        known[name] = "".join(f"({known[sign]})" if sign in known else sign for sign in right)
        f = Polynomial.read(known[name], ("x",))
        found.append((name, (f.at((x,)), f.by(0).at((x,)))))
    return found


# backward


@skill("adjoints on a graph", "automatic", "Ask it the other way round")
def adjoint(chance: Chance, level: int) -> Exercise:
    """Ask for a node with one way to the result, then for an input with two, then for a longer graph."""
    x, y = vector_at_random(chance, 2, 4)
    a = chance.choice((2, 3, 5))
    if level == 1:
        return _one_way(x, y, a)
    name, (formula, lines) = chance.choice("xy"), chance.choice(_SHORT if level == 2 else _LONG)
    if not Polynomial.read(formula.format(a=a), ("x", "y")).by("xy".index(name)).at((x, y)):
        return adjoint(chance, level)
    return _several_ways(name, formula.format(a=a), [each.format(a=a) for each in lines], (x, y))


def _one_way(x: Amount, y: Amount, a: int) -> Exercise:
    value = x * x
    asked = worded(
        f"A program at {{x = {amount(x)}}}, {{y = {amount(y)}}}: {{u = x^2}}; {{w = {a}*u*y}}. "
        "What is the adjoint of the node u?"
    )
    hints = (
        "How much does the result change, per unit of change at this node?",
        "Begin with 1 at the result, and multiply the slopes along the way back.",
        "The way back from w to u: the slope of w by u, with y held still.",
    )
    answer = a * y
    steps = (
        line("the result", "w has the adjoint 1."),
        line("back to u", f"The slope of w by u is {{{a}*y}}: {{{a}*{in_brackets(y)} = {amount(answer)}}}"),
    )
    slips = (
        Slip(a * value * y, "value for adjoint", "This is the value of the result, not its change."),
        Slip(
            value, "value of the node", "This is the node's own value; how much does the result lean on it?"
        ),
        Slip(2 * x * a * y, "one node too far", "This goes on to x: stop at u."),
        Slip(2 * x, "forward for backward", "This is how u changes with x; look from u towards the result."),
        Slip(y, "factor left out", "One factor of the last line is missing."),
    )
    return worked_out(asked, answer, hints, steps, slips)


_SHORT = (
    ("x^2 y + {a}y", ("u = x^2", "v = u*y", "w = v + {a}*y")),
    ("(x + {a}y) y", ("u = x + {a}*y", "w = u*y")),
    ("x y - {a}x", ("u = x*y", "w = u - {a}*x")),
    ("(x y)^2 + x", ("u = x*y", "v = u^2", "w = v + x")),
)
_LONG = (
    ("(x + y) x y", ("u = x + y", "v = x*y", "w = u*v")),
    ("(x y + {a}x)^2", ("u = x*y", "v = u + {a}*x", "w = v^2")),
    ("(x - y)^2 + {a}x y", ("u = x - y", "v = u^2", "w = v + {a}*x*y")),
    ("(x^2 + y)(y + {a}x)", ("u = x^2 + y", "v = y + {a}*x", "w = u*v")),
)


def _several_ways(name: str, formula: str, lines: list[str], point: tuple[Amount, Amount]) -> Exercise:
    f, index = Polynomial.read(formula, ("x", "y")), "xy".index(name)
    answer, other = f.by(index).at(point), f.by(1 - index).at(point)
    shown = "; ".join(f"{{{each}}}" for each in lines)
    asked = worded(
        f"A program at {{x = {amount(point[0])}}}, {{y = {amount(point[1])}}}: {shown}. "
        f"What is the adjoint of the input {name}?"
    )
    hints = (
        "Begin with 1 at the result w, and go backward line by line.",
        "Along a way multiply, at a meeting add: an input that is used twice gets two contributions.",
        f"Find all lines in which {name} stands. Each of them gives a contribution.",
    )
    return worked_out(asked, answer, hints, _backward(name, lines, point, answer), _adjoint_slips(
        answer, other, f.at(point), _direct(name, lines, point)))  # fmt: skip


def _direct(name: str, lines: list[str], point: tuple[Amount, Amount]) -> tuple[Amount, ...]:
    """Return what each line gives to an input that stands in it: adjoint of the line times slope."""
    adjoints, given = _swept(lines, point), []
    for each in lines:
        left, _, right = each.partition(" = ")
        if name in right:
            given.append(adjoints[left] * _slope(right, name, _values(lines, point)))
    return tuple(given)


def _values(lines: list[str], point: tuple[Amount, Amount]) -> dict[str, Amount]:
    known: dict[str, Amount] = dict(zip("xy", point, strict=True))
    for each in lines:
        left, _, right = each.partition(" = ")
        known[left] = Polynomial.read(right, tuple(known)).at(tuple(known.values()))
    return known


def _slope(formula: str, name: str, known: dict[str, Amount]) -> Fraction:
    return Polynomial.read(formula, tuple(known)).by(list(known).index(name)).at(tuple(known.values()))


def _swept(lines: list[str], point: tuple[Amount, Amount]) -> dict[str, Amount]:
    """Return the adjoints of all nodes, from the result back."""
    known = _values(lines, point)
    found: dict[str, Amount] = {**dict.fromkeys(known, 0), "w": 1}
    for each in reversed(lines):
        left, _, right = each.partition(" = ")
        for name in known:
            if name in right:
                found[name] += found[left] * _slope(right, name, known)
    return found


def _backward(name: str, lines: list[str], point: tuple[Amount, Amount], answer: Amount) -> list[Line]:
    adjoints, given = _swept(lines, point), _direct(name, lines, point)
    nodes = [each.partition(" = ")[0] for each in reversed(lines)]
    steps = [line(f"node {node}", f"Its adjoint is {{{amount(adjoints[node])}}}.") for node in nodes]
    if len(given) == 1:
        return [*steps, line("one contribution", f"{name} stands in one line only: {{{amount(answer)}}}")]
    total = " + ".join(map(in_brackets, given))
    return [*steps, line("contributions add up", f"{{{total} = {amount(answer)}}}")]


def _adjoint_slips(
    answer: Amount, other: Amount, value: Amount, given: tuple[Amount, ...]
) -> tuple[Slip, ...]:
    product = reduce(mul, given)
    return (
        *(
            Slip(part, "one way only", "This is the contribution of one way; there is another.")
            for part in given
        ),
        Slip(product, "contributions multiplied", "Along a way slopes multiply; different ways are added."),
        Slip(other, "the other input", "This belongs to the other input."),
        Slip(value, "value for adjoint", "This is the value of the result, not its change."),
        Slip(-answer, "sign", "The size is right; look at the sign."),
    )
