"""Derivatives without a formula: differences, automatic differentiation, and the graph of a computation."""
