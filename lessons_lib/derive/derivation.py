"""From a problem to its worked derivation: one variable, several, twice, at a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from lessons_lib.check.reading import Problem, as_problem, is_letter, read_formula
from lessons_lib.formula import Array, Name, Node, ReadingError, names, parse, text, walk

from .rules import NoRuleError
from .steps import Checker, Derivation, Line, NowhereError, Part, Step, TooLongError, Worker
from .tidy import TooBigError, tidied
from .trees import EntriesError, gathered_entries, size, spread, substituted

_MOST_NODES = 400
_MOST_ENTRIES = 16
_TOO_LONG = "This formula is too long to be differentiated step by step; take a part of it."
_SENTENCES: dict[type, str] = {
    TooLongError: _TOO_LONG,
    TooBigError: _TOO_LONG,
    RecursionError: _TOO_LONG,
    NowhereError: "No real point was found at which this formula has a slope; check its domain.",
    EntriesError: "There is no rule for these vectors or matrices; write their entries out.",
}


def derivation(expression: str | Problem, variable: str | Sequence[str] | None = None) -> Derivation:
    """Differentiate step by step, as a teacher writes it.

    Parameters
    ----------
    expression : str or Problem
        The formula; or, without `variable`, a problem or the words for one.
    variable : str or sequence of str, optional
        One name for a derivative, several for a gradient (a Jacobian, if the formula is a vector).

    Returns
    -------
    Derivation
        Every line of it was checked at points. Where the text cannot be read, no rule is known or the work
        would be too long it has no steps, and `trouble` says why.

    Examples
    --------
    >>> print(derivation("x^2 sin(3x)", "x"))
    power rule: x² → 2x
    chain rule, outside sin: sin(3x) → 3 cos(3x)
    product rule: x²·sin(3x) → 2x·sin(3x) + x²·(3 cos(3x))
    tidy up: 2x·sin(3x) + x²·(3 cos(3x)) = 2x·sin(3x) + 3x²·cos(3x)
    >>> derivation("x^2 y + sin y", ["x", "y"]).result
    '[2x·y, x² + cos(y)]'
    >>> derivation("norm(x)", "x").trouble
    'There is no rule for these vectors or matrices; write their entries out.'
    """
    try:
        return _worked(_problem(expression, variable))
    except (ValueError, RecursionError) as error:
        return Derivation(trouble=_sentence(error))


def _sentence(error: Exception) -> str:
    if isinstance(error, ReadingError):
        return error.message
    if isinstance(error, NoRuleError):
        return f"There is no rule here for {_short(error.node)}."
    return _SENTENCES.get(type(error), str(error))


def _problem(expression: str | Problem, variable: str | Sequence[str] | None) -> Problem:
    if variable is None:
        return as_problem(expression)
    if not isinstance(expression, str):
        raise ValueError("A formula is given as text, such as x^2 sin x.")  # noqa: TRY004
    if isinstance(variable, str):
        return Problem("derivative", expression, (variable,))
    is_vector = isinstance(read_formula(expression, variable), Array)
    return Problem("jacobian" if is_vector else "gradient", expression, tuple(variable))


def _short(node: Node) -> str:
    shown = text(node)
    return shown if len(shown) <= 60 else "a part of this formula"


def _worked(problem: Problem) -> Derivation:
    variables = tuple(canonical(name) for name in problem.variables)
    tree = read_formula(problem.expression, problem.variables)
    if size(tree) > _MOST_NODES:
        raise TooLongError
    work = _Work(variables, _declared(tree))
    found = _KINDS[problem.kind](work, work.written_out(tree))
    if problem.at is not None:
        found = work.at_point(found, problem.at)
    return Derivation(tuple(work.steps), text(found), tuple(work.parts))


def _declared(tree: Node) -> tuple[str, ...] | None:
    """Return the names that a reader must be told, or None where each is read without that."""
    found = names(tree)
    return None if all(map(is_letter, found)) else found


def canonical(name: str) -> str:
    """Return the one spelling of a name: "x1" for x_1."""
    try:
        tree = parse(name).tree
    except ReadingError:
        tree = parse(name, [name]).tree
    tree = tree if isinstance(tree, Name) else parse(name, [name]).tree
    assert isinstance(tree, Name)
    return tree.name


class _Work:
    """The steps of one problem; all its entries share one budget."""

    def __init__(self, variables: tuple[str, ...], declared: tuple[str, ...] | None) -> None:
        self.variables = variables
        self.steps: list[Step] = []
        self.parts: list[Part] = []
        checker = Checker()
        self._workers = {name: Worker(name, checker, declared) for name in variables}

    def written_out(self, tree: Node) -> Node:
        """Replace norms, softmax and products of matrices by formulas for the entries."""
        special = {"norm", "softmax", "dot", "outer", "diag"}
        if not any(getattr(part, "function", "") in special for part in walk(tree)) and _is_flat(tree):
            return tree
        after = gathered_entries(spread(tree))
        if size(after) > _MOST_NODES:
            raise TooLongError
        self.steps.append(Step("write out", text(tree), text(after)))
        return after

    # kinds

    def derivative(self, tree: Node) -> Node:
        """Differentiate a number or a vector once."""
        (variable,) = self.variables
        if isinstance(tree, Array):
            return self._by_entries(tree, _velocities(tree, variable))
        self.steps += self._lines(tree, variable)
        return self._last

    def second(self, tree: Node) -> Node:
        """Differentiate twice."""
        return self.derivative(self.derivative(tree))

    def gradient(self, tree: Node) -> Node:
        """Differentiate a number by every variable."""
        if isinstance(tree, Array):
            raise ValueError("A gradient needs one number, not a vector; ask for the Jacobian.")  # noqa: TRY004
        return self._by_entries(tree, [(tree, name, f"∂/∂{shown_name(name)}") for name in self.variables])

    def jacobian(self, tree: Node) -> Node:
        """Differentiate every entry of a vector by every variable: row i is the gradient of entry i."""
        if not isinstance(tree, Array):
            raise ValueError("A Jacobian needs a vector such as [x y, x + y]; ask for the gradient.")  # noqa: TRY004
        entries = list(product(tree.entries, self.variables))
        named = [
            (entry, name, f"row {1 + i // len(self.variables)}, ∂/∂{shown_name(name)}")
            for i, (entry, name) in enumerate(entries)
        ]
        return self._by_entries(tree, named, len(self.variables))

    def hessian(self, tree: Node) -> Node:
        """Differentiate the gradient again; entries mirrored in the diagonal are equal."""
        slopes = self.gradient(tree)
        assert isinstance(slopes, Array)
        upper: dict[tuple[int, int], Node] = {}
        for (i, first), (j, second) in product(enumerate(self.variables), repeat=2):
            if i <= j:
                upper[i, j] = self._entry(slopes.entries[i], second, _second_name(second, first))
        places = range(len(self.variables))
        rows = tuple(Array(tuple(upper[min(i, j), max(i, j)] for j in places)) for i in places)
        return self._gathered(tree, Array(rows))

    # entries

    def _by_entries(self, tree: Node, entries: list[tuple[Node, str, str]], columns: int = 0) -> Node:
        if len(entries) > _MOST_ENTRIES:
            raise TooLongError
        found = tuple(self._entry(*entry) for entry in entries)
        if columns:
            found = tuple(Array(found[i : i + columns]) for i in range(0, len(found), columns))
        return self._gathered(tree, Array(found))

    def _entry(self, tree: Node, variable: str, name: str) -> Node:
        if isinstance(tree, Array):
            raise EntriesError
        steps = self._lines(tree, variable)
        self.parts.append(Part(name, tuple(steps), steps[-1].after))
        self.steps += steps
        return self._last

    def _gathered(self, tree: Node, found: Node) -> Node:
        self.steps.append(Step("gather the entries", text(tree), text(found)))
        return found

    def _lines(self, tree: Node, variable: str) -> list[Step]:
        """Work one derivative out; a part whose slope is known already needs no line again."""
        worker = self._workers[variable]
        worker.lines = []
        self._last = worker.work(tree)
        suffix = f", in {shown_name(variable)}" if len(self.variables) > 1 else ""
        return [_step(line, suffix) for line in worker.lines]

    def at_point(self, tree: Node, at: tuple[str, ...]) -> Node:
        """Put the coordinates of a point in."""
        values = {name: parse(value).tree for name, value in zip(self.variables, at, strict=True)}
        after = tidied(substituted(tree, values))
        self.steps.append(Step("put in the point", text(tree), text(after)))
        return after


def _step(line: Line, suffix: str) -> Step:
    rule = line.rule + suffix if line.differentiates else line.rule
    return Step(rule, text(line.before), text(line.after))


def _velocities(tree: Array, variable: str) -> list[tuple[Node, str, str]]:
    shown = shown_name(variable)
    return [(entry, variable, f"entry {place}, d/d{shown}") for place, entry in enumerate(tree.entries, 1)]


def shown_name(name: str) -> str:
    """Return a name as it is shown: x₁ for "x1"."""
    return text(Name(name))


def _second_name(second: str, first: str) -> str:
    if first == second:
        return f"∂²/∂{shown_name(first)}²"
    return f"∂²/∂{shown_name(second)}∂{shown_name(first)}"


def _is_flat(tree: Node) -> bool:
    """Tell whether vectors stand only outermost."""
    inner = (
        [part for entry in tree.entries for part in walk(entry)] if isinstance(tree, Array) else walk(tree)
    )
    return not any(isinstance(part, Array) for part in inner)


_KINDS: dict[str, Callable[[_Work, Node], Node]] = {
    "derivative": _Work.derivative,
    "second derivative": _Work.second,
    "gradient": _Work.gradient,
    "jacobian": _Work.jacobian,
    "hessian": _Work.hessian,
}
