"""Lesson 04: Hessians."""

from . import hessians_curvature, hessians_kinds, hessians_second, hessians_steps

__all__ = ["hessians_curvature", "hessians_kinds", "hessians_second", "hessians_steps"]
