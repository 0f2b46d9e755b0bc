"""Problems 4 and 5: the Jacobians of softmax and of a network of two layers."""

from __future__ import annotations

from lessons_lib.drills.skills import Exercise, Line, Wrong

_VALUE = "[[2/9, -1/9, -1/9], [-1/9, 2/9, -1/9], [-1/9, -1/9, 2/9]]"
_SOFTMAX = r"$\operatorname{softmax}\left(z\right)_i = \frac{e^{z_i}}{e^{z_1} + \dots + e^{z_n}}$"
_NET = r"$y = W_{2} \operatorname{relu}\left(W_{1} x + b_{1}\right) + b_{2}$"
_NET_SAID = "y = W2·relu(W1·x + b1) + b2"
_SIDES = "with $n$ inputs, $h$ hidden units and $m$ outputs"


def softmax() -> tuple[Exercise, ...]:
    """Return the two questions of problem 4."""
    return _SOFTMAX_SHAPE, _SOFTMAX_VALUE


def two_layers() -> tuple[Exercise, ...]:
    """Return the two questions of problem 5."""
    return _NETWORK_SHAPE, _NETWORK_FORMULA


_SOFTMAX_SHAPE = Exercise(
    ask=f"Softmax takes $n$ numbers to $n$ numbers: {_SOFTMAX}. Which shape "
    "has its Jacobian? Write (rows, columns).",
    said="Softmax takes n numbers to n numbers. Which shape has its Jacobian? Write (rows, columns).",
    answer="(n, n)",
    hints=(
        "A row for each output, a column for each input.",
        "A Jacobian has shape (outputs, inputs).",
        "Count what goes in and what comes out.",
    ),
    steps=(
        Line("count", "$n$ outputs, $n$ inputs"),
        Line("outputs by inputs", "$(n, n)$; not diagonal, since every output depends on every input"),
    ),
    variables=["n"],
    wrongs=(
        Wrong("n", "diagonal only", "Every output depends on every input, so one list is not enough."),
        Wrong("(n, 1)", "one column", "There is a column for each input; how many are there?"),
        Wrong("(1, n)", "one row", "There is a row for each output; how many are there?"),
    ),
)


_MATRIX = r"\begin{pmatrix} 2 & -1 & -1 \\ -1 & 2 & -1 \\ -1 & -1 & 2 \end{pmatrix}"
_SOFTMAX_VALUE = Exercise(
    ask="Find the Jacobian of softmax at $z = (0, 0, 0)$.",
    said="Find the Jacobian of softmax at z = (0, 0, 0).",
    answer=_VALUE,
    hints=(
        "What does softmax give for three equal numbers? Write $p$ for that.",
        (
            r"The Jacobian is $\operatorname{diag}\left(p\right) - p p^{\top}$: an entry on the diagonal "
            r"is $p_i \left(1 - p_i\right)$, any other $-p_i p_j$."
        ),
        r"Begin like this: $p = \left(\frac{1}{3}, \frac{1}{3}, \frac{1}{3}\right)$.",
    ),
    steps=(
        Line("softmax there", r"$p = \left(\frac{1}{3}, \frac{1}{3}, \frac{1}{3}\right)$"),
        Line("on the diagonal", r"$p_i \left(1 - p_i\right) = \frac{2}{9}$"),
        Line("elsewhere", r"$-p_i p_j = -\frac{1}{9}$"),
        Line("together; each row adds up to 0", rf"$J = \frac{{1}}{{9}} {_MATRIX}$"),
    ),
    shape=(3, 3),
    wrongs=(
        Wrong(
            "diag([2/9, 2/9, 2/9])",
            "diagonal only",
            "Every output depends on every input, through the sum.",
        ),
        Wrong("diag([1/3, 1/3, 1/3])", "product term missing", "That is diag(p); something is taken away."),
        Wrong(
            "[[2/9, 1/9, 1/9], [1/9, 2/9, 1/9], [1/9, 1/9, 2/9]]",
            "sign",
            "If one number grows, the other shares shrink: look at the signs.",
        ),
        Wrong(
            "[[1/3, 1/3, 1/3], [1/3, 1/3, 1/3], [1/3, 1/3, 1/3]]",
            "values for slopes",
            "These are values of softmax; slopes are wanted.",
        ),
    ),
)


_NETWORK_SHAPE = Exercise(
    ask=f"A network of two layers is {_NET}, {_SIDES}. Which shape "
    "has its Jacobian by $x$? Write (rows, columns).",
    said=f"A network of two layers is {_NET_SAID}, with n inputs, h hidden units and m outputs. "
    "Which shape has its Jacobian by x? Write (rows, columns).",
    answer="(m, n)",
    hints=(
        "Only what goes in and what comes out of the whole counts.",
        "A Jacobian has shape (outputs, inputs).",
        "Count the entries of $x$ and those of $y$.",
    ),
    steps=(
        Line("count", "$m$ outputs, $n$ inputs"),
        Line("the hidden side cancels", r"$(m, h) \cdot (h, h) \cdot (h, n)$"),
        Line("outputs by inputs", "$(m, n)$"),
    ),
    variables=["m", "n", "h"],
    wrongs=(
        Wrong("(n, m)", "rows and columns swapped", "A row for each output, a column for each input."),
        Wrong(
            "(h, n)",
            "first layer only",
            "That is the first layer alone; the outputs come after the second.",
        ),
        Wrong("(m, h)", "second layer only", "That is the second layer alone; the inputs are those of x."),
    ),
)


_SLOPES = r"d = \operatorname{relu}'\left(W_{1} x + b_{1}\right)"
_NETWORK_FORMULA = Exercise(
    ask=f"Write the Jacobian of {_NET} by $x$, {_SIDES}. Call ${_SLOPES}$, a list of 0s and 1s, simply $d$.",
    said=f"Write the Jacobian of {_NET_SAID} by x. Call relu'(W1·x + b1), a list of 0s and 1s, simply d.",
    answer="W2 diag(d) W1",
    hints=(
        "Three maps one after another: which Jacobian has each of them?",
        (
            "The chain rule multiplies Jacobians, the last map leftmost. A function on each entry has a "
            r"diagonal one: $\operatorname{diag}\left(d\right)$."
        ),
        "Begin like this: the Jacobian of $W_{1} x + b_{1}$ is $W_{1}$; it stands rightmost.",
    ),
    steps=(
        Line("first layer", "$W_{1}$"),
        Line("relu on each entry", rf"$\operatorname{{diag}}\left(d\right)$ with ${_SLOPES}$"),
        Line("second layer", "$W_{2}$"),
        Line("chain rule, the last one leftmost", r"$J = W_{2} \operatorname{diag}\left(d\right) W_{1}$"),
    ),
    variables={"W1": ("h", "n"), "W2": ("m", "h"), "d": ("h",)},
    wrongs=(
        Wrong(
            "W1 diag(d) W2",
            "order turned round",
            "The last map stands leftmost; here the shapes do not fit.",
        ),
        Wrong(
            "W2 W1",
            "activation forgotten",
            "Between the layers stands relu: where its slope is 0, nothing comes through.",
        ),
        Wrong("W1' diag(d) W2'", "transposed", "That has shape (n, m): it carries gradients backwards."),
        Wrong(
            "diag(d) W2 W1",
            "activation in the wrong place",
            "relu acts between the layers, on h numbers.",
        ),
        Wrong("W2 d W1", "list for a matrix", "A list cannot stand between: make a diagonal matrix of it."),
    ),
)
