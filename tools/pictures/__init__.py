"""The pictures of README.md, taken from the lessons in a real browser: python -m tools.pictures."""
