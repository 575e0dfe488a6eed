"""Formats and lengths: what a session can be, and how long."""

from __future__ import annotations

import pytest

from lt_web.events.formats import FORMATS, format_named, is_rather_short, length
from lt_web.events.refusals import Invalid


def test_there_is_each_format_that_was_promised() -> None:
    labels = {known.label for known in FORMATS.values()}
    assert labels == {
        "Demo",
        "Workshop",
        "Talk and discussion",
        "Micro-lesson",
        "Lunch-and-learn",
        "Problem clinic",
        "Skill swap",
        "Shadow shift",
        "Conference slot",
    }


@pytest.mark.parametrize("key", FORMATS)
def test_a_format_brings_a_length_an_agenda_that_fills_it_and_a_guide(key: str) -> None:
    known = format_named(key)
    assert length(known.minutes) == sum(minutes for minutes, _ in known.agenda)
    assert known.guide.endswith(".")
    assert (known.key, not is_rather_short(key, known.minutes)) == (key, True)


def test_another_format_is_refused() -> None:
    with pytest.raises(Invalid, match=r"Pick one of the formats offered\.") as refusal:
        format_named("lecture")
    assert refusal.value.field == "format"


@pytest.mark.parametrize("minutes", [10, 11, 59, 60])
def test_ten_to_sixty_minutes_are_taken(minutes: int) -> None:
    assert length(minutes) == minutes


@pytest.mark.parametrize(
    ("minutes", "why"),
    [
        (-5, "Give a length between 10 and 60 minutes."),
        (9, "Give a length between 10 and 60 minutes."),
        (61, "Give a length between 10 and 60 minutes; longer sessions tire people. Make it two."),
    ],
)
def test_any_other_length_is_refused_with_the_reason(minutes: int, why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        length(minutes)
    assert (refusal.value.field, str(refusal.value)) == ("length", why)


@pytest.mark.parametrize(
    ("key", "minutes", "short"), [("talk", 29, True), ("talk", 30, False), ("micro", 10, False)]
)
def test_under_half_an_hour_is_worth_a_warning_but_for_micro_lessons(
    key: str, minutes: int, short: bool
) -> None:
    assert is_rather_short(key, minutes) is short
