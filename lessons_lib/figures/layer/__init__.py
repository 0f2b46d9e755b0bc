"""The Jacobians of the layers that networks are made of, as tables of numbers under an input that moves."""

from lessons_lib.figures.layer._kinds import KINDS, Layer, layer_named
from lessons_lib.figures.layer._picture import LayerJacobian, layer_axes

__all__ = ["KINDS", "Layer", "LayerJacobian", "layer_axes", "layer_named"]
