"""Lesson 01: tangent lines."""

from __future__ import annotations

from fractions import Fraction

from ._exercise import Exercise
from ._parabola import Parabola
from ._skill import Chance, skill
from ._worded import Amount, Slip, amount, line, signed, times, worded, worked_out


@skill("tangent line", "derivatives", "What you saw: the limit")
def tangent(chance: Chance, level: int) -> Exercise:
    """Ask for the tangent of a parabola: from height and slope, then from its formula, then of others."""
    if level == 3:
        return _tangent(*chance.choice(_CURVES))
    curve, at = Parabola.any(chance), chance.choice((-1, 1, 2, 3) if level == 2 else (0, 1, 2))
    if level == 1:
        return _tangent("", str(at), str(curve.value(at)), curve.slope(at) or 5, "")
    return _tangent(str(curve), str(at), str(curve.value(at)), curve.slope(at), curve.slopes)


_CURVES: tuple[tuple[str, str, str, Amount, str], ...] = (
    ("e^x", "0", "1", 1, "e^x"),
    ("e^(2x)", "0", "1", 2, "2 e^(2x)"),
    ("sin x", "0", "0", 1, "cos x"),
    ("sin(3x)", "0", "0", 3, "3 cos(3x)"),
    ("log x", "1", "0", 1, "1/x"),
    ("sqrt x", "4", "2", Fraction(1, 4), "1/(2 sqrt x)"),
    ("sqrt x", "9", "3", Fraction(1, 6), "1/(2 sqrt x)"),
    ("1/x", "1", "1", -1, "-1/x^2"),
    ("1/x", "2", "1/2", Fraction(-1, 4), "-1/x^2"),
    ("x^3", "-1", "-1", 3, "3x^2"),
    ("x^3", "2", "8", 12, "3x^2"),
    ("x^4", "1", "1", 4, "4x^3"),
)


def _tangent(formula: str, at: str, height: str, slope: Amount, slopes: str) -> Exercise:
    away = "x" if at == "0" else f"(x{signed(-Fraction(at))})"
    answer = _through(height, slope, away)
    found = f"{{y' = {slopes}}}, at {{x = {at}}}: " if formula else ""
    of = (
        f"of {{y = {formula}}}"
        if formula
        else f"of a curve of height {{{height}}} and slope {{{amount(slope)}}}"
    )
    return worked_out(
        worded(f"Give the tangent {of} at {{x = {at}}} as a formula in {{x}}."),
        answer,
        (
            "A straight line is known by one point and its slope.",
            "Start at the height of the point, and rise by the slope times the way to the right.",
            f"The way to the right is counted from the point: at {{x = {at}}} it is 0, one further on 1.",
        ),
        [
            line("height", f"At {{x = {at}}} the height is {{{height}}}."),
            line("slope", f"{found}{{{amount(slope)}}}"),
            line("point and slope", f"{{y = {answer}}}"),
        ],
        [*_tangent_slips(height, slope, away), *_slopes_kept(height, slopes, away)],
        variables=["x"],
    )  # fmt: skip


def _through(height: str, slope: Amount, away: str) -> str:
    """Return the line of a height and a slope, as it is typed."""
    if not slope:
        return height
    return times(slope, away) if height == "0" else f"{height}{signed(slope, away)}"


def _tangent_slips(height: str, slope: Amount, away: str) -> list[Slip]:
    lost = "This line has the right slope; does it go through the point?"
    return [
        Slip(slope, "slope instead of line", "That is its slope; the line itself has a height at every {x}."),
        Slip(_through("0", slope, "x"), "height left out", lost),
        Slip(_through("0", slope, away), "height left out", lost),
        Slip(_through(height, slope, "x"), "way counted from 0",
             "Count the way to the right from the point, not from 0."),
        Slip(_through(height, -slope, away), "sign", "Does the line rise or fall?"),
        Slip(height, "height only", "That is the height at the point; how does the line go on from there?"),
    ]  # fmt: skip


def _slopes_kept(height: str, slopes: str, away: str) -> list[Slip]:
    message = "A line has one slope: put the point into it first."
    return [Slip(f"{height} + ({slopes}) {away}", "point not put into the slope", message)] if slopes else []
