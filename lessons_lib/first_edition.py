"""What the first edition of the course called its lessons and its guesses, and what they are called now."""

from __future__ import annotations

LESSONS = {
    "00_start_here": "Start here",
    "01_derivatives": "Derivatives",
    "02_gradients": "Gradients",
    "03_jacobians": "Jacobians",
    "04_hessians": "Hessians",
    "05_drills": "Drills",
    "06_automatic": "Automatic differentiation",
}
"""The titles of its notebooks by their names without an ending, none of which a notebook of today has."""

GUESSES: dict[str, str | None] = {
    "00 road": "slope of a road",
    "01 slope": "slope at a point",
    "01 product": "slope of a product",
    "01 corner": "corner of |x|",
    "01 cube root": "upright cube root",
    "01 step": "best forward step",
    "01 momentum": "momentum over the hill",
    "01 flat": "flat points of a quartic",
    "02 partial": "partial derivative to the east",
    "02 arrow": "arrow the steepest way up",
    "02 vector output": "gradient of two outputs",
    "02 scalar input": "name of a slope",
    "02 special": "gradient and directional derivative",
    "02 gamma": "first gamma to explode",
    "02 end": "end of a walk",
    "02 saddle": "stuck at a saddle",
    "03 shape": "shape of a Jacobian",
    "03 column": "column of a Jacobian",
    "03 size": "size of an area",
    "03 flip": "flip of an area",
    "03 lost": "dimensions lost",
    "03 memory": "memory of a three-index array",
    "03 gain": "gain of fifty layers",
    "04 Peano": "order of Peano",
    "04 signs": "signs of eigenvalues",
    "04 ridge": "signs on a ridge",
    "04 saddle": "saddle on a map",
    "04 kind": "kind of a flat point on a map",
    "04 steps": "steps in a long valley",
    "04 random": "random bowls",
    "06 dual": "product of dual numbers",
    "06 adjoint": "adjoint of a node",
    "06 twice": "input used twice",
    "06 cost": "cost of a gradient",
    "06 relu": "kinks that cancel",
    "06 root": "root of a power",
    "06 where": "branch not taken",
    "06 branch": "branch for one point",
    "06 leaves": "value that leaves the tape",
    "06 runs": "runs of a training",
}
"""The name of each of its guesses today; None for one that is asked no more."""


def guess_now(name: str) -> str | None:
    """Return the name under which a guess is kept today; one that was never the course's keeps its own.

    Examples
    --------
    >>> guess_now("01 slope"), guess_now("a question of my own")
    ('slope at a point', 'a question of my own')
    """
    return GUESSES.get(name, name)
