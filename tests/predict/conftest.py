import pytest


@pytest.fixture(autouse=True)
def fresh_learner(tmp_path, monkeypatch):
    """Let every test begin with a learner who has answered nothing."""
    monkeypatch.setenv("LESSONS_HOME", str(tmp_path))
