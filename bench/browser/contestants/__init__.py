"""Who is measured. The modules here run in kernels: each has one function, `show`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Contestant:
    """One way to a picture that follows a slider.

    Parameters
    ----------
    name : str
        As the table calls it.
    module : str
        Whose `show` displays it.
    grip : str
        What is dragged and keyed: "slider", "handle" or "pad".
    """

    name: str
    module: str
    grip: str = "slider"

    @property
    def notebook(self) -> str:
        """The name of its notebook."""
        return f"{self.slug}.ipynb"

    @property
    def slug(self) -> str:
        """The name without spaces."""
        return self.name.replace(" ", "_")


FLOOR = Contestant("floor", "floor", "pad")
SLIDER = Contestant("our slider", "ours")
HANDLE = Contestant("our handle", "ours", "handle")
INTERACT = Contestant("interact", "inline")
PLOTLY = Contestant("plotly", "figure_widget")
OURS = (SLIDER, HANDLE)
PEERS = (
    INTERACT,
    Contestant("ipympl", "draw_idle"),
    Contestant("mpl_interactions", "interactions"),
    PLOTLY,
)
ALL = (FLOOR, SLIDER, HANDLE, *PEERS)
