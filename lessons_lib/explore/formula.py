"""The control of a function: choose one of the lesson's, or type any."""

from collections.abc import Callable, Sequence
from typing import Any

from ipywidgets import Combobox

from lessons_lib.explore.controls import Control, usual
from lessons_lib.formula import Function, read_curve


class Formula(Control):
    """A function of the lesson, or any that is typed.

    Parameters
    ----------
    function : str or Function
        What is shown first.
    offered : sequence of str
        Texts to choose from.
    reader : callable
        Makes a Function of a text, or raises ValueError with a sentence: `read_curve`, `read_surface`,
        `read_map`.
    label : str
        What stands beside the field.

    Attributes
    ----------
    function : Function
        What was last read without fault.
    fault : str
        What is wrong with the text that stands there now; empty where nothing is.
    """

    def __init__(
        self,
        function: "str | Function",
        offered: Sequence[str] = (),
        reader: Callable[[Any], Function] = read_curve,
        label: str = "f(x) =",
    ) -> None:
        self._read = reader
        self.function = reader(function)
        self.fault, self._first_source = "", self.function.source
        field = Combobox(options=list(offered), continuous_update=False, **usual(label))
        field.value = self.function.source
        super().__init__(field)

    @property
    def value(self) -> str:
        """The text that was last read without fault."""
        return self.function.source

    @property
    def is_first(self) -> bool:
        """Whether the function is the one that was shown first."""
        return self.function.source == self._first_source

    def _from_widget(self, change: Any) -> None:
        try:
            self.function, self.fault = self._read(change["new"]), ""
        except ValueError as fault:
            self.fault = str(fault)
        self._tell()
