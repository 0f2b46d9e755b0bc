"""A surface in space: its tangent plane, its gradient on the floor, and what hides what."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.figures import new_axes, new_figure
from lessons_lib.figures.surface import Surface
from lessons_lib.formula import Function
from lessons_lib.live.raster import Raster
from lessons_lib.pencil.plane import PlaneView
from lessons_lib.pencil.space import Box, Camera
from lessons_lib.pencil.space._relief import Relief

WAVE = Function("x^2 y + sin y")
HILL = Function("4e^(-x^2 - y^2)")
VIEW = (-3, 3, -3, 3)

places = st.tuples(st.floats(-2.9, 2.9), st.floats(-2.9, 2.9))
azimuths, elevations = st.floats(-180, 180), st.floats(5, 90)


def surface(f=WAVE, at=(1, 2), columns=2, classroom=False, view=VIEW, **camera):
    f = f if isinstance(f, Function) else Function(f, ["x", "y"])
    figure = new_figure(9.6, 4.8, classroom=classroom)
    return Surface(new_axes(figure, 1, columns), f, at, view=view, **camera)


@pytest.fixture(scope="module")
def wave():
    return surface()


@pytest.fixture(scope="module")
def hill():
    return surface(HILL, (0, 0))


def spot(picture, point):
    """Return where a point of space is seen, in data coordinates of the picture."""
    return picture.camera.seen(point)


# the tangent plane


@given(at=places)
@settings(deadline=None, max_examples=40)
def test_the_corners_of_the_plane_have_the_heights_that_the_gradient_tells(wave, at):
    wave.move(at=at)
    box, gradient = wave.relief.box, WAVE.gradient(at)
    corners = wave.facet.corners
    steps = box.inputs(corners[:, :2]) - at
    expected = WAVE(at) + steps @ gradient
    np.testing.assert_allclose(corners[:, 2], box.level(expected), atol=1e-9)


@given(at=places)
@settings(deadline=None, max_examples=20)
def test_the_plane_ends_where_the_box_ends(wave, at):
    wave.move(at=at)
    assert (np.abs(wave.facet.corners[:, :2]) <= wave.relief.box.half + 1e-9).all()


def test_a_plane_over_a_dome_is_seen_whole_and_one_under_it_not_at_all():
    dome, bowl = surface("-x^2 - y^2", (0, 0)), surface("x^2 + y^2", (0, 0))
    assert area(dome.marks.plane.get_path()) == pytest.approx(area_of(dome.facet, dome.camera))
    seen_from_above = surface("x^2 + y^2", (0, 0), elevation=90)
    assert area(bowl.marks.plane.get_path()) < 0.9 * area_of(bowl.facet, bowl.camera)
    assert area(seen_from_above.marks.plane.get_path()) < 0.1 * area_of(bowl.facet, seen_from_above.camera)


def test_a_plane_that_cuts_a_saddle_is_half_seen_from_above():
    saddle = surface("x^2 - y^2", (0, 0), azimuth=-90, elevation=90)
    share = area(saddle.marks.plane.get_path()) / area_of(saddle.facet, saddle.camera)
    assert share == pytest.approx(0.5, abs=0.06)


def area(path):
    """Return the area inside a path; holes run the other way round."""
    polygons = path.to_polygons(closed_only=True)
    return abs(sum(np.sum(p[:-1, 0] * p[1:, 1] - p[1:, 0] * p[:-1, 1]) / 2 for p in polygons))


def area_of(facet, camera):
    corners = camera.seen(facet.corners)
    return area(type("Closed", (), {"to_polygons": lambda *_, **__: [np.vstack([corners, corners[:1]])]})())


# the gradient


@given(at=places, azimuth=azimuths, elevation=elevations)
@settings(deadline=None, max_examples=15)
def test_the_arrow_lies_on_the_floor_and_points_along_the_gradient(wave, at, azimuth, elevation):
    picture, gradient = wave, WAVE.gradient(at)
    picture.move(at=at, azimuth=azimuth, elevation=elevation)
    box, along = picture.relief.box, np.array(picture.tip) - at
    foot, tip = (box.on_floor(np.array(place)) for place in (at, picture.tip))
    assert foot[2] == tip[2] == Box.FLOOR < Box.LOWEST
    assert along[0] * gradient[1] - along[1] * gradient[0] == pytest.approx(0, abs=1e-9)
    assert along @ gradient > 0
    np.testing.assert_allclose(picture.marks.foot.get_xydata()[0], spot(picture, foot), atol=1e-12)
    if picture.marks.head.get_visible():
        np.testing.assert_allclose(picture.marks.head.get_xy()[1], spot(picture, tip), atol=1e-12)


def test_the_arrow_has_one_scale_and_is_the_same_on_the_map(wave):
    for at in ((1, 2), (-0.5, 0.7)):
        wave.move(at=at)
        np.testing.assert_allclose(np.array(wave.tip) - at, wave.scale * WAVE.gradient(at), atol=1e-12)
        np.testing.assert_allclose(wave._arrow.tip, wave.tip)


def test_a_gradient_of_zero_has_no_arrow_and_a_level_plane():
    picture = surface("x^2 + y^2", (0, 0))
    assert not picture.marks.head.get_visible()
    assert np.ptp(picture.facet.corners[:, 2]) == 0
    assert "level tangent plane; the gradient is (0, 0) and has no direction" in picture.caption


# what hides what


def test_a_point_behind_a_hill_is_hidden_and_one_before_it_is_not():
    picture = surface(HILL, (0, -1.2), azimuth=-90, elevation=10)
    assert not picture.marks.hidden
    assert picture.marks.dot.get_markerfacecolor() == "#000000"
    picture.move(at=(0, 1.2))
    assert picture.marks.hidden
    assert picture.marks.dot.get_markerfacecolor() == "white"
    picture.move(azimuth=90)
    assert not picture.marks.hidden
    picture.move(azimuth=-90, elevation=80)
    assert not picture.marks.hidden


def test_a_look_at_a_hill_finds_its_near_side(hill):
    hill.move(azimuth=-90, elevation=10)
    box = hill.relief.box
    behind = np.array([0.0, 1.2])
    x, y = hill.under(*spot(hill, box.points(behind, HILL(behind))))
    assert x == pytest.approx(0, abs=1e-6)
    assert y < 0


@given(at=places, azimuth=azimuths, elevation=elevations)
@settings(deadline=None, max_examples=60)
def test_a_look_at_a_point_finds_it_or_something_nearer(hill, at, azimuth, elevation):
    hill.move(at=at, azimuth=azimuth, elevation=elevation)
    box, camera = hill.relief.box, hill.camera
    point = box.points(np.array(at), HILL(at))
    found = np.array(hill.under(*spot(hill, point)))
    met = box.points(found, HILL(found))
    free = hill.relief.clearance(camera, point[None])[0]
    if elevation > 35 or abs(free) > 0.02:
        assert camera.depth(met) > camera.depth(point) - 0.04
    if free > -1e-4 and elevation > 35:
        # Where the line of sight grazes the surface, places far apart are seen in one spot.
        np.testing.assert_allclose(camera.seen(met), camera.seen(point), atol=2e-3)
    if free < -0.02:
        assert camera.depth(met) > camera.depth(point)


@given(azimuth=azimuths, elevation=elevations, x=st.floats(-3, 3), y=st.floats(-3, 3))
@settings(deadline=None, max_examples=40)
def test_every_look_ends_in_the_view(hill, azimuth, elevation, x, y):
    hill.move(azimuth=azimuth, elevation=elevation)
    found = hill.under(x, y)
    assert all(-3 <= each <= 3 for each in found)


def test_clearance_is_the_least_distance_of_a_line_of_sight():
    relief = Relief(Function("0x", ["x", "y"]), PlaneView(*VIEW))
    sheet = relief.box.level(0.0)
    above, below = (
        relief.clearance(Camera(30, 70), np.array([[0.1, 0.2, z]]))[0] for z in (sheet + 0.1, -0.9)
    )
    assert above == pytest.approx(0.1)
    assert below < 0
    assert relief.clearance(Camera(30, 40), np.array([[0.99, 0.99, Box.FLOOR]]))[0] > 0


def test_the_stem_under_a_sheet_is_hidden_and_the_foot_is_hollow():
    picture = surface("0x", (0, 0), elevation=60)
    seen = picture.marks.seen_stem.get_xydata()
    assert np.isnan(seen[:-2]).all()
    assert picture.marks.foot.get_markerfacecolor() == "white"
    assert np.isfinite(picture.marks.stem.get_xydata()).all()


# what stays


def test_only_turning_draws_the_background_again():
    picture = surface()
    raster = Raster(picture.ax.get_figure(root=True))
    raster.frame(picture.moving)
    background = raster.background
    for at in ((0, 0), (-2, 1), (2.5, -2.5)):
        raster.frame(picture.move(at=at))
    assert raster.background is background
    raster.frame(picture.move(azimuth=-30))
    assert raster.background is not background
    turned = raster.background
    raster.frame(picture.move(azimuth=-30, elevation=30))
    assert raster.background is turned


def test_what_moves_stays_the_same_objects_and_the_box_its_scale():
    picture = surface()
    moving = [id(artist) for artist in picture.moving]
    limits = picture.ax.get_xlim(), picture.ax.get_ylim()
    for azimuth in (-180, -45, 0, 77, 180):
        for elevation in (5, 45, 90):
            assert [id(a) for a in picture.move(azimuth=azimuth, elevation=elevation)] == moving
            assert (picture.ax.get_xlim(), picture.ax.get_ylim()) == limits


def test_turning_there_and_back_gives_the_same_pixels():
    picture = surface()
    figure = picture.ax.get_figure(root=True)
    artists = len(picture.ax.get_children())
    first = Raster(figure).frame(None)
    picture.move(azimuth=100, elevation=70)
    picture.move(azimuth=-60, elevation=30)
    assert len(picture.ax.get_children()) == artists
    again = Raster(figure).frame(None)
    # A label may stay where it was pushed to; the surface may not differ.
    assert (first != again).any(axis=-1).mean() < 0.03


@pytest.mark.parametrize("classroom", [False, True])
def test_the_box_and_its_numbers_stay_in_the_picture(classroom):
    picture = surface(classroom=classroom)
    for azimuth, elevation in [(-180, 5), (-135, 57), (-90, 90), (-60, 30), (0, 20), (45, 57), (80, 70)]:
        picture.move(azimuth=azimuth, elevation=elevation)
        check_that_it_fits(picture)


def check_that_it_fits(picture):
    frame = picture.ax.get_figure(root=True).bbox
    for words in picture.scene.labels:
        if words.get_visible():
            box = words.get_window_extent()
            assert box.x0 > -3
            assert box.y0 > -3
            assert box.x1 < frame.x1 + 3
            assert box.y1 < frame.y1 + 3
    (left, right), (bottom, top) = picture.ax.get_xlim(), picture.ax.get_ylim()
    corners = np.concatenate([picture.relief.box.corners(height) for height in (Box.FLOOR, Box.HIGHEST)])
    across, up = spot(picture, corners).T
    assert left < across.min()
    assert across.max() < right
    assert bottom < up.min()
    assert up.max() < top


def test_from_straight_above_the_picture_is_the_map():
    picture = surface(azimuth=-90, elevation=90)
    rng = np.random.default_rng(1)
    for at in rng.uniform(-2.9, 2.9, (5, 2)):
        picture.move(at=at)
        handles = picture.handles()
        flat = picture.relief.box.flat(np.array(handles["at"][1:]))
        np.testing.assert_allclose(handles["surface"][1:], flat, atol=1e-12)
        assert picture.under(*flat) == pytest.approx(tuple(at), abs=1e-9)


def test_handles_have_marks_and_move_freely(wave):
    wave.move(at=(1, 2))
    for name, (_, x, y) in wave.handles().items():
        assert wave.dots()[name].get_xydata()[0] == pytest.approx([x, y])
        assert wave.track(name) is None


def test_one_axes_are_enough():
    picture = surface(columns=1)
    assert list(picture.handles()) == ["surface"]
    picture.move(at=(0, 1))
    assert "lies in the input plane" in picture.caption


# strange functions


@pytest.mark.parametrize(
    ("formula", "at", "words"),
    [
        ("2 + 0x", (1, 1), "the function is constant"),
        ("1000000 x y", (1, -2), "height −2·10⁶"),
        ("sqrt(-1 - x^2 - y^2)", (1, 1), "undefined there, so there is no tangent plane"),
        ("sqrt(x^2 + y^2)", (0, 0), "but no gradient there"),
        ("x^2 y/(x^2 + y^2)", (0, 0), "undefined there"),
        ("1/(x^2 + y^2)", (1, 1), "heights above "),
        ("tan x + y", (0.5, 1), "heights below −"),
        ("e^(1/x) + 0y", (1, 1), "are cut off"),
        ("e^(1/x) + 0y", (0.01, 1), "are cut off"),
        ("sqrt x + log y", (1, 1), "hatched part"),
        ("sign x + y/4", (1, 1), "slopes 0 along x and 0.25 along y"),
        ("e^(x + y)", (7, 1), "outside the picture"),
        ("1/(x - y)", (1, 1), "undefined there"),
        ("x^60 y", (2.9, 1), "height"),
    ],
)
def test_strange_functions_give_a_picture_and_a_true_sentence(formula, at, words):
    picture = surface(formula, at)
    for azimuth, elevation in ((-60, 30), (20, 5), (-90, 90)):
        picture.move(azimuth=azimuth, elevation=elevation)
        Raster(picture.ax.get_figure(root=True)).frame(picture.moving)
    assert words in picture.caption
    assert "nan" not in picture.caption
    assert picture.caption.endswith(".")


def test_a_hole_ends_where_the_function_ends():
    relief = Relief(Function("sqrt(4 - x^2 - y^2)"), PlaneView(*VIEW))
    inside = np.isfinite(relief.mesh[..., 2])
    rim = np.hypot(*relief.box.inputs(relief.mesh[..., :2][inside]).T)
    assert rim.max() == pytest.approx(2, abs=1e-6)
    assert not relief.solid.all()
    assert relief.solid.any()


def test_poles_and_steep_edges_are_cut_and_peaks_are_not():
    cut = {
        "1/(x^2 + y^2)": (False, True),
        "-1/|x|": (True, False),
        "e^(9x)": (False, True),
        "1/x": (True, True),
    }
    whole = ["4e^(-x^2 - y^2)", "4e^(-9x^2 - 9y^2)", "x^2 y + sin y", "x^4 + y^4", "sqrt(4 - x^2 - y^2)"]
    for formula, expected in (cut | dict.fromkeys(whole, (False, False))).items():
        assert Relief(Function(formula, ["x", "y"]), PlaneView(*VIEW)).cut == expected, formula


def test_a_cliff_is_torn_and_a_steep_slope_is_not():
    cliff, slope = (Relief(Function(f, ["x", "y"]), PlaneView(*VIEW)) for f in ("sign x", "tanh(40x)"))
    assert (~cliff.solid).sum() == len(cliff.ys) - 1
    assert slope.solid.all()


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=3))
@settings(deadline=None, max_examples=20)
def test_the_mesh_stays_in_the_box_whatever_the_function(coefficients):
    terms = zip(coefficients, ("x", "x^2 y", "y^3"), strict=False)
    text = " + ".join(f"({coefficient:.3f}) {term}" for coefficient, term in terms)
    relief = Relief(Function(text, ["x", "y"]), PlaneView(*VIEW))
    heights = relief.mesh[..., 2][np.isfinite(relief.mesh[..., 2])]
    assert heights.min() >= Box.LOWEST - 0.1
    assert heights.max() <= Box.HIGHEST + 0.1


def test_the_caption_holds_the_numbers(wave):
    wave.move(at=(1, 2))
    assert wave.caption == (
        "Surface x²y + sin(y) at (1, 2): height 2.909, tangent plane with slopes 4 along x "
        "and 0.5839 along y; the gradient (4, 0.5839) lies in the input plane and is 4.042 long, "
        "drawn at 1/5 of its length."
    )
    assert re.search(r"\(4, 0\.5839\)", wave._words["arrow"].get_text())
