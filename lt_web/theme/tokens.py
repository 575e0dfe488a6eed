"""The tokens that a theme may set: what each is, and what it is where no theme says otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """A colour of the theme: its value on light pages and on dark ones, what it is, what follows from it.

    `most` bounds the chroma of the dark value that is made where only a light one is given.
    """

    light: str
    dark: str
    meaning: str
    follows: str
    most: float = 0.13


COLOURS = {
    "paper": Colour("#faf8f4", "#161411", "The page's ground.", "sunken grounds, with `line`", 0.02),
    "card": Colour(
        "#ffffff",
        "#211e1a",
        "Cards, fields, menus.",
        "what one points at, soft grounds and their lines",
        0.02,
    ),
    "line": Colour("#e4dfd5", "#38332b", "Hairlines.", "outlines of controls, with `muted`", 0.03),
    "ink": Colour("#1f1c17", "#f3ede3", "Text.", "second text, with `muted`", 0.03),
    "muted": Colour("#6b655a", "#aaa193", "Text that steps back.", "second text, outlines of controls", 0.04),
    "accent": Colour(
        "#11695a",
        "#6fd0b9",
        "Links, marks, what is chosen, the deed on a button.",
        "its strong, soft and line tones, buttons, the report's cover, charts, the icon",
    ),
    "on_accent": Colour("#ffffff", "#06231d", "Text on the accent.", "text on the report's cover", 0.04),
    "warn": Colour(
        "#94500a", "#f0b264", "What asks for attention.", "its soft and line tones, targets in charts"
    ),
    "danger": Colour("#b3261e", "#ff9d91", "Mistakes, and what cannot be undone.", "its soft and line tones"),
    "ok": Colour("#2c7a3f", "#86d398", "What went well.", "its soft and line tones"),
}
FONT = "Names of type families, separated by commas, as the host's own sheet has them."
FONT_FILE = "A file of type (woff2, woff, ttf, otf), or a pair of them: regular and bold."
RADIUS = "Roundness of cards, in px, from 0 to 24; controls, tiles and badges have their share of it."
OTHERS = {"font": FONT, "font_file": FONT_FILE, "radius": RADIUS}
RADIUS_OF_OURS = 10
