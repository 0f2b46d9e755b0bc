"""The cell in which the learner writes the update rule: the verdict and the path."""

import numpy as np
import pytest

from lessons_lib import explore
from lessons_lib.pictures.own_rule import STEPS, unfinished
from tests.explore.support import drag


def right(x, gradient, gamma):
    return x - gamma * gradient(x)


def uphill(x, gradient, gamma):
    return x + gamma * gradient(x)


def broken(x, gradient, gamma):
    raise RuntimeError("out of ideas")


@pytest.fixture
def shown():
    """Return a function that makes explorers and closes them at the end."""
    made = []

    def make(*given, **settings):
        made.append(explore.own_rule(*given, **settings))
        return made[-1]

    yield make
    for explorer in made:
        explorer.close()


def test_a_right_rule_is_praised_and_its_path_is_the_only_one(shown):
    explorer = shown(right)
    assert explorer.verdict.accepted
    assert explorer.caption.startswith("Your rule is gradient descent. Downhill on ")
    assert len(explorer.picture.walks) == 1


def test_a_wrong_rule_is_shown_beside_gradient_descent(shown):
    explorer = shown(uphill)
    own, true = explorer.picture.walks
    assert own.path.values[-1] > own.path.values[0]
    assert true.path.values[-1] < true.path.values[0]
    assert explorer.caption.startswith("Your rule goes uphill")
    assert "Your rule leaves the map at step" in explorer.caption


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        (unfinished, "Your rule stays where it is"),
        (broken, "Your rule stops with RuntimeError: out of ideas."),
        (None, "Your rule stops with TypeError"),
    ],
)
def test_an_unfinished_rule_has_a_sentence_and_a_picture(shown, rule, start):
    explorer = shown(rule)
    assert explorer.live.error == ""
    assert explorer.caption.startswith(start)
    own, _ = explorer.picture.walks
    assert len(own.path) == 1


def test_the_rule_is_tried_wherever_the_start_is_dragged(shown):
    explorer = shown(right)
    drag(explorer, "start", -3.0, 1.0)
    np.testing.assert_array_equal(explorer.picture.walks[0].path.points[0], (-3, 1))
    assert "from (−3, 1)" in explorer.caption
    explorer.controls["gamma"].set(0.2)
    assert "γ = 0.2" in explorer.caption


@pytest.mark.parametrize("text", ["log x + y", "3", "|x| + |y|", "1e6 x^2 + y^2", "sin x + x y + y^4"])
def test_another_function_is_judged_anew(shown, text):
    for rule, accepted in ((right, True), (uphill, False)):
        explorer = shown(rule)
        explorer.formula.widget.value = text
        assert explorer.live.error == ""
        assert explorer.verdict.accepted == accepted


def test_a_rule_for_one_function_is_unmasked_by_another(shown):
    explorer = shown(lambda x, gradient, gamma: x - gamma * x * (1, 4))
    assert explorer.verdict.tag == "by hand"
    explorer.formula.widget.value = "x^2 + y^2"
    assert not explorer.verdict.accepted


def test_the_pasted_line_names_the_rule(shown):
    explorer = shown(uphill, start=(3, 1), steps=10)
    assert explorer.code.startswith("explore.own_rule(uphill, 'x^2/2 + 2y^2', start=(3, 1), gamma=0.1, ")
    twin = eval(explorer.code, {"explore": explore, "uphill": uphill})
    assert twin.caption == explorer.caption
    twin.close()
    assert "(rule, " in shown(lambda x, gradient, gamma: x).code
    assert "function='x^2/2 + 2y^2'" in shown().code


def test_steps_are_bounded(shown):
    calls = []

    def counted(x, gradient, gamma):
        calls.append(1)
        return x - gamma * gradient(x)

    shown(counted)
    assert len(calls) < 5 * STEPS
