"""From a problem and an answer to the mistakes that lead from the one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from lessons_lib.check.reading import Problem, as_problem, read_formula, speaks_of_arrays
from lessons_lib.check.values import rational
from lessons_lib.formula import Name, Node, evaluate, names, parse, text

from .arrays import CHANGES, ArraySamples, Diagnosis, flat, has_matrices, matrix_diagnoses, shape_of
from .derivation import canonical
from .mistakes import SLIPS
from .replay import (
    OutOfWorkError,
    Samples,
    Whole,
    Work,
    at_wrong_points,
    is_antiderivative,
    of_variables,
    replayed,
    right_slope,
    scaled,
    shifted,
    turned,
    whole_mistakes,
)
from .rules import NoRuleError
from .tidy import TooBigError
from .trees import Entries, EntriesError, gathered_size, size, spread

MOST = 3
NOT_PUT_IN = "This is the derivative as a formula; put the point in to get its value."
MOST_NODES = 150


@dataclass(frozen=True)
class Asked:
    """A derivative that was asked for: formula, variable, perhaps the point and its coordinates."""

    tree: Node
    variable: str
    at: Mapping[str, Node] | None = None
    work: Work = field(default_factory=Work)

    @property
    def right(self) -> Node:
        """The right formula, not yet at the point."""
        return right_slope(self.variable)(self.tree)

    @property
    def point(self) -> Mapping[str, Fraction] | None:
        """The coordinates as numbers."""
        if self.at is None:
            return None
        return {name: _number(value) for name, value in self.at.items()}


def _number(value: Node) -> Fraction:
    exact = rational(value)
    return Fraction(str(evaluate(value))) if exact is None else exact


def scalar_diagnoses(asked: Asked, answer: Node) -> list[Diagnosis]:
    """Return the known mistakes that lead to an answer, the likeliest first; [] where it is right."""
    if size(asked.tree) > MOST_NODES or size(answer) > 4 * MOST_NODES:
        return []
    found: dict[str, Diagnosis] = {}
    try:
        for diagnosis in _found(asked, answer):
            found.setdefault(diagnosis.tag, diagnosis)
            if len(found) == MOST:
                break
    except (OutOfWorkError, NoRuleError, TooBigError):
        pass
    return list(found.values())


def _found(asked: Asked, answer: Node) -> Iterator[Diagnosis]:
    right, where = asked.right, text(asked.tree)
    if asked.at is not None and _is_unevaluated(answer, right, asked):
        yield Diagnosis("point not put in", NOT_PUT_IN, where)
        return
    samples = Samples(answer, right, asked.work, asked.point)
    if not samples.is_enough or samples.is_right:
        return
    found = False
    for diagnosis in _known(asked, answer, samples, where):
        found = True
        yield diagnosis
    if not found:
        yield from _last_resort(asked, answer, samples, where)


def _known(asked: Asked, answer: Node, samples: Samples, where: str) -> Iterator[Diagnosis]:
    yield from _slips(asked, samples)
    yield from _matching(of_variables(asked.tree, asked.variable), samples, where)
    yield from _matching(whole_mistakes(asked.tree, asked.variable), samples, where)
    if asked.at is not None:
        yield from _matching(at_wrong_points(asked.right, asked.at), samples, where)
    elif is_antiderivative(asked.tree, asked.variable, answer, asked.work):
        message = "You went the other way: this has the function as its derivative."
        yield Diagnosis("antiderivative", message, where)


def _matching(wrong: Iterator[Whole], samples: Samples, where: str) -> Iterator[Diagnosis]:
    yield from (Diagnosis(found.tag, found.message, where) for found in wrong if samples.matches(found.wrong))


def _is_unevaluated(answer: Node, right: Node, asked: Asked) -> bool:
    if not names(answer):
        return False
    free = Samples(answer, right, asked.work)
    return free.is_enough and free.is_right


def _slips(asked: Asked, samples: Samples) -> Iterator[Diagnosis]:
    for slip in SLIPS:
        for where, wrong in replayed(asked.tree, asked.variable, slip):
            if samples.matches(wrong):
                yield Diagnosis(slip.tag, slip.message, text(where))
                break


def _last_resort(asked: Asked, answer: Node, samples: Samples, where: str) -> Iterator[Diagnosis]:
    """Yield what is said only where no rule was seen to be broken."""
    turns = list(_matching(turned(asked.right), samples, where))
    yield from turns
    if not turns and (found := scaled(samples)):
        yield Diagnosis(*found, where)
    if asked.at is None and (found := shifted(asked.tree, asked.variable, answer, asked.work)):
        yield Diagnosis(*found, where)


_MOST_ENTRIES = 16
_MOST_WRITTEN_OUT = 6 * MOST_NODES


def diagnose(problem: Problem | str, answer: str) -> list[Diagnosis]:
    """Return the known mistakes that lead from a problem to a wrong answer.

    Parameters
    ----------
    problem : Problem or str
        Such as "derivative of sin(x^2) in x".
    answer : str
        What was typed.

    Returns
    -------
    list of Diagnosis
        At most three, the likeliest first. Empty if the answer is right, cannot be read, or is wrong in no
        way that is known.

    Examples
    --------
    >>> (found,) = diagnose("derivative of sin(x^2) in x", "cos(x^2)")
    >>> found.tag, found.where
    ('inner derivative missing', 'sin(x²)')
    >>> diagnose("derivative of sin(x^2) in x", "2x cos(x^2)")
    []
    """
    try:
        asked = as_problem(problem)
        arrays = speaks_of_arrays(asked.expression, None)
        return _diagnosed(asked, read_formula(answer, asked.variables, arrays=arrays))
    except (ValueError, TypeError, RecursionError):
        return []


def _diagnosed(problem: Problem, typed: Node) -> list[Diagnosis]:
    if has_matrices(read_formula(problem.expression, problem.variables)):
        return matrix_diagnoses(problem, typed)[:MOST]
    return case_of(problem).diagnoses(spread(typed))


def case_of(problem: Problem) -> Case:
    """Work out what a problem asks for."""
    tree = read_formula(problem.expression, problem.variables)
    entries = spread(tree) if size(tree) <= MOST_NODES else tree
    if gathered_size(entries) > _MOST_WRITTEN_OUT or size(tree) > MOST_NODES:
        raise ValueError("This formula is too long to be looked through; take a part of it.")
    return Case.of(problem, entries, text(tree))


def same(one: Entries, other: Entries, work: Work | None = None) -> bool:
    """Tell whether two formulas, vectors or matrices have the same values where both have any."""
    try:
        samples = ArraySamples(one, other, work or Work())
    except OutOfWorkError:
        return False
    return bool(samples.pairs) and samples.is_right


@dataclass(frozen=True)
class Case:
    """What was asked: every right entry, and what each of them is the derivative of."""

    kind: str
    shown: str
    entries: Entries
    sources: tuple[tuple[Node, str], ...]
    before: Entries
    at: dict[str, Node] | None
    work: Work

    @classmethod
    def of(cls, problem: Problem, formula: Entries, shown: str) -> Case:
        """Differentiate what a problem asks for."""
        variables = tuple(map(canonical, problem.variables))
        before, sources, entries = _ASKED[problem.kind](formula, variables)
        at = None
        if problem.at is not None:
            at = {name: parse(value).tree for name, value in zip(variables, problem.at, strict=True)}
        return cls(problem.kind, shown, entries, tuple(sources), before, at, Work())

    def diagnoses(self, typed: Entries) -> list[Diagnosis]:
        """Return the mistakes that lead to the typed answer."""
        if not shape_of(self.entries):
            ((tree, variable),) = self.sources
            return [] if isinstance(typed, tuple) else self._of_number(tree, variable, typed)
        if len(self.sources) > _MOST_ENTRIES:
            return []
        found: dict[str, Diagnosis] = {}
        for diagnosis in self._of_array(typed):
            found.setdefault(diagnosis.tag, diagnosis)
            if len(found) == MOST:
                break
        return list(found.values())

    def _of_number(self, tree: Node, variable: str, typed: Node) -> list[Diagnosis]:
        found = self._scalar(tree, variable, typed)
        if self.kind == "second derivative" and found:
            return list(self._instead(typed)) or found
        return found

    def _scalar(self, tree: Node, variable: str, typed: Node) -> list[Diagnosis]:
        return scalar_diagnoses(Asked(tree, variable, self.at, self.work), typed)

    def _of_array(self, typed: Entries) -> Iterator[Diagnosis]:
        try:
            point = Asked(self.sources[0][0], "", self.at).point
            if point and any(map(names, flat(typed))) and same(typed, self.entries):
                yield Diagnosis("point not put in", NOT_PUT_IN, self.shown)
                return
            samples = ArraySamples(typed, self.entries, self.work, point)
            if not samples.pairs or samples.is_right:
                return
            whole = [*self._changed(samples), *self._instead(typed)]
        except OutOfWorkError:
            return
        yield from whole
        if not whole and len(flat(typed)) == len(self.sources):
            yield from self._by_entries(typed)

    def _changed(self, samples: ArraySamples) -> Iterator[Diagnosis]:
        for change in CHANGES:
            if samples.fits(change.make):
                yield Diagnosis(self._named(change.tag), change.message, self.shown)

    def _named(self, tag: str) -> str:
        if tag == "off-diagonal missing":
            return {"hessian": "Hessian diagonal only"}.get(self.kind, self._softmax_or(tag))
        if tag == "rows swapped" and len(shape_of(self.entries)) == 1:
            return "entries swapped"
        return tag

    def _softmax_or(self, tag: str) -> str:
        return "softmax off-diagonal missing" if "softmax" in self.shown else tag

    def _instead(self, typed: Entries) -> Iterator[Diagnosis]:
        """Yield the answer to another question: the formula itself, or the gradient for the Hessian."""
        if shape_of(typed) == shape_of(self.before) and same(typed, self.before):
            message = "This is what has to be differentiated; one more derivative is asked for."
            yield Diagnosis("one derivative too few", message, self.shown)

    def _by_entries(self, typed: Entries) -> Iterator[Diagnosis]:
        for (tree, variable), entry in zip(self.sources, flat(typed), strict=True):
            for found in self._scalar(tree, variable, entry):
                said = f"{found.message[0].lower()}{found.message[1:]}"
                yield found._replace(message=f"In the derivative by {text(Name(variable))}: {said}")


Found = tuple[Entries, list[tuple[Node, str]], Entries]


def _plain_number(formula: Entries) -> Node:
    if isinstance(formula, tuple):
        raise EntriesError
    return formula


def _derivative(formula: Entries, variables: tuple[str, ...]) -> Found:
    (variable,) = variables
    sources = [(tree, variable) for tree in flat(formula)]
    return formula, sources, _reshaped([right_slope(variable)(tree) for tree, _ in sources], formula)


def _reshaped(found: list[Node], like: Entries) -> Entries:
    """Return formulas in the shape of other entries."""
    if not isinstance(like, tuple):
        return found[0]
    width = len(found) // len(like)
    return tuple(_reshaped(found[i * width : (i + 1) * width], entry) for i, entry in enumerate(like))


def _second(formula: Entries, variables: tuple[str, ...]) -> Found:
    return _derivative(_derivative(formula, variables)[2], variables)


def _gradient(formula: Entries, variables: tuple[str, ...]) -> Found:
    tree = _plain_number(formula)
    return tree, [(tree, name) for name in variables], tuple(right_slope(name)(tree) for name in variables)


def _jacobian(formula: Entries, variables: tuple[str, ...]) -> Found:
    outputs = [_plain_number(entry) for entry in formula] if isinstance(formula, tuple) else [formula]
    sources = [(tree, name) for tree in outputs for name in variables]
    rows = tuple(tuple(right_slope(name)(tree) for name in variables) for tree in outputs)
    return formula, sources, rows


def _hessian(formula: Entries, variables: tuple[str, ...]) -> Found:
    return _jacobian(_gradient(formula, variables)[2], variables)


_ASKED: dict[str, Callable[[Entries, tuple[str, ...]], Found]] = {
    "derivative": _derivative,
    "second derivative": _second,
    "gradient": _gradient,
    "jacobian": _jacobian,
    "hessian": _hessian,
}
