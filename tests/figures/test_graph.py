"""The graph of a computation: where boxes and edges lie, what they say, what the caption says."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.figures.graph import BIGGEST, Layers, layered
from lessons_lib.slopes.computation import Computation, Function
from lessons_lib.wording import number
from tests.figures.support import draw, graph, labels

FORMULAS = {
    "lesson": ("x^2 y + sin y", (1, 2)),
    "quotient": ("sin(x^2)/x", (1.2,)),
    "shared": ("x y + sin(x y)", (1, 2)),
    "neuron": ("relu(w x + b)", (1, 2, -0.5)),
    "product": ("(x1 + x2) (x2 + x3) x1", (1, 2, -0.5)),
    "smooth neuron": ("softplus(sigmoid(w x + b) - x^2)", (1, 2, -0.5)),
    "vector": ("x^2 - y^2, 2x y", (1, 2)),
    "squares": ("x x", (3,)),
    "pairs": ("a b + a c + a d + b c + b d + c d", (1, 2, -0.5, 0.3)),
    "nest": ("sin(cos(" * 9 + "x" + "))" * 9, (1.2,)),
    "nothing to do": ("x", (2,)),
    "big": ("sin(x y) cos(x y) + exp(x) y^2 - log(x^2 + y^2)/(x + y) + tanh(x - y z) z", (1, 2, -0.5)),
}
every_formula = pytest.mark.parametrize("name", FORMULAS)
both_scales = pytest.mark.parametrize("classroom", [False, True])


def picture(name, **options):
    text, at = FORMULAS[name]
    return graph(Function(text), at, **options)


def corners(box):
    return box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2


@st.composite
def graphs(draw):
    count = draw(st.integers(2, 14))
    choices = st.lists(st.integers(0, count - 1), min_size=0, max_size=3)
    edges = [(one % other, other) for other in range(1, count) for one in draw(choices)]
    return count, edges


# layers


@given(graphs())
def test_edges_go_from_left_to_right_through_every_layer(given_graph):
    count, edges = given_graph
    layers = layered(count, edges)
    depth = {item: place for place, items in enumerate(layers.order) for item in items}
    assert sorted(item for item in depth if item < count) == list(range(count))
    assert [(route[0], route[-1]) for route in layers.routes] == edges
    for one, other in itertools.chain(*(itertools.pairwise(route) for route in layers.routes)):
        assert depth[other] == depth[one] + 1


@given(graphs())
def test_crossings_are_counted(given_graph):
    layers = layered(*given_graph)
    place = layers.places()
    depth = {item: number for number, items in enumerate(layers.order) for item in items}
    pairs = itertools.combinations(layers.links, 2)
    crossed = [
        depth[a] == depth[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0 for (a, b), (c, d) in pairs
    ]
    assert layers.crossings == sum(crossed)


@given(st.permutations(range(5)), st.permutations(range(5)))
@settings(max_examples=25)
def test_a_graph_that_can_be_drawn_without_crossings_is(left, right):
    edges = [(one, 5 + other) for one, other in zip(left, right, strict=True)]
    assert layered(10, edges).crossings == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), min_size=1, max_size=9))
@settings(max_examples=30)
def test_two_small_layers_have_as_few_crossings_as_can_be(edges):
    count, used = 8, {end for edge in edges for end in edge}
    found = layered(count, edges)
    firsts = [vertex for vertex in range(count) if vertex in used and vertex < 4]
    seconds = [vertex for vertex in range(4, count) if vertex in used]
    routes = [list(edge) for edge in edges]
    fewest = min(
        Layers([list(one), list(other)], routes).crossings
        for one in itertools.permutations(firsts)
        for other in itertools.permutations(seconds)
    )
    assert found.crossings == fewest


# places


@every_formula
@both_scales
def test_boxes_lie_on_the_sheet_and_apart(name, classroom):
    drawn = picture(name, classroom=classroom)
    boxes = [corners(box) for box in drawn._drawing.places.boxes]
    wide, high = drawn.ax.get_xlim()[1], drawn.ax.get_ylim()[1]
    for left, bottom, right, top in boxes:
        assert 0 <= left < right <= wide
        assert 0 < bottom < top <= high
    for (l1, b1, r1, t1), (l2, b2, r2, t2) in itertools.combinations(boxes, 2):
        assert min(r1, r2) <= max(l1, l2) or min(t1, t2) <= max(b1, b2)


@every_formula
def test_every_use_has_an_edge_between_the_right_boxes(name):
    drawn = picture(name)
    places = drawn._drawing.places
    for (one, other, _), stops in zip(drawn.computation.edges, places.stops, strict=True):
        for place, (x, y) in ((one, stops[0]), (other, stops[-1])):
            left, bottom, right, top = corners(places.boxes[place])
            assert left - 1e-6 <= x <= right + 1e-6
            assert bottom - 1e-6 <= y <= top + 1e-6


def test_a_square_typed_as_a_product_has_two_edges_that_can_be_told_apart():
    one, other = picture("squares")._drawing.places.stops
    assert abs(one[0, 1] - other[0, 1]) > 3


def test_numbers_change_and_nothing_else_moves():
    drawn = picture("lesson")
    before = [label.get_position() for label in drawn._drawing.slopes]
    boxes = drawn._drawing.places
    drawn.move(at=(1, 2.0))
    assert [label.get_position() for label in drawn._drawing.slopes] == before
    drawn.move(at=(-3, 0.7))
    assert drawn._drawing.places is boxes


@every_formula
def test_texts_stay_inside_their_boxes(name):
    drawn = picture(name)
    drawing, scale = drawn._drawing, 100 / 72
    for at in ([1e-7] * drawn.computation.inputs, [-1234.5678] * drawn.computation.inputs):
        drawn.move(at=at)
        for words in (*drawing.values, *drawing.derivatives):
            if words.get_text() and drawing.places.named:
                place = (drawing.values if words in drawing.values else drawing.derivatives).index(words)
                box, extent = drawing.places.boxes[place], words.get_window_extent()
                assert extent.width <= (box.width + 8) * scale


# numbers


@every_formula
def test_boxes_show_values_and_adjoints(name):
    drawn = picture(name)
    adjoints = drawn.run.adjoints(0)
    used = drawn.computation.feeding(drawn.computation.outputs[0])
    for place, value in enumerate(drawn.run.values):
        shown = drawn._drawing.values[place].get_text().split(" = ")[-1].removesuffix(" · kink")
        assert shown in {number(value, digits) for digits in (1, 2, 3, 4)}
        shown = drawn._drawing.derivatives[place].get_text().split(" = ")[-1]
        wanted = {number(adjoints[place], digits) for digits in (1, 2, 3, 4)}
        assert shown in wanted if place in used else shown == ""


def test_what_is_not_known_yet_is_not_shown():
    drawn = picture("lesson", shown=2)
    texts = [words.get_text() for words in drawn._drawing.values]
    assert texts == ["x = 1", "y = 2", "1", "2", "", ""]
    assert not any(words.get_text() for words in drawn._drawing.derivatives)
    assert not any(words.get_text() for words in drawn._drawing.slopes)


def test_forward_mode_shows_tangents_on_the_same_graph():
    drawn = picture("lesson")
    boxes = drawn._drawing.places.boxes
    drawn.move(mode="forward", seed=0)
    assert drawn._drawing.places.boxes is boxes
    assert [words.get_text() for words in drawn._drawing.derivatives][-1] == "v̇₄ = 4"
    assert "with x moving at speed 1" in drawn.caption
    drawn.move(seed=1)
    assert drawn.caption.endswith("so the partial derivative by y is 0.5839.")


def test_the_rule_of_the_step_is_written_below():
    drawn = picture("lesson", shown=7)
    assert "ȳ += v̄₃·cos(y) = 1·(−0.4161) = −0.4161" in labels(drawn.moving)
    assert "cos(y) = −0.4161" in labels(drawn.moving)


def test_the_step_that_acts_is_framed_and_its_edges_are_heavy():
    drawn = picture("lesson", shown=7)
    box, frame = drawn._drawing.places.boxes[4], drawn._drawing._frame
    assert frame.get_visible()
    assert frame.get_x() < box.x < frame.get_x() + frame.get_width()
    heavy, idle = (arrow.artists[1] for arrow in drawn._drawing._acting)
    assert heavy.get_visible()
    assert not idle.get_visible()
    drawn.move(shown=0)
    assert not frame.get_visible()


def test_dots_lie_on_the_inputs_number_lines():
    drawn = picture("lesson")
    for name, (ax, x, y) in drawn.handles().items():
        box = drawn._drawing.places.boxes[int(name)]
        pixels = ax.transData.transform((x, y)) * 72 / 100
        left, bottom, right, top = corners(box)
        assert left < pixels[0] < right
        assert bottom < pixels[1] < top
    assert (drawn.handles()["1"][1:]) == (2, 0.0)


# captions


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (0, "step 0 of 9: only the inputs are known."),
        (1, "step 1 of 9: v₁ = x² = 1² = 1."),
        (5, "step 5 of 9: f = v₄ = 2.909, and its own adjoint is 1."),
        (7, "v₃ hands its adjoint 1 on, times cos(y) = −0.4161 to y, which gains −0.4161."),
        (9, "times 2x = 2 to x, which gains 4; so the gradient is (4, 0.5839)."),
    ],
)
def test_the_caption_tells_the_step(shown, told):
    assert picture("lesson", shown=shown).caption.endswith(told)


def test_kinks_and_undefined_values_are_told_in_words():
    kink = graph(Function("relu(x)"), (0,))
    assert "relu(x) has a kink at x = 0: programs take the slope 0" in kink.caption
    assert "0 · kink" in labels(kink.moving)
    undefined = graph(Function("log x"), (-1,), shown=1)
    assert "log(x) is undefined at x = −1" in undefined.caption
    assert "undefined" in labels(undefined.moving)
    steep = graph(Function("sqrt(x^4)"), (0,))
    assert (
        "√v₁ has no slope at v₁ = 0: programs get infinite; so a program's answer is undefined."
        in steep.caption
    )


@pytest.mark.parametrize("value", [0.0, -1.0, 1e6, -1e-9, 1e300, math.pi])
@pytest.mark.parametrize("text", ["log(x) y", "1/x + y", "e^(x y)", "sqrt x - y", "|x| max(x, y)", "x^y"])
@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_any_state_is_drawn(text, value, mode):
    drawn = graph(Function(text), (value, value), mode=mode)
    for shown in range(len(drawn.moments)):
        drawn.move(shown=shown)
        assert "nan" not in drawn.caption
        assert "inf " not in drawn.caption
    draw(drawn)


def test_a_formula_that_is_too_big_is_refused_in_a_sentence():
    for text in (" + ".join(f"sin({k}x)" for k in range(2, 20)), "+".join(f"x^{k}" for k in range(2, 19))):
        with pytest.raises(ValueError, match="for a picture that can be read: shorten it"):
            graph(Function(text), (1,))


def test_forty_vertices_fit_where_they_are_a_chain():
    text = "sin(" * (BIGGEST - 1) + "x" + ")" * (BIGGEST - 1)
    computation = Computation(Function(text))
    assert len(computation.vertices) == BIGGEST
    drawn = graph(computation.function, (1,))
    assert np.isfinite(drawn.run.gradient()).all()
