r"""What a person typed becomes a tree: nothing is executed, and every piece of work is bounded.

`parse` reads a formula; `text` and `latex` write its tree, each so that `parse` reads it back;
`evaluate` computes it to 50 digits. A text has at most 4000 signs and 2000 tokens, a tree at most
50 levels; constant parts stay between 10^-300 and 10^300 and have a value on the real numbers.

Examples
--------
>>> reading = parse("1/2x sin x")
>>> text(reading.tree), reading.names
('(1/2)·x·sin(x)', ('x',))
>>> evaluate(reading.tree, {"x": 0})
mpf('0.0')
>>> latex(reading.tree)
'\\frac{1}{2} x \\sin\\left(x\\right)'
"""

from ._arrays import RowVector, ShapeError, plus
from ._calls import ROOT_SIGN
from ._copied import plain_signs
from ._elementary import Elementary, elementary
from ._errors import ReadingError, TooBigError
from ._evaluation import Evaluator, evaluate
from ._function import Function
from ._graph import TooMuchWorkError
from ._printing import text
from ._readers import read_curve, read_map, read_surface
from ._reading import Reading, parse
from ._scalars import OutOfReachError, UndefinedError
from ._tree import (
    Array,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    children,
    names,
    natural_order,
    number,
    walk,
)
from ._typesetting import latex
from ._vocabulary import FUNCTIONS, Signature

__all__ = [
    "FUNCTIONS",
    "ROOT_SIGN",
    "Array",
    "Call",
    "Constant",
    "Elementary",
    "Evaluator",
    "Function",
    "Name",
    "Negative",
    "Node",
    "Number",
    "OutOfReachError",
    "Power",
    "Product",
    "Quotient",
    "Reading",
    "ReadingError",
    "RowVector",
    "ShapeError",
    "Signature",
    "Sum",
    "TooBigError",
    "TooMuchWorkError",
    "Transpose",
    "UndefinedError",
    "children",
    "elementary",
    "evaluate",
    "latex",
    "names",
    "natural_order",
    "number",
    "parse",
    "plain_signs",
    "plus",
    "read_curve",
    "read_map",
    "read_surface",
    "text",
    "walk",
]
