"""Rules of a cadence: which days they name, through leap years, short months and long sprints."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lt_web.events.refusals import Invalid
from lt_web.events.rules import LAST, Rule

MONDAY, THURSDAY, SUNDAY = 0, 3, 6
LISBON = "Europe/Lisbon"


def rule(kind: str = "sprint", **said: Any) -> Rule:
    usual = {"starts": date(2026, 3, 2), "weekday": THURSDAY, "time": "14:00", "zone": LISBON, "minutes": 45}
    return Rule(kind, **usual | said).checked()


def days(rule: Rule, since: str, until: str) -> list[str]:
    return [day.isoformat() for day in rule.days(date.fromisoformat(since), date.fromisoformat(until))]


def test_a_sprint_has_its_day_in_the_week_that_was_named() -> None:
    second = rule(weeks=2, week=2)
    assert days(second, "2026-03-02", "2026-04-14") == ["2026-03-12", "2026-03-26", "2026-04-09"]
    assert days(rule(weeks=2, week=1), "2026-03-02", "2026-03-30") == ["2026-03-05", "2026-03-19"]


def test_a_sprint_that_begins_in_mid_week_counts_its_weeks_from_there() -> None:
    begins_on_wednesday = rule(starts=date(2026, 3, 4), weekday=MONDAY, weeks=3, week=1)
    assert days(begins_on_wednesday, "2026-03-01", "2026-04-05") == ["2026-03-09", "2026-03-30"]


def test_days_asked_from_the_middle_are_those_asked_from_the_start() -> None:
    third = rule(weeks=3, week=3)
    assert days(third, "2027-02-01", "2027-04-01") == [
        day for day in days(third, "2026-03-02", "2027-04-01") if day >= "2027-02-01"
    ]


def test_nothing_lies_before_a_rule_begins() -> None:
    assert days(rule("weekly"), "2025-01-01", "2026-03-06") == ["2026-03-05"]
    assert days(rule("monthly", nth=1, weekday=SUNDAY), "2025-01-01", "2026-04-06") == ["2026-04-05"]


def test_a_leap_day_is_a_day_like_others() -> None:
    tuesdays = rule("weekly", weekday=1, starts=date(2028, 2, 1))
    assert days(tuesdays, "2028-02-20", "2028-03-08") == ["2028-02-22", "2028-02-29", "2028-03-07"]
    fifth = rule("monthly", weekday=1, nth=5, starts=date(2028, 1, 1))
    assert days(fifth, "2028-02-01", "2028-03-01") == ["2028-02-29"]


def test_a_month_without_the_fifth_thursday_is_skipped_and_named() -> None:
    fifth = rule("monthly", nth=5)
    assert days(fifth, "2026-03-02", "2026-08-01") == ["2026-04-30", "2026-07-30"]
    without = fifth.without(date(2026, 3, 2), date(2026, 8, 1))
    assert [day.isoformat() for day in without] == ["2026-03-01", "2026-05-01", "2026-06-01"]


def test_the_last_weekday_of_a_month_is_there_in_every_month() -> None:
    last = rule("monthly", nth=LAST)
    assert days(last, "2026-03-02", "2026-06-01") == ["2026-03-26", "2026-04-30", "2026-05-28"]
    assert last.without(date(2026, 3, 2), date(2027, 3, 2)) == []


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("kind", {"kind": "daily"}, "Pick how often there is a date: by sprint, by week or by month."),
        ("starts", {"starts": date(1925, 1, 1)}, "Check the year of this date: 1925."),
        ("weekday", {"weekday": 7}, "Give a number between 0 and 6."),
        ("weeks", {"weeks": 13}, "Give a number between 1 and 12."),
        ("week", {"weeks": 2, "week": 3}, "Give a number between 1 and 2."),
        ("nth", {"kind": "monthly", "nth": 6}, "Give a number between 1 and 5."),
        ("time", {"time": "noon"}, "Give a time such as 14:00."),
        (
            "zone",
            {"zone": "Europe/Tern"},
            "There is no time zone “Europe/Tern”. Pick one such as Europe/Lisbon.",
        ),
        (
            "length",
            {"minutes": 90},
            "Give a length between 10 and 60 minutes; longer sessions tire people. Make it two.",
        ),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_field(
    field: str, wrong: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        rule(**wrong)
    assert (refusal.value.field, str(refusal.value)) == (field, sentence)


def test_what_a_kind_does_not_ask_for_makes_no_other_rule() -> None:
    assert rule("weekly", week=4, nth=3) == rule("weekly")
    assert rule("monthly", weeks=2, week=2) == rule("monthly")
    assert rule(time="14:00:30") == rule()
