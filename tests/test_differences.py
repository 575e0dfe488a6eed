"""Differences of texts: readable, complete, and two changes put together only where nobody has to decide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from lt_web.writing.differences import differences, merged
from tests.story import CALM

TEXTS = some.lists(some.sampled_from(["bread", "salt", "water", "flour and time", ""]), max_size=12).map(
    "\n".join
)
BASE = "## Bread\n\nFlour, water, salt.\n\nWait a day.\n\n## Links\n\n- none"


def said(old: str, new: str) -> list[str]:
    """Each line as somebody would read it out: {-taken out-} and {+put in+}."""
    marks = {"same": "{}", "added": "{{+{}+}}", "removed": "{{-{}-}}"}
    return [
        "".join(marks[p.kind].format(p.text) for p in line.pieces) or f"({line.skipped})"
        for line in differences(old, new)
        if line.pieces != () or line.skipped
    ]


def test_words_that_changed_stand_in_their_line() -> None:
    assert said("Wait a day.", "Wait two days.") == ["Wait {-a-}{+two+} {-day-}{+days+}."]


def test_lines_that_came_or_went_are_whole_lines() -> None:
    assert said("Flour\nSalt", "Flour\nYeast and patience\nSalt") == [
        "Flour",
        "{+Yeast and patience+}",
        "Salt",
    ]
    assert said("Flour\nzzzz", "Flour\n1234") == ["Flour", "{-zzzz-}", "{+1234+}"]


def test_what_is_far_from_a_change_is_left_out_and_counted() -> None:
    old = "\n".join(f"Line {n}" for n in range(20))
    found = said(old, old.replace("Line 10", "Line ten"))
    assert found[0] == "(8)"
    assert found[-1] == "(7)"
    assert len(found) == 7


@CALM
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_differences(old: str, new: str) -> None:
    lines = [line for line in differences(old, new) if line.kind != "skipped"]
    for side, text in (("removed", old), ("added", new)):
        shown = [
            "".join(piece.text for piece in line.pieces if piece.kind in ("same", side))
            for line in lines
            if line.kind in ("same", "changed", side)
        ]
        rest = iter(text.splitlines())
        assert all(line in rest for line in shown)


def test_changes_in_different_places_are_put_together() -> None:
    theirs, mine = BASE.replace("a day", "two days"), BASE.replace("- none", "- the mill")
    assert merged(BASE, theirs, mine) == theirs.replace("- none", "- the mill")


def test_changes_of_the_same_lines_are_for_people_to_decide() -> None:
    assert merged(BASE, BASE.replace("a day", "two days"), BASE.replace("a day", "an hour")) is None
    assert merged(BASE, BASE + "\n- the mill", BASE + "\n- the shop") is None


@CALM
@given(TEXTS, TEXTS)
def test_where_one_changed_nothing_the_others_text_is_the_result(base: str, other: str) -> None:
    assert merged(base, other, base) == "\n".join(other.splitlines())
    assert merged(base, base, other) == "\n".join(other.splitlines())
    assert merged(base, other, other) == "\n".join(other.splitlines())


@CALM
@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_came_first(base: str, one: str, other: str) -> None:
    assert merged(base, one, other) == merged(base, other, one)
