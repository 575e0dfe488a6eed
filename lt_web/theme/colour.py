"""Colours as numbers: read, mixed and shifted as the eye sees them, and compared.

A colour is text, `#rrggbb`. Mixing and shifting happen in OKLab (Björn Ottosson, “A perceptual color space
for image processing”, 2020; the matrices are those of CSS Color 4), contrast is that of WCAG 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import atan2, cos, hypot, sin

Lab = tuple[float, float, float]
LONG, SHORT = re.compile(r"#[0-9a-f]{6}"), re.compile(r"#[0-9a-f]{3}")
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
STEP = 0.01  # of lightness, the least that is worth trying


def read(text: object) -> str | None:
    """Return a colour as #rrggbb; None for what is not written like one."""
    given = text.lower() if isinstance(text, str) else ""
    if SHORT.fullmatch(given):
        return "#" + "".join(digit * 2 for digit in given[1:])
    return given if LONG.fullmatch(given) else None


def contrast(one: str, other: str) -> float:
    """How well one can be told from the other, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How much light it gives, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with so much of another in it; share from 0 to 1."""
    pairs = zip(lab(colour), lab(other), strict=True)
    return _written(tuple(one + (two - one) * share for one, two in pairs))  # type: ignore[arg-type]


def toned(colour: str, lightness: float, most: float = 1.0) -> str:
    """The same hue at another lightness (0 to 1), with chroma of at most so much."""
    _own, a, b = lab(colour)
    chroma, hue = min(hypot(a, b), most), atan2(b, a)
    lightness = max(0.0, min(1.0, lightness))
    while chroma > 0 and not _is_shown(made := (lightness, chroma * cos(hue), chroma * sin(hue))):
        chroma -= 0.004  # what no screen shows is less colourful, not of another hue
    return _written(made if chroma > 0 else (lightness, 0.0, 0.0))


def readable(colour: str, grounds: Iterable[str], least: float) -> str:
    """The colour, made darker or lighter until it stands out from every ground; the way its grounds leave."""
    grounds = [*grounds]
    way = STEP if max(map(luminance, grounds)) < luminance("#777777") else -STEP
    while min(contrast(colour, ground) for ground in grounds) < least:
        lightness = lab(colour)[0] + way
        if not 0 < lightness < 1:
            return "#ffffff" if way > 0 else "#000000"
        colour = toned(colour, lightness)
    return colour


def difference(one: str, other: str) -> float:
    """How far two colours lie apart for the eye; 0.02 is just noticed (distance in OKLab)."""
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


def lab(colour: str) -> Lab:
    """Lightness (0 to 1), and how much red and yellow (negative: green and blue) is in it."""
    return _through(TO_LAB, *(cone ** (1 / 3) for cone in _through(TO_CONES, *_linear(colour))))


def _linear(colour: str) -> Lab:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def _shown(colour: Lab) -> Lab:
    return _through(FROM_CONES, *(part**3 for part in _through(FROM_LAB, *colour)))


def _is_shown(colour: Lab) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in _shown(colour))


def _written(colour: Lab) -> str:
    parts = (max(0.0, min(1.0, part)) for part in _shown(colour))
    coded = (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in coded)


def _through(matrix: tuple[Lab, Lab, Lab], one: float, two: float, three: float) -> Lab:
    first, second, third = (row[0] * one + row[1] * two + row[2] * three for row in matrix)
    return first, second, third
