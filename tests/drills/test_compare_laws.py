"""Laws of comparing: symmetry, renaming, reordering, adding nothing, and random pairs proven by others."""

import re
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.check.survey import agrees
from lessons_lib.drills import compare
from lessons_lib.formula import (
    Name,
    Negative,
    Node,
    Product,
    Quotient,
    Sum,
    children,
    latex,
    number,
    text,
)
from tests.drills.compare_pairs import different_pair, equal_pair, rebuilt, squared

seeds = st.integers(0, 10**9)
FEW = settings(max_examples=25, deadline=None)
MORE = settings(max_examples=80, deadline=None)


def pairs(seed: int) -> list[tuple[Node, Node, bool]]:
    random = Random(seed)
    return [(*equal_pair(random), True), (*different_pair(random), False)]


@given(seeds)
@MORE
def test_equal_pairs_are_accepted_and_different_ones_not(seed: int) -> None:
    for one, other, same in pairs(seed):
        assert compare(text(one), text(other)).accepted is same
        assert compare(latex(one), text(other)).accepted is same


@given(seeds)
@FEW
def test_symmetric(seed: int) -> None:
    for one, other, same in pairs(seed):
        assert compare(text(other), text(one)).accepted is same


def renamed(tree: Node, to: dict[str, str]) -> Node:
    if isinstance(tree, Name):
        return Name(to.get(tree.name, tree.name))
    return rebuilt(tree, [renamed(part, to) for part in children(tree)])


@given(seeds, st.permutations(["u", "theta", "t", "S", "x2"]))
@FEW
def test_unchanged_under_renaming(seed: int, letters: list[str]) -> None:
    to = dict(zip(("x", "y"), letters, strict=False))
    for one, other, same in pairs(seed):
        typed = text(renamed(one, to)), text(renamed(other, to))
        assert compare(*typed, variables=list(to.values())).accepted is same


def with_nothing_added(tree: Node) -> list[Node]:
    x = Name("x")
    up = Sum((x, number(1)))
    positive = Sum((squared(x), number(1)))
    return [
        Sum((tree, number(0))),
        Sum((x, tree, Negative(x))),
        Product((number(Fraction(5, 2)), tree, number(Fraction(2, 5)))),
        Quotient(Product((tree, up)), up),
        Quotient(Product((tree, positive)), positive),
        Negative(Negative(tree)),
    ]


@given(seeds)
@FEW
def test_unchanged_when_nothing_is_added(seed: int) -> None:
    for one, other, same in pairs(seed):
        for more in with_nothing_added(other):
            assert compare(text(one), text(more)).accepted is same


def reordered(tree: Node) -> Node:
    match tree:
        case Sum(parts):
            return Sum(tuple(reordered(part) for part in parts[::-1]))
        case Product(parts):
            return Product(tuple(reordered(part) for part in parts[1:] + parts[:1]))
    return tree


@given(seeds)
@FEW
def test_unchanged_under_reordering(seed: int) -> None:
    for one, other, same in pairs(seed):
        assert compare(text(one), text(reordered(other))).accepted is same


@given(seeds)
@FEW
def test_a_formula_equals_itself_and_not_itself_plus_something_small(seed: int) -> None:
    one = equal_pair(Random(seed))[0]
    assert compare(text(one), text(one)).kind == "equal"
    tiny = number(Fraction(1, 10**25))
    assert not compare(text(one), text(Sum((one, Product((tiny, Name("x"))))))).accepted


@given(seeds)
@FEW
def test_agrees_says_the_same(seed: int) -> None:
    for one, other, same in pairs(seed):
        assert agrees(one, other) is same


@given(seeds)
@FEW
def test_arrays_are_compared_entry_by_entry(seed: int) -> None:
    (one, other, _), (right, wrong, _) = pairs(seed)
    verdict = compare(f"[{text(one)}, {text(right)}]", f"[{text(other)}, {text(wrong)}]")
    assert [entry.accepted for entry in verdict.entries] == [True, False]  # type: ignore[union-attr]
    assert not verdict.accepted


def programmed(tree: Node) -> str:
    """Write a formula as programmers do."""
    typed = text(tree).replace("·", "*").replace("−", "-").replace("√", "sqrt")
    raised = re.sub("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: f"**({found[0].translate(LOWERED)})", typed)
    return raised.replace("π", "pi")


LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@given(seeds)
@FEW
def test_programmers_notation_reads_the_same(seed: int) -> None:
    one, other = equal_pair(Random(seed))
    assert compare(text(one), programmed(other)).accepted
