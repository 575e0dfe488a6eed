"""Charts as SVG, drawn here: literal colours for paper, a class on each part for the page's own colours.

A chart is plain data: {"kind": "columns" or "line", "title", "points": [{"label", "value", "shown", "part"}],
"target", "target_label", "most"}; a value may be None, and `part` says that its month is not whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, ClassVar

from markupsafe import Markup, escape

from lt_web.speech import direction

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 4, 76, 26, 24  # the target is named in the margin at the right
MOST_LABELS = 16
MM = 170 / WIDTH  # of a unit of the picture on paper


@dataclass(frozen=True)
class Inks:
    """What a chart is drawn in where no style sheet says otherwise: on paper."""

    THEMED: ClassVar[str] = '"LT Theme", "LT Inter", "LT Arabic", sans-serif'

    accent: str = "#11695a"
    pale: str = "#b9d7ce"
    ink: str = "#1f1c17"
    muted: str = "#6b655a"
    line: str = "#e4dfd5"
    warn: str = "#94500a"
    font: str = "LT Inter, Inter, LT Arabic, sans-serif"
    corner: float = 3


OURS = Inks()


@dataclass(frozen=True)
class Words:
    """A label, in its place: x is its middle, or the edge of the picture at which it ends."""

    kind: str
    text: str
    x: float
    y: float
    fill: str
    weight: int = 400
    anchor: str = "middle"

    def __html__(self) -> str:
        placed = f'x="{_number(self.x)}" y="{_number(self.y)}" text-anchor="{self.anchor}"'
        looks = f'font-size="12" font-weight="{self.weight}" fill="{self.fill}"'
        return f'<text class="{self.kind}" {placed} {looks}>{escape(self.text)}</text>'

    @property
    def on_paper(self) -> Markup:
        """As a piece of HTML that lies on the picture, in millimetres."""
        left, align = (self.x * MM - 20, "center") if self.anchor == "middle" else (0.0, "left")
        place = f"left:{_number(left)}mm;top:{_number(self.y * MM - 3.2)}mm;text-align:{align}"
        style = f"{place};color:{self.fill};font-weight:{self.weight}"
        return Markup(f'<span style="{style}">{escape(self.text)}</span>')  # noqa: S704 (the text is escaped)


Part = Markup | Words


def chart(data: Mapping[str, Any], inks: Inks = OURS) -> Markup:
    """Draw a chart; its title is the text for whoever cannot see it."""
    return _drawn(data, _parts(data, inks), inks)


def on_paper(data: Mapping[str, Any], inks: Inks = OURS) -> Markup:
    """Draw a chart for a PDF; there letters of a picture stand apart, so joined ones are laid on it."""
    parts = _parts(data, inks)
    if direction() != "rtl":
        return _drawn(data, parts, inks)
    picture = _drawn(data, [part for part in parts if not isinstance(part, Words)], inks)
    words = Markup("").join(part.on_paper for part in parts if isinstance(part, Words))
    return Markup('<div class="chart">{}{}</div>').format(picture, words)


def _parts(data: Mapping[str, Any], inks: Inks) -> list[Part]:
    points, plot = data["points"], _Plot(data, inks)
    draw = _columns if data["kind"] == "columns" else _line
    return [*_months(points, plot), *_target(data, plot), *draw(points, plot)]


def _drawn(data: Mapping[str, Any], parts: Sequence[Part], inks: Inks) -> Markup:
    way = ' direction="rtl"' if direction() == "rtl" else ""
    head = f'<svg class="lt-chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="{inks.font}"{way}>'
    return Markup("{}<title>{}</title>{}</svg>").format(Markup(head), data["title"], Markup("").join(parts))  # noqa: S704 (our own)


class _Plot:
    """Where things stand: one band for each month, the largest value below the top.

    Where one reads from the right, time runs from the right too.
    """

    def __init__(self, data: Mapping[str, Any], inks: Inks) -> None:
        self.inks = inks
        values = [p["value"] for p in data["points"] if p["value"] is not None]
        self.top = max([*values, data["target"], data.get("most") or 1])
        self.band = (WIDTH - LEFT - RIGHT) / max(1, len(data["points"]))
        self.target, self.is_line = data["target"], data["kind"] == "line"
        self.mirrored = direction() == "rtl"
        self.left, self.right = (RIGHT, LEFT) if self.mirrored else (LEFT, RIGHT)
        self.every = ceil(len(data["points"]) / MOST_LABELS)

    def beside(self, top: float) -> float:
        """Where the number of a point stands: above it, or under it where the target's line is in the way."""
        return top + 18 if self.is_line and 1 < top - self.y(self.target) < 22 else top - 9

    def x(self, n: int) -> float:
        """The middle of a band."""
        way = self.band * (n + 0.5)
        return WIDTH - LEFT - way if self.mirrored else LEFT + way

    def y(self, value: float) -> float:
        """The height of a value."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.top


def _columns(points: Sequence[Mapping[str, Any]], plot: _Plot) -> list[Part]:
    width = min(46.0, plot.band * 0.62)
    found: list[Part] = []
    for n, point in enumerate(points):
        x, y = plot.x(n) - width / 2, plot.y(point["value"] or 0)
        part = point["part"]
        kind, fill = (
            ("lt-chart-bar lt-chart-bar--part", plot.inks.pale)
            if part
            else ("lt-chart-bar", plot.inks.accent)
        )
        size = {"width": width, "height": max(HEIGHT - BOTTOM - y, 1), "rx": min(plot.inks.corner, width / 4)}
        found.append(shape("rect", kind, fill=fill, x=x, y=y, **size))
        found += _value(point, plot, n)
    return found


def _line(points: Sequence[Mapping[str, Any]], plot: _Plot) -> list[Part]:
    found: list[Part] = []
    before = None
    for n, point in enumerate(points):
        here = None if point["value"] is None else (plot.x(n), plot.y(point["value"]))
        if before and here:
            ends = {"x1": before[0], "y1": before[1], "x2": here[0], "y2": here[1]}
            found.append(shape("line", "lt-chart-line", stroke=plot.inks.accent, stroke_width=2.5, **ends))
        before = here
    for n, point in enumerate(points):
        if point["value"] is not None:
            x, y = plot.x(n), plot.y(point["value"])
            found.append(shape("circle", "lt-chart-dot", fill=plot.inks.accent, cx=x, cy=y, r=4))
            found += _value(point, plot, n)
    return found


def _value(point: Mapping[str, Any], plot: _Plot, n: int) -> list[Part]:
    if n % plot.every or not point["shown"]:
        return []
    y = plot.beside(plot.y(point["value"] or 0))
    return [Words("lt-chart-value", point["shown"], plot.x(n), y, fill=plot.inks.ink, weight=600)]


def _months(points: Sequence[Mapping[str, Any]], plot: _Plot) -> list[Part]:
    ground = HEIGHT - BOTTOM
    line = shape(
        "line",
        "lt-chart-ground",
        stroke=plot.inks.line,
        stroke_width=1,
        x1=plot.left,
        x2=WIDTH - plot.right,
        y1=ground,
        y2=ground,
    )
    names = [
        Words("lt-chart-label", point["label"], plot.x(n), HEIGHT - 7, fill=plot.inks.muted)
        for n, point in enumerate(points)
        if n % plot.every == 0
    ]
    return [line, *names]


def _target(data: Mapping[str, Any], plot: _Plot) -> list[Part]:
    y = plot.y(data["target"])
    ends = {"x1": plot.left, "x2": WIDTH - plot.right, "y1": y, "y2": y}
    dashed = {"stroke": plot.inks.warn, "stroke_width": 1.25, "stroke_dasharray": "2 4"}
    edge, ink = 0 if plot.mirrored else WIDTH, plot.inks.warn
    words = Words("lt-chart-target-label", data["target_label"], edge, y + 4, fill=ink, anchor="end")
    return [shape("line", "lt-chart-target", **dashed, **ends), words]


def shape(name: str, kind: str, **attributes: Any) -> Markup:
    """One shape, with literal colours."""
    pairs = "".join(f' {key.replace("_", "-")}="{_number(value)}"' for key, value in attributes.items())
    return Markup(f'<{name} class="{kind}"{pairs}/>')  # noqa: S704 (names and numbers of ours)


def _number(value: Any) -> str:
    """Numbers with two places, so that they are the same everywhere."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
