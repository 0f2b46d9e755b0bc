"""Minima become rare: the share of minima against the dimension, and the eigenvalues that were drawn."""

import math

import numpy as np

from lessons_lib.arrays import Array
from lessons_lib.pencil import Log, Picture, Slide
from lessons_lib.pencil.curves import View
from lessons_lib.pencil.placing import around
from lessons_lib.pictures._gaussian_ensemble import eigenvalues, exact_share
from lessons_lib.wording import number

LARGEST = 8
SIZES = np.arange(1, LARGEST + 1)
EXACT = SIZES.astype(float), np.array([exact_share(int(n)) for n in SIZES])
SHARES = View(0.5, LARGEST + 0.5, 1e-10, 2.0)
DENSITIES = View(-3.2, 3.2, 0.0, 0.5)
EDGES = np.linspace(DENSITIES.left, DENSITIES.right, 33)
ZERO = 16  # the edge between negative and positive


class RandomHessians(Picture):
    """Draw random symmetric matrices and count those that have only positive eigenvalues."""

    size, columns = (9.0, 4.4), 2
    n = Slide(3, "dimension n", "Rows and columns, between 1 and 8.", 1, LARGEST, 1, whole=True)
    count = Log(1000, "matrices", "How many matrices, between 1 and 10,000.", 1, 10_000, whole=True)
    seed = Slide(0, "seed", "Which ones, between 0 and 99.", 0, 99, 1, whole=True)

    def stage(self) -> None:
        shares, densities = self.panels
        shares.view(SHARES, ("$n$", "share with positive eigenvalues only"), yscale="log", xticks=SIZES)
        shares.ticks(y=range(-10, 1, 2))
        exact = shares.line(*EXACT, "function", width=0.7, marker="o", share=0.55, rim=True).fix()
        exact.drawn.set_markerfacecolor("white")
        densities.view(DENSITIES, ("eigenvalue divided by √n", "density"))
        arch = np.linspace(-2, 2, 121)
        densities.line(arch, np.sqrt(4 - arch**2) / (2 * math.pi), width=0.8, dashes="dashed", layer=3)

    def draw(self) -> str:
        n, count = self.n, self.count
        values, exact = eigenvalues(n, count, self.seed), exact_share(n)
        positive = int((values[:, 0] > 0).sum())
        self.draw_share(positive, exact)
        self.draw_densities(values)
        return (
            f"Random symmetric matrices, {n} by {n} (Gaussian orthogonal ensemble: normal entries, "
            f"variance 1 beside the diagonal and 2 on it): {positive} of {count} "
            f"{'has' if positive == 1 else 'have'} only positive eigenvalues, the exact share is "
            f"{number(exact)}; a model only, Hessians of a loss need not be like these."
        )

    def draw_share(self, positive: int, exact: float) -> None:
        """Mark the exact share and the one that was found, over the least that can be found."""
        p, n, count = self.panels[0], self.n, self.count
        least = p.line(SHARES[:2], [1 / count] * 2, width=0.5, dashes="dashed", layer=2)
        grip = p.dot(n, exact, "function", size=0.9).grip("n", "dimension n", along=EXACT)
        p.dot(n, positive / count or math.nan, "secant", size=1.4, layer=5, marker="D")
        p.say(f"{positive} of {count}", (n, (positive or 1) / count), (1, 1), "secant", rings=4)
        grip.name(f"exact: {number(exact)}", prefer=(-1, -1), rings=4)
        if count > 1:
            least.name(f"1 of {count}", 0.9, (0, -1), count=9, optional=True)

    def draw_densities(self, values: Array) -> None:
        """Draw where the eigenvalues lie, the positive ones stronger."""
        p, inside = self.panels[1], values.ravel() / math.sqrt(self.n)
        heights = np.histogram(inside, EDGES)[0] / (inside.size * (EDGES[1] - EDGES[0]))
        p.area(bars(EDGES[: ZERO + 1], heights[:ZERO]), "secant", strength=0.18, layer=1)
        p.area(bars(EDGES[ZERO:], heights[ZERO:]), "secant", strength=0.5, layer=1)
        across, up = bars(EDGES, heights).T
        p.line(across, up, "secant", width=0.6, dashes="solid", layer=2)
        counts = {"negative": (values < 0, 0.12), "positive": (values > 0, 0.88)}
        for name, (chosen, across) in counts.items():
            p.write(f"{chosen.sum()}\n{name}", "secant", around(p.sheet.size * (across, 0.78), (0, 1)))
        p.say("semicircle, n large", (0, 0.33), (0, 1), "measure", rings=6, size=9.5)


def bars(edges: Array, heights: Array) -> Array:
    """Return the outline of bars, from the ground to the ground, shape (n, 2)."""
    return np.column_stack([np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])])
