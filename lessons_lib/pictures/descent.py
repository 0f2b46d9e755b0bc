"""Walking downhill on a map: the paths of one method or of two, and the value after each step."""

from lessons_lib.formula import read_surface
from lessons_lib.pencil import Count, Fixed, Formula, Pick, Position, Slide, State, StepFactor, View
from lessons_lib.pencil.fields import clean
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pictures._walk_map import LANDSCAPES, WalkMap
from lessons_lib.pictures._walks import METHODS, Walk, walked

ALONE, STEPS = "none", 120


class Descent(WalkMap):
    """Drag the start and watch a walk downhill on the map, beside another method if you like."""

    f = Formula(LANDSCAPES[0], "f(x, y) =", "Of two variables.", LANDSCAPES, read_surface)
    start = Position((10, 1), "", "Where the walks begin.")
    method = Pick(
        METHODS[0], "method", '"gradient descent", "momentum", "Adam" or "Newton".', METHODS, named=True
    )
    gamma = StepFactor(0.015, "γ", "Step factor; Newton's method has none.", named=True)
    momentum = Slide(
        0.9, "momentum", "The share of its speed that the rolling ball keeps.", 0, 0.99, 0.01, named=True
    )
    against = Pick(
        None, "against", "A second method, from the same start.", (ALONE, *METHODS), "method", named=True
    )
    against_gamma = StepFactor(
        None, "its γ", "Its step factor; the same as the first by default.", named=True
    )
    shown = Count(None, "steps shown", "How many steps are drawn; all by default.", STEPS, named=True)
    steps = Fixed(STEPS, "int", "How many steps a walk may take.", named=True)
    view = View(about="Limits (left, right, bottom, top) of the map.", named=True)

    @classmethod
    def completed(cls, state: State) -> State:
        """Give the second method the step factor of the first."""
        return {} if state["against_gamma"] else {"against_gamma": state["gamma"]}

    @classmethod
    def settled(cls, state: State) -> State:
        """Bring the start into the map of a function that has one; elsewhere the map goes to the start."""
        plane = PlaneView.of(state["view"], state["f"], state["start"])
        if plane.contains(*state["start"]):
            return {}
        return {"start": (clean(plane.left + plane.width / 8), clean(plane.bottom + 5 * plane.height / 8))}

    def draw(self) -> str:
        methods = {self.method, self.against}
        self.need(gamma=self.method != "Newton", momentum="momentum" in methods,
                  against_gamma=self.against not in {ALONE, "Newton"})  # fmt: skip
        walks = [self.walk(self.method, self.gamma)]
        walks += [] if self.against == ALONE else [self.walk(self.against, self.against_gamma)]
        return self.draw_walks(walks)

    def walk(self, method: str, gamma: float) -> Walk:
        share = self.momentum if method == "momentum" else 0.0
        x, y = map(float, self.start)
        return walked(self.f, (x, y), method, gamma=gamma, share=share, steps=self.steps)
