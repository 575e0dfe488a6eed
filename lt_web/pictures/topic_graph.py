"""What builds on what, laid out from left to right: places and lines that a template draws as a picture."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from uuid import UUID

Link = tuple[UUID, UUID]  # the first builds on the second
Spot = UUID | tuple[UUID, UUID, int]  # a topic, or where a long line passes a column

STEPS, MOST = 2, 14  # how far to look, and how many topics fit
MOST_COLUMNS = 4  # as many as stand beside each other on a page; wider ones scroll
WIDTH, GAP, BETWEEN, LINE, PAD, MARGIN = 140, 38, 14, 17, 22, 2
LETTERS, MOST_LINES = 16, 3
LANE = 12  # the height of a line's own way through a column


@dataclass(frozen=True)
class Node:
    """A topic in its place; `rows` are its name in lines, each with the height of its foot."""

    id: UUID
    name: str
    rows: tuple[tuple[str, float], ...]
    x: float
    y: float
    height: float
    here: bool


@dataclass(frozen=True)
class Arrow:
    """A line from what is built on to what builds on it, and its point."""

    path: str
    point: str


@dataclass(frozen=True)
class Picture:
    """All of it, with its size in pixels."""

    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float
    box: int = WIDTH

    @property
    def wide(self) -> bool:
        """Whether it does not fit beside the column at the side, and scrolls."""
        return self.width > MOST_COLUMNS * (WIDTH + GAP)


@dataclass(frozen=True)
class Around:
    """What stands around a topic: the picture, and the same in lists of (id, name), those beside it first."""

    picture: Picture
    on: list[tuple[UUID, str]]
    further_on: list[tuple[UUID, str]]
    to: list[tuple[UUID, str]]
    further_to: list[tuple[UUID, str]]


def around(here: UUID, names: Mapping[UUID, str], links: Collection[Link]) -> Around | None:
    """What a topic builds on and what builds on it; None where that is nothing."""
    drawn = picture(here, names, links)
    if drawn is None:
        return None
    shown = {node.id for node in drawn.nodes}
    on, to = {on for one, on in links if one == here}, {one for one, on in links if on == here}
    left = {node.id for node in drawn.nodes if node.x < next(n.x for n in drawn.nodes if n.here)}

    def listed(topics: set[UUID]) -> list[tuple[UUID, str]]:
        return sorted(((id, names[id]) for id in topics & shown), key=lambda topic: topic[1].casefold())

    return Around(drawn, listed(on), listed(left - on), listed(to), listed(shown - left - to - {here}))


def near(here: UUID, links: Collection[Link], ahead: int = STEPS) -> set[UUID]:
    """The topics worth showing beside one: what it builds on, and what builds on it, some steps far."""
    found = {here}
    for back in (False, True):
        edge = {here}
        for _step in range(ahead if back else STEPS):
            edge = {one if back else on for one, on in links if (on if back else one) in edge} - found
            found |= set(sorted(edge, key=str)[: max(0, MOST - len(found))])
            edge &= found
    return found


def picture(here: UUID, names: Mapping[UUID, str], links: Collection[Link]) -> Picture | None:
    """The picture around a topic; None where it builds on nothing and nothing builds on it."""
    for ahead in (STEPS, 1):
        shown = near(here, links, ahead)
        kept = sorted(((one, on) for one, on in links if one in shown and on in shown), key=str)
        depths = _depths(here, shown, kept)
        if len(set(depths.values())) <= MOST_COLUMNS:
            break
    return _drawn(here, names, *_columns(names, kept, depths)) if len(shown) > 1 else None


def _depths(here: UUID, shown: set[UUID], links: list[Link]) -> dict[UUID, int]:
    """Topic → its column: as far to the left or right of `here` as the longest way between them."""
    depth = {here: 0}
    for sign in (-1, 1):
        ahead = [here]
        while ahead:
            at = ahead.pop()
            for one, on in links:
                start, end = (one, on) if sign < 0 else (on, one)
                if start == at and depth.get(end, 0) * sign < depth[at] * sign + 1:
                    depth[end] = depth[at] + sign
                    ahead.append(end)
    return {topic: depth.get(topic, 0) for topic in shown}


def _columns(
    names: Mapping[UUID, str], links: list[Link], depth: dict[UUID, int]
) -> tuple[list[list[Spot]], list[list[Spot]]]:
    """What stands in each column from above, and the way of each link through the columns."""
    first = min(depth.values())
    columns: list[list[Spot]] = [[] for _ in range(max(depth.values()) - first + 1)]
    for topic in sorted(depth, key=lambda topic: (names[topic].casefold(), str(topic))):
        columns[depth[topic] - first].append(topic)
    ways: list[list[Spot]] = []
    for one, on in links:
        passed: list[Spot] = [(one, on, at) for at in range(depth[on] + 1, depth[one])]
        ways.append([on, *passed, one])
        for spot, at in zip(passed, range(depth[on] + 1, depth[one]), strict=True):
            columns[at - first].append(spot)
    for _sweep in range(4):
        for column in (*columns, *reversed(columns)):
            _untangle(column, columns, ways)
    return columns, ways


def _untangle(column: list[Spot], columns: list[list[Spot]], ways: list[list[Spot]]) -> None:
    """Put each spot of a column beside what it is connected with."""
    height = {spot: place / len(c) for c in columns for place, spot in enumerate(c)}
    beside: dict[Spot, list[float]] = {spot: [] for spot in column}
    for way in ways:
        for before, after in pairwise(way):
            if before in beside:
                beside[before].append(height[after])
            if after in beside:
                beside[after].append(height[before])
    column.sort(key=lambda spot: sum(beside[spot]) / len(beside[spot]) if beside[spot] else height[spot])


def _drawn(
    here: UUID, names: Mapping[UUID, str], columns: list[list[Spot]], ways: list[list[Spot]]
) -> Picture:
    lines = {topic: _lines(names[topic]) for column in columns for topic in column if isinstance(topic, UUID)}
    tall = {topic: PAD + LINE * len(rows) for topic, rows in lines.items()}
    heights = [sum(_tall(spot, tall) + BETWEEN for spot in column) - BETWEEN for column in columns]
    whole = max(heights)
    place: dict[Spot, tuple[float, float]] = {}
    for number, (column, height) in enumerate(zip(columns, heights, strict=True)):
        y = MARGIN + (whole - height) / 2
        for spot in column:
            place[spot] = (MARGIN + number * (WIDTH + GAP), y + _tall(spot, tall) / 2)
            y += _tall(spot, tall) + BETWEEN
    nodes = [
        _node(topic, names[topic], rows, *place[topic], tall[topic], topic == here)
        for topic, rows in lines.items()
    ]
    width = len(columns) * (WIDTH + GAP) - GAP + 2 * MARGIN
    return Picture(tuple(nodes), tuple(_arrow(way, place) for way in ways), width, whole + 2 * MARGIN)


def _tall(spot: Spot, tall: Mapping[UUID, int]) -> float:
    return tall[spot] if isinstance(spot, UUID) else LANE


def _node(id: UUID, name: str, rows: list[str], x: float, middle: float, height: float, here: bool) -> Node:
    top = middle - LINE * len(rows) / 2
    feet = tuple((row, round(top + LINE * (number + 0.74), 1)) for number, row in enumerate(rows))
    return Node(id, name, feet, x, round(middle - height / 2, 1), height, here)


def _arrow(way: list[Spot], place: Mapping[Spot, tuple[float, float]]) -> Arrow:
    """A smooth line from spot to spot; through a column that it passes it runs level."""
    x, y = place[way[0]]
    path, x = f"M{x + WIDTH:g} {y:g}", x + WIDTH
    for spot in way[1:]:
        to, height = place[spot]
        end = to - 7 if spot is way[-1] else to
        middle = (x + end) / 2
        path += f"C{middle:g} {y:g} {middle:g} {height:g} {end:g} {height:g}"
        x, y = (end, height) if spot is way[-1] else (to + WIDTH, height)
        path += "" if spot is way[-1] else f"H{x:g}"
    return Arrow(path, f"M{x + 6:g} {y:g}l-8 -4.5v9z")


def _lines(name: str) -> list[str]:
    """A name in a few lines; what does not fit is cut, and the title has it whole."""
    rows = wrap(name, LETTERS, break_long_words=True) or [name]
    if len(rows) > MOST_LINES:
        rows = [*rows[: MOST_LINES - 1], rows[MOST_LINES - 1][: LETTERS - 1].rstrip() + "…"]
    return rows
