"""The drawing engine: a picture is fields that can be moved, a stage that stands still, and a drawing."""

from lessons_lib.pencil.fields import (
    Along,
    Angle,
    Count,
    Fixed,
    Formula,
    Inputs,
    Log,
    Matrix,
    Pick,
    Position,
    Several,
    Slide,
    SmallStep,
    State,
    StepFactor,
    StepSize,
    View,
)
from lessons_lib.pencil.panel import Mark, Panel
from lessons_lib.pencil.picture import Picture

__all__ = [
    "Along",
    "Angle",
    "Count",
    "Fixed",
    "Formula",
    "Inputs",
    "Log",
    "Mark",
    "Matrix",
    "Panel",
    "Pick",
    "Picture",
    "Position",
    "Several",
    "Slide",
    "SmallStep",
    "State",
    "StepFactor",
    "StepSize",
    "View",
]
