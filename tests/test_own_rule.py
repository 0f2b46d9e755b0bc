"""A rule that somebody wrote: accepted in every right form, else told which mistake it makes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.descent import follow, gradient_descent, judge
from lessons_lib.formula import Function

VALLEY = Function("x^2/2 + 2y^2")
WAVES = Function("sin x + x y + y^4")
ELSEWHERE = np.array([4.0, 2.0])


def entry_by_entry(x, gradient, gamma):
    slope = gradient(x)
    return [x[0] - gamma * slope[0], x[1] - gamma * slope[1]]


def in_place(x, gradient, gamma):
    x -= gamma * gradient(x)
    return x


def nothing(x, gradient, gamma):
    x -= gamma * gradient(x)


def one_after_the_other(x, gradient, gamma):
    x = x.copy()
    for axis in (0, 1):
        x[axis] -= gamma * gradient(x)[axis]
    return x


def endless(x, gradient, gamma):
    return endless(x, gradient, gamma)


class Rolling:
    """Momentum: it keeps its speed from call to call."""

    speed = 0.0

    def __call__(self, x, gradient, gamma):
        self.speed = 0.9 * self.speed - gamma * gradient(x)
        return x + self.speed


RIGHT = [
    lambda x, gradient, gamma: x - gamma * gradient(x),
    lambda x, gradient, gamma: -gamma * gradient(x) + x,
    lambda x, gradient, gamma: np.subtract(x, np.multiply(gradient(list(x)), gamma)),
    lambda x, gradient, gamma: tuple(x - gradient(x) / (1 / gamma)),
    lambda x, gradient, gamma: (x - gamma * gradient(x)).astype(np.float32),
    entry_by_entry,
]
WRONG = {
    "unchanged": lambda x, gradient, gamma: x,
    "wrong sign": lambda x, gradient, gamma: x + gamma * gradient(x),
    "no step size": lambda x, gradient, gamma: x - gradient(x),
    "wrong sign, no step size": lambda x, gradient, gamma: x + gradient(x),
    "wrong point": lambda x, gradient, gamma: x - gamma * gradient(ELSEWHERE),
    "step only": lambda x, gradient, gamma: -gamma * gradient(x),
    "gradient only": lambda x, gradient, gamma: gradient(x),
    "bracket": lambda x, gradient, gamma: gamma * (x - gradient(x)),
    "order": lambda x, gradient, gamma: gamma * gradient(x) - x,
    "divided": lambda x, gradient, gamma: x - gradient(x) / gamma,
    "normalised": lambda x, gradient, gamma: x - gamma * gradient(x) / np.linalg.norm(gradient(x)),
    "signs only": lambda x, gradient, gamma: x - gamma * np.sign(gradient(x)),
    "squared": lambda x, gradient, gamma: x - gamma * gradient(x) ** 2,
    "swapped": lambda x, gradient, gamma: x - gamma * gradient(x)[::-1],
    "one coordinate": lambda x, gradient, gamma: np.array([x[0] - gamma * gradient(x)[0], x[1]]),
    "own step": lambda x, gradient, gamma: x - 0.1 * gradient(x),
    "step length": lambda x, gradient, gamma: x - 2 * gamma * gradient(x),
    "one number": lambda x, gradient, gamma: x - gamma * np.linalg.norm(gradient(x)),
    "one after the other": one_after_the_other,
    "memory": Rolling(),
    "something else": lambda x, gradient, gamma: x[::-1] ** 2,
    "no return": nothing,
    "not called": lambda x, gradient, gamma: x - gamma * gradient,
    "function": lambda x, gradient, gamma: gradient,
    "shape": lambda x, gradient, gamma: x[0] - gamma * gradient(x)[0],
    "not finite": lambda x, gradient, gamma: x * np.nan,
    "not numbers": lambda x, gradient, gamma: "downhill",
    "raises": lambda x, gradient, gamma: 1 / 0,
}


@pytest.mark.parametrize("f", [VALLEY, WAVES], ids=["valley", "waves"])
@pytest.mark.parametrize("rule", RIGHT)
def test_a_right_rule_is_accepted_in_every_form(rule, f):
    verdict = judge(rule, f)
    assert verdict.accepted
    assert verdict.why == "Your rule is gradient descent."


@pytest.mark.parametrize("f", [VALLEY, WAVES], ids=["valley", "waves"])
@pytest.mark.parametrize("tag", list(WRONG))
def test_a_wrong_rule_is_told_which_mistake_it_makes(tag, f):
    verdict = judge(WRONG[tag], f)
    assert (verdict.accepted, verdict.tag) == (False, tag)
    assert verdict.why.endswith(".")


@pytest.mark.parametrize("rule", [endless, 3, lambda x: x, lambda x, gradient, gamma: gradient(x[0])])
def test_whatever_a_rule_raises_becomes_a_sentence(rule):
    verdict = judge(rule, VALLEY)
    assert verdict.tag == "raises"
    assert verdict.why.startswith("Your rule stops with ")
    assert "\n" not in verdict.why


@pytest.mark.parametrize("new", [1j * ELSEWHERE, [[1, 2], [3]], {"x": 1}, b"xy"], ids=repr)
def test_what_is_not_two_real_numbers_is_refused(new):
    assert judge(lambda x, gradient, gamma: new, VALLEY).tag == "not numbers"


def test_writing_into_x_is_said_whether_right_or_wrong():
    assert judge(in_place, VALLEY).accepted
    assert "also changes the x it was given" in judge(in_place, VALLEY).why


def test_a_gradient_worked_out_by_hand_is_right_for_one_function():
    def by_hand(x, gradient, gamma):
        return x - gamma * np.array([x[0], 4 * x[1]])

    assert judge(by_hand, VALLEY).tag == "by hand"
    assert judge(by_hand, VALLEY).accepted
    assert judge(by_hand, WAVES).tag == "something else"


def test_a_rule_that_is_right_on_one_function_only_is_told_where_it_parts():
    def half_right(x, gradient, gamma):
        return x - gamma * gradient(x) if gradient(x)[0] == x[0] else x[::-1]

    verdict = judge(half_right, VALLEY)
    assert verdict.tag == "something else"
    assert "to (−0.7, 1.3)" in verdict.why


@given(factor=st.floats(0.05, 20).filter(lambda c: abs(c - 1) > 0.01))
@settings(max_examples=25, deadline=None)
def test_a_step_that_is_too_long_or_too_short_is_measured(factor):
    verdict = judge(lambda x, gradient, gamma: x - factor * gamma * gradient(x), VALLEY)
    assert verdict.tag == "step length"
    assert not verdict.accepted


@pytest.mark.parametrize("text", ["0x + 0y + 3", "log(x) + y", "1e6(x^2 + y^2)", "sqrt(x + y - 50)"])
def test_a_verdict_does_not_depend_on_a_well_behaved_function(text):
    f = Function(text, ["x", "y"])
    assert judge(RIGHT[0], f).accepted
    assert judge(WRONG["wrong sign"], f).tag == "wrong sign"


@given(start=st.tuples(st.floats(-5, 5), st.floats(-5, 5)), gamma=st.floats(0.01, 0.6))
@settings(max_examples=25, deadline=None)
def test_a_right_rule_walks_as_gradient_descent_does(start, gamma):
    own = follow(RIGHT[0], VALLEY, start, gamma, steps=15)
    true = gradient_descent(VALLEY, start, gamma, steps=15, tolerance=0)
    np.testing.assert_array_equal(own.points, true.points)


def test_a_walk_ends_where_the_rule_gives_no_point():
    def brittle(x, gradient, gamma):
        return x - gamma * gradient(x) if x[0] > 1 else None

    path = follow(brittle, VALLEY, (4, 2), 0.3)
    assert path.stopped == "the rule gives no point here"
    assert path.points[-1][0] <= 1 < path.points[-2][0]


def test_a_rule_cannot_change_the_path_behind_it():
    path = follow(in_place, VALLEY, (4, 2), 0.1, steps=5)
    np.testing.assert_array_equal(path.points, gradient_descent(VALLEY, (4, 2), 0.1, steps=5).points)


@pytest.mark.parametrize("text", ["x^2/2 + 2y^2", "x^2 + y^2", "x^4 + y^4"])
def test_the_gradient_of_the_flat_point_is_the_gradient_of_a_wrong_point(text):
    verdict = judge(lambda x, gradient, gamma: x - gamma * gradient(0 * x), Function(text))
    assert verdict.tag == "wrong point"
