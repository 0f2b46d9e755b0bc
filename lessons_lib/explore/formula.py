"""The control of a function: choose one of the lesson's, or type any."""

from collections.abc import Sequence
from typing import Any

from ipywidgets import Combobox

from lessons_lib.explore.controls import Control, usual
from lessons_lib.parsing import parse
from lessons_lib.symbolic import Function


class Formula(Control):
    """A function of the lesson, or any that is typed.

    Parameters
    ----------
    function : str or Function
        What is shown first.
    offered : sequence of str
        Texts to choose from.

    Attributes
    ----------
    function : Function
        What was last read without fault.
    fault : str
        What is wrong with the text that stands there now; empty where nothing is.
    """

    def __init__(self, function: "str | Function", offered: Sequence[str] = ()) -> None:
        self.function = read_curve(function)
        self.fault, self._first_source = "", self.function.source
        super().__init__(
            Combobox(
                value=self.function.source, options=list(offered), continuous_update=False, **usual("f(x) =")
            )
        )  # fmt: skip

    @property
    def is_first(self) -> bool:
        """Whether the function is the one that was shown first."""
        return self.function.source == self._first_source

    def _from_widget(self, change: Any) -> None:
        try:
            self.function, self.fault = read_curve(change["new"]), ""
        except ValueError as fault:
            self.fault = str(fault)
        self._tell()


def read_curve(function: "str | Function") -> Function:
    """Return a function of one variable, from a text or as it is.

    Parameters
    ----------
    function : str or Function
        A text without a name in it is a constant function of x.

    Raises
    ------
    ValueError
        Where the text cannot be read, or the function is not one number of one variable.

    Examples
    --------
    >>> read_curve("t^2").variables, read_curve("3").variables
    ('t', 'x')
    """
    if not isinstance(function, Function):
        function = Function(function, variables=None if parse(function).names else "x")
    if function.input_shape or function.output_shape:
        raise ValueError(f"This picture needs one function of one variable; {_told(function)}.")
    return function


def _told(function: Function) -> str:
    return "; ".join([f"{function.text} is something else", *function.notes])
