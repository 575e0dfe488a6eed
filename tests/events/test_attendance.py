"""Attendance: what can be noted, and how it is put right."""

from __future__ import annotations

import pytest

from lt_web.events.attendance import Attendance
from tests.story import ADA, BEN, CLEO, PROGRAMME, SESSION, fact, given

OPENED = fact(Attendance.Opened, session=SESSION, programme=PROGRAMME)
ADA_PRESENT = fact(Attendance.Marked, person=ADA, standing="present", expected=True)


def test_somebody_is_noted_once() -> None:
    story = given(OPENED)
    story.when(*2 * [lambda sheet: sheet.mark(ADA, "present", True)]).then(ADA_PRESENT)


def test_who_had_no_seat_is_a_walk_in() -> None:
    story = given(OPENED).when(lambda sheet: sheet.mark(ADA, "partly", False))
    story.then(fact(Attendance.Marked, person=ADA, standing="partly", expected=False))


def test_another_value_needs_a_reason_and_keeps_both() -> None:
    story = given(OPENED, ADA_PRESENT)
    story.when(lambda sheet: sheet.mark(ADA, "absent", True, " ")).refused(
        "Say why this is put right; what stood there before is kept with it.", "reason"
    )
    story = given(OPENED, ADA_PRESENT).when(lambda sheet: sheet.mark(ADA, "absent", True, "Other Ada"))
    story.then(fact(Attendance.Corrected, person=ADA, was="present", standing="absent", reason="Other Ada"))


def test_what_was_put_right_to_unknown_can_be_noted_anew() -> None:
    story = given(OPENED, ADA_PRESENT)
    story.when(
        lambda sheet: sheet.mark(ADA, "unknown", True, "Wrong line"),
        lambda sheet: sheet.mark(ADA, "excused", True),
    ).then(
        fact(Attendance.Corrected, person=ADA, was="present", standing="unknown", reason="Wrong line"),
        fact(Attendance.Marked, person=ADA, standing="excused", expected=True),
    )


def test_only_four_things_can_be_noted() -> None:
    given(OPENED).when(lambda sheet: sheet.mark(ADA, "late", True)).refused(
        "Say present, partly, absent or excused.", "standing"
    )


def test_the_whole_list_at_once_leaves_alone_what_is_noted() -> None:
    absent = fact(Attendance.Marked, person=BEN, standing="absent", expected=True)
    story = given(OPENED, absent)
    story.when(lambda sheet: sheet.mark_all({ADA: True, BEN: True, CLEO: False}, "present")).then(
        ADA_PRESENT, fact(Attendance.Marked, person=CLEO, standing="present", expected=False)
    )


def test_checking_in_twice_is_noted_once_and_outweighs_an_absence() -> None:
    absent = fact(Attendance.Marked, person=ADA, standing="absent", expected=True)
    story = given(OPENED, absent).when(*2 * [lambda sheet: sheet.check_in(ADA, True)])
    story.then(fact(Attendance.CheckedIn, person=ADA, expected=True, was="absent"))


@pytest.mark.parametrize(
    ("own", "presents", "then"),
    [
        ("", False, "partly"),
        ("absent", False, "partly"),
        ("present", False, "present"),
        ("", True, "unknown"),
    ],
)
def test_a_recognised_name_keeps_the_stronger_standing(own: str, presents: bool, then: str) -> None:
    told = [fact(Attendance.Marked, person=ADA, standing="partly", expected=False)]
    told += [fact(Attendance.Marked, person=BEN, standing=own, expected=True)] if own else []
    story = given(OPENED, *told)
    story.when(*2 * [lambda sheet: sheet.recognise(ADA, BEN, presents, "0f/1")]).then(
        fact(Attendance.Recognised, person=BEN, was=ADA, standing=then, cause="0f/1")
    )


def test_heads_are_never_fewer_than_names() -> None:
    sentence = "Give a number from {least}, as many as are noted by name, to {most}."
    story = given(OPENED, ADA_PRESENT, fact(Attendance.CheckedIn, person=BEN, expected=True))
    story.when(lambda sheet: sheet.count_heads(1)).refused(sentence.format(least=2, most=5000), "heads")
    story = given(OPENED).when(*2 * [lambda sheet: sheet.count_heads(9)])
    story.then(fact(Attendance.HeadsCounted, number=9))


def test_the_length_that_it_really_took_is_noted() -> None:
    given(OPENED).when(*2 * [lambda sheet: sheet.note_length(50)]).then(
        fact(Attendance.LengthNoted, minutes=50)
    )
    given(OPENED).when(lambda sheet: sheet.note_length(0)).refused(
        "Give the minutes that it took, from 1 to 600.", "minutes"
    )
