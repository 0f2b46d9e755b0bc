"""The usual way: `interact` draws a new figure for every value, inline."""

import matplotlib.pyplot as plt
from IPython.core.getipython import get_ipython
from ipywidgets import interact

from bench.browser.contestants import scene


def draw(a):
    scene.pause()
    _, ax = plt.subplots(figsize=scene.SIZE)
    scene.place(scene.prepared(ax), a)
    plt.show()


def show():
    get_ipython().run_line_magic("matplotlib", "inline")
    interact(draw, a=scene.slider())
