"""NumPy's products of vectors and matrices on traced values."""

from __future__ import annotations

import functools
import operator
from typing import Any

import numpy as np

from lessons_lib.slopes.automatic import _rules as rules
from lessons_lib.slopes.automatic._known import instead_of
from lessons_lib.slopes.automatic._refusals import UnknownOperationError
from lessons_lib.slopes.automatic._traced import apply

Value = Any
Axis = int | tuple[int, ...] | None


@instead_of(np.dot)
def _dot(a: Value, b: Value) -> Value:
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return a * b
    if np.ndim(a) > 1 and np.ndim(b) > 2:
        raise UnknownOperationError(f"np.dot with {np.ndim(a)} and {np.ndim(b)} axes")
    return apply(rules.MATMUL, a, b)


@instead_of(np.vdot)
def _vdot(a: Value, b: Value) -> Value:
    return apply(rules.MATMUL, np.ravel(a), np.ravel(b))


@instead_of(np.inner)
def _inner(a: Value, b: Value) -> Value:
    return np.dot(a, np.transpose(b) if np.ndim(b) < 3 else np.moveaxis(b, -1, -2))


@instead_of(np.outer)
def _outer(a: Value, b: Value) -> Value:
    return np.ravel(a)[:, None] * np.ravel(b)[None, :]


@instead_of(np.linalg.norm)
def _norm(x: Value, ord: Any = None, axis: Axis = None, keepdims: bool = False) -> Value:  # noqa: A002
    euclidean = ord is None or (ord == 2 and (np.ndim(x) == 1 or isinstance(axis, int)))
    if not (euclidean or ord == "fro"):
        raise UnknownOperationError(f"np.linalg.norm with ord={ord}")
    return np.sqrt(np.sum(x * x, axis=axis, keepdims=keepdims))


@instead_of(np.trace)
def _trace(a: Value) -> Value:
    return np.sum(np.diagonal(a))


@instead_of(np.einsum)
def _einsum(subscripts: str, *operands: Value) -> Value:
    """Return the sum of products, every operand laid along all letters in alphabetical order."""
    taken, result = _letters(subscripts, len(operands))
    letters = sorted(set("".join(taken)))
    laid = [_laid_out(operand, own, letters) for operand, own in zip(operands, taken, strict=True)]
    summed = tuple(place for place, letter in enumerate(letters) if letter not in result)
    kept = [letter for letter in letters if letter in result]
    total = np.sum(functools.reduce(operator.mul, laid), axis=summed)
    return np.transpose(total, [kept.index(letter) for letter in result])


def _letters(subscripts: str, count: int) -> tuple[list[str], str]:
    """Return the letters of each operand and of the result, which by default are those that occur once."""
    inputs, arrow, result = subscripts.replace(" ", "").partition("->")
    taken = inputs.split(",")
    repeated = any(len(set(own)) < len(own) for own in taken)
    if len(taken) != count or repeated or "." in subscripts:
        raise UnknownOperationError(f"np.einsum({subscripts!r}, ...)")
    return taken, result if arrow else "".join(c for c in sorted(set(inputs) - {","}) if inputs.count(c) == 1)


def _laid_out(operand: Value, own: str, letters: list[str]) -> Value:
    ordered = np.transpose(operand, [own.index(letter) for letter in sorted(own)])
    return np.reshape(ordered, [ordered.shape[sorted(own).index(c)] if c in own else 1 for c in letters])
