"""The known mistakes that are made at one operation of a formula, the likelier ones first."""

from . import _combining, _functions, _powers
from ._powers import inside
from ._slip import Slip

SLIPS: tuple[Slip, ...] = (*_functions.SLIPS, *_powers.SLIPS, *_combining.SLIPS)

__all__ = ["SLIPS", "Slip", "inside"]
