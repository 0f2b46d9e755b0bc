"""What a person typed becomes a tree: nothing is executed, and every piece of work is bounded."""

from ._arrays import ShapeError
from ._errors import ReadingError
from ._evaluation import evaluate
from ._printing import text
from ._reading import Reading, parse
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
    "Array",
    "Call",
    "Constant",
    "Name",
    "Negative",
    "Node",
    "Number",
    "Power",
    "Product",
    "Quotient",
    "Reading",
    "ReadingError",
    "ShapeError",
    "Signature",
    "Sum",
    "Transpose",
    "children",
    "evaluate",
    "latex",
    "names",
    "natural_order",
    "number",
    "parse",
    "text",
    "walk",
]
