"""Before a commitment, what is sent, shown or stored is the same for any truth."""

import json
import re

import comm
import pytest
from comm.base_comm import BaseComm

from lessons_lib import predict
from lessons_lib.progress import learner

MODEL = re.compile(r"[0-9a-f]{32}")
FRONT_END = ("_esm", "_css")

# A question, two different truths, and what a learner may do before committing.
ASKED = {
    "number": (lambda truth: predict.number("How steep?", truth, explain=f"{truth}."), (-4, 0.7319)),
    "choice": (lambda truth: predict.choice("Which?", ["a", "b"], truth, explain=f"{truth}!"), ("a", "b")),
    "arrow": (
        lambda truth: predict.arrow(
            "Which way?", "x y", (1, 2), truth, explain=f"{truth}.", truth_name="aim"
        ),
        ((4, 0.5), (-31, 7.25)),
    ),
    "length": (
        lambda truth: predict.arrow("Which way?", "x y", (1, 2), truth, score="direction and length"),
        ((4, 0.5), (-31, 7.25)),
    ),
    "point": (
        lambda truth: predict.point("Where?", "x y", truth, explain=f"{truth}.", truth_name="end"),
        ((1, 2), [(-2.5, 0.5), (2.5, 1)]),
    ),
    "curve": (
        lambda truth: predict.point("Where?", "x^2 - 6x + 13", truth, view=(0, 6), explain=f"{truth}."),
        (3, [1.25, 5]),
    ),
}
ACTS = {
    "commit": [{"type": "commit", "answer": text, "number": 1} for text in ("", "x", "(1,", "1, 2, 3")],
    "draft": [{"type": "draft", "answer": text} for text in ("(1, 1)", "2", "nothing", "(−1, ")],
}


class Wire(BaseComm):
    """A line to a browser that remembers what went through it."""

    said: list

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        state = (data or {}).get("state", {})
        shown = {key: value for key, value in state.items() if key not in FRONT_END}
        told = json.dumps([msg_type, {**(data or {}), "state": shown}, metadata, keys], default=str)
        self.said.append((told, [bytes(buffer) for buffer in buffers or ()]))


@pytest.fixture
def wire(monkeypatch):
    said = []
    monkeypatch.setattr(Wire, "said", said, raising=False)
    monkeypatch.setattr(comm, "create_comm", Wire)
    return said


def everything(wire, make, truth, acts):
    """Return all that leaves Python for one truth: messages with their pixels, and what a notebook stores."""
    wire.clear()
    card = make(truth)
    stored = [card._repr_mimebundle_()]
    acts(card)
    stored.append(card._repr_mimebundle_())
    state = {key: value for key, value in card.get_state().items() if key not in FRONT_END}
    picture = card.picture.get_state() if isinstance(card, predict.PictureCard) else {}
    left = [*wire, *stored, state, {key: picture[key] for key in picture if key not in FRONT_END}]
    card.close()
    # Names of models are drawn by lot.
    return [MODEL.sub("model", str(each)) for each in left]


def act(card):
    for content in [*ACTS["commit"], *ACTS["draft"]]:
        card._handle_custom_msg(content, [])
    if isinstance(card, predict.PictureCard):
        for x, y in ((0.5, 1.5), (2, 2)):
            move = {"kind": "move", "name": "guess", "x": x, "y": y, "window": "w", "number": 1}
            card.picture._handle_custom_msg(move, [])
        card.picture._handle_custom_msg(
            {"kind": "look", "ratio": 2, "seen": True, "window": "w", "number": 2}, []
        )


@pytest.mark.parametrize(("make", "truths"), ASKED.values(), ids=ASKED)
def test_all_that_leaves_python_is_the_same_for_any_truth(wire, make, truths):
    one, other = (everything(wire, make, truth, act) for truth in truths)
    assert len(one) > 5
    assert one == other


def commit(card):
    card.commit("a" if card.options else "(1, 1)" if "(" in card.hint else "1")


def again(card):
    commit(card)
    card.try_again()


def for_each(wire, make, truths, acts):
    """Return for each truth all that leaves Python, for a learner who begins."""
    for truth in truths:
        yield everything(wire, make, truth, acts)
        learner.forget("")


@pytest.mark.parametrize(("make", "truths"), ASKED.values(), ids=ASKED)
def test_a_truth_that_is_revealed_is_seen_on_this_wire(wire, make, truths):
    one, other = for_each(wire, make, truths, commit)
    assert one != other


@pytest.mark.parametrize(("make", "truths"), ASKED.values(), ids=ASKED)
def test_after_trying_again_the_card_has_forgotten_the_truth(wire, make, truths):
    one, other = for_each(wire, make, truths, again)
    assert one[-2] == other[-2]
