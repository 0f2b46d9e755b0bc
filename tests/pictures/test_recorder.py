"""Laws of what is written down of a figure."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from tools.corpus.comparison import alike
from tools.corpus.recorder import look

TRIANGLE = np.array([(0.4, 0.4), (0.6, 0.4), (0.5, 0.7)])
PLACES = st.lists(st.tuples(*[st.floats(-0.5, 1.5)] * 2), min_size=2, max_size=6, unique=True)


class Group(Artist):
    """Several artists that are drawn as one."""

    def __init__(self, *parts):
        super().__init__()
        self.parts = parts

    def draw(self, renderer):
        for part in self.parts:
            part.draw(renderer)


def canvas():
    figure = Figure()
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot(xlim=(0, 1), ylim=(0, 1))


def shown(*adds):
    """Return what moves in a figure to which each has added its own."""
    figure, ax = canvas()
    for add in adds:
        for artist in add(ax):
            artist.set_animated(True)
    figure.canvas.draw()
    return look(figure)[0]


def line(places, **style):
    return lambda ax: ax.plot(*np.array(places, float).T, **style)


def head(ax):
    return [ax.add_patch(Polygon(TRIANGLE, color="red"))]


def as_one(ax):
    parts = Line2D([0.1, 0.5], [0.2, 0.5], color="red"), Polygon(TRIANGLE, color="red")
    for part in parts:
        part.axes = ax
        part.set_transform(ax.transData)
        part.set_clip_box(ax.bbox)
    return [ax.add_artist(Group(*parts))]


def test_an_arrow_is_the_same_as_one_artist_or_as_two():
    assert shown(as_one) == shown(line([(0.1, 0.2), (0.5, 0.5)], color="red"), head)


def test_an_area_is_the_same_as_a_patch_or_in_a_collection():
    def collected(ax):
        return [ax.add_collection(PolyCollection([TRIANGLE], color="red"))]

    (one,), (other,) = shown(head), shown(collected)
    assert alike(one, other)


@pytest.mark.parametrize(
    "unseen",
    [
        line([(0, 0), (1, 1)], visible=False),
        line([(0, np.nan), (np.nan, 1)], marker="o"),
        line([(0, 0), (1, 1)], linewidth=0),
        line([(0, 0), (1, 1)], alpha=0),
        line([(2, 2), (3, 3)], marker="o"),
        lambda ax: [ax.text(0.5, 0.5, " ")],
        lambda ax: [ax.add_patch(Polygon(TRIANGLE, facecolor="none", edgecolor="none"))],
    ],
)
def test_what_cannot_be_seen_leaves_no_record(unseen):
    assert shown(unseen) == []


def test_order_does_not_matter():
    first, second = line([(0, 0), (1, 1)]), line([(0, 1), (1, 0)], color="red", marker="o")
    assert shown(lambda ax: [*first(ax), *second(ax)]) != []
    assert shown(line([(0, 0), (1, 1)], color="k"), second) == shown(
        second, line([(0, 0), (1, 1)], color="k")
    )


@settings(max_examples=25)
@given(PLACES)
def test_a_line_of_more_points_is_the_same_line(places):
    points = np.array(places, float)
    halfway = np.empty((2 * len(points) - 1, 2))
    halfway[::2], halfway[1::2] = points, (points[1:] + points[:-1]) / 2
    one, other = shown(line(points, color="k")), shown(line(halfway, color="k"))
    assert len(one) == len(other)
    assert all(map(alike, one, other))


@pytest.mark.parametrize("style", [{"color": "red"}, {"linewidth": 3}, {"linestyle": "--"}, {"alpha": 0.5}])
def test_another_style_is_another_record(style):
    (one,), (other,) = (shown(line([(0, 0), (1, 1)], **{"color": "k", **each})) for each in ({}, style))
    assert not alike(one, other)


def test_of_words_only_what_they_say_counts():
    one, other = (shown(lambda ax, x=x: [ax.text(x, 0.5, "slope")]) for x in (0.2, 0.7))
    assert one == other


def test_an_image_is_seen_as_bright_as_it_is_at_any_resolution():
    def image(side):
        tints = np.zeros((4, 4))
        tints[0, 0] = 1
        return lambda ax: [
            ax.imshow(np.kron(tints, np.ones((side, side))), cmap="gray", extent=(0, 1, 0, 1), aspect="auto")
        ]

    (one,), (other,) = shown(image(1)), shown(image(8))
    assert one[0] == "image"
    assert alike(one, other)
