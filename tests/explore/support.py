"""What the tests of explorers share: messages as a browser sends them."""


def send(explorer, **message):
    explorer.live._receive(explorer.live, {"window": "w", "number": 1, **message}, [])


def drag(explorer, name, x, y):
    """Drop a point; no fault may be left behind."""
    send(explorer, kind="move", name=name, x=float(x), y=float(y))
    assert explorer.live.error == ""
