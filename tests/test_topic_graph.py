"""The picture of what builds on what: in order from left to right, nothing over anything else."""

from __future__ import annotations

import re
from uuid import UUID

import hypothesis.strategies as st
from hypothesis import given

from lt_web.pictures.topic_graph import MOST, Picture, around, picture
from tests.story import CALM

A, B, C, D, E, F, G, H = (UUID(int=number) for number in range(1, 9))
NAMES = {topic: f"Topic {topic.int}" for topic in (A, B, C, D, E, F, G, H)}


def drawn(here: UUID, *links: tuple[UUID, UUID], names: dict[UUID, str] = NAMES) -> Picture:
    found = picture(here, names, set(links))
    assert found is not None
    return found


def rightmost_first(shown: Picture) -> list[UUID]:
    return [node.id for node in sorted(shown.nodes, key=lambda node: -node.x)]


def require_apart(shown: Picture) -> None:
    """No topic lies over another or outside, and each line ends at the left edge of a topic."""
    for node in shown.nodes:
        assert 0 <= node.x <= shown.width - shown.box
        assert 0 <= node.y <= shown.height - node.height
        for other in shown.nodes:
            beside = node.x != other.x or abs(node.y - other.y) >= min(node.height, other.height)
            assert node is other or beside
    edges = {(node.x, round(node.y + node.height / 2, 1)) for node in shown.nodes}
    for arrow in shown.arrows:
        x, y = re.match(r"M([\d.]+) ([\d.]+)", arrow.point).groups()  # type: ignore[union-attr]
        assert any(abs(float(x) + 1 - at) < 0.2 and abs(float(y) - height) < 0.2 for at, height in edges)


def test_a_topic_alone_has_no_picture() -> None:
    assert picture(A, NAMES, set()) is None
    assert picture(A, NAMES, {(B, C)}) is None


def test_three_in_a_row_stand_from_left_to_right() -> None:
    shown = drawn(B, (B, A), (C, B))
    assert rightmost_first(shown) == [C, B, A]
    assert [node.id for node in shown.nodes if node.here] == [B]
    assert len({node.y for node in shown.nodes}) == 1
    require_apart(shown)


def test_eight_with_a_long_way_round_keep_apart() -> None:
    links = ((B, A), (C, B), (C, A), (D, C), (E, C), (F, D), (F, C), (G, C), (C, H))
    shown = drawn(C, *links)
    assert len(shown.nodes) == 8
    assert len(shown.arrows) == len(links)
    require_apart(shown)


def test_long_names_are_broken_into_lines_and_cut_with_the_whole_in_the_title() -> None:
    names = NAMES | {A: "W" * 60, B: "Working together with people whom one never meets in person"}
    shown = drawn(A, (A, B), names=names)
    rows = {node.id: [row for row, _foot in node.rows] for node in shown.nodes}
    assert all(len(row) <= 16 for found in rows.values() for row in found)
    assert rows[A][-1].endswith("…")
    assert [node.name for node in shown.nodes if node.id == B] == [names[B]]
    require_apart(shown)


def test_the_words_say_what_the_picture_shows() -> None:
    found = around(C, NAMES, {(C, B), (B, A), (D, C), (E, D)})
    assert found is not None
    told = (found.on, found.further_on, found.to, found.further_to)
    assert [[id for id, _name in topics] for topics in told] == [[B], [A], [D], []]
    assert {node.id for node in found.picture.nodes} == {A, B, C, D}


@CALM
@given(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 12))), st.integers(1, 12))
def test_whatever_builds_on_whatever_keeps_apart(pairs: set[tuple[int, int]], here: int) -> None:
    links = {(UUID(int=max(pair)), UUID(int=min(pair))) for pair in pairs if pair[0] != pair[1]}
    shown = picture(UUID(int=here), {UUID(int=n): f"Topic {n}" for n in range(1, 13)}, links)
    if shown is not None:
        require_apart(shown)
        assert 2 <= len(shown.nodes) <= MOST
