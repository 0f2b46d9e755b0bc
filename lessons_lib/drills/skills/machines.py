"""Lesson 06: automatic differentiation."""

from . import machines_duals, machines_modes, machines_traps

__all__ = ["machines_duals", "machines_modes", "machines_traps"]
