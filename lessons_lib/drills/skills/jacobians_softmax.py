"""Lesson 03: the Jacobian of softmax."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ._exercise import Exercise
from ._matrices import Vector, diagonal, matrix_asked, outer, plus, typed
from ._polynomials import summed
from ._skill import Chance, skill
from ._worded import Amount, Slip, amount, line, listed, worded, worked_out


@skill("jacobian of softmax", "layers", "Softmax: all against all")
def softmax(chance: Chance, level: int) -> Exercise:
    """Ask for one entry, then for the matrix of two scores, then of three."""
    pool = {1: ((1, 1, 2), (1, 1, 1), (1, 2, 2), (1, 1, 3)), 2: ((1, 1), (1, 2), (1, 3), (1, 4), (2, 3)),
            3: ((1, 1, 1), (1, 1, 2), (1, 2, 2), (1, 1, 3))}[level]  # fmt: skip
    weights = chance.sample(found := chance.choice(pool), len(found))
    shares = tuple(Fraction(weight, sum(weights)) for weight in weights)
    return _one_entry(chance, shares) if level == 1 else _matrix_of(weights, shares, chance.randint(-2, 3))


_SHARES = "The Jacobian of softmax is {diag(p) - p p'}."


def _one_entry(chance: Chance, shares: Vector) -> Exercise:
    i, j = chance.choice([(i, j) for i in range(3) for j in range(3)])
    one, other, is_same = shares[i], shares[j], i == j
    answer = one - one * other if is_same else -one * other
    asked = worded(
        f"Softmax gives {{p = {listed(shares)}}}. What is the slope of share {i + 1} by score {j + 1}?"
    )
    hints = (
        "If one score grows, its own share grows, and all others shrink.",
        f"{_SHARES} On the diagonal stands a share minus its square, elsewhere minus a product of shares.",
        f"The product of the two shares is {{{amount(one)}*{amount(other)}}}.",
    )
    worked = (
        f"{amount(one)} - {amount(one)}*{amount(other)}" if is_same else f"-({amount(one)}*{amount(other)})"
    )
    steps = (line("diagonal" if is_same else "off the diagonal", f"{{{worked} = {amount(answer)}}}"),)
    return worked_out(asked, answer, hints, steps, _entry_slips(one, other, answer, is_same=is_same))


def _entry_slips(one: Amount, other: Amount, right: Amount, *, is_same: bool) -> Iterator[Slip]:
    yield Slip(-right, "sign", "Does this share grow or shrink when that score grows?")
    if is_same:
        yield Slip(
            one, "product left out", "This is the share itself; a part of its own growth is taken back."
        )
        yield Slip(
            -one * one, "diagonal left out", "A share's own score is on the diagonal: there is one part more."
        )
    else:
        yield Slip(0, "off-diagonal missing", "All shares add up to 1: if one grows, the others make room.")
        yield Slip(
            one - one * other,
            "diagonal entry",
            "This is not on the diagonal: two different shares meet here.",
        )


def _matrix_of(weights: list[int], shares: Vector, shift: int) -> Exercise:
    squares = outer(shares, shares)
    answer = tuple(plus(*rows, -1) for rows in zip(diagonal(shares), squares, strict=True))
    scores = ", ".join(summed((weight > 1, f"log({weight})"), (shift, "")) for weight in weights)
    asked = worded(f"What is the Jacobian of softmax at the scores {{z = [{scores}]}}?")
    hints = (
        "Work out the shares first; a number that is added to all scores changes none of them.",
        f"{_SHARES} Here p is the list of the shares.",
        f"The exponentials of the scores are as {{{listed(weights)}}}: divide each by their sum.",
    )
    steps = (
        line("shares", f"{{p = {listed(shares)}}}"),
        line("products of shares", f"{{p p' = {typed(squares)}}}"),
        line("subtract from the diagonal", f"{{diag(p) - p p' = {typed(answer)}}}"),
    )
    return matrix_asked(asked, answer, hints, steps, _softmax_slips(shares))


def _softmax_slips(shares: Vector) -> Iterator[Slip]:
    squares = outer(shares, shares)
    added = [plus(*rows) for rows in zip(diagonal(shares), squares, strict=True)]
    own = diagonal([share - share * share for share in shares])
    yield Slip(
        typed(own),
        "off-diagonal missing",
        "The diagonal is right; what do the other shares do?",
    )
    yield Slip(
        typed(diagonal(shares)),
        "product left out",
        "One part is missing: what is taken back from each share?",
    )
    yield Slip(
        typed(added),
        "sign",
        "When one score grows, the other shares shrink: look at the sign.",
    )
    yield Slip(
        typed([[-entry for entry in row] for row in squares]),
        "diagonal left out",
        "The diagonal needs a part more.",
    )
