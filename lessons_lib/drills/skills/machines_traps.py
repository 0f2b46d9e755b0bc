"""Lesson 06: programs whose derivative is not what automatic differentiation finds."""

from __future__ import annotations

from typing import NamedTuple

from ._exercise import Exercise, Line
from ._skill import Chance, skill
from ._worded import Asked, Slip, chosen

_RIGHT, _WRONG = "the true slope", "a wrong number"
_NAN, _REFUSAL = "nan: not a number", "an error that says why"
_OUTCOMES = (_RIGHT, _WRONG, _NAN, _REFUSAL)


class _Trap(NamedTuple):
    """A program, where it is asked, what comes out, and why."""

    program: str
    at: int
    outcome: str
    why: str
    mode: str = "Automatic differentiation"


def _shifted(c: int, factor: int = 1) -> str:
    """Return x minus c as a program writes it."""
    inner = "x" if not c else f"x - {c}" if c > 0 else f"x + {-c}"
    return inner if factor == 1 else f"{factor} * x" if not c else f"{factor} * ({inner})"


def _kinks(chance: Chance, c: int, at: int) -> _Trap:
    inner = _shifted(c, chance.choice((1, 2, 3)))
    program = f"relu({inner}) - relu(-({inner}))"
    if at == c:
        return _Trap(
            program, at, _WRONG, "Both kinks take the slope 0, and 0 minus 0 is not the slope of a line."
        )
    return _Trap(program, at, _RIGHT, "Here is no kink: one relu has its slope, the other is flat.")


def _root(chance: Chance, c: int, at: int) -> _Trap:
    inner = _shifted(c)
    program = f"sqrt({f'({inner})' if c else inner} ** {chance.choice((4, 6))})"
    if at == c:
        return _Trap(program, at, _NAN, "The root has infinite slope at 0, and that is multiplied by 0.")
    return _Trap(program, at, _RIGHT, "The root is taken of a positive number, where it has a slope.")


def _branch(chance: Chance, c: int, at: int) -> _Trap:
    c, at = (c or 3), (at if c else at + 3)
    power = chance.choice((2, 3))
    program = f"{c**power} if x == {c} else x ** {power}"
    if at == c:
        return _Trap(program, at, _WRONG, "In this run the result is a constant, with the slope 0.")
    return _Trap(program, at, _RIGHT, f"In this run x ** {power} is worked out, and that has a slope.")


def _where(chance: Chance, c: int, at: int) -> _Trap:
    mode, program = chance.choice(("Forward mode", "Reverse mode")), f"where(x > {c}, sqrt({_shifted(c)}), 0)"
    at = at if at != c else c - chance.choice((1, 2, 4))
    if at > c:
        return _Trap(
            program, at, _RIGHT, "The branch with the root is taken, and it has a slope there.", mode
        )
    if mode == "Reverse mode":
        why = "The branch that is not taken hands on 0 times the slope of a root that has no value."
        return _Trap(program, at, _NAN, why, mode)
    return _Trap(program, at, _RIGHT, "Forward mode drops the branch that is not taken.", mode)


def _leaves(chance: Chance, c: int, at: int) -> _Trap:
    function = chance.choice(("sin", "cos", "exp"))
    program = f"x * {function}(float({_shifted(c)}))"
    why = "float makes an ordinary number of it, and the library does not let a slope be lost silently."
    return _Trap(program, at, _REFUSAL, why)


_PLAIN = (_kinks, _root, _branch)
_ALL = (*_PLAIN, _where, _leaves)


_SECTION = "What you saw: the derivative of the run, not of the function"


@skill("where automatic differentiation fails", "automatic", _SECTION)
def traps(chance: Chance, level: int) -> Exercise:
    """Ask for the known programs, then for both modes and lost values, then for programs moved aside."""
    make = chance.choice(_PLAIN if level == 1 else _ALL)
    c = 0 if level < 3 else chance.choice((-3, -2, -1, 1, 2, 3))
    at = c + chance.choice((0, 0, -3, -1, 2, 5))
    return _asked_of(make(chance, c, at))


def _asked_of(trap: _Trap) -> Exercise:
    ask = (
        f"A program returns `{trap.program}`. {trap.mode}, with this course's library, is asked for its "
        f"slope at x = {trap.at}. What comes out?"
    ).replace("= -", "= −")
    if "relu" in trap.program:
        ask += " Here relu(u) is `where(u > 0, u, 0)`."
    hints = (
        "Follow the run: which operations are done at this very place, and has each of them a slope there?",
        "It is the derivative of the run, not of the function. Watch kinks, roots, branches and lost values.",
        f"Put x = {f'{trap.at}'.replace('-', '−')} in, and look at the innermost operation first.",
    )
    steps = (
        Line("the run", trap.why),
        Line("so", f"What comes out is {trap.outcome}."),
    )
    slips = [_trap_slip(each, trap.outcome) for each in _OUTCOMES if each != trap.outcome]
    return chosen(Asked(ask, ask.replace("`", "")), trap.outcome, hints, steps, slips)


def _trap_slip(taken: str, right: str) -> Slip:
    message = {
        _RIGHT: "That would be so if every operation of this run had a slope here that fits the function.",
        _WRONG: "Is there a kink at this very place, or a branch for this very number?",
        _NAN: "Is there a root of 0 or of a negative number in this run, on the way of the slope?",
        _REFUSAL: "Does a value really lose its slope on the way, as with float?",
    }[taken]
    if right == _REFUSAL and taken != _RIGHT:
        message = "A wrong slope without a word is the worst; what does this library do when a slope is lost?"
    return Slip(taken, f"{taken} for {right}".replace(":", ""), message)
