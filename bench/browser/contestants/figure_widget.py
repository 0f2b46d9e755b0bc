"""Plotly's FigureWidget: traces updated in one batch."""

from IPython.display import display
from plotly import graph_objects as go

from bench.browser.contestants import scene


def traces(a):
    xs, heights = scene.points(a)
    return scene.secant(scene.ENDS, a), scene.tangent(scene.ENDS, a), xs, heights


def figure():
    drawn = go.FigureWidget(layout={"width": 700, "height": 450, "showlegend": False})
    drawn.update_xaxes(range=[scene.LEFT, scene.RIGHT])
    drawn.update_yaxes(range=[scene.BOTTOM, scene.TOP])
    drawn.add_scatter(x=scene.XS, y=scene.height(scene.XS))
    drawn.add_scatter(x=scene.ENDS, mode="lines", line_dash="dash")
    drawn.add_scatter(x=scene.ENDS, mode="lines")
    drawn.add_scatter(mode="markers")
    return drawn


def place(drawn, a):
    with drawn.batch_update():
        _, moving, touching, dots = drawn.data
        moving.y, touching.y, dots.x, dots.y = traces(a)


def show():
    drawn, slider = figure(), scene.slider()

    def move(change):
        scene.pause()
        place(drawn, change["new"])

    place(drawn, slider.value)
    slider.observe(move, "value")
    display(slider, drawn)
