"""Lesson 03: Jacobians."""

from . import (
    jacobians_areas,
    jacobians_layers,
    jacobians_maps,
    jacobians_products,
    jacobians_ranks,
    jacobians_shapes,
    jacobians_softmax,
)

__all__ = [
    "jacobians_areas",
    "jacobians_layers",
    "jacobians_maps",
    "jacobians_products",
    "jacobians_ranks",
    "jacobians_shapes",
    "jacobians_softmax",
]
