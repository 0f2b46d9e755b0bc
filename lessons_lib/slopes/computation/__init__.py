"""A formula as a computation: one operation after another, and derivatives through it step by step.

>>> run = Computation(Function("x^2 y + sin y")).at([1, 2])
>>> for moment in run.backward():
...     print(*moment.lines, sep="; ")
x = 1; y = 2
v₁ = x² = 1² = 1
v₂ = v₁·y = 1·2 = 2
v₃ = sin(y) = sin(2) = 0.9093
v₄ = v₂ + v₃ = 2 + 0.9093 = 2.909
v̄₄ = 1
v̄₂ += v̄₄·1 = 1·1 = 1; v̄₃ += v̄₄·1 = 1·1 = 1
ȳ += v̄₃·cos(y) = 1·(−0.4161) = −0.4161
v̄₁ += v̄₂·y = 1·2 = 2; ȳ += v̄₂·v₁ = 1·1 = 1
x̄ += v̄₁·2x = 2·2 = 4
"""

from lessons_lib.formula import Function
from lessons_lib.slopes.computation._computation import Computation, Vertex
from lessons_lib.slopes.computation._moments import Moment, barred, dotted
from lessons_lib.slopes.computation._run import Run

__all__ = ["Computation", "Function", "Moment", "Run", "Vertex", "barred", "dotted"]
