"""What follows from a theme's tokens: the other tones, dark ones where light ones alone are given.

Every tone is made by a rule below out of tokens. A tone none of whose tokens the theme sets stays the one
that is tuned by hand in tokens.css; the rules come close to those (a test says how close).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lt_web.theme.colour import contrast, lab, luminance, mixed, readable, toned
from lt_web.theme.tokens import COLOURS

Tones = dict[str, str]
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11
SIGNALS = ("accent", "warn", "danger", "ok")
WRITTEN = ("ink", "muted", *SIGNALS)  # what is written on paper, cards and what lies between them
# Grounds and lines: what is mixed into what, how much on light and on dark pages, what is written on it.
MIXES: dict[str, tuple[str, str, float, float, tuple[str, ...]]] = {
    "sunken": ("paper", "line", 0.35, 0.2, WRITTEN),
    "hover": ("card", "line", 0.38, 0.38, WRITTEN),
    **{f"{name}-soft": ("card", name, 0.1, 0.13, ("ink", "muted", name)) for name in SIGNALS},
    **{f"{name}-line": ("card", name, 0.3, 0.34, ()) for name in SIGNALS},
}
# Code: three colours of ours, which change no more than a ground asks for.
CODE = {
    "code-1": ("#7a3b8f", "#d5a8ee"),
    "code-2": ("#0b6152", "#86d9c4"),
    "code-3": ("#2a4f9e", "#a9c4fb"),
}
# Which tokens each of the rest is made of.
MADE_OF = {
    "edge": ("line", "muted", "paper", "card"),
    "ink-2": ("ink", "muted"),
    "accent-strong": ("accent",),
    "fill": ("accent",),
    "fill-strong": ("accent",),
    "on-fill": ("on_accent",),
    "poster": ("accent",),
    "on-poster": ("accent", "on_accent"),
    "danger-fill": ("danger",),
    "on-danger": ("danger",),
    **dict.fromkeys(CODE, ("paper", "card", "line")),
} | {name: mix[:2] for name, mix in MIXES.items()}


def dark_of(name: str, light: str) -> str:
    """The dark value of a token of which only a light one is given: its hue, as light as ours is there."""
    return toned(light, lab(COLOURS[name].dark)[0], COLOURS[name].most)


def tones(tokens: Mapping[str, str], is_dark: bool) -> Tones:
    """Return every tone, `--lt-…` without its prefix, that follows from a full set of tokens."""
    found: Tones = {name: colour for name, colour in tokens.items() if name != "on_accent"}
    for name, (base, other, light, dark, written) in MIXES.items():
        inks = [tokens[ink] for ink in written]
        found[name] = _ground(tokens[base], tokens[other], dark if is_dark else light, inks)
    return found | _outlines(found) | _fills(tokens, is_dark) | _code(found, is_dark)


def _ground(base: str, other: str, share: float, inks: list[str]) -> str:
    """A ground that gives way to what is written on it: less is mixed in where that could not be read."""
    while share > 0 and any(contrast(mixed(base, other, share), ink) < TEXT for ink in inks):
        share -= 0.01
    return mixed(base, other, max(share, 0.0))


def _outlines(found: Tones) -> Tones:
    grounds = [found[name] for name in ("paper", "card", "sunken")]
    return {
        "edge": readable(mixed(found["muted"], found["line"], 0.28), grounds, SHAPE),
        "ink-2": mixed(found["ink"], found["muted"], 0.45),
    }


def _fills(tokens: Mapping[str, str], is_dark: bool) -> Tones:
    accent, written = tokens["accent"], tokens["on_accent"]
    strong = toned(accent, lab(accent)[0] + (0.06 if is_dark else -0.075))
    made = {"accent-strong": strong, "fill": accent, "fill-strong": strong, "on-fill": written}
    poster = {"poster": accent, "on-poster": written}
    if is_dark:  # a large ground is no lamp
        poster = {"poster": toned(accent, 0.355, 0.06), "on-poster": toned(accent, 0.93, 0.035)}
    danger = tokens["danger"]
    return made | poster | {"danger-fill": danger, "on-danger": on(danger)}


def on(fill: str) -> str:
    """What is written on a fill: white, or else the dark of the same hue."""
    return "#ffffff" if contrast("#ffffff", fill) >= TEXT else readable(toned(fill, 0.23, 0.09), [fill], TEXT)


def _code(found: Tones, is_dark: bool) -> Tones:
    grounds = [found["sunken"], found["card"]]
    return {name: readable(pair[is_dark], grounds, TEXT) for name, pair in CODE.items()}


def made_of(name: str) -> tuple[str, ...]:
    """The tokens that a tone follows."""
    return MADE_OF.get(name, (name,))


def wrong(tokens: Mapping[str, str]) -> list[tuple[str, str, float, float]]:
    """The pairs that cannot be told apart: what is written, on what, how well, and how well it must be."""
    pairs = [(ink, ground) for ink in WRITTEN for ground in ("paper", "card")]
    pairs.append(("on_accent", "accent"))
    told: Callable[[str, str], float] = lambda ink, ground: contrast(tokens[ink], tokens[ground])  # noqa: E731
    return [(ink, ground, told(ink, ground), TEXT) for ink, ground in pairs if told(ink, ground) < TEXT]


def is_dark(tokens: Mapping[str, str]) -> bool:
    """Whether the text is lighter than its ground."""
    return luminance(tokens["ink"]) > luminance(tokens["paper"])
