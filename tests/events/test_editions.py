"""Editions: what was published stays; a correction is another edition, with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from lt_web.events.editions import Editions, Fixed
from lt_web.events.ids import editions_id
from tests.story import PROGRAMME, Fact, fact, given
from tests.test_pdf import report_data

Deed = Callable[[Editions], Any]
OPENED = fact(Editions.Opened, programme=PROGRAMME)
QUARTER = Fixed(
    first=date(2027, 1, 1),
    last=date(2027, 3, 31),
    zone="Europe/Lisbon",
    language="en",
    paper="a4",
    theme="",
    definitions=1,
    position=40,
    digest="d" * 64,
    data="e" * 64,
    content="c" * 64,
)
CORRECTED = replace(QUARTER, position=50, data="f" * 64, content="b" * 64)


def id_of(number: int, language: str = "en") -> UUID:
    return uuid5(editions_id(PROGRAMME), f"2027-01-01/2027-03-31/{language}/{number}")


def published(number: int, fixed: Fixed = QUARTER, **more: Any) -> Fact:
    said = {name: value for name, value in vars(fixed).items() if name != "position"}
    about = {"edition": id_of(number, fixed.language), "number": number, "replaces": None, "reason": ""}
    return fact(Editions.Published, **said | about | {"at_position": fixed.position} | more)


def publish(number: int, fixed: Fixed = QUARTER, reason: str = "") -> Deed:
    return lambda editions: editions.publish(number, fixed, reason)


def test_a_report_is_published_once() -> None:
    given(OPENED).when(publish(1), publish(1)).then(published(1))


def test_a_correction_is_another_edition_that_says_why() -> None:
    again = published(2, CORRECTED, replaces=id_of(1), reason="Two more came")
    given(OPENED, published(1)).when(publish(2, CORRECTED, "Two more came ")).then(again)
    given(OPENED, published(1)).when(publish(2, CORRECTED, " ")).refused(
        "This cannot be left empty.", "reason"
    )


def test_where_nothing_has_changed_the_edition_holds() -> None:
    later = replace(QUARTER, position=90, data="a" * 64)
    given(OPENED, published(1)).when(publish(2, later, "Once more")).refused(
        "Nothing has changed since edition 1, so it still holds."
    )


def test_an_edition_that_somebody_published_meanwhile_is_looked_at_first() -> None:
    given(OPENED, published(1)).when(publish(1, CORRECTED)).refused(
        "Edition 1 of these days was published meanwhile. Look at it first."
    )


def test_each_language_has_editions_of_its_own() -> None:
    german = replace(QUARTER, language="de", content="a" * 64)
    given(OPENED, published(1)).when(publish(1, german)).then(published(1, german))


def test_days_and_paper_make_sense() -> None:
    backwards = replace(QUARTER, last=date(2026, 1, 1))
    given(OPENED).when(publish(1, backwards)).refused("Give a last day after the first one.", "until")
    given(OPENED).when(publish(1, replace(QUARTER, paper="a0"))).refused("Pick A4 or Letter.", "paper")


def test_two_reports_that_say_the_same_have_the_same_content_whenever_they_were_made() -> None:
    one, later, other = (
        Fixed.of(report_data(1, **changed), "a4", "", "d" * 64)
        for changed in ({}, {"position": 9, "as_of": "later"}, {"topics": []})
    )
    assert one.content == later.content != other.content
    assert one.data != later.data
    assert (one.first, one.last, one.zone) == (date(2027, 1, 1), date(2027, 1, 31), "Europe/Lisbon")
