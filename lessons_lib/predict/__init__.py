"""Commit a guess, then see the truth beside it.

A guess is a number, a choice, an arrow or a point on a picture. It is kept, so that running the cell again,
or opening the notebook tomorrow, shows it. The truth reaches the browser only after a commitment.
"""

from lessons_lib.predict._asking import choice, number
from lessons_lib.predict._card import Card
from lessons_lib.predict._picture_card import PictureCard
from lessons_lib.predict._pointing import arrow, point
from lessons_lib.predict._questions import Verdict
from lessons_lib.predict._scenery import Scenery

__all__ = ["Card", "PictureCard", "Scenery", "Verdict", "arrow", "choice", "number", "point"]
