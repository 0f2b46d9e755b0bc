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
