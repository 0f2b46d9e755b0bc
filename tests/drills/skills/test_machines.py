"""Lesson 06: answers agree with the library's duals, tape and counts."""

import re

import numpy as np
import pytest

from lessons_lib import automatic
from lessons_lib.drills.skills import skill_named, skills
from lessons_lib.slopes.automatic import LostDerivativeError
from tests.drills.skills.reading import answer, array, found, function, number, numbers, questions, value

OPERATIONS = {
    "u·v": lambda u, v: u * v,
    "u − v": lambda u, v: u - v,
    "u²": lambda u, v: u**2,
    "u³": lambda u, v: u**3,
    "u/v": lambda u, v: u / v,
}


def run(lines, **names):
    """Return the last result of a program, formula by formula, for plain numbers or traced ones."""
    for line in lines:
        left, right = line.split(" = ")
        names[left] = worked(right, names)
    return names[left]


def worked(formula, names):
    """Return a sum of products of names, numbers and squares."""
    total = 0
    for sign, term in re.findall(r"(^|[+−] )([^+−]+)", formula):
        total = total + (-1 if sign.startswith("−") else 1) * product(term.strip(), names)
    return total


def product(term, names):
    """Return a product such as 3u·y or v²."""
    result = 1
    for factor, square in re.findall(r"(\d+|[a-z])(²?)", term):
        part = names[factor] if factor in names else float(factor)
        result = result * (part * part if square else part)
    return result


def program(each):
    """Return the lines of a question's program."""
    return re.findall(r"[uvw] = [^;.]+", each.said)


def test_there_are_enough_skills_of_this_lesson():
    assert len([each for each in skills().values() if each.lesson == "automatic"]) >= 4


@pytest.mark.parametrize("each", questions("dual numbers", 1, 2))
def test_one_operation_is_the_one_of_the_library(each):
    u, v = value(each, "u"), value(each, "v") if " v = " in each.said else np.ones(2)
    f = OPERATIONS[found(each, r"What is (.*), as")]
    slope = automatic.jvp(lambda p: f(p[0], p[1]))([u[0], v[0]], [u[1], v[1]])
    assert [f(u[0], v[0]), slope] == pytest.approx(list(answer(each)))


@pytest.mark.parametrize("each", questions("dual numbers", 3))
def test_a_program_run_with_a_dual_gives_value_and_slope(each):
    x, lines = value(each, "x")[0], program(each)
    right = [run(lines, x=x), automatic.derivative(lambda x: run(lines, x=x))(x)]
    assert right == pytest.approx(list(answer(each)))


@pytest.mark.parametrize("each", questions("adjoints on a graph", 2, 3))
def test_an_adjoint_is_an_entry_of_the_gradient(each):
    lines, name = program(each), found(each, r"the input (\w)")
    point = [number(found(each, rf"{one} = (\S+?)[,:]")) for one in "xy"]
    slopes = automatic.gradient(lambda p: run(lines, x=p[0], y=p[1]))(point)
    assert slopes["xy".index(name)] == pytest.approx(answer(each))


@pytest.mark.parametrize("each", questions("adjoints on a graph", 1))
def test_the_adjoint_of_a_node_is_the_slope_by_it(each):
    last, y = program(each)[-1], number(found(each, r"y = (\S+?):"))
    assert automatic.derivative(lambda u: run([last], u=u, y=y))(1.7) == pytest.approx(answer(each))


def jacobian_and_map(each):
    """Return a map and a point."""
    if "has the Jacobian" in each.said:
        J = value(each, "J")
        return lambda x: J @ x, np.ones(J.shape[1])
    f = function(each, r"map is (\(.*?\)), of", found(each, r"\), of ([a-z, ]+), and"))
    return f, array(found(each, r"Jacobian at (\(.*?\))"))


@pytest.mark.parametrize("each", questions("jacobian-vector product"))
def test_forward_mode_gives_the_change_along_a_direction(each):
    f, point = jacobian_and_map(each)
    v, h = array(found(each, r"for v = (\(.*?\))")), 1e-5
    change = (np.asarray(f(point + h * v)) - np.asarray(f(point - h * v))) / (2 * h)
    assert change == pytest.approx(answer(each), abs=1e-5)


@pytest.mark.parametrize("each", questions("vector-jacobian product"))
def test_reverse_mode_gives_the_gradient_of_a_weighted_sum(each):
    f, point = jacobian_and_map(each)
    v, h = array(found(each, r"for v = (\(.*?\))")), 1e-5
    steps = h * np.eye(len(point))
    slopes = [(v @ np.asarray(f(point + s)) - v @ np.asarray(f(point - s))) / (2 * h) for s in steps]
    assert slopes == pytest.approx(answer(each), abs=1e-5)


@pytest.mark.parametrize("each", questions("cost of a jacobian", 2, 3))
def test_the_cheaper_mode_costs_no_more_than_the_other(each):
    n, m, *each_costs = numbers(each)
    forward, reverse = each_costs or (1, 1)
    assert answer(each) == min(n * forward, m * reverse)


# where it fails


def shift(inner):
    """Return c for "x - c"."""
    match = re.search(r"x ([+-]) (\d+)", inner)
    return float(match[2]) * (1 if match[1] == "-" else -1) if match else 0.0


def relu(x):
    return np.where(x > 0, x, 0)


def kinks(text):
    factor, c = float((re.search(r"(\d) \*", text) or [0, 1])[1]), shift(text)
    return lambda x: relu(factor * (x - c)) - relu(-(factor * (x - c))), lambda x: factor


def root(text):
    power, c = int(re.search(r"\*\* (\d)", text)[1]), shift(text)
    return lambda x: np.sqrt(
        (x - c) ** power
    ), lambda x: power / 2 * np.sign(x - c) * abs(x - c) ** (power / 2 - 1)


def branch(text):
    here, at, power = (int(part.replace("−", "-")) for part in re.findall(r"[-−]?\d+", text))
    return lambda x: here if x == at else x**power, lambda x: power * x ** (power - 1)


def where(text):
    c = shift(text)
    return lambda x: np.where(x > c, np.sqrt(x - c), 0), lambda x: 0.5 / np.sqrt(x - c) if x > c else 0.0


def leaves(text):
    c, inside = shift(text), {"sin": np.sin, "cos": np.cos, "exp": np.exp}[re.search(r"\* (\w+)\(", text)[1]]
    return lambda x: x * inside(float(x) - c), lambda x: 0.0


KINDS = {"float": leaves, "where": where, "sqrt": root, "relu": kinks, "if": branch}


def outcome(each):
    """Run the program with the library, and say what comes out."""
    text = found(each, r"returns (.*?)\. (?:Auto|Forw|Reve)")
    f, slope = next(make for name, make in KINDS.items() if name in text)(text)
    at = number(found(each, r"at x = (\S+)\. What"))
    modes = [automatic.derivative(f), lambda x: automatic.gradient(lambda p: f(p[0]))([x])[0]]
    wanted = modes[:1] if "Forward" in each.said else modes[1:] if "Reverse" in each.said else modes
    try:
        (given,) = {str(float(mode(at))) for mode in wanted}
    except LostDerivativeError:
        return "an error that says why"
    if given == "nan":
        return "nan: not a number"
    return "the true slope" if float(given) == pytest.approx(slope(at)) else "a wrong number"


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("level", [1, 2, 3])
def test_what_is_said_of_a_program_is_what_the_library_does(level, seed):
    each = skill_named("where automatic differentiation fails").exercise(level, seed)
    assert each.answer == outcome(each)
