"""Drills on paper: a sheet of questions with room to write, and its answer key with worked steps.

Both are one HTML file each that needs nothing else: formulas are MathML, and a browser prints them.

>>> from lessons_lib.worksheet import Order, worksheet
>>> made = worksheet(Order(skills=("product rule",), count=3, seed=7, versions=2))
>>> [question.level for question in made.versions[0]], made.name
([1, 2, 3], 'worksheet_product_rule_seed_7')
"""

from ._choosing import Question, Worksheet, worksheet
from ._files import write
from ._key import key
from ._order import MOST_QUESTIONS, MOST_VERSIONS, Order, WorksheetError
from ._sheet import sheet

__all__ = [
    "MOST_QUESTIONS",
    "MOST_VERSIONS",
    "Order",
    "Question",
    "Worksheet",
    "WorksheetError",
    "key",
    "sheet",
    "worksheet",
    "write",
]
