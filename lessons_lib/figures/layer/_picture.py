"""A layer's Jacobian as a table under its input, with the matrices that it is made of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lessons_lib.arrays import Array
from lessons_lib.figures.layer._cells import Table, Tables
from lessons_lib.figures.layer._inputs import input_of, numbered
from lessons_lib.figures.layer._kinds import layer_named
from lessons_lib.pencil.figure import Curve, Picture, new_axes, style
from lessons_lib.pencil.phrases import matrix_words
from lessons_lib.wording import number

_TALLER = 1.5
_NOTHING, _DUST = 1e-12, 1e-15  # below this the rank is lost, and below that an entry is written as 0


class LayerJacobian(Picture):
    """What goes into a layer, and the Jacobian there, entry by entry.

    Examples
    --------
    >>> from lessons_lib.figures import new_figure
    >>> print(LayerJacobian(layer_axes(new_figure(10.5, 4), "softmax"), "softmax", at=(0, 0, 0)).caption)
    Softmax at x = (0, 0, 0): p = (0.3333, 0.3333, 0.3333), and J = diag(p) − p pᵀ has shape 3 × 3: \
[[0.2222, −0.1111, −0.1111], [−0.1111, 0.2222, −0.1111], [−0.1111, −0.1111, 0.2222]]; each row sums to 0, \
rank 2.
    """

    def __init__(self, axes: Sequence[Axes], kind: str, at: Sequence[float]) -> None:
        super().__init__()
        self.kind, self.layer, self.at = kind, layer_named(kind), tuple(at)
        with style(axes[0].get_figure(root=True)):
            self.input = input_of(axes[0], self.layer)
            self.tables = Tables(axes[1], self._tables(), self.layer.largest, self.layer.widest)
        self._moving = [*self.input.moving, *self.tables.moving]
        self.move()

    def _tables(self) -> list[Table]:
        """Return the matrices that are shown: what the Jacobian is made of, and the Jacobian."""
        x = self.x
        signs = ("", *self.layer.signs)
        tables = [
            Table(name, matrix, sign)
            for (name, matrix), sign in zip(self.layer.factors(x), signs, strict=False)
        ]
        jacobian = self.layer.jacobian(x)
        names = (
            [numbered(letter, place) for place in range(count)]
            for letter, count in zip((self.layer.letter, "x"), jacobian.shape, strict=True)
        )
        name, sign = ("J", "=") if tables else (f"J = {self.layer.rule}", "")
        return [*tables, Table(name, jacobian, sign, *names)]

    def move(self, at: Sequence[float] | None = None, kind: str | None = None) -> list[Artist]:
        """Show the Jacobian at another input; another kind of layer needs another picture."""
        if kind not in {None, self.kind}:
            raise ValueError(f"This picture shows {self.kind}; draw another LayerJacobian for {kind}.")
        self.at = self.at if at is None else tuple(at)
        self.jacobian, self.value = self.layer.jacobian(self.x), self.layer.value(self.x)
        self.input.move(self.x)
        self.tables.show([*(matrix for _, matrix in self.layer.factors(self.x)), self.jacobian])
        self._caption = self._sentence()
        return self.moving

    @property
    def x(self) -> Array:
        """The input as an array, shape (inputs,)."""
        return np.array([*self.at, *[0.0] * self.layer.inputs][: self.layer.inputs], float)

    @property
    def rank(self) -> int:
        """How many dimensions are left of a small ball around the input."""
        return int(np.linalg.matrix_rank(self.jacobian, tol=_NOTHING))

    def handles(self) -> dict[str, tuple[Axes, float, float]]:
        """Return the points of the input."""
        return self.input.handles()

    def dots(self) -> dict[str, Artist]:
        """Return their marks."""
        return self.input.dots()

    def track(self, name: str) -> Curve | None:
        """Return the curve that a point of the input rides on."""
        return self.input.track(name) if name in self.handles() else None

    def _sentence(self) -> str:
        words = _WORDS.get(self.kind, _entrywise_words)(self)
        return f"{self.layer.formula} at x = {_tuple(self.x)}: {words}."

    @property
    def shape(self) -> str:
        """The shape in words."""
        return " × ".join(map(str, self.jacobian.shape))

    @property
    def words(self) -> str:
        """The shape and the entries of the Jacobian, in words."""
        return f"shape {self.shape}: {matrix_words(_without_dust(self.jacobian))}"


def layer_axes(figure: Figure, kind: str) -> list[Axes]:
    """Lay out axes for the input of a kind of layer, and for its matrices."""
    layer = layer_named(kind)
    if getattr(figure, "narrow", False) and layer.signs:
        # There the Jacobian stands below what it is made of.
        width, height = figure.get_size_inches()
        figure.set_size_inches(width, _TALLER * height)
    wide = 1.0 if layer.curve is not None else 2.1 if layer.inputs == 2 else 2.4
    return new_axes(figure, columns=2, ratios=(1, wide))


def _linear_words(picture: LayerJacobian) -> str:
    return f"J = W, whatever x is, and has {picture.words}; {_zeros(picture.jacobian)}, rank {picture.rank}"


def _entrywise_words(picture: LayerJacobian) -> str:
    diagonal, kink = _tuple(np.diag(picture.jacobian)), _kink_words(picture, "x")
    head = f"J = {picture.layer.rule} has shape {picture.shape}, the slopes {diagonal} on its diagonal"
    return f"{head} and 0 elsewhere; rank {picture.rank}{kink}"


def _softmax_words(picture: LayerJacobian) -> str:
    words = f"p = {_tuple(picture.value)}, and J = {picture.layer.rule} has {picture.words}"
    if np.abs(picture.jacobian).max() < _NOTHING:
        return f"{words}; every entry is below 1e-12, since one p is all but 1"
    return f"{words}; each row sums to 0, rank {picture.rank}"


def _two_layer_words(picture: LayerJacobian) -> str:
    factors = [matrix for _, matrix in picture.layer.factors(picture.x)]
    units = [numbered("h", int(place)) for place in np.flatnonzero(np.diag(factors[1]))]
    hidden = f"{_listed(units)} {_are(units)} on" if units else "no hidden unit is on"
    shapes = " by ".join(f"{rows} × {columns}" for rows, columns in (each.shape for each in factors))
    head = f"{hidden}, and J = {picture.layer.rule}, {shapes}, has {picture.words}"
    return f"{head}; rank {picture.rank}{_kink_words(picture, 'h')}"


def _kink_words(picture: LayerJacobian, letter: str) -> str:
    """Say where relu has no slope, and what stands in the table there."""
    names = [numbered(letter, place - 1) for place in picture.layer.switching(picture.x)]
    if not names:
        return ""
    return f"; {_listed(names)} {_are(names)} at the kink of relu, where programs take slope 0"


def _zeros(matrix: Array) -> str:
    zeros = np.argwhere(matrix == 0)
    return f"{len(zeros)} of {matrix.size} entries {_are(zeros)} 0"


def _are(things: Any) -> str:
    return "is" if len(things) == 1 else "are"


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _tuple(entries: Array) -> str:
    return f"({', '.join(map(number, _without_dust(entries)))})"


def _without_dust(entries: Array) -> Array:
    """Return 0 for what is as good as nothing."""
    return np.where(np.abs(entries) < _DUST, 0.0, entries)


_WORDS = {"linear": _linear_words, "softmax": _softmax_words, "two layers": _two_layer_words}
