"""From text to a reading: the tree, the names in it, and what could surprise."""

from collections.abc import Iterable
from dataclasses import dataclass

from ._grammar import Parser
from ._limits import check_constants
from ._tree import Node, names


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read."""

    tree: Node
    notes: tuple[str, ...]
    names: tuple[str, ...]


def parse(
    text: str,
    variables: Iterable[str] | None = None,
    *,
    arrays: bool = False,
    is_answer: bool = False,
    units: tuple[str, ...] = (),
) -> Reading:
    """Read a formula; in an answer ' may also be a derivative, and ≈ stand before a rounded number.

    Where `units` are named, the argument of a function without brackets ends before them: sin t i.

    Examples
    --------
    >>> parse("x^2 y + sin y").names
    ('x', 'y')
    >>> parse("1/2x").notes
    ('1/2x is read as (1/2)·x',)
    """
    parser = Parser(text, variables, arrays=arrays, is_answer=is_answer, units=units)
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
