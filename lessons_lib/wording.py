"""How a number is written in a caption: few digits, a true minus sign, never rounding noise."""

import math

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 4) -> str:
    """Write a real number for people.

    Parameters
    ----------
    value : float
        Any real number; infinities and nan are put in words.
    digits : int
        Significant digits kept. Whole numbers below a million keep all of theirs.

    Returns
    -------
    str
        With a true minus sign; zero has no sign; large and small numbers get a power of ten.

    Examples
    --------
    >>> number(-3.0), number(-0.0), number(0.17888), number(2.5e-7)
    ('−3', '0', '0.1789', '2.5·10⁻⁷')
    """
    value = float(value)
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "infinite" if value > 0 else "−infinite"
    if value == round(value) and abs(value) < 1e6:
        return f"{round(value)}".replace("-", "−")
    return _scaled(value, digits)


def _scaled(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = int(exponent)
    if -4 <= power < 6:
        return _plain(f"{float(f'{mantissa}e{power}'):.{max(digits - 1 - power, 0)}f}")
    return f"{_plain(mantissa)}·10{superscript(power)}"


def _plain(text: str) -> str:
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def superscript(power: int) -> str:
    """Write a whole number as an exponent.

    Examples
    --------
    >>> superscript(-12)
    '⁻¹²'
    """
    return str(power).translate(_SUPERSCRIPTS)


def magnitude(value: float, floor: float = 1e-12) -> str:
    """Write a number that rounding dominates: only its power of ten is worth printing.

    Parameters
    ----------
    value : float
        The number; its sign is dropped.
    floor : float
        Below this only the bound is printed.

    Returns
    -------
    str
        The nearest power of ten in words, since other digits differ from machine to machine.

    Examples
    --------
    >>> magnitude(3.2e-9), magnitude(-4e-16), magnitude(0.0)
    ('about 1e-8', 'below 1e-12', 'below 1e-12')
    """
    size = abs(float(value))
    if math.isnan(size):
        return "undefined"
    if size < floor:
        return f"below {floor:.0e}"
    return f"about 1e{round(math.log10(size))}"
