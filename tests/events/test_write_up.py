"""Write-ups: who writes, upon what, and what may stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from lt_web.events.write_up import Link, WriteUp
from tests.story import ADA, AN_ID, BEN, CLEO, DINA, PROGRAMME, SESSION, fact, given

Deed = Callable[[WriteUp], Any]
OPENED = fact(WriteUp.Opened, session=SESSION, programme=PROGRAMME)
PUBLISHED = fact(WriteUp.Published, text="Bread takes time.")
DUE = date(2026, 5, 28)
FREE = DUE + timedelta(days=7)
SLIDES = Link("slides", "https://files.tern.example/bread", "Slides")
SLIDES_ADDED = fact(WriteUp.LinkAdded, link=AN_ID, **vars(SLIDES))


def publish(text: str, based_on: int, summary: str = "") -> Deed:
    return lambda write_up: write_up.publish(text, based_on, summary)


def take_over(person: Any, today: date = FREE, due: date | None = DUE) -> Deed:
    return lambda write_up: write_up.take_over(person, due, today, [ADA])


def nudge(days: int) -> Deed:
    return lambda write_up: write_up.nudge(DUE, DUE + timedelta(days=days))


# Writing


def test_the_first_text_publishes_it() -> None:
    given(OPENED).when(publish(" Bread takes time.\r\n", 0)).then(PUBLISHED)


def test_another_text_revises_it_and_the_same_text_records_nothing() -> None:
    revised = fact(WriteUp.Revised, revision=2, text="Bread takes salt.", summary="Tasted it")
    story = given(OPENED, PUBLISHED).when(publish("Bread takes salt.", 1, "Tasted it")).then(revised)
    story.when(publish("Bread takes salt.", 1)).then()


def test_what_was_written_upon_an_older_revision_is_never_published_silently() -> None:
    said = (
        "Somebody published another version while you were writing. Nothing is lost: compare the "
        "two, then publish yours on top."
    )
    given(OPENED, PUBLISHED).when(publish("Mine.", 0)).refused(said, "based_on")
    given(OPENED).when(publish("Mine.", 3)).refused(said, "based_on")


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_is_no_write_up(text: str) -> None:
    given(OPENED).when(publish(text, 0)).refused("This cannot be left empty.", "text")


def test_a_write_up_is_no_book() -> None:
    given(OPENED).when(publish("x" * 20_001, 0)).refused(
        "This is 20001 characters long; 20000 is the most. Shorten it a little.", "text"
    )


# Together


def test_somebody_writes_with_the_others_until_they_no_longer_do() -> None:
    story = given(OPENED).when(lambda w: w.add_co_author(BEN, [ADA]))
    story.then(fact(WriteUp.CoAuthorAdded, person=BEN))
    assert story.aggregate.authors([ADA]) == {ADA, BEN}
    story.when(*2 * [lambda w: w.remove_co_author(BEN)]).then(fact(WriteUp.CoAuthorRemoved, person=BEN))


def test_whoever_writes_it_already_is_not_asked_again() -> None:
    given(OPENED).when(lambda w: w.add_co_author(ADA, [ADA])).refused("They write this already.", "person")


# What people took away


def test_a_note_is_added_put_differently_and_withdrawn() -> None:
    story = given(OPENED).when(*2 * [lambda w: w.note(BEN, "Salt.")])
    story.then(fact(WriteUp.NoteAdded, person=BEN, text="Salt."))
    story.when(lambda w: w.note(BEN, "Salt, late.")).then(
        fact(WriteUp.NoteEdited, person=BEN, text="Salt, late.")
    )
    story.when(*2 * [lambda w: w.withdraw_note(BEN)]).then(fact(WriteUp.NoteWithdrawn, person=BEN))


# Links


def test_a_link_is_added_once_and_can_be_removed() -> None:
    story = given(OPENED).when(*2 * [lambda w: w.add_link(SLIDES, False)]).then(SLIDES_ADDED)
    link = next(iter(story.aggregate.links))
    story.when(*2 * [lambda w: w.remove_link(link)]).then(fact(WriteUp.LinkRemoved, link=link))


def test_a_recording_needs_the_leave_of_everybody_who_presents() -> None:
    film = Link("recording", "https://files.tern.example/film", "")
    given(OPENED).when(lambda w: w.add_link(film, False)).refused(
        "Not everybody who presents has allowed a recording. Each of them can do so on its page.", "kind"
    )
    given(OPENED).when(lambda w: w.add_link(film, True)).then(
        fact(WriteUp.LinkAdded, link=AN_ID, kind="recording", url=film.url, title="")
    )


@pytest.mark.parametrize(
    ("link", "field", "sentence"),
    [
        (
            Link("song", "https://files.tern.example", ""),
            "kind",
            "Say whether it leads to slides, a recording, notes or something else.",
        ),
        (Link("slides", " ", ""), "url", "Give the address that begins with https://."),
        (
            Link("slides", "javascript:alert(1)", ""),
            "url",
            "Give an address that begins with https:// or leave this empty.",
        ),
    ],
)
def test_a_link_leads_somewhere_that_has_a_name(link: Link, field: str, sentence: str) -> None:
    given(OPENED).when(lambda w: w.add_link(link, True)).refused(sentence, field)


# When nobody writes


def test_its_people_are_reminded_twice_and_late_reminders_are_one() -> None:
    first, second = fact(WriteUp.Nudged, number=1), fact(WriteUp.Nudged, number=2)
    story = given(OPENED).when(nudge(0)).then()
    story.when(nudge(1), nudge(4)).then(first)
    story.when(nudge(7), nudge(30)).then(second)
    given(OPENED).when(nudge(40)).then(second)


@pytest.mark.parametrize(
    "dealt_with",
    [
        PUBLISHED,
        fact(WriteUp.TakenOver, person=BEN),
        fact(WriteUp.LinkAdded, link=CLEO, kind="notes", url="https://wiki.tern.example/bread", title=""),
    ],
)
def test_nobody_is_reminded_of_what_is_dealt_with(dealt_with: Any) -> None:
    given(OPENED, dealt_with).when(nudge(30)).then()


def test_after_the_second_reminder_whoever_was_there_takes_it_on() -> None:
    story = given(OPENED).when(take_over(BEN)).then(fact(WriteUp.TakenOver, person=BEN))
    assert story.aggregate.authors([ADA]) == {ADA, BEN}


def test_until_then_it_is_its_presenters() -> None:
    sentence = "Whoever presented it still has time. Until then you can add what you learned."
    given(OPENED).when(take_over(BEN, FREE - timedelta(days=1))).refused(sentence)
    given(OPENED).when(take_over(BEN, due=None)).refused(sentence)


def test_what_is_written_or_ones_own_is_not_taken_on() -> None:
    given(OPENED, PUBLISHED).when(take_over(DINA)).refused(
        "It has been written up meanwhile. Add what you learned instead."
    )
    given(OPENED).when(take_over(ADA)).refused(
        "You are one of its authors already. Write it up whenever you like."
    )
