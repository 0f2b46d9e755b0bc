"""Is this answer the expected one? `compare` reads both, decides, and says why in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from lessons_lib.formula import (
    Array,
    Call,
    Node,
    Power,
    Quotient,
    ReadingError,
    ShapeError,
    Transpose,
    names,
    parse,
    text,
    walk,
)

from .entries import (
    array_verdict,
    is_pair_of_sizes,
    is_shape,
    shape_as_list,
    shape_of,
    unit_names,
    written_as_list,
)
from .matrices import UNFINISHED, Shape, given_shapes, matrix_verdict, speaks_of_matrices
from .points import Domain, DomainError, DomainLike, domain_of
from .reading import REAL_ROOTS, Typed, flat_names, names_arrays, read, remarks_on, speaks_of_arrays
from .survey import Question, free_names
from .values import Formula, Nothing, OutOfWorkError, Values, Work, with_real_roots
from .verdicts import Verdict, listed, verdict_of

_WORDS = re.compile(r"[^\W\d_]{2,}(?:[ \-'’][^\W\d_]+)*")

_NEVER_FORMULA = re.compile(r"(?:[a-z]+ )*(?:mini|maxi)(?:mum|ma)(?: [a-z]+)*|yes|no|dne")
_MOST_SIGNS = 200


def is_choice(expected: object) -> bool:
    """Tell whether an expected answer is plain words."""
    if not isinstance(expected, str) or len(expected) > _MOST_SIGNS:
        return False
    return bool(_WORDS.fullmatch(expected.strip())) and not any(map(str.isnumeric, expected))


def never_formula(expected: object) -> bool:
    """Tell whether words are a choice although they could be read as a formula: min·i·m·u·m."""
    if not isinstance(expected, str):
        return False
    return bool(_NEVER_FORMULA.fullmatch(" ".join(expected[:_MOST_SIGNS].lower().split())))


def same_choice(expected: str, answer: object) -> Verdict:
    """Compare words without regard to case and spaces."""
    same = isinstance(answer, str) and len(answer) < 2 * _MOST_SIGNS and _plain(expected) == _plain(answer)
    why = "Right: that is the expected answer." if same else "That is not the expected answer."
    return Verdict("equal" if same else "different", accepted=same, why=why)


def _plain(words: str) -> str:
    return " ".join(re.split(r"[\s\-]+", words.casefold().strip(" .")))


_NO_TRANSPOSE = Verdict(
    "different", accepted=False, why="Here the letters are numbers, which have no transpose.", unfinished=True
)
_TOO_BIG = "This is too large to be checked; write it shorter."
_TIMES_TEN = re.compile(r"(?<=[0-9])\s*[xX]\s*(?=10\s*(?:\^|\*\*|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]))")
_OF_NUMBERS = frozenset(
    """sin cos tan cot sec csc sinh cosh coth sech csch arcsin arccos arctan arccot exp log sqrt cbrt abs
    min max""".split()  # noqa: SIM905
)

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
    return compared(expected, answer, variables, domain)


def compared(
    expected: str, answer: str, variables: Variables = None, domain: DomainLike = None, function: str = ""
) -> Verdict:
    """Compare as `compare` does; where `function` has no value its derivative needs none."""
    try:
        return _compared(expected, answer, variables, domain, function)
    except (DomainError, ValueError, TypeError) as error:
        return Verdict("malformed", accepted=False, why=_sentence(error))
    except OutOfWorkError:
        return Verdict("too big", accepted=False, why=_TOO_BIG)


def _sentence(error: Exception) -> str:
    return error.message if isinstance(error, ReadingError) else str(error)


def _compared(expected: str, answer: str, variables: Variables, domain: DomainLike, function: str) -> Verdict:
    if never_formula(expected):
        return same_choice(expected, answer)
    if is_shape(expected, answer):
        expected, answer = shape_as_list(expected), shape_as_list(answer)
    given, shapes = flat_names(variables), given_shapes(variables)
    arrays = speaks_of_arrays(expected, given) or any(map(_is_array, shapes.values()))
    arrays = arrays or names_arrays(answer, given)
    allowed = _with_names_of(expected, given, arrays=arrays)
    wanted = read(expected, allowed, arrays=arrays)
    if wanted.reading is None:
        return _unread_expected(expected, answer, wanted)
    typed = _read_answer(wanted.reading.tree, answer, allowed, arrays=arrays)
    if typed.reading is None:
        return _unread(typed)
    one, other = wanted.reading.tree, typed.reading.tree
    everything = free_names((one, other))
    place = domain_of(domain, everything if isinstance(domain, tuple | list) else allowed)
    place = replace(place, within=_formula_of(function, allowed))
    are_numbers = not arrays and (given is not None or _are_numbers(one, other))
    verdict = _of_trees(one, other, None if are_numbers else shapes, place, has_primes=typed.has_primes)
    remarks = [] if verdict.accepted else remarks_on(one, answer)
    return replace(verdict, notes=(*verdict.notes, *typed.reading.notes, *remarks))


def _read_answer(expected: Node, answer: object, allowed: tuple[str, ...] | None, *, arrays: bool) -> Typed:
    """Read an answer; where a vector is expected it may be written as 2x i + 2y j or m × n."""
    if isinstance(answer, str):
        answer = (
            shape_as_list(answer)
            if is_pair_of_sizes(expected)
            else _with_times(answer, allowed or names(expected))
        )
    own = names(expected)
    typed = read(answer, allowed, arrays=arrays, own=own)
    units = unit_names(expected, allowed or names(expected))
    if not units or not isinstance(answer, str):
        return typed
    names_and_units = None if allowed is None else (*allowed, *units)
    again = read(answer, names_and_units, arrays=arrays, own=own, units=units)
    if again.reading is None:
        return typed
    listed_entries = written_as_list(again.reading.tree, expected, units)
    if listed_entries is None:
        return typed
    note = f"{answer.strip()} is read as {text(listed_entries)}"
    return replace(
        again, reading=replace(again.reading, tree=listed_entries, notes=(*again.reading.notes, note))
    )


def _with_times(answer: str, taken: tuple[str, ...]) -> str:
    """Read the x of 2.2 x 10^4 as a sign where x is no name of the question."""
    if "x" in taken:
        return answer
    return _TIMES_TEN.sub(lambda found: found[0].replace("x", "*").replace("X", "*"), answer)


def _formula_of(function: str, allowed: tuple[str, ...] | None) -> Node | None:
    reading = read(function, allowed).reading if function else None
    return reading.tree if reading else None


def _are_numbers(one: Node, other: Node) -> bool:
    """Tell whether capital letters are numbers: they stand in a sine, an exponent or a denominator."""
    return any(_needs_numbers(part) for tree in (one, other) for part in walk(tree))


def _needs_numbers(node: Node) -> bool:
    match node:
        case Call(function, arguments) if function in _OF_NUMBERS:
            inside = arguments
        case Quotient(_, bottom):
            inside = (bottom,)
        case Power(_, exponent):
            inside = (exponent,)
        case _:
            return False
    return any(name[0].isupper() and name != "T" for part in inside for name in names(part))


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
    if wanted.is_too_big and isinstance(answer, str) and answer.split() == str(expected).split():
        return Verdict("equal", accepted=True, why="Right: that is the expected answer.")
    why = f"The expected answer cannot be read: {wanted.error.message}"
    return Verdict("too big" if wanted.is_too_big else "malformed", accepted=False, why=why)


def _of_trees(
    expected: Node, answer: Node, shapes: dict[str, Shape] | None, domain: Domain, *, has_primes: bool
) -> Verdict:
    """Compare two formulas; without `shapes` their letters are numbers."""
    if not any(isinstance(part, Transpose) for part in walk(expected)):
        if has_primes and _is_of_numbers(expected, shapes):
            return UNFINISHED
        if _is_of_numbers(expected, shapes) and any(map(_is_transposed_number, walk(answer))):
            return _NO_TRANSPOSE
    found = None
    speaks = speaks_of_matrices(expected) or speaks_of_matrices(answer)
    if shapes is not None and (speaks or any(map(_is_array, shapes.values()))):
        found = matrix_verdict(expected, answer, shapes, has_primes=has_primes)
    try:
        return found or plain_verdict(expected, answer, domain)
    except ShapeError as error:
        return Verdict("different", accepted=False, why=str(error))


def _is_of_numbers(expected: Node, shapes: dict[str, Shape] | None) -> bool:
    """Tell whether nothing in a question may be a vector or matrix but lists that are typed."""
    if shapes is None:
        return True
    may_be_matrices = any(name[0].isupper() for name in names(expected)) or speaks_of_matrices(expected)
    return not may_be_matrices and not any(map(_is_array, shapes.values()))


def _is_transposed_number(node: Node) -> bool:
    return isinstance(node, Transpose) and not isinstance(node.operand, Array)


def _is_array(shape: Shape) -> bool:
    return bool(shape.sides)


def plain_verdict(expected: Node, answer: Node, domain: Domain) -> Verdict:
    """Compare two formulas whose names are numbers."""
    one, other = with_real_roots(expected, answer)
    variables = free_names((one, other))
    question = Question(one, other, variables, domain.about(variables))
    shapes = [_shape(tree, question) for tree in (one, other)]
    if shapes == [(), ()]:
        verdict = _with_strays(verdict_of(question), one, other)
    else:
        verdict = array_verdict(question, *shapes)
    if (one, other) == (expected, answer):
        return verdict
    return replace(verdict, notes=(*verdict.notes, REAL_ROOTS))


def _shape(tree: Node, question: Question) -> tuple[int, ...]:
    """Return the shape of a formula's value, from the first point where it has one."""
    formula, work = Formula(tree), Work(20_000)
    for tenths in (13, 7, -6, 52):
        point = question.domain.moved(dict.fromkeys(question.variables, Fraction(tenths, 10)))
        values = formula.at(point, 170, work)
        if not isinstance(values, Nothing):
            _check_entries(values)
            return shape_of(values)
    return ()


def _check_entries(values: Values) -> None:
    """Refuse a list whose entries differ in shape, such as [3[a, b], 1]."""
    if not isinstance(values, tuple):
        return
    if len({shape_of(entry) for entry in values}) > 1:
        raise ShapeError("The entries of this list differ in shape; give each the same.")
    for entry in values:
        _check_entries(entry)


def _with_strays(verdict: Verdict, expected: Node, answer: Node) -> Verdict:
    """Name letters that only the answer has."""
    strays = [name for name in free_names((answer,)) if name not in free_names((expected,))]
    if verdict.kind != "different" or not strays or not free_names((expected,)):
        return verdict
    has = f"Yours has {listed(strays)}, which the expected answer does not have"
    return replace(verdict, why=f"{has}: {verdict.why[0].lower()}{verdict.why[1:]}")
