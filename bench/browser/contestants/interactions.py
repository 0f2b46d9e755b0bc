"""mpl_interactions: functions of the slider, drawn on ipympl's canvas."""

from functools import partial

import matplotlib.pyplot as plt
import mpl_interactions.ipyplot as iplt
from IPython.core.getipython import get_ipython

from bench.browser.contestants import scene


def slowly_secant(x, a):
    scene.pause()
    return scene.secant(x, a)


def show():
    get_ipython().run_line_magic("matplotlib", "ipympl")
    _, ax = plt.subplots(figsize=scene.SIZE)
    ax.plot(scene.XS, scene.height(scene.XS))
    ax.set(xlim=(scene.LEFT, scene.RIGHT), ylim=(scene.BOTTOM, scene.TOP))
    plot = partial(iplt.plot, ax=ax, xlim="fixed", ylim="fixed")
    controls = plot(scene.ENDS, slowly_secant, a=scene.slider())
    plot(scene.ENDS, scene.tangent, controls=controls)
    plot(lambda a: scene.points(a)[0], lambda x, a: scene.height(x), "ko", controls=controls)
    plt.show()
