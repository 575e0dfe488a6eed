"""Charts as SVG, drawn here: literal colours for paper, a class on each part for the page's own colours.

A chart is plain data: {"kind": "columns" or "line", "title", "points": [{"label", "value", "shown", "part"}],
"target", "target_label", "most"}; a value may be None, and `part` says that its month is not whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from markupsafe import Markup, escape

from lt_web.speech import direction

WIDTH, HEIGHT = 640, 190
LEFT, RIGHT, TOP, BOTTOM = 4, 76, 26, 24  # the target is named in the margin at the right
ACCENT, PALE, INK, MUTED, LINE, WARN = "#11695a", "#b9d7ce", "#1f1c17", "#6b655a", "#e4dfd5", "#94500a"
FONT = "LT Inter, Inter, LT Arabic, sans-serif"
MOST_LABELS = 16


def chart(data: Mapping[str, Any]) -> Markup:
    """Draw a chart; its title is the text for whoever cannot see it."""
    points, plot = data["points"], _Plot(data)
    draw = _columns if data["kind"] == "columns" else _line
    parts = [*_months(points, plot), *_target(data, plot), *draw(points, plot)]
    way = ' direction="rtl"' if plot.mirrored else ""
    head = f'<svg class="lt-chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="{FONT}"{way}>'
    return Markup("{}<title>{}</title>{}</svg>").format(Markup(head), data["title"], Markup("").join(parts))  # noqa: S704 (our own)


class _Plot:
    """Where things stand: one band for each month, the largest value below the top.

    Where one reads from the right, time runs from the right too.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
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


def _columns(points: Sequence[Mapping[str, Any]], plot: _Plot) -> list[Markup]:
    width, found = min(46.0, plot.band * 0.62), []
    for n, point in enumerate(points):
        x, y = plot.x(n) - width / 2, plot.y(point["value"] or 0)
        part = point["part"]
        kind, fill = ("lt-chart-bar lt-chart-bar--part", PALE) if part else ("lt-chart-bar", ACCENT)
        size = {"width": width, "height": max(HEIGHT - BOTTOM - y, 1), "rx": min(3, width / 4)}
        found.append(_shape("rect", kind, fill=fill, x=x, y=y, **size))
        found += _value(point, plot, n)
    return found


def _line(points: Sequence[Mapping[str, Any]], plot: _Plot) -> list[Markup]:
    found, before = [], None
    for n, point in enumerate(points):
        here = None if point["value"] is None else (plot.x(n), plot.y(point["value"]))
        if before and here:
            ends = {"x1": before[0], "y1": before[1], "x2": here[0], "y2": here[1]}
            found.append(_shape("line", "lt-chart-line", stroke=ACCENT, stroke_width=2.5, **ends))
        before = here
    for n, point in enumerate(points):
        if point["value"] is not None:
            x, y = plot.x(n), plot.y(point["value"])
            found.append(_shape("circle", "lt-chart-dot", fill=ACCENT, cx=x, cy=y, r=4))
            found += _value(point, plot, n)
    return found


def _value(point: Mapping[str, Any], plot: _Plot, n: int) -> list[Markup]:
    if n % plot.every or not point["shown"]:
        return []
    y = plot.beside(plot.y(point["value"] or 0))
    return [_text("lt-chart-value", point["shown"], plot.x(n), y, fill=INK, weight=600)]


def _months(points: Sequence[Mapping[str, Any]], plot: _Plot) -> list[Markup]:
    ground = HEIGHT - BOTTOM
    line = _shape(
        "line",
        "lt-chart-ground",
        stroke=LINE,
        stroke_width=1,
        x1=plot.left,
        x2=WIDTH - plot.right,
        y1=ground,
        y2=ground,
    )
    names = [
        _text("lt-chart-label", point["label"], plot.x(n), HEIGHT - 7)
        for n, point in enumerate(points)
        if n % plot.every == 0
    ]
    return [line, *names]


def _target(data: Mapping[str, Any], plot: _Plot) -> list[Markup]:
    y = plot.y(data["target"])
    ends = {"x1": plot.left, "x2": WIDTH - plot.right, "y1": y, "y2": y}
    dashed = {"stroke": WARN, "stroke_width": 1.25, "stroke_dasharray": "2 4"}
    edge = 0 if plot.mirrored else WIDTH
    words = _text("lt-chart-target-label", data["target_label"], edge, y + 4, fill=WARN, anchor="end")
    return [_shape("line", "lt-chart-target", **dashed, **ends), words]


def _shape(name: str, kind: str, **attributes: Any) -> Markup:
    pairs = "".join(f' {key.replace("_", "-")}="{_number(value)}"' for key, value in attributes.items())
    return Markup(f'<{name} class="{kind}"{pairs}/>')  # noqa: S704 (names and numbers of ours)


def _text(
    kind: str, text: str, x: float, y: float, fill: str = MUTED, weight: int = 400, anchor: str = "middle"
) -> Markup:
    placed = f'x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}"'
    looks = f'font-size="12" font-weight="{weight}" fill="{fill}"'
    return Markup(f'<text class="{kind}" {placed} {looks}>{escape(text)}</text>')  # noqa: S704 (the text is escaped)


def _number(value: Any) -> str:
    """Numbers with two places, so that they are the same everywhere."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
