"""Lesson 03: Jacobians."""
