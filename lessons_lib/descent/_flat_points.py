"""Flat points."""


class FlatPoint: ...


def flat_points() -> None: ...
