"""A theme on paper: what a report's PDF takes of it. Known to the process that sets the PDF, and it alone.

Type is taken from files of the theme only: what a machine has installed changes, a report's bytes must not.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lt_web.pictures.charts import Inks
from lt_web.theme.colour import mixed
from lt_web.theme.made import Theme, faces

OURS = {"poster": "#11695a", "on-poster": "#ffffff"}
RINGS, LENS, MARK = (
    "#2b7d6e",
    "#1a7263",
    "#ffffff",
)  # of cover.svg, and how much of the text's colour is in them
WEIGHTS = ("400", "700")  # WeasyPrint knows no ranges
SHARES = {RINGS: 0.13, LENS: 0.045, MARK: 1.0}


@dataclass(frozen=True)
class Look:
    """How a report looks: rules that come after report.css, inks of the charts, files of type."""

    sheet: str = ""
    inks: Inks = field(default_factory=Inks)
    fonts: tuple[bytes, ...] = ()
    poster: str = OURS["poster"]
    on_poster: str = OURS["on-poster"]

    def assets(self) -> dict[str, tuple[bytes, str]]:
        """What else may be fetched while the report is set."""
        named = {f"lt:font-{n}": (font, "font/sfnt") for n, font in enumerate(self.fonts)}
        return named | ({"lt:theme.css": (self.sheet.encode(), "text/css")} if self.sheet else {})

    def coloured(self, name: str, content: bytes) -> bytes:
        """A picture of the cover in the colours of the theme."""
        if (self.poster, self.on_poster) == (OURS["poster"], OURS["on-poster"]) or not name.endswith(".svg"):
            return content
        for ours, share in SHARES.items():
            content = content.replace(ours.encode(), mixed(self.poster, self.on_poster, share).encode())
        return content


def faces_of(theme: Theme | None) -> dict[str, bytes]:
    """The files of type that a theme brings, by their digests."""
    return {face.digest: face.content for face in (theme.faces if theme else ())}


def faces_told(told: str) -> list[str]:
    """The digests of the files of type that a report was told of."""
    return list(json.loads(told)["faces"]) if told else []


def packed(told: str, faces: Mapping[str, bytes]) -> str:
    """What the process that sets a report needs to know: what the report was told, and the type for it."""
    fonts = {digest: base64.b64encode(content).decode() for digest, content in faces.items()}
    return json.dumps({"told": json.loads(told), "fonts": fonts}) if told else ""


def look(text: str | bytes) -> Look:
    """Unpack what `packed` made. A file of type that is not there any more is a KeyError."""
    if not text:
        return Look()
    given = json.loads(text)
    tones, radius = given["told"]["tones"], given["told"]["radius"]
    fonts = tuple(base64.b64decode(given["fonts"][digest]) for digest in given["told"]["faces"])
    cover = OURS | {name: tones[name] for name in OURS if name in tones}
    return Look(_sheet(tones, cover, len(fonts)), _inks(tones, radius, fonts), fonts, *cover.values())


def _sheet(tones: dict[str, str], cover: dict[str, str], fonts: int) -> str:
    line = mixed(cover["poster"], cover["on-poster"], 0.45)
    said = [f"--lt-{name}: {tone};" for name, tone in (tones | {"poster-line": line}).items()]
    said += [f"--lt-font: {Inks.THEMED};"] if fonts else []
    return "\n".join([*faces([f'url("lt:font-{n}")' for n in range(fonts)], WEIGHTS), ":root {", *said, "}"])


def _inks(tones: dict[str, str], radius: float | None, fonts: Iterable[Any]) -> Inks:
    names = {name: name for name in ("accent", "ink", "muted", "line", "warn")} | {"pale": "accent-line"}
    taken: dict[str, Any] = {ink: tones[tone] for ink, tone in names.items() if tone in tones}
    taken |= {"font": Inks.THEMED.replace('"', "")} if fonts else {}
    return Inks(**taken | ({} if radius is None else {"corner": min(3.0, radius * 0.3)}))
