"""What was typed, read as far as it goes: an answer, a problem, and what is shown while somebody types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lessons_lib.formula import (
    Array,
    Call,
    Name,
    Node,
    Number,
    Product,
    Reading,
    ReadingError,
    TooBigError,
    Transpose,
    latex,
    names,
    number,
    parse,
    plain_signs,
    text,
    walk,
)

from .labels import Labelled, labelled, unwrapped

REAL_ROOTS = "odd roots are real here, also those of negative numbers"
_ANGLES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
_LOG = re.compile(r"(?<![A-Za-z])log(?![A-Za-z0-9_]|\s*_)")


def remarks_on(expected: Node, typed: object) -> Iterator[str]:
    """Yield what may explain a difference between an expected formula and an answer."""
    if any(map(_is_to_base_ten, walk(expected))) and isinstance(typed, str) and _LOG.search(typed):
        yield "log is the natural logarithm here; to base 10 write log_10(x)"


def conventions(tree: Node) -> Iterator[str]:
    """Yield notes on what is read in one way here and in another elsewhere: sin(30), arccot x."""
    calls = [part for part in walk(tree) if isinstance(part, Call)]
    for part in calls:
        if part.function in _ANGLES and _is_in_degrees(part.arguments[0]):
            inside = text(part.arguments[0])
            yield f"angles are in radians here; for {inside} degrees write {part.function}({inside}π/180)"
            break
    if any(part.function == "arccot" for part in calls):
        yield "arccot x is arctan(1/x) here, with values from −π/2 to π/2"


def _is_to_base_ten(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "log" and number(10) in node.arguments


def _is_in_degrees(node: Node) -> bool:
    """Tell whether an angle is a whole number such as 30 or 45, perhaps times a variable."""
    match node:
        case Number(value):
            return value > 6 and value % 15 == 0
        case Product((Number(value), _)):
            return value == 180
    return False


@dataclass(frozen=True, slots=True)
class Typed:
    """A reading, or the reason why there is none; `partials` are the variables of labels such as f_x."""

    reading: Reading | None
    error: ReadingError | None = None
    partials: tuple[str, ...] = ()
    has_primes: bool = False

    @property
    def is_too_big(self) -> bool:
        """Whether the text is beyond the limits."""
        return isinstance(self.error, TooBigError)


def read(
    text: object,
    variables: tuple[str, ...] | None,
    *,
    arrays: bool = False,
    own: tuple[str, ...] = (),
    units: tuple[str, ...] = (),
) -> Typed:
    """Read what was typed; never raises on text. `own` are the names of what is expected."""
    if not isinstance(text, str):
        return Typed(None, ReadingError("Give the answer as text, such as x^2.", "", 0))
    outer, start = unwrapped(text)
    found = labelled(outer, variables, own)
    inner, after = unwrapped(found.text)
    if found.trouble:
        return Typed(None, ReadingError(found.trouble, text, start + max(0, outer.find("="))))
    try:
        reading = parse(inner, variables, arrays=arrays, is_answer=True, units=units)
    except ReadingError as error:
        return Typed(None, type(error)(error.message, text, start + after + error.position))
    has_primes = "'" in plain_signs(inner) and any(isinstance(part, Transpose) for part in walk(reading.tree))
    reading = replace(reading, notes=(*reading.notes, *conventions(reading.tree)))
    return Typed(_without_labels(reading, found), partials=found.partials, has_primes=has_primes)


def _without_labels(reading: Reading, found: Labelled) -> Reading:
    """Add the note on labels, and put the entries of a list in the order of their labels."""
    if not any(found.labels):
        return reading
    shown = ", ".join(found.labels)
    verb = "are" if len(found.labels) > 1 else "is"
    notes = (f"{shown} {verb} left out; only what stands after it is compared", *reading.notes)
    tree, order = reading.tree, found.order
    if isinstance(tree, Array) and len(order) == len(tree.entries) > 1 and list(order) != sorted(order):
        tree = Array(tuple(tree.entries[index] for index in order))
        notes = ("the entries are taken in the order of their labels", *notes)
    return replace(reading, tree=tree, notes=notes)


def flat_names(variables: object) -> tuple[str, ...] | None:
    """Return the names in `variables`, however they are nested."""
    if variables is None:
        return None
    if isinstance(variables, str):
        return tuple(part for part in re.split(r"[,\s]+", variables) if part)
    if isinstance(variables, Mapping):
        return tuple(map(str, variables))
    if not isinstance(variables, Iterable):
        raise TypeError("Give the variables as names, such as ['x', 'y'].")
    return tuple(name for part in variables for name in flat_names(part) or ())


_TRANSPOSED = re.compile(r"[A-Za-z)\]]\s*(?:['′’]|\^\s*\{?\s*\\?(?:top|intercal|prime)|ᵀ|⊤|\^\s*⊤)")
_TO_THE_T = re.compile(r"\^\s*[{(]?\s*T(?![A-Za-z0-9_(])")
_ARRAY_WORD = re.compile(r"norm|outer|dot\b|dot\(|diag|softmax|\|\||‖|\\\||\\lVert")
_CAPITAL = re.compile(r"(?<![A-Za-z])[A-SU-Z](?![a-z])")


def speaks_of_arrays(text: object, variables: tuple[str, ...] | None) -> bool:
    """Tell whether a text holds transposes, norms and their like, so that names may be vectors."""
    if not isinstance(text, str):
        return False
    plain = labelled(unwrapped(text[:4000])[0], variables).text
    if "T" in (variables or ()):
        return bool(_ARRAY_WORD.search(plain))
    if _TRANSPOSED.search(plain) or _ARRAY_WORD.search(plain):
        return True
    return bool(_TO_THE_T.search(plain) and _CAPITAL.search(plain))


def names_arrays(text: object, variables: tuple[str, ...] | None) -> bool:
    """Tell whether a text holds norms and their like, or transposes by ^T; ' may be a derivative."""
    if not isinstance(text, str):
        return False
    plain = labelled(unwrapped(text[:4000])[0], variables).text
    if _ARRAY_WORD.search(plain):
        return True
    return "T" not in (variables or ()) and bool(_TO_THE_T.search(plain) and _CAPITAL.search(plain))


@dataclass(frozen=True, slots=True)
class Echo:
    r"""What was read."""

    latex: str
    message: str = ""
    position: int = -1
    notes: tuple[str, ...] = ()


def echo(text: str, variables: object = None, *, arrays: bool | None = None) -> Echo:
    r"""Return what was read, for a live preview; never raises on text.

    Parameters
    ----------
    text : str
        A formula, perhaps unfinished.
    variables : optional
        As for `compare`.
    arrays : bool, optional
        Whether the question is about vectors and matrices, so that ' is a transpose and no derivative; by
        default the text itself tells.

    Returns
    -------
    Echo

    Examples
    --------
    >>> print(echo("1/2x").latex, echo("1/2x").notes)
    \frac{1}{2} x ('1/2x is read as (1/2)·x',)
    >>> echo("sin(x").message
    'A closing ) is missing for this (.'
    """
    try:
        names = flat_names(variables)
        are_arrays = speaks_of_arrays(text, names) if arrays is None else arrays
        typed = read(text, names, arrays=are_arrays)
    except (TypeError, ValueError) as error:
        return Echo("", str(error))
    if typed.reading is None:
        assert typed.error is not None
        return Echo("", typed.error.message, typed.error.position)
    notes = typed.reading.notes
    shown = latex(typed.reading.tree)
    if typed.has_primes and arrays is not None:
        notes = (*notes, f"the sign ' is read as {'a transpose' if arrays else 'a derivative'}")
        shown = shown if arrays else shown.replace(r"^{\top}", "'")
    return Echo(shown, notes=notes)


KINDS = ("derivative", "second derivative", "gradient", "jacobian", "hessian")

_NAME = r"(?:[^\W\d_]+(?:_?\d+|_\{?\w+\}?)?)"
_LIST = rf"[\[(]?\s*{_NAME}(?:\s*(?:,|and)\s*{_NAME})*\s*[\])]?"
_ASKED = re.compile(
    r"\s*(?:(?:find|give|compute|calculate|determine|what is)\s+)?(?:the\s+)?"
    r"(?P<kind>second derivative|(?:partial )?derivative|gradient|jacobian|hessian)(?: matrix)?\s+of\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_VERB = re.compile(r"\s*differentiate\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_SIGN = re.compile(
    rf"\s*(?:d|∂)\s*(?P<twice>\^?2|²)?\s*/\s*(?:d|∂)\s*(?P<variable>{_NAME})\s*(?(twice)(?:\^2|²))\s*(?P<rest>.+)",
    re.DOTALL,
)
_AT = re.compile(r"(?P<rest>.+?),?\s+at\s+(?P<at>.+)", re.DOTALL)
_IN = re.compile(
    rf"(?P<rest>.+?),?\s+(?:in|by|for|wrt|with respect to)\s+(?P<variables>{_LIST})\s*", re.DOTALL
)
_NAMED = re.compile(rf"\s*{_NAME}\s*=")
_LONE_LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z](?:_?[0-9]+)?(?![A-Za-z])")
_USUAL = ("t", "x")
_MOST_SIGNS = 4200


@dataclass(frozen=True)
class Problem:
    """A formula and what is wanted of it.

    Parameters
    ----------
    kind : str
        "derivative", "second derivative", "gradient", "jacobian" or "hessian".
    expression : str
        The formula; with commas at top level, or in brackets, a vector.
    variables : str or sequence of str
        What is differentiated by; one name for a derivative.
    at : number, text, or sequence of them, optional
        Where the answer is wanted, one coordinate for each variable; without it a formula is wanted.

    Raises
    ------
    ValueError
        If there is no such kind, or the coordinates do not fit the variables.

    Examples
    --------
    >>> Problem("gradient", "x^2 y + sin y", ("x", "y")).at is None
    True
    >>> Problem.read("derivative of x^2 sin x in x")
    Problem(kind='derivative', expression='x^2 sin x', variables=('x',), at=None)
    """

    kind: str
    expression: str
    variables: tuple[str, ...]
    at: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", _kind(self.kind))
        object.__setattr__(self, "variables", _several(self.variables))
        if self.at is not None:
            object.__setattr__(self, "at", _several(self.at))
            _check_point(self.variables, self.at)
        if "derivative" in self.kind and len(self.variables) != 1:
            raise ValueError("A derivative has one variable; ask for a gradient, Jacobian or Hessian.")

    @classmethod
    def read(cls, text: str) -> Problem:
        """Make a problem from words such as "Hessian of x^2 y at (1, 2)".

        Raises
        ------
        ValueError
            If the words are not understood, or the formula cannot be read.

        Examples
        --------
        >>> Problem.read("Hessian of x^2 y + y^3 at (1, 2)")
        Problem(kind='hessian', expression='x^2 y + y^3', variables=('x', 'y'), at=('1', '2'))
        >>> Problem.read("d/dt 3t^2").variables
        ('t',)
        """
        kind, rest, variables = _asked(text)
        rest, at = _split(_AT, rest, "at")
        rest, listed = _split(_IN, rest, "variables")
        variables = _listed(listed) if listed else variables
        return cls(kind, rest.strip(), variables or _guessed(kind, rest), _point(at) if at else None)

    def tree(self) -> Node:
        """Return the formula as a tree."""
        return read_formula(self.expression, self.variables)


def as_problem(given: Problem | str) -> Problem:
    """Return a problem as it is, or the one that a text describes."""
    if isinstance(given, Problem):
        return given
    if isinstance(given, str):
        return Problem.read(given)
    raise ValueError("A problem is a Problem or text such as “derivative of x^2 in x”.")


def read_formula(text: str, variables: Iterable[str] = (), *, arrays: bool | None = None) -> Node:
    """Read a formula in which every letter is a name, and each of the given variables too.

    Of an answer `arrays` tells whether the question is about vectors and matrices, so that ' transposes.
    """
    if arrays is None:
        arrays = speaks_of_arrays(" ".join(text.split()), None)
    found = read(text, _declared(text, tuple(variables)), arrays=arrays)
    if found.reading is None:
        raise found.error or ReadingError("Write a formula such as x^2.", text, 0)
    return found.reading.tree


def _declared(text: str, wanted: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the names that a reader must be told, or None where each is read without that."""
    if len(text) > _MOST_SIGNS or all(map(is_letter, wanted)):
        return None
    letters = [letter for letter in _LONE_LETTER.findall(text) if letter != "e"]
    return tuple(dict.fromkeys((*wanted, *letters)))


def is_letter(name: str) -> bool:
    """Tell whether a name is one that needs no declaration."""
    try:
        return isinstance(parse(name).tree, Name)
    except ReadingError:
        return False


# what stands in the text


def _asked(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the kind, the rest of the text, and the variable of d/dx."""
    if len(text) > _MOST_SIGNS:
        raise ValueError("This problem is too long; ask for one formula.")
    text = " ".join(text.split())
    if found := _ASKED.fullmatch(text):
        return found["kind"].lower().removeprefix("partial "), found["rest"], ()
    if found := _VERB.fullmatch(text):
        return "derivative", found["rest"], ()
    if found := _SIGN.fullmatch(text):
        kind = "second derivative" if found["twice"] else "derivative"
        return kind, found["rest"], (found["variable"],)
    raise ValueError("Say what is wanted, as in “derivative of x^2 sin x in x” or “gradient of x^2 y”.")


def _split(pattern: re.Pattern[str], text: str, group: str) -> tuple[str, str]:
    found = pattern.fullmatch(text)
    return (found["rest"], found[group]) if found else (text, "")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(re.findall(_NAME, text.replace(" and ", ", ")))


def _point(text: str) -> tuple[str, ...]:
    """Return the coordinates of "(1, 2)", "[1, 2]", "x = 1, y = 2" or "3"."""
    inside = re.sub(r"^\s*[\[(](.*)[\])]\s*$", r"\1", text, flags=re.DOTALL)
    return tuple(_NAMED.sub("", part).strip() for part in inside.split(","))


def _guessed(kind: str, expression: str) -> tuple[str, ...]:
    """Return the names of a formula; for a derivative its one name, or x, or t."""
    found = names(read_formula(expression))
    if "derivative" not in kind:
        return found
    likely = [name for name in found if name in _USUAL] if len(found) > 1 else list(found)
    return tuple(likely[-1:] or found[:1]) or ("x",)


def _kind(kind: object) -> str:
    known = kind.lower().removeprefix("partial ") if isinstance(kind, str) else ""
    if known not in KINDS:
        raise ValueError(f"There is no such kind of problem; the kinds are {', '.join(KINDS)}.")
    return known


def _several(given: object) -> tuple[str, ...]:
    if isinstance(given, Sequence) and not isinstance(given, str):
        return tuple(map(str, given))
    return (str(given),)


def _check_point(variables: tuple[str, ...], at: tuple[str, ...]) -> None:
    if len(at) != len(variables):
        raise ValueError(f"A point needs one coordinate for each of {', '.join(variables)}.")
    for coordinate in at:
        tree = parse(coordinate).tree
        if isinstance(tree, Array) or names(tree):
            raise ValueError("The coordinates of a point are numbers, such as 2 or pi/4.")
