"""A theme that was read and found good: as a style sheet, as an icon, and as the report is told of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

GENERIC = (
    "serif",
    "sans-serif",
    "monospace",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-rounded",
    "cursive",
)
KINDS = {"woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf", "otf": "font/otf"}
FORMATS = {"woff2": "woff2", "woff": "woff", "ttf": "truetype", "otf": "opentype"}
ALL, RANGES = "100 900", ("100 549", "550 900")
OUR_MARK = Path(__file__).parent.parent / "static/lt_web/mark.svg"
OUR_GREEN = "#1f9079"  # of the mark, where it stands alone in a tab


@dataclass(frozen=True)
class Face:
    """A file of type."""

    content: bytes
    kind: str

    @cached_property
    def digest(self) -> str:
        """Its name by what is in it."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @property
    def file(self) -> str:
        """Its name as a file."""
        return f"{self.digest}.{self.kind}"


@dataclass(frozen=True)
class Theme:
    """Tones by name (`--lt-…` without its prefix), families, files of type, roundness: what differs."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    families: tuple[str, ...] = ()
    faces: tuple[Face, ...] = ()
    radius: float | None = None

    @property
    def has_type(self) -> bool:
        """Whether it brings type of its own."""
        return bool(self.families or self.faces)

    @cached_property
    def sheet(self) -> str:
        """The style sheet that comes after tokens.css."""
        lines = [
            f"  --lt-{name}: light-dark({tone}, {self.dark[name]});" for name, tone in self.light.items()
        ]
        if self.has_type:
            lines.append(f"  --lt-font: {stack(self.families, bool(self.faces))};")
        if self.radius is not None:
            lines.append(f"  --lt-radius: {self.radius:g}px;")
        rules = [*faces(list(map(_address, self.faces))), ".lt-app {", *lines, "}"]
        # tokens.css says the same of paper: nobody prints a ground, and what is read on ours is read on white
        rules.append("@media print { .lt-app, .lt-app[data-lt-theme] { --lt-paper: #ffffff; } }")
        return "\n".join(rules) + "\n"

    @cached_property
    def version(self) -> str:
        """Another as soon as anything in it is another."""
        return hashlib.sha256(self.sheet.encode()).hexdigest()[:16]

    @cached_property
    def mark(self) -> str:
        """The icon of our pages; the accent of dark pages is seen on dark tabs and on light ones."""
        return OUR_MARK.read_text().replace(OUR_GREEN, self.light.get("accent", OUR_GREEN))

    @cached_property
    def told(self) -> str:
        """What a report is told of it: the same text for the same looks on paper."""
        said = {
            "tones": dict(self.light),
            "radius": self.radius,
            "faces": [face.digest for face in self.faces],
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":"))

    def files(self) -> dict[str, tuple[bytes, str]]:
        """What a browser may ask for: name → content and its type."""
        found = {
            "theme.css": (self.sheet.encode(), "text/css"),
            "mark.svg": (self.mark.encode(), "image/svg+xml"),
        }
        return found | {face.file: (face.content, KINDS[face.kind]) for face in self.faces}


def stack(families: tuple[str, ...], has_file: bool) -> str:
    """Families in the order in which they are asked for letters; ours has the Arabic ones."""
    named = [f'"{name}"' for name in families if name not in GENERIC]
    own = ['"LT Theme"'] if has_file else []
    generic = [name for name in families if name in GENERIC] or ["sans-serif"]
    return ", ".join([*named, *own, '"LT Arabic"', *generic])


def faces(sources: list[str], weights: tuple[str, ...] = RANGES) -> list[str]:
    """The rules that name files of type: one for all weights, or regular and bold."""
    weights = weights if len(sources) > 1 else (ALL,)
    rule = '@font-face {{ font-family: "LT Theme"; src: {}; font-weight: {}; font-display: swap; }}'
    return [rule.format(source, weight) for source, weight in zip(sources, weights, strict=False)]


def _address(face: Face) -> str:
    return f'url("{face.file}") format("{FORMATS[face.kind]}")'
