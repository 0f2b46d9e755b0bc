"""Lesson 02: gradients and directional derivatives."""
