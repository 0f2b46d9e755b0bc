"""Commit a guess, then see the truth beside it.

A guess is kept, so that running the cell again, or opening the notebook tomorrow, shows it. The truth
reaches the browser only after a commitment.
"""

from lessons_lib.predict._asking import choice, number
from lessons_lib.predict._card import Card
from lessons_lib.predict._questions import Verdict

__all__ = ["Card", "Verdict", "choice", "number"]
