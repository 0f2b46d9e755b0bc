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

from .arrays import RowVector as RowVector
from .arrays import plus as plus
from .copied import plain_signs as plain_signs
from .elementary import Elementary as Elementary
from .elementary import elementary as elementary
from .errors import OutOfReachError as OutOfReachError
from .errors import ReadingError as ReadingError
from .errors import ShapeError as ShapeError
from .errors import TooBigError as TooBigError
from .errors import TooMuchWorkError as TooMuchWorkError
from .errors import UndefinedError as UndefinedError
from .evaluation import Evaluator as Evaluator
from .evaluation import evaluate as evaluate
from .function import Function as Function
from .function import read_curve as read_curve
from .function import read_map as read_map
from .function import read_surface as read_surface
from .grammar import Reading as Reading
from .grammar import parse as parse
from .operands import ROOT_SIGN as ROOT_SIGN
from .printing import latex as latex
from .printing import text as text
from .tree import Array as Array
from .tree import Call as Call
from .tree import Constant as Constant
from .tree import Name as Name
from .tree import Negative as Negative
from .tree import Node as Node
from .tree import Number as Number
from .tree import Power as Power
from .tree import Product as Product
from .tree import Quotient as Quotient
from .tree import Sum as Sum
from .tree import Transpose as Transpose
from .tree import children as children
from .tree import names as names
from .tree import natural_order as natural_order
from .tree import number as number
from .tree import walk as walk
from .vocabulary import FUNCTIONS as FUNCTIONS
