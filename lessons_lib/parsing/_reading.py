"""From text to a reading: the tree, the names in it, and what could surprise."""

from collections.abc import Iterable
from dataclasses import dataclass

from ._grammar import Parser
from ._limits import check_constants
from ._tree import Node, names


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes
    ----------
    tree : Node
        The formula.
    notes : tuple of str
        Readings that could surprise: "1/2x is read as (1/2)·x".
    names : tuple of str
        The free names in natural order (x2 before x10).
    """

    tree: Node
    notes: tuple[str, ...]
    names: tuple[str, ...]


def parse(text: str, variables: Iterable[str] | None = None, *, arrays: bool = False) -> Reading:
    """Read a formula.

    Parameters
    ----------
    text : str
        What was typed, such as "x^2 - 6x + 13", "2 sin x cos x", "[[2x, 1], [y, x]]" or simple LaTeX.
    variables : iterable of str, optional
        The names that may be used; they come before constants, so that "e" can be one of them.
        Without it every single letter and every Greek letter is a name, with or without a
        number below (x1, x_1 and x₁ are the same), but for the constants e and π.

    arrays : bool
        Whether small letters may be vectors, so that x' and x^T are transposes.

    Returns
    -------
    Reading

    Raises
    ------
    ReadingError
        If the text cannot be read, is beyond the limits, or holds a constant part that is
        undefined on the real numbers (1/0) or out of reach (9^9^9).
    ValueError
        If one of `variables` is no name.

    Examples
    --------
    >>> parse("x^2 y + sin y").names
    ('x', 'y')
    >>> parse("1/2x").notes
    ('1/2x is read as (1/2)·x',)
    """
    parser = Parser(text, variables, arrays=arrays)
    tree = parser.formula().node
    check_constants(tree, parser)
    found = names(tree)
    return Reading(tree, (*parser.notes, *_notes_on_names(found, parser)), found)


def _notes_on_names(found: tuple[str, ...], parser: Parser) -> list[str]:
    """Note x2 beside x, where a sign may have been lost."""
    if parser.lexicon.variables is not None:
        return []
    numbered = [name for name in found if name[1:].isdigit() and name[0] in found and name in parser.text]
    return [f"{name} is read as one name; for a power write {name[0]}^{name[1:]}" for name in numbered]
