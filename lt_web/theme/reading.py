"""Reads a theme: a small TOML file, or a mapping in the host's settings; refuses what nobody could read.

Whatever is in a theme goes into a style sheet, so nothing of it goes there as it was written: a colour is
read and written anew, a family's name has letters, digits, spaces and hyphens, a radius is a number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lt_web.theme import colour, derived
from lt_web.theme.made import Face, Theme
from lt_web.theme.tokens import COLOURS, OTHERS

MOST_BYTES, MOST_FONT_BYTES = 16 * 1024, 4 * 1024 * 1024
FAMILY, MOST_FAMILIES = re.compile(r"[^\W\d_](?:[^\W_]| |-){0,60}"), 8
MOST_RADIUS = 24
# What the bytes of a file of type begin with, and what it is then.
KINDS = {b"wOF2": "woff2", b"wOFF": "woff", b"\0\1\0\0": "ttf", b"true": "ttf", b"OTTO": "otf"}


class ThemeError(ValueError):
    """A theme that cannot be shown; the sentence says what is wrong and what it may be instead."""


def theme(given: Any) -> Theme | None:
    """Return what LT_THEME stands for: None without one. Raises `ThemeError`."""
    if given in (None, "") or given == {}:
        return None
    if isinstance(given, Mapping):
        return _theme(dict(given), Path())
    path = Path(given)
    try:
        return _theme(_toml(path), path.parent)
    except ThemeError as error:
        raise ThemeError(f"{path}: {error}") from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ThemeError(f"The theme cannot be read: {error.strerror}.") from None
    if len(text) > MOST_BYTES:
        raise ThemeError(f"A theme has at most {MOST_BYTES // 1024} KB.")
    try:
        return tomllib.loads(text.decode())
    except ValueError as error:  # no TOML, or no UTF-8
        raise ThemeError(f"This is no TOML: {error}.") from None


def _theme(given: dict[str, Any], folder: Path) -> Theme:
    known = [*COLOURS, *OTHERS]
    for name in given:
        if name not in known:
            raise ThemeError(f"{_shown(name)} is no token. There are: {', '.join(known)}.")
    pairs = {name: _pair(name, given[name]) for name in COLOURS if name in given}
    if "accent" in pairs and "on_accent" not in pairs:
        light, dark = pairs["accent"]
        pairs["on_accent"] = (derived.on(light), derived.on(dark))
    return Theme(
        light=_tones(pairs, 0),
        dark=_tones(pairs, 1),
        families=_families(given.get("font", "")),
        faces=_faces(given.get("font_file", ""), folder),
        radius=_radius(given.get("radius")),
    )


def _pair(name: str, given: Any) -> tuple[str, str]:
    """The value on light pages and the one on dark ones; the latter is made where it is not given."""
    parts = given if isinstance(given, list | tuple) else [given]
    read = [found for part in parts if (found := colour.read(part))]
    if len(read) != len(parts) or len(parts) not in (1, 2):
        raise ThemeError(
            f"{name} is {_shown(given)}, which is no colour. Write one like “#11695a”, or a pair, for light "
            "and dark pages."
        )
    return (read[0], read[1]) if len(read) == 2 else (read[0], derived.dark_of(name, read[0]))


def _tones(pairs: Mapping[str, tuple[str, str]], mode: int) -> derived.Tones:
    """The tones that follow from what is given, of light pages (0) or of dark ones (1)."""
    tokens = {name: pairs.get(name, (ours.light, ours.dark))[mode] for name, ours in COLOURS.items()}
    _check(tokens, pairs, mode)
    made = derived.tones(tokens, bool(mode))
    return {name: tone for name, tone in made.items() if not pairs.keys().isdisjoint(derived.made_of(name))}


def _check(tokens: Mapping[str, str], pairs: Mapping[str, Any], mode: int) -> None:
    """Refuse what cannot be read; the sentence names the pair."""
    on = ("light", "dark")[mode]
    if derived.is_dark(tokens) != bool(mode):
        raise ThemeError(
            f"On {on} pages ink is {tokens['ink']} and paper {tokens['paper']}: text has to be "
            f"{('darker', 'lighter')[mode]} than its ground there. A pair is [light pages, dark pages]."
        )
    for ink, ground, told, least in derived.wrong(tokens):
        named = [f"{name} {tokens[name]}{'' if name in pairs else ' (ours)'}" for name in (ink, ground)]
        raise ThemeError(
            f"On {on} pages {named[0]} on {named[1]} has a contrast of {told:.2f}; it needs {least}, so that "
            "everybody can read it."
        )


def _families(given: Any) -> tuple[str, ...]:
    if given == "":
        return ()
    names = [name.strip(" \"'") for name in given.split(",")] if isinstance(given, str) else [""]
    if len(names) > MOST_FAMILIES or not all(FAMILY.fullmatch(name) for name in names):
        raise ThemeError(
            f"font is {_shown(given)}. Write up to {MOST_FAMILIES} names of families with commas between, in "
            "letters, digits, spaces and hyphens, like “Source Serif, Georgia, serif”."
        )
    return tuple(names)


def _faces(given: Any, folder: Path) -> tuple[Face, ...]:
    paths = given if isinstance(given, list | tuple) else [given] if given != "" else []
    if len(paths) > 2 or not all(isinstance(path, str | Path) for path in paths):
        raise ThemeError("font_file is one file, or a pair of them: regular and bold.")
    return tuple(_face(folder / path) for path in paths)


def _face(path: Path) -> Face:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_FONT_BYTES + 1)
    except (OSError, ValueError) as error:  # a NUL in a name is a ValueError
        said = getattr(error, "strerror", None) or "no such name"
        raise ThemeError(f"font_file {_shown(str(path))} cannot be read: {said}.") from None
    if (kind := KINDS.get(content[:4])) is None or len(content) > MOST_FONT_BYTES:
        most = f"{MOST_FONT_BYTES // 1024**2} MB"
        raise ThemeError(f"font_file {_shown(str(path))} is no woff2, woff, ttf or otf of at most {most}.")
    return Face(content, kind)


def _radius(given: Any) -> float | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= MOST_RADIUS:
        raise ThemeError(f"radius is {_shown(given)}. Write a number of px from 0 to {MOST_RADIUS}.")
    return given


def _shown(given: Any) -> str:
    """What was given, short and on one line."""
    text = str(given) if not isinstance(given, list | tuple) else ", ".join(map(str, given))
    text = " ".join(text.split())
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
