"""What was read, as LaTeX, while it is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from lessons_lib.formula import latex

from ._typed import flat_names, read, speaks_of_arrays


@dataclass(frozen=True, slots=True)
class Echo:
    r"""What was read."""

    latex: str
    message: str = ""
    position: int = -1
    notes: tuple[str, ...] = ()


def echo(text: str, variables: object = None, question: str = "") -> Echo:
    r"""Return what was read, for a live preview; never raises on text.

    Parameters
    ----------
    text : str
        A formula, perhaps unfinished.
    variables : optional
        As for `compare`.
    question : str, optional
        The formula that an answer is compared with: it tells whether ' is a transpose or a derivative.

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
        typed = read(text, names, arrays=speaks_of_arrays(question or text, names))
    except (TypeError, ValueError) as error:
        return Echo("", str(error))
    if typed.reading is None:
        assert typed.error is not None
        return Echo("", typed.error.message, typed.error.position)
    notes = typed.reading.notes
    if typed.has_primes and question:
        meant = "a transpose" if speaks_of_arrays(question, names) else "a derivative"
        notes = (*notes, f"the sign ' is read as {meant}")
    return Echo(latex(typed.reading.tree), notes=notes)
