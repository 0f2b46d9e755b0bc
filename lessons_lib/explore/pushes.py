"""An explorer of sensitivity: how far an input has to be pushed until a classifier changes its mind."""

from collections.abc import Iterable
from typing import Any

from matplotlib.figure import Figure

from lessons_lib.classifier import NORMS, TRAINED, Classifier, trained
from lessons_lib.explore.base import Explorer
from lessons_lib.explore.controls import Pick
from lessons_lib.explore.shared import Position
from lessons_lib.explore.sliders import Slide
from lessons_lib.figures import Picture, new_axes
from lessons_lib.figures.sensitivity import Sensitivity
from lessons_lib.state import Point

YOURS = "yours"


class SensitivityExplorer(Explorer):
    """Drag an input of a classifier, and see how small a push flips its class.

    Parameters
    ----------
    classifier : str or Classifier
        "three blobs", "two moons", "linear", or one that was trained in the notebook, of two inputs.
    at : Point or tuple of float
        The input.
    norm : str
        How long a push is: "Euclidean" or "max", the largest change of one input.
    times : float
        How many times as long as the smallest push the random ones are, between 1.1 and 4.
    """

    name = "sensitivity"
    size = (9.6, 4.8)
    grips = {"at": "input"}
    takes_view = False

    def __init__(
        self,
        classifier: str | Classifier = "three blobs",
        at: Point | tuple[float, float] = (-0.6, -0.6),
        norm: str = NORMS[0],
        times: float = 1.2,
    ) -> None:
        self._own = classifier if isinstance(classifier, Classifier) else None
        offered = [*([YOURS] if self._own else []), *TRAINED]
        super().__init__(
            classifier=Pick("classifier", _known(classifier, TRAINED), offered),
            at=Position(Point.of(at), names=("x₁", "x₂")),
            norm=Pick("norm", _known(norm, NORMS), NORMS),
            times=Slide("times as long", min(max(times, 1.1), 4), 1.1, 4, 0.1),
        )

    def draw(self, figure: Figure) -> Picture:
        """Draw the map and the numbers beside it."""
        name = self.controls["classifier"].value
        called = "" if name == YOURS else name
        return Sensitivity(new_axes(figure, columns=2), self._classifier, name=called, **self._moving_state)

    def span(self) -> tuple[float, ...]:
        """Return what the map shows."""
        return tuple(self.picture.view)

    @property
    def code(self) -> str:
        """One line that makes the present picture again; one's own classifier goes by the name classifier."""
        return super().code.replace(f"classifier='{YOURS}'", "classifier=classifier")

    @property
    def _keeps_picture(self) -> bool:
        return bool(self.picture.classifier is self._classifier)

    @property
    def _classifier(self) -> Classifier:
        name = self.controls["classifier"].value
        return self._own if name == YOURS and self._own else trained(name)

    @property
    def _moving_state(self) -> dict[str, Any]:
        return {name: value for name, value in self.state.items() if name != "classifier"}


def _known(name: str | Classifier, names: Iterable[str]) -> str:
    """Return a name that is offered, or refuse it."""
    if isinstance(name, Classifier):
        return YOURS
    if name not in names:
        raise ValueError(f"{name} is not offered here; choose one of {', '.join(names)}.")
    return name


sensitivity = SensitivityExplorer
