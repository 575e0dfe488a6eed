"""The cadence of a programme: rules and lists, and the dates that they plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lt_web.events.cadence import MOST_CALENDARS, MOST_DAYS, MOST_RULES, Cadence
from lt_web.events.ids import cadence_id
from lt_web.events.rules import Rule
from lt_web.events.slots import slot_id
from tests.story import AN_ID, NOW, PROGRAMME, SESSION, Fact, Story, fact, given, wall

Deed = Callable[[Cadence], Any]
LISBON = "Europe/Lisbon"
EVERY_OTHER_THURSDAY = Rule("sprint", date(2026, 3, 2), 3, "14:00", LISBON, 45, weeks=2, week=2)
RULE_ID = UUID(int=77)
PROPOSAL, OTHER = UUID(int=61), UUID(int=62)
OPENED = fact(Cadence.Opened, programme=PROGRAMME)
RULE = fact(Cadence.RuleSet, rule=RULE_ID, **vars(EVERY_OTHER_THURSDAY))
FIRST, SECOND = wall("2026-03-12 14:00"), wall("2026-03-26 14:00")


def id_at(when: Any, said: str = f"{LISBON}/45/") -> UUID:
    return slot_id(RULE_ID, when, said)


def made(when: Any, **said: Any) -> Fact:
    fields = {"slot": id_at(when), "rule": RULE_ID, "wall": when, "zone": LISBON, "minutes": 45} | said
    return fact(Cadence.SlotMade, **fields)


A, B = id_at(FIRST), id_at(SECOND)
PLANNED = (OPENED, RULE, made(FIRST), made(SECOND))


def planned(*facts: Fact) -> Story[Cadence]:
    return given(*PLANNED, *facts)


def held(slot: UUID, proposal: UUID = PROPOSAL) -> Fact:
    return fact(Cadence.SlotHeld, slot=slot, proposal=proposal)


def filled(slot: UUID, session: UUID = SESSION, **said: Any) -> Fact:
    return fact(Cadence.SlotFilled, slot=slot, session=session, **said)


def skipped(slot: UUID, **said: Any) -> Fact:
    return fact(Cadence.SlotSkipped, slot=slot, **said)


def make(days: int = 28) -> Deed:
    return lambda cadence: cadence.make_slots(NOW, days)


def test_a_rule_plans_its_dates_once_however_often_they_are_made() -> None:
    given(OPENED, RULE).when(make()).then(made(FIRST), made(SECOND)).when(make(), make()).then()


def test_a_rule_set_again_as_it_is_records_nothing() -> None:
    planned().when(lambda c: c.set_rule(EVERY_OTHER_THURSDAY, RULE_ID)).then()


def test_when_a_rule_changes_empty_dates_give_way_and_filled_held_and_skipped_ones_stay() -> None:
    on_fridays = replace(EVERY_OTHER_THURSDAY, weekday=4)
    new = fact(Cadence.RuleSet, rule=RULE_ID, **vars(on_fridays))
    friday = wall("2026-03-27 14:00")
    for stays in (held(A), filled(A), skipped(A, reason="Offsite")):
        planned(stays, new).when(make()).then(
            fact(Cadence.SlotDropped, slot=B), made(friday, slot=id_at(friday))
        )


def test_a_rule_that_ended_leaves_what_is_filled_and_yields_no_more() -> None:
    ended = fact(Cadence.RuleEnded, rule=RULE_ID)
    story = planned(filled(A)).when(lambda c: c.end_rule(RULE_ID, NOW))
    story.then(ended, fact(Cadence.SlotDropped, slot=B, cause=ended))
    story.when(lambda c: c.end_rule(RULE_ID, NOW), make()).then()
    story.when(lambda c: c.set_rule(EVERY_OTHER_THURSDAY, RULE_ID)).refused(
        "This rule has ended. Add another instead."
    )


def test_there_is_an_end_to_the_rules_of_a_programme() -> None:
    many = [fact(Cadence.RuleSet, rule=UUID(int=n), **vars(EVERY_OTHER_THURSDAY)) for n in range(MOST_RULES)]
    given(OPENED, *many).when(lambda c: c.set_rule(EVERY_OTHER_THURSDAY)).refused(
        "There are 12 rules already. End one of them first."
    )


def test_a_day_left_out_skips_its_date_until_it_is_no_longer_left_out() -> None:
    left_out = fact(Cadence.DaySkipped, day=FIRST.date(), label="Offsite")
    story = planned().when(lambda c: c.skip_day(FIRST.date(), " Offsite ", NOW))
    story.then(left_out, skipped(A, listed=True, reason="Offsite", cause=left_out))
    story.when(lambda c: c.skip_day(FIRST.date(), "Offsite", NOW), make()).then()
    returned = fact(Cadence.DayReturned, day=FIRST.date())
    story.when(lambda c: c.return_day(FIRST.date(), NOW))
    story.then(returned, fact(Cadence.SlotReopened, slot=A, listed=True, cause=returned))
    story.when(lambda c: c.return_day(FIRST.date(), NOW)).then()


def test_a_date_that_somebody_reopened_stays_open_whatever_the_lists_say() -> None:
    left_out = fact(Cadence.DaySkipped, day=FIRST.date(), label="Offsite")
    story = planned(left_out, skipped(A, listed=True)).when(lambda c: c.reopen(A, NOW))
    story.then(fact(Cadence.SlotReopened, slot=A)).when(make()).then()


def test_what_is_filled_stays_on_a_day_that_is_left_out_later() -> None:
    left_out = fact(Cadence.DaySkipped, day=FIRST.date(), label="Offsite")
    planned(filled(A)).when(lambda c: c.skip_day(FIRST.date(), "Offsite", NOW)).then(left_out)


def test_the_list_of_days_left_out_has_an_end() -> None:
    many = [
        fact(Cadence.DaySkipped, day=date(2026, 1, 1) + timedelta(days=n), label="Offsite")
        for n in range(MOST_DAYS)
    ]
    given(OPENED, *many).when(lambda c: c.skip_day(date(2030, 1, 1), "Offsite", NOW)).refused(
        "There are 1000 days on this list already. Remove some first."
    )


def holidays(skips: bool, name: str = "Portugal") -> Deed:
    days = {FIRST.date(): "Tern  Day", date(2026, 12, 25): "Winter feast"}
    return lambda c: c.set_holidays(name, LISBON, skips, days, NOW)


def test_public_holidays_skip_dates_or_warn_alone_and_are_replaced_by_name() -> None:
    said = {"calendar": AN_ID, "name": "Portugal", "zone": LISBON}
    said |= {"days": (FIRST.date(), date(2026, 12, 25)), "labels": "Tern Day\nWinter feast"}
    warn = fact(Cadence.HolidaysSet, **said, skips=False)
    skip = fact(Cadence.HolidaysSet, **said, skips=True)
    story = planned().when(holidays(False)).then(warn)
    story.when(holidays(True)).then(skip, skipped(A, listed=True, reason="Tern Day", cause=skip))
    story.when(holidays(True)).then()
    assert len(story.aggregate.holidays) == 1
    calendar = next(iter(story.aggregate.holidays))
    removed = fact(Cadence.HolidaysRemoved, calendar=calendar)
    story.when(lambda c: c.remove_holidays(calendar, NOW))
    story.then(removed, fact(Cadence.SlotReopened, slot=A, listed=True, cause=removed))
    story.when(lambda c: c.remove_holidays(calendar, NOW)).then()


def test_a_calendar_without_days_with_too_many_or_beside_too_many_is_refused() -> None:
    given(OPENED).when(lambda c: c.set_holidays("Portugal", LISBON, True, {}, NOW)).refused(
        "There are no days in this file. Upload a calendar (.ics) with whole days.", "file"
    )
    many = {date(2026, 1, 1) + timedelta(days=n): "Day" for n in range(MOST_DAYS + 1)}
    given(OPENED).when(lambda c: c.set_holidays("Portugal", LISBON, True, many, NOW)).refused(
        "There are more than 1000 days in this file.", "file"
    )
    empty = {"zone": LISBON, "skips": True, "days": (), "labels": ""}
    full = [
        fact(Cadence.HolidaysSet, calendar=UUID(int=n), name=str(n), **empty) for n in range(MOST_CALENDARS)
    ]
    given(OPENED, *full).when(holidays(True)).refused(
        "There are 20 calendars already. Remove one of them first."
    )


def by_hand(place: str = "") -> Deed:
    return lambda c: c.add_slot(wall("2026-03-29 01:30"), LISBON, 30, NOW, place)


def test_a_date_added_by_hand_moves_to_the_next_valid_minute_and_is_planned_once() -> None:
    there_is = wall("2026-03-29 02:00")
    id = slot_id(cadence_id(PROGRAMME), there_is, LISBON)
    told = fact(Cadence.SlotMade, slot=id, rule=None, wall=there_is, zone=LISBON, minutes=30)
    story = given().when(lambda _: Cadence.open_for(PROGRAMME)).then(OPENED)
    story.when(by_hand()).then(told).when(by_hand()).then()
    story.when(by_hand("Kitchen")).refused(
        "This date is planned already. Pick another, or remove that one first.", "date"
    )
    story.when(lambda c: c.drop_slot(id)).then(fact(Cadence.SlotDropped, slot=id))
    story.when(lambda c: c.drop_slot(id)).then()


def test_a_date_in_the_past_or_one_of_a_rule_is_not_to_be_added_or_dropped_by_hand() -> None:
    given(OPENED).when(lambda c: c.add_slot(wall("2026-03-01 14:00"), LISBON, 30, NOW)).refused(
        "That time has passed. Pick one in the future.", "date"
    )
    planned().when(lambda c: c.drop_slot(A)).refused("A rule plans this date. Skip it instead, and say why.")


def test_public_holidays_count_though_their_names_were_erased() -> None:
    days = (FIRST.date(), SECOND.date())
    said = {"calendar": UUID(int=5), "name": "(erased)", "zone": LISBON, "skips": True}
    erased = fact(Cadence.HolidaysSet, **said, days=days, labels="(erased)")
    assert set(planned(erased).aggregate.left_out()) == set(days)
