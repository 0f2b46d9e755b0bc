"""ipympl: one figure on a canvas, its artists moved, `draw_idle`."""

import matplotlib.pyplot as plt
from IPython.core.getipython import get_ipython
from IPython.display import display

from bench.browser.contestants import scene


def show():
    get_ipython().run_line_magic("matplotlib", "ipympl")
    figure, ax = plt.subplots(figsize=scene.SIZE)
    artists, slider = scene.prepared(ax), scene.slider()

    def move(change):
        scene.pause()
        scene.place(artists, change["new"])
        figure.canvas.draw_idle()

    scene.place(artists, slider.value)
    slider.observe(move, "value")
    display(slider)
    plt.show()
