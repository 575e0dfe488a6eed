"""A small row of columns, one a month, beside a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from lt_web.pictures.charts import OURS, Part, Words, shape
from lt_web.speech import direction

WIDE, HIGH, FOOT, HEAD = 240.0, 72.0, 16.0, 4.0
LOW = 1.5  # of what is nothing, or not known
FEW = 7  # columns under whose ends a label may stand in the middle
ROOM = 4  # columns that can each have a label


class Point(NamedTuple):
    """A month: a figure, None where it is not known, and what may stand under it."""

    value: float | None
    label: str


def spark(title: str, points: Sequence[Mapping[str, Any]], target: float = 0) -> Markup:
    """Draw it; each point is {"value", "label"}, and a month without a value is a pale dash."""
    return drawn(title, tuple(Point(p["value"], p["label"]) for p in points), target, direction())


@lru_cache(512)
def drawn(title: str, points: tuple[Point, ...], target: float, runs: str) -> Markup:
    """The same figures are looked at again and again; `runs` is the way in which one reads."""
    top = max([p.value or 0 for p in points] + [target, 1])
    parts: list[Part] = [_column(point, _middle(n, points), top, points) for n, point in enumerate(points)]
    parts += [_label(n, points) for n in _labelled(len(points))]
    if target:
        y = _y(target, top)
        line = {"x1": 0, "x2": int(WIDE), "y1": y, "y2": y, "stroke": OURS.warn, "stroke_width": 1.25}
        parts.append(shape("line", "lt-chart-target", stroke_dasharray="2 4", **line))
    way = ' direction="rtl"' if runs == "rtl" else ""
    view = f'viewBox="0 0 {WIDE:.0f} {HIGH:.0f}" role="img" font-family="{OURS.font}"{way}'
    return Markup("{}<title>{}</title>{}</svg>").format(
        Markup(f'<svg class="lt-spark" {view}>'),  # noqa: S704 (our own)
        title,
        Markup("").join(parts),
    )


def _labelled(columns: int) -> list[int]:
    """Which columns have a label: each where there is room, else the first and the last."""
    return list(range(columns)) if columns <= ROOM else [0, columns - 1]


def _middle(n: int, points: Sequence[Point]) -> float:
    """Where a column stands; time runs from the right where one reads from there."""
    way = WIDE / len(points) * (n + 0.5)
    return WIDE - way if direction() == "rtl" else way


def _y(value: float, top: float) -> float:
    return HIGH - FOOT - (HIGH - FOOT - HEAD) * value / top


def _column(point: Point, middle: float, top: float, points: Sequence[Point]) -> Part:
    known = point.value is not None
    width = min(26.0, WIDE / len(points) * 0.62)
    tall = max(HIGH - FOOT - _y(point.value or 0, top), LOW)
    kind, fill = ("lt-chart-bar", OURS.accent) if known else ("lt-chart-none", OURS.line)
    place = {"x": middle - width / 2, "y": HIGH - FOOT - tall, "width": width, "height": tall, "rx": 2}
    return shape("rect", kind, fill=fill, **place)


def _label(n: int, points: Sequence[Point]) -> Words:
    anchor = "middle" if len(points) < FEW else "end" if n else "start"
    edge = WIDE if bool(n) != (direction() == "rtl") else 0.0
    at = _middle(n, points) if anchor == "middle" else edge
    return Words("lt-chart-label", points[n].label, at, HIGH - 3, fill=OURS.muted, anchor=anchor)
