"""One meaning per colour in the whole course: Okabe-Ito hues for lines, darker shades for words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LINE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "function": "#0072B2",
        "derivative": "#D55E00",
        "secant": "#E69F00",
        "gradient": "#009E73",
        "second": "#CC79A7",
        "third": "#56B4E9",
        "point": "#000000",
        "measure": "#8C8C8C",
        "axis": "#999999",
        "ground": "#D9D9D9",
    }
)
"""Colour of a line, an area or a mark, by what it means."""

TEXT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "function": "#0072B2",
        "derivative": "#B34E00",
        "secant": "#8A5A00",
        "gradient": "#00765A",
        "second": "#8C3A66",
        "third": "#17678F",
        "point": "#000000",
        "measure": "#4D4D4D",
        "axis": "#333333",
        "ground": "#4D4D4D",
    }
)
"""Colour of the words about it: a shade dark enough for a contrast of 4.5 on white."""

DASHES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "function": "solid",
        "derivative": "solid",
        "secant": "dashed",
        "gradient": "solid",
        "second": "dashdot",
        "third": "dotted",
        "measure": "solid",
    }
)
"""Line style by meaning, so that colour never speaks alone."""


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour.

    Examples
    --------
    >>> luminance("#000000"), luminance("#FFFFFF")
    (0.0, 1.0)
    """
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, ground: str = "#FFFFFF") -> float:
    """Contrast of two colours, between 1 (the same) and 21 (black on white).

    Examples
    --------
    >>> contrast("#000000")
    21.0
    """
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
