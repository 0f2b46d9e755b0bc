"""Derivatives, gradients, Jacobians and Hessians: the package behind the lessons."""

__version__ = "0.1.0"
