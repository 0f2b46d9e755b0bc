"""Hostile and odd answers: each is read or refused in one sentence, within a bounded amount of work."""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons_lib.formula import Call, Name, Reading, ReadingError, evaluate, latex, parse, text, walk

LINES = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").splitlines()
NAMES = ["x", "y", "z", "S", "beta", "lambda", "E", "I"]


def generated(expression: str) -> str:
    """Read a sum of products of string literals and numbers; nothing is executed."""
    return "".join(map(repeated, expression.split(" + ")))


def repeated(product: str) -> str:
    literal, _, count = product.partition(" * ")
    return str(ast.literal_eval(literal)) * int(count or 1)


def typed_texts() -> list[str]:
    found = []
    for line in LINES:
        if line.startswith("generate:"):
            found.append(generated(line.removeprefix("generate:").strip()))
        elif line and not line.startswith("#"):
            found.append(json.loads(line))
    return found


HOSTILE = typed_texts()


WATCHED_EVENTS = {"exec", "compile", "open", "import", "os.system", "subprocess.Popen"}
WATCHED: list[str] | None = None


def watch(event: str, _: object) -> None:
    if WATCHED is not None and event in WATCHED_EVENTS:
        WATCHED.append(event)


sys.addaudithook(watch)


@pytest.fixture
def executed() -> Iterator[list[str]]:
    """Return the list in which Python notes whatever is compiled, run, imported or opened."""
    global WATCHED  # noqa: PLW0603 - an audit hook can never be taken away, only told to be quiet
    WATCHED = []
    yield WATCHED
    WATCHED = None


def test_the_watch_sees_code(executed: list[str]) -> None:
    eval("1 + 1")
    assert "exec" in executed


def test_the_collection_is_read() -> None:
    assert len(HOSTILE) >= 50
    assert max(map(len, HOSTILE)) > 40_000


@pytest.mark.parametrize("variables", [None, NAMES], ids=["any", "given"])
@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed)[:30])
def test_read_or_refused(typed: str, variables: list[str] | None, executed: list[str]) -> None:
    reading = answer(typed, variables)
    if isinstance(reading, ReadingError):
        assert len(str(reading)) < 400
        assert reading.message.endswith(".")
    else:
        assert len(list(walk(reading.tree))) < 100
        evaluate(reading.tree, dict.fromkeys(reading.names, 3))
        assert parse(text(reading.tree), variables).tree == reading.tree
        assert latex(reading.tree)
    assert not executed


def answer(typed: str, variables: list[str] | None) -> Reading | ReadingError:
    try:
        return parse(typed, variables)
    except ReadingError as error:
        return error


@pytest.mark.parametrize(
    "typed",
    [
        "x.evalf.__globals__", '"a"*10**9', "(lambda: 1)()", "eval(1)", "(y:=3)", "9**9**9**9",
        "x**(9**9**9)",
        "((9**9)**9999)**9999", "99999999!", "3!!!!!!!!!!", "zeros(20000,20000)", "floor(exp(exp(exp(5))))",
        "1/0", "sin", "True", "x=1", "nan",
    ],
)  # fmt: skip
def test_never_read(typed: str) -> None:
    with pytest.raises(ReadingError):
        parse(typed)


@pytest.mark.parametrize(
    "typed",
    ["e^" * n + "x" for n in (3, 10, 40)]
    + ["x^" * n + "x" for n in (3, 10, 40)]
    + ["exp " * 40 + "x", "sinh " * 40 + "x", "((x^9999)^9999)^9999", "x^(10^4) * y^(10^4)", "sin(x^9999)",
       "cosh(x^9999)", "(x^9999)^(1/x^9999)", "tan(e^(e^x))", "(1 + 1/x^9999)^(x^9999)", "softplus(x^9999)",
       "softmax(x^9999, x)", "norm(x^9999, x)", "arcsinh(x^9999)", "log(x^9999) - log_x(x^9998)"],
)  # fmt: skip
@pytest.mark.parametrize("value", [7, 1e-3, -2.5, 1e300, 2 + 3j, 1e-300], ids=repr)
def test_towers_are_evaluated_in_bounded_work(typed: str, value: complex) -> None:
    reading = parse(typed)
    result = evaluate(reading.tree, dict.fromkeys(reading.names, value))
    assert result is not None


def test_a_tree_made_by_hand_is_evaluated_in_bounded_work() -> None:
    tree = Name("x")
    for _ in range(60):
        tree = Call("exp", (tree,))
    assert evaluate(tree, {"x": 5}) == float("inf")
