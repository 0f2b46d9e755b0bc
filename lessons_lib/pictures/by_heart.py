"""Slopes worth knowing by heart: ten functions and their derivatives over one shared point."""

from typing import Any

import numpy as np

from lessons_lib import catalogue
from lessons_lib.pencil import Along, Panel, Picture
from lessons_lib.pencil.curves import View, polyline, tangent_at, value
from lessons_lib.pencil.figure import Curve
from lessons_lib.pencil.phrases import formula, input_name, typeset
from lessons_lib.wording import number

VIEW = View(-4.0, 4.0, -2.6, 4.2)


class ByHeart(Picture):
    """Move one x through ten functions and their derivatives at once."""

    size, rows, columns = (12.0, 5.4), 2, 5
    at = Along(1, "x", "The shared x.")

    @property
    def functions(self) -> list[Any]:
        """One for each panel."""
        return [example.function for example in catalogue.by_heart()]

    def stage(self) -> None:
        self.curves = [polyline(f, VIEW) for f in self.functions]
        for p, f, curve in zip(self.panels, self.functions, self.curves, strict=True):
            p.view(VIEW, None, xticks=[-3, 0, 3], yticks=[-2, 0, 2, 4])
            cell = p.ax.get_subplotspec()
            if cell is not None:
                p.ax.tick_params(labelleft=cell.is_first_col(), labelbottom=cell.is_last_row())
            p.rule(0.0)
            p.rule(0.0, upright=True)
            p.line(*curve, "function", width=1.15)
            p.line(*polyline(f.derivative, VIEW), "derivative", width=1.15, dashes="dashed")
            p.pin(typeset(formula(f)), (0.0, 1.0), meaning="function", size=12)
        self.span, self.shown_view = VIEW, ()

    def draw(self) -> str:
        slopes = [f"{formula(f)} {self.draw_slope(p, f, curve)}"
                  for p, f, curve in zip(self.panels, self.functions, self.curves, strict=True)]  # fmt: skip
        return f"Slopes at {input_name(self.functions[0])} = {number(self.at)}: {', '.join(slopes)}."

    def draw_slope(self, p: Panel, f: Any, curve: Curve) -> str:
        """Mark one function and its slope; return the slope in words."""
        height, here = value(f, self.at), tangent_at(f, self.at)
        slope = here.slope if here.kind == "smooth" else np.nan
        p.line([self.at, self.at], [height, slope], width=0.5, layer=2)
        said = f"point on {formula(f)}"
        p.dot(self.at, height, size=0.8).grip(formula(f), said, lambda x, _: {"at": x}, curve)
        p.dot(self.at, slope, "derivative", size=0.8)
        # In the lower right corner, where few of the curves pass.
        p.pin(f"slope {number(slope)}" if np.isfinite(slope) else "no slope", (1, 0.01), (-1, 0),
              "derivative", size=10.5)  # fmt: skip
        return number(slope)
