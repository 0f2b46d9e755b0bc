"""What the browser may know, what is remembered, and what an unrun page shows."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from ipywidgets.widgets.widget import _instances as alive

from lessons_lib import predict
from lessons_lib.progress import learner

QUESTION = "What is the slope at 1?"
SECRET, REASON = 0.7319, "Because the tangent lies so."


def ask(**options):
    return predict.number(QUESTION, SECRET, explain=REASON, name="slope at a point", **options)


def choose():
    explain = {"yes": "Look from the left.", "no": "Both sides differ."}
    return predict.choice("Is there a slope?", ["yes", "no"], "no", explain=explain, name="01 kink")


def browser_state(card):
    state = card.get_state()
    return json.dumps({key: state[key] for key in state if key not in ("_esm", "_css", "layout")})


def tell(card, content):
    """Deliver a message as the browser would."""
    card._handle_custom_msg(content, [])


def test_before_commitment_the_browser_does_not_know_the_truth():
    card = ask()
    for step in (lambda: None, lambda: card.commit("x"), lambda: (card.commit("3"), card.try_again())):
        step()
        assert "0.73" not in browser_state(card)
        assert REASON not in browser_state(card)
    choice = choose()
    assert "Both sides" not in browser_state(choice)
    assert json.loads(browser_state(choice))["revealed"] == ""


def test_unanswered_cards_say_so_everywhere():
    card = choose()
    bundle, _ = card._repr_mimebundle_()
    assert repr(card) == bundle["text/plain"] == "Not answered yet: Is there a slope?"
    assert "Not answered yet" in bundle["text/html"]
    assert "<li>yes</li><li>no</li>" in bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_the_still_page_is_the_same_every_time_and_escapes():
    pages = []
    for _ in range(2):
        card = predict.number("Is 1 < 2 & so on?", 1)
        bundle, _ = card._repr_mimebundle_()
        pages.append((bundle["text/plain"], bundle["text/html"]))
    assert pages[0] == pages[1]
    assert "1 &lt; 2 &amp; so on" in pages[0][1]


def test_commit_reveals_and_locks():
    card = ask()
    card.commit("1")
    assert card.stage == "answered"
    assert card.verdict == f"You said 1; it is 0.7319: 0.2681 too high. {REASON}"
    card.commit("0.7319")
    assert card.answer == "1"


def test_bad_input_stays_in_the_field():
    card = ask()
    card.commit("3x")
    assert (card.stage, card.answer) == ("open", "3x")
    assert card.verdict
    assert learner.recall("slope at a point") is None


def test_running_the_cell_again_shows_the_guess_and_the_first_one_is_kept():
    ask().commit("1")
    card = ask()
    assert repr(card).startswith(f"{QUESTION} You said 1; it is")
    card.try_again()
    card.commit("0.7319")
    assert card.tone == "right"
    assert ask().remark == "Your first guess: 1."


def test_a_guess_no_longer_among_the_options_opens_the_card():
    choose().commit("yes")
    card = predict.choice("Is there a slope?", ["maybe", "no"], "no", name="01 kink")
    assert card.stage == "open"
    assert "yes" in card.remark


def test_fifty_runs_leave_no_more_than_one():
    ask()
    before = len(alive)
    for _ in range(50):
        ask()
    assert len(alive) == before


def test_messages_are_answered_with_their_number(monkeypatch):
    card, sent = ask(), []
    monkeypatch.setattr(card, "send", lambda content, **_: sent.append(content))
    contents = [{"type": "commit", "answer": "x"}, {"type": "commit", "answer": "2"}, {"type": "again"}, {}]
    for number, content in enumerate(contents):
        tell(card, content | {"number": number})
    assert [content["number"] for content in sent] == [0, 1, 2, 3]


def test_two_windows_commit_once():
    card = ask()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(card.commit, ["1", "2", "3", "4"]))
    assert learner.recall("slope at a point").tries == 1
    assert learner.recall("slope at a point").first == card.answer


def test_a_truth_that_fails_is_told_in_the_card():
    card = predict.number("What is it?", lambda: 1 / 0)
    card.commit("1")
    assert card.stage == "open"
    assert "division by zero" in card.verdict


def test_trouble_with_the_file_is_told_and_the_guess_lives_on(tmp_path):
    (tmp_path / "progress.sqlite").write_bytes(b"no database " * 99)
    card = ask()
    card.commit("1")
    assert "is kept as progress_damaged.sqlite" in card.remark
    assert ask().stage == "answered"
    learner.forget("01")


@pytest.mark.parametrize(
    ("options", "truth", "explain"),
    [(["a", "a"], "a", {}), (["a"], "a", {}), (["a", "b"], "c", {}), (["a", "b"], "a", {"c": "why"})],
)
def test_a_choice_that_cannot_be_is_refused(options, truth, explain):
    with pytest.raises(ValueError, match="option"):
        predict.choice("Which?", options, truth, explain=explain)
