"""Questions about derivatives: answer, hints and worked steps come from the rules themselves."""

from __future__ import annotations

from collections.abc import Sequence

from lessons_lib.check.points import DomainLike
from lessons_lib.check.reading import Problem, echo, read_formula
from lessons_lib.derive.derivation import derivation
from lessons_lib.derive.steps import Derivation, Step
from lessons_lib.formula import names, text

from ._exercise import Exercise, GradientMap, Line, Wrong

_WORDS = {
    "derivative": "the derivative",
    "second derivative": "the second derivative",
    "gradient": "the gradient",
    "jacobian": "the Jacobian",
    "hessian": "the Hessian",
}
_NUDGE = "Look at the formula from outside: what is done last? Its rule comes first."
_ENTRIES = "One entry at a time: hold all other variables still, and it is an ordinary derivative."


def asked_for(
    problem: Problem,
    *,
    nudge: str = "",
    hints: tuple[str, str, str] | None = None,
    domain: DomainLike = None,
    wrongs: Sequence[Wrong] = (),
    map: GradientMap | None = None,  # noqa: A002
) -> Exercise:
    """Make an exercise of a problem: find this derivative.

    Parameters
    ----------
    problem : Problem
        Its formula must have a derivation.
    nudge : str, optional
        The first hint; by default one that fits any formula.
    hints : tuple of three str, optional
        All hints, where the rule of the whole would be the answer already.
    domain, wrongs, map : optional
        As for `Exercise`.

    Raises
    ------
    ValueError
        If the rules do not lead to an answer.

    Examples
    --------
    >>> one = asked_for(Problem("derivative", "x^2 sin x", ("x",)))
    >>> one.said, one.answer
    ('Find the derivative of x²·sin(x) with respect to x.', '2x·sin(x) + x²·cos(x)')
    >>> one.check("2x cos x").diagnoses[0].tag
    'product of derivatives'
    """
    worked = derivation(problem)
    if worked.trouble:
        raise ValueError(worked.trouble)
    shape = _shape(problem, worked)
    return Exercise(
        ask=_question(problem, typeset=True), said=_question(problem, typeset=False), answer=worked.result,
        hints=hints or _hints(nudge or (_ENTRIES if shape else _NUDGE), worked.steps),
        steps=_lines(worked.steps, problem),
        problem=problem, variables=_all_names(problem.expression, problem.variables), domain=domain,
            shape=shape, wrongs=tuple(wrongs),
        map=map,
    )  # fmt: skip


def typeset(formula: str, variables: Sequence[str] | None = None) -> str:
    r"""Return a formula as Markdown mathematics.

    Examples
    --------
    >>> print(typeset("x^2/2"))
    $\frac{x^{2}}{2}$
    """
    return f"${echo(formula, _all_names(formula, variables or ())).latex}$"


def _all_names(formula: str, variables: Sequence[str]) -> list[str] | None:
    """Return the names that a reader must be told, with the letters of a formula; None without any."""
    if not variables:
        return None
    return list(dict.fromkeys((*variables, *names(read_formula(formula, variables)))))


def _question(problem: Problem, *, typeset: bool) -> str:
    shown = _typeset if typeset else _plain
    by = ", ".join(shown(name) for name in problem.variables)
    what, formula = _wanted(problem), shown(problem.expression, problem.variables)
    words = f"Find {what} of {formula} with respect to {by}"
    if problem.at is None:
        return f"{words}."
    values = zip(problem.variables, problem.at, strict=True)
    return f"{words}, at {', '.join(shown(f'{name} = {value}') for name, value in values)}."


def _wanted(problem: Problem) -> str:
    is_partial = problem.kind == "derivative" and set(names(problem.tree())) - set(problem.variables)
    return "the partial derivative" if is_partial else _WORDS[problem.kind]


def _plain(formula: str, variables: Sequence[str] = ()) -> str:
    left, equals, right = formula.partition(" = ")
    return f"{left} = {_plain(right)}" if equals else text(read_formula(formula, variables))


def _typeset(formula: str, variables: Sequence[str] = ()) -> str:
    left, equals, right = formula.partition(" = ")
    return f"${left} = {echo(right).latex}$" if equals else typeset(formula, variables)


def _shape(problem: Problem, worked: Derivation) -> tuple[int, ...]:
    across = len(problem.variables)
    if problem.kind == "jacobian":
        return len(worked.parts) // across, across
    return {"gradient": (across,), "hessian": (across, across)}.get(problem.kind, ())


def _hints(nudge: str, steps: Sequence[Step]) -> tuple[str, str, str]:
    """Return a nudge, the rule of the whole, and the first line; a line that is the answer is not shown."""
    ruled = [step for step in steps if step.formula] or list(steps)
    whole, first = ruled[-1], ruled[0]
    rule = f"The {whole.name}: {whole.formula}." if whole.formula else f"Use the {whole.name}."
    if first.after in {whole.after, steps[-1].after}:
        return nudge, rule, "Put the parts of your formula into that rule, one letter at a time."
    return nudge, rule, f"Begin like this: {_line(first).text}."


def _lines(steps: Sequence[Step], problem: Problem) -> tuple[Line, ...]:
    return tuple(
        _at_point(step, problem) if step.rule == "put in the point" else _line(step) for step in steps
    )


def _line(step: Step) -> Line:
    before, after = (echo(side).latex for side in (step.before, step.after))
    relation = "=" if step.rewrites else "\\;\\to\\;"
    return Line(step.rule, f"${before} {relation} {after}$")


def _at_point(step: Step, problem: Problem) -> Line:
    values = zip(problem.variables, problem.at or (), strict=True)
    at = ", ".join(_typeset(f"{name} = {value}") for name, value in values)
    before, after = (echo(side).latex for side in (step.before, step.after))
    return Line(step.rule, f"At {at}: ${before} \\;\\to\\; {after}$")
