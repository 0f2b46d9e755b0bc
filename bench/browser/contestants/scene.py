"""The picture that the peers draw: what ours shows, without its words."""

import time

import numpy as np
from ipywidgets import FloatSlider

STEP, SIZE = 1.0, (7.0, 4.5)
LEFT, RIGHT, BOTTOM, TOP = -0.6, 6.2, 0.0, 20.0
XS = np.linspace(LEFT, RIGHT, 400)
ENDS = np.array([LEFT, RIGHT])
slowness = {"seconds": 0.0}


def pause():
    """Make a drawing function as slow as the bench wants it."""
    if slowness["seconds"]:
        time.sleep(slowness["seconds"])


def slider():
    return FloatSlider(1.0, min=LEFT, max=RIGHT, step=0.01, description="a")


def height(x):
    return x**2 - 6 * x + 13


def line(x, a, slope):
    return height(a) + slope * (x - a)


def secant(x, a):
    return line(x, a, (height(a + STEP) - height(a)) / STEP)


def tangent(x, a):
    return line(x, a, 2 * a - 6)


def points(a):
    both = np.array([a, a + STEP])
    return both, height(both)


def prepared(ax):
    """Draw the curve on empty axes; return the artists that move: secant, tangent, points."""
    ax.set(xlim=(LEFT, RIGHT), ylim=(BOTTOM, TOP))
    ax.plot(XS, height(XS))
    return ax.plot([], [], "--")[0], ax.plot([], [])[0], ax.plot([], [], "ko")[0]


def place(artists, a):
    """Move the artists to a."""
    moving, touching, dots = artists
    moving.set_data(ENDS, secant(ENDS, a))
    touching.set_data(ENDS, tangent(ENDS, a))
    dots.set_data(*points(a))
