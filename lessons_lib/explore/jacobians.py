"""The explorer of what a Jacobian is: columns from nudges."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Pick
from lessons_lib.explore.formula import Formula
from lessons_lib.explore.inputs import Inputs, point_of
from lessons_lib.explore.shared import SmallStep
from lessons_lib.figures import Picture
from lessons_lib.figures.columns import MOST, SCHEMES, Columns, columns_axes
from lessons_lib.formula import Function, parse
from lessons_lib.pictures.linear_error import PLANE_MAPS
from lessons_lib.state import Point, Step

SIZED_MAPS = (
    *PLANE_MAPS,
    "x y, x + y, x^2",
    "x y z, x^2 + z",
    "cos t, sin t, t",
    "x^2 y + sin y",
    "w x, x y, y z, z w",
)


def read_sized(function: str | Function | Sequence[str]) -> Function:
    """Return a map from up to `MOST` numbers to up to `MOST`, from a text or as it is.

    One variable counts as a list of one, and so does one value.

    Examples
    --------
    >>> read_sized("x y").output_shape, read_sized("t, t^2").input_shape, read_sized("x, y z").input_shape
    ((1,), (1,), (3,))
    """
    if isinstance(function, str):
        function = Function(function, variables=list(parse(function).names) or ["x"])
    elif not isinstance(function, Function):
        return read_sized(", ".join(function))
    listed = _listed(function)
    if any(len(shape) != 1 or shape[0] > MOST for shape in (listed.input_shape, listed.output_shape)):
        raise ValueError(
            f"This picture has room for at most {MOST} variables and {MOST} values; {function.text} is "
            "something else: in a cell, f.jacobian works for any size."
        )
    return listed


def _listed(function: Function) -> Function:
    """Return the same function with a list of one for a single variable or a single value."""
    if function.input_shape and function.output_shape:
        return function
    source = function.source if function.output_shape else f"[{function.source}]"
    variables = [function.variables] if not function.input_shape else function.variables
    return Function(source, variables=variables)


class ColumnsExplorer(Explorer):
    """Nudge one input at a time and read a column of the Jacobian, for a map of any size.

    Parameters
    ----------
    f : str or Function
        Of up to four variables with up to four values.
    at : Point, float or tuple of float
        The point; variables that are not given are 1.
    step : Step or float
        The size h of the nudges, positive.
    scheme : str
        "forward", "backward", "central" or "complex".

    Raises
    ------
    ValueError
        If the scheme is none of these, or the map is larger.
    """

    name = "columns"
    size = (11.5, 4.2)
    grips = {"at": "point"}
    takes_view = False

    def __init__(
        self,
        f: str | Function = PLANE_MAPS[0],
        at: Point | float | tuple[float, ...] = (1, 2),
        step: Step | float = 0.1,
        scheme: str = "forward",
    ) -> None:
        if scheme not in SCHEMES:
            raise ValueError(f"The scheme is one of {', '.join(SCHEMES)}; {scheme!r} is not.")
        formula = Formula(f, SIZED_MAPS, reader=read_sized, label="f =")
        inputs = Inputs(point_of(at, *formula.function.input_shape))
        inputs.name(_names(formula.function))
        super().__init__(
            formula,
            at=inputs,
            step=SmallStep("h", Step.of(step), 1e-12, 1.0),
            scheme=Pick("scheme", scheme, list(SCHEMES)),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the planes and the table, or the table alone."""
        inputs = self._inputs
        inputs.name(_names(self.function))
        view = [end for ends in inputs.ranges[:2] for end in ends]
        return Columns(columns_axes(figure, self.function), self.function, **self.state, view=view)

    def moved(self, name: str, x: float, y: float) -> None:
        """Take the point where it was dragged."""
        self._inputs.set((x, y))

    @property
    def _inputs(self) -> Inputs:
        inputs = self.controls["at"]
        assert isinstance(inputs, Inputs)
        return inputs


def _names(function: Function) -> list[str]:
    return [str(name) for name in function.variables]


columns = ColumnsExplorer
