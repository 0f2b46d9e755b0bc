"""Whatever NumPy function a traced value reaches is right in both modes, or refused in a sentence."""

import warnings

import numpy as np
import pytest

from lessons_lib.slopes.automatic import LostDerivativeError, UnknownOperationError, jvp, vjp

VECTOR = np.array([0.31, 0.72, 0.55])
MATRIX = np.array([[0.61, 0.12, 0.23], [0.17, 0.83, 0.08], [0.29, 0.07, 0.74]])
OTHER = np.array([0.45, 0.27, 0.93])
STEP = 1e-6

# They write files or change NumPy's settings, or what they return is whatever lay in memory.
LEFT_OUT = {
    "save",
    "savez",
    "savez_compressed",
    "savetxt",
    "memmap",
    "fromfile",
    "load",
    "loadtxt",
    "genfromtxt",
}
LEFT_OUT |= {"test", "info", "show_config", "show_runtime", "seterr", "seterrcall", "setbufsize", "fromregex"}
LEFT_OUT |= {"set_printoptions", "set_string_function", "empty", "empty_like", "ndarray", "recarray"}


def filled(function, x, *more):
    buffer = np.zeros(np.shape(x))
    returned = function(buffer, x, *more)
    return buffer if returned is None else returned


CALLS = {
    "x": lambda function, x: function(x),
    "x x": lambda function, x: function(x, x * x),
    "x c": lambda function, x: function(x, OTHER),
    "c x": lambda function, x: function(OTHER, x),
    "x 2": lambda function, x: function(x, 2),
    "x -1": lambda function, x: function(x, -1),
    "2 x": lambda function, x: function(2, x),
    "x half": lambda function, x: function(x, 0.5),
    "x 0 1": lambda function, x: function(x, 0, 1),
    "x 0.4 0.6": lambda function, x: function(x, 0.4, 0.6),
    "x c c": lambda function, x: function(x, np.sort(OTHER), OTHER),
    "x list": lambda function, x: function(x, [0, 2, 0]),
    "x shape": lambda function, x: function(x, (1, *np.shape(x))),
    "list": lambda function, x: function([x, OTHER]),
    "list axis": lambda function, x: function([OTHER, x * x], axis=-1),
    "axis": lambda function, x: function(x, axis=0),
    "last axis": lambda function, x: function(x, axis=-1),
    "axes": lambda function, x: function(x, axis=(0,)),
    "keepdims": lambda function, x: function(x, keepdims=True),
    "axis keepdims": lambda function, x: function(x, axis=0, keepdims=True),
    "ddof": lambda function, x: function(x, ddof=1),
    "initial": lambda function, x: function(x, initial=0.6),
    "where": lambda function, x: function(x, where=np.array([True, False, True])),
    "out": lambda function, x: function(x, out=np.zeros(3)),
    "dtype": lambda function, x: function(x, dtype=int),
    "choice": lambda function, x: function(OTHER > 0.4, x, OTHER),
    "one choice": lambda function, x: function(x > 0.5, x, x * x),
    "scalar": lambda function, x: function(np.ravel(x)[0]),
    "scalars": lambda function, x: function(np.ravel(x)[0], np.ravel(x)[1]),
    "scalar list": lambda function, x: function([np.ravel(x)[0], np.ravel(x)[1], 0.3]),
    "product": lambda function, x: function("i,i->i" if np.ndim(x) == 1 else "ij,jk", x, x),
    "fill": filled,
    "fill 1": lambda function, x: filled(function, x, 1),
    "fill where": lambda function, x: filled(lambda b, x: function(b, b == 0, x), x),
    "fill at": lambda function, x: filled(lambda b, x: function(b, [1], x[:1]), x),
    "times": lambda function, x: x * function(3) if not isinstance(function, type) else function(x) * x,
}
NAMES = [f"np.{name}" for name in dir(np)] + [f"np.linalg.{name}" for name in dir(np.linalg)]
NAMES += [f"np.fft.{name}" for name in dir(np.fft)]


def found(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        room = np
        for part in name.split(".")[1:]:
            room = getattr(room, part, None)
        return room


# Ours; and NumPy's own words where it asks for what only an array has.
REFUSALS = (LostDerivativeError, UnknownOperationError, TypeError, AttributeError, IndexError, ValueError)
FUNCTIONS = [
    name
    for name in NAMES
    if not name.split(".")[-1].startswith("_")
    and name.split(".")[-1] not in LEFT_OUT
    and callable(found(name))
    and not (isinstance(found(name), type) and issubclass(found(name), BaseException | np.errstate))
]


def real(value):
    """Return a value as a real array, None where it is none."""
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        return None
    return array.astype(float) if array.dtype.kind in "biuf" and array.size else None


def differences(f, x, direction):
    """Return f(x) and its slope along a direction, None where f gives no real numbers."""
    values = []
    for at in (x, x + STEP * direction, x - STEP * direction):
        try:
            values.append(real(f(at.copy())))
        except Exception:
            return None, None
    if any(value is None or value.shape != values[0].shape for value in values):
        return None, None
    return values[0], (values[1] - values[2]) / (2 * STEP)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_it_is_right_in_both_modes_or_refused(name):
    function = found(name)
    for call, given in CALLS.items():
        for x in (VECTOR, MATRIX):

            def f(x, given=given):
                return given(function, x)

            direction = np.cos(7 * x)
            with np.errstate(all="ignore"):
                value, slope = differences(f, x, direction)
                if value is None or not np.isfinite(slope).all() or np.abs(slope).max() > 1e4:
                    continue
                try:
                    pushed = jvp(f)(x, direction)
                except REFUSALS as refusal:
                    assert len(str(refusal).split()) > 3, (name, call)  # noqa: PT017  # a refusal is one of two right answers
                    with pytest.raises(type(refusal)):
                        vjp(f)(x, np.ones(value.shape))
                    continue
                weight = np.sin(1 + np.arange(value.size)).reshape(value.shape)
                pulled = vjp(f)(x, weight)
            assert np.shape(pushed) == value.shape, (name, call)
            np.testing.assert_allclose(pushed, slope, rtol=1e-4, atol=1e-6, err_msg=f"{name}: {call}")
            assert np.sum(pulled * direction) == pytest.approx(np.sum(weight * pushed), rel=1e-9, abs=1e-9)
