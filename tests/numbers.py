"""Numbers as they are printed, read back."""

SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(text):
    """Return the number that `lessons_lib.wording.number` wrote."""
    mantissa, _, power = text.replace("−", "-").partition("·10")
    return float(mantissa) * (10.0 ** int(power.translate(SUPERSCRIPTS)) if power else 1.0)
