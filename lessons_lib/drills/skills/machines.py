"""Lesson 06: automatic differentiation."""
