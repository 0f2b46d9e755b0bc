"""Is this answer the expected one? `compare` reads both, decides, and says why in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from lessons_lib.formula import Node, ReadingError, ShapeError, parse

from ._agreement import Question, free_names
from ._choice import is_choice, never_formula, same_choice
from ._domain import Domain, DomainError, DomainLike, domain_of
from ._entries import array_verdict, shape_of
from ._judging import verdict_of
from ._matrix import given_shapes, speaks_of_matrices
from ._matrix_verdict import matrix_verdict
from ._real_roots import with_real_roots
from ._saying import listed
from ._shapes import Shape
from ._typed import Typed, flat_names, read, speak_of_arrays
from ._values import Formula, Nothing, OutOfWorkError, Work
from ._verdict import Verdict

Variables = str | Iterable[Any] | Mapping[str, Any] | None


def compare(expected: str, answer: str, variables: Variables = None, domain: DomainLike = None) -> Verdict:
    """Decide whether an answer is the expected one.

    Both are read as formulas and evaluated at points of the domain, to as many digits as it takes
    to tell two values apart; nothing that was typed is executed. Where a cube root stands in one of
    the two, powers such as x^(2/3) are real roots as well.

    Parameters
    ----------
    expected, answer : str
        Formulas, numbers, vectors and matrices in brackets, matrix expressions such as
        "2 A' (A x - b)", or two plain words (a choice). A prefix such as "y' =" is taken off.
    variables : optional
        The names that may be used, nested as they like ("x", ["x", "y"]), so that S, N, E, I, beta
        or lambda can be plain variables; or a mapping from name to shape, such as
        {"A": ("m", "n"), "x": ("n",)}. Without it the letters in the formulas are the names; in a
        formula with transposes, norms and their like capital letters are matrices.
    domain : str or mapping, optional
        Where the two are compared: "x > 0", "-1 < x < 1", "x > 0, y != 0", "x^2 + y^2 < 1", or
        {"x": (0, 1)}, or (0, 1) for every variable, with None for an open side. Without it
        wherever they have real values.

    Returns
    -------
    Verdict
        Accepted if "equal"; if "equal, rounded": one of the two is a bare decimal, or the
        answer a bare whole number, of at least 3 significant digits, rightly rounded; or if "equal
        on part of the domain" and only single points are missing. A text that cannot be read gives
        "malformed" or "too big", no error.

    Examples
    --------
    >>> compare("2 sin x cos x", "sin 2x").kind
    'equal'
    >>> verdict = compare("cos x", "sin x")
    >>> verdict.why, verdict.witness
    ('At x = 1.3 yours is 0.9636; it should be 0.2675.', {'x': 1.3})
    >>> compare("1/3", "0.333").kind
    'equal, rounded'
    >>> compare("log(x^2)", "2 log x").accepted, compare("log(x^2)", "2 log x", domain="x > 0").accepted
    (False, True)
    >>> print(compare("2x", "2 +").why)
    The formula stops too early; something is missing at its end.
    """
    try:
        return _compared(expected, answer, variables, domain)
    except (DomainError, ValueError, TypeError) as error:
        return Verdict("malformed", accepted=False, why=_sentence(error))
    except OutOfWorkError:
        return Verdict("too big", accepted=False, why="This is too large to be checked; write it shorter.")


def _sentence(error: Exception) -> str:
    return error.message if isinstance(error, ReadingError) else str(error)


def _compared(expected: str, answer: str, variables: Variables, domain: DomainLike) -> Verdict:
    if never_formula(expected):
        return same_choice(expected, answer)
    given = flat_names(variables)
    arrays = speak_of_arrays((expected, answer), given)
    allowed = _with_names_of(expected, given, arrays=arrays)
    wanted, typed = (read(text, allowed, arrays=arrays) for text in (expected, answer))
    if wanted.reading is None:
        return _unread_expected(expected, answer, wanted)
    if typed.reading is None:
        return _unread(typed)
    everything = free_names((wanted.reading.tree, typed.reading.tree))
    place = domain_of(domain, everything if isinstance(domain, tuple | list) else allowed)
    verdict = _of_trees(wanted.reading.tree, typed.reading.tree, variables, place)
    return replace(verdict, notes=(*verdict.notes, *typed.reading.notes))


def _with_names_of(expected: str, given: tuple[str, ...] | None, *, arrays: bool) -> tuple[str, ...] | None:
    """Return the names given, and those that only the expected formula has."""
    if given is None or not isinstance(expected, str):
        return given
    try:
        parse(expected, given, arrays=arrays)
    except ReadingError:
        free = read(expected, None, arrays=arrays).reading
        return given if free is None else tuple(dict.fromkeys((*given, *free.names)))
    return given


def _unread(typed: Typed) -> Verdict:
    assert typed.error is not None
    return Verdict("too big" if typed.is_too_big else "malformed", accepted=False, why=typed.error.message)


def _unread_expected(expected: object, answer: object, wanted: Typed) -> Verdict:
    if is_choice(expected):
        return same_choice(str(expected), answer)
    assert wanted.error is not None
    why = f"The expected answer cannot be read: {wanted.error.message}"
    return Verdict("too big" if wanted.is_too_big else "malformed", accepted=False, why=why)


def _of_trees(expected: Node, answer: Node, variables: Variables, domain: Domain) -> Verdict:
    found = None
    shapes = given_shapes(variables)
    if speaks_of_matrices(expected) or speaks_of_matrices(answer) or any(map(_is_array, shapes.values())):
        found = matrix_verdict(expected, answer, shapes)
    try:
        return found or plain_verdict(expected, answer, domain)
    except ShapeError as error:
        return Verdict("different", accepted=False, why=str(error))


def _is_array(shape: Shape) -> bool:
    return bool(shape.sides)


def plain_verdict(expected: Node, answer: Node, domain: Domain) -> Verdict:
    """Compare two formulas whose names are numbers."""
    expected, answer = with_real_roots(expected, answer)
    variables = free_names((expected, answer))
    question = Question(expected, answer, variables, domain.about(variables))
    shapes = [_shape(tree, question) for tree in (expected, answer)]
    if shapes == [(), ()]:
        return _with_strays(verdict_of(question), expected, answer)
    return array_verdict(question, *shapes)


def _shape(tree: Node, question: Question) -> tuple[int, ...]:
    """Return the shape of a formula's value, from the first point where it has one."""
    formula, work = Formula(tree), Work(20_000)
    for tenths in (13, 7, -6, 52):
        point = question.domain.moved(dict.fromkeys(question.variables, Fraction(tenths, 10)))
        values = formula.at(point, 170, work)
        if not isinstance(values, Nothing):
            return shape_of(values)
    return ()


def _with_strays(verdict: Verdict, expected: Node, answer: Node) -> Verdict:
    """Name letters that only the answer has."""
    strays = [name for name in free_names((answer,)) if name not in free_names((expected,))]
    if verdict.kind != "different" or not strays or not free_names((expected,)):
        return verdict
    has = f"Yours has {listed(strays)}, which the expected answer does not have"
    return replace(verdict, why=f"{has}: {verdict.why[0].lower()}{verdict.why[1:]}")
