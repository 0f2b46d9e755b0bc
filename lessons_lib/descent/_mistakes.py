"""What an update rule may do instead of gradient descent, each with a word for the one who wrote it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lessons_lib.arrays import Array

Formula = Callable[[Array, Array, float], Array]

UPHILL = "Your rule goes uphill: the gradient points up, so take γ times the gradient off x, do not add it."
MEMORY = (
    "Your rule gives two answers at one point, so it keeps something from one call to the next; gradient "
    "descent looks at the present x only."
)
ONE_AFTER_THE_OTHER = (
    "Your rule moves one coordinate and asks for the gradient again before it moves the other: ask once, at "
    "the present x."
)
BY_HAND = "Your rule is gradient descent for this function; with gradient(x) it would be for every function."

KNOWN: tuple[tuple[str, Formula, str], ...] = (
    ("right", lambda x, g, s: x - s * g, "Your rule is gradient descent."),
    ("unchanged", lambda x, g, s: x, "Your rule stays where it is: take γ times the gradient off x."),
    ("wrong sign", lambda x, g, s: x + s * g, UPHILL),
    ("no step size", lambda x, g, s: x - g, "Your rule forgets the step size: multiply the gradient by γ."),
    (
        "wrong sign, no step size",
        lambda x, g, s: x + g,
        "Your rule goes uphill and forgets the step size: take γ times the gradient off x.",
    ),
    (
        "step only",
        lambda x, g, s: -s * g,
        "Your rule returns the step alone: the new point is x plus that step.",
    ),
    ("step only", lambda x, g, s: s * g, "Your rule returns γ times the gradient alone: take that off x."),
    ("gradient only", lambda x, g, s: g, "Your rule returns the gradient itself: take γ times that off x."),
    ("gradient only", lambda x, g, s: -g, "Your rule returns minus the gradient: add γ times that to x."),
    (
        "bracket",
        lambda x, g, s: s * (x - g),
        "Your rule multiplies x by γ too: γ belongs to the gradient alone.",
    ),
    ("bracket", lambda x, g, s: s * x - g, "Your rule multiplies x by γ: γ belongs to the gradient."),
    (
        "bracket",
        lambda x, g, s: s * (x + g),
        "Your rule multiplies x by γ too, and adds: take γ·gradient(x) off x.",
    ),
    ("order", lambda x, g, s: s * g - x, "Your rule takes x off the step: take the step off x."),
    ("divided", lambda x, g, s: x - g / s, "Your rule divides by γ: multiply the gradient by γ."),
    (
        "normalised",
        lambda x, g, s: x - s * g / np.linalg.norm(g),
        "Your rule makes the gradient 1 long first: all steps are γ long, so it never settles.",
    ),
    (
        "signs only",
        lambda x, g, s: x - s * np.sign(g),
        "Your rule uses only the signs of the gradient: all steps are equally long, so it never settles.",
    ),
    ("squared", lambda x, g, s: x - s * g**2, "Your rule squares the gradient, and so loses its signs."),
    ("squared", lambda x, g, s: x - s**2 * g, "Your rule multiplies by γ twice: once is enough."),
    ("swapped", lambda x, g, s: x - s * g[::-1], "Your rule swaps the coordinates of the gradient."),
    (
        "one coordinate",
        lambda x, g, s: x - s * g * (1, 0),
        "Your rule moves the first coordinate only: take both entries of the gradient.",
    ),
    (
        "one coordinate",
        lambda x, g, s: x - s * g * (0, 1),
        "Your rule moves the second coordinate only: take both entries of the gradient.",
    ),
    (
        "one number",
        lambda x, g, s: x - s * np.linalg.norm(g),
        "Your rule takes the gradient's length off both coordinates: take the gradient, entry by entry.",
    ),
    (
        "one number",
        lambda x, g, s: x - s * g.sum(),
        "Your rule adds up the gradient's entries: each belongs to its own coordinate.",
    ),
)
