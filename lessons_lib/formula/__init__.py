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

from .arrays import RowVector
from .elementary import Elementary, elementary
from .errors import (
    OutOfReachError,
    ReadingError,
    ShapeError,
    TooBigError,
    TooMuchWorkError,
    UndefinedError,
)
from .evaluation import Evaluator, evaluate
from .function import Function
from .grammar import Reading, parse
from .printing import latex, text
from .readers import read_curve, read_map, read_surface
from .tree import (
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
from .vocabulary import FUNCTIONS

__all__ = [
    "FUNCTIONS",
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
    "read_curve",
    "read_map",
    "read_surface",
    "text",
    "walk",
]
