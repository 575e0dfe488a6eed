"""Programmes: founded, described, set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lt_web.events.programme import SETTINGS, Programme
from lt_web.events.seats import Terms
from tests.story import fact, given

Deed = Callable[[Programme], Any]
LISBON = "Europe/Lisbon"
FOUNDED = fact(
    Programme.Founded, slug="tech-hour", name="Tech hour", zone=LISBON, purpose="We teach each other."
)


def found(slug: str = "tech-hour", name: str = "Tech hour", purpose: str = "", zone: str = LISBON) -> Any:
    return given().when(lambda _: Programme.found(slug, name, purpose, zone))


def describe(name: str = "Tech hour", purpose: str = "We teach each other.", zone: str = LISBON) -> Deed:
    return lambda programme: programme.describe(name, purpose, zone)


def set_to(setting: str, value: int) -> Deed:
    return lambda programme: programme.set(setting, value)


def changed(setting: str, value: int) -> Any:
    return fact(Programme.SettingChanged, setting=setting, value=value)


def test_a_programme_is_founded_open_to_all() -> None:
    story = found(name=" Tech hour ", purpose="We teach each other.\n").then(FOUNDED)
    assert story.aggregate.open is True


def test_one_short_name_is_one_programme() -> None:
    first, second, other = (Programme.found(slug, "A", "", LISBON) for slug in ("hour", "hour", "day"))
    assert first.id == second.id != other.id


@pytest.mark.parametrize("slug", ["", "x", "Tech", "tech hour", "-tech", "tech_hour", "tech\n", "x" * 41])
def test_a_short_name_that_makes_no_address_is_refused(slug: str) -> None:
    why = "Use 2 to 40 lower-case letters, digits and hyphens, such as tech-hour."
    found(slug=slug).refused(why, field="slug")


def test_each_field_says_what_is_wrong_with_it() -> None:
    no_zone = "There is no time zone “Europe/Nowhere”. Pick one such as Europe/Lisbon."
    too_long = "This is 1001 characters long; 1000 is the most. Shorten it a little."
    found(zone="Europe/Nowhere").refused(no_zone, field="zone")
    found(name=" ").refused("This cannot be left empty.", field="name")
    found(purpose="x" * 1001).refused(too_long, field="purpose")
    given(FOUNDED).when(describe(zone="Europe/Nowhere")).refused(no_zone, field="zone")
    given(FOUNDED).when(describe(name="Two\nlines")).refused("Write this on one line.", field="name")


@pytest.mark.parametrize("other", [{"name": "Tea hour"}, {"purpose": ""}, {"zone": "America/Sao_Paulo"}])
def test_it_is_put_differently(other: dict[str, str]) -> None:
    words = {"name": "Tech hour", "purpose": "We teach each other.", "zone": LISBON} | other
    given(FOUNDED).when(describe(**words), describe(**words)).then(fact(Programme.Described, **words))


def test_putting_it_the_same_way_again_records_nothing() -> None:
    given(FOUNDED).when(describe(name="Tech hour ")).then()


def test_a_setting_is_changed_and_the_same_again_records_nothing() -> None:
    story = (
        given(FOUNDED)
        .when(set_to("offer_hours", 2), set_to("offer_hours", 2))
        .then(changed("offer_hours", 2))
    )
    assert (story.aggregate.setting("offer_hours"), story.aggregate.setting("default_capacity")) == (2, 12)


def test_setting_the_default_while_it_is_in_force_records_nothing() -> None:
    given(FOUNDED).when(set_to("offer_hours", 4)).then()


@pytest.mark.parametrize(("setting", "value"), [(name, s.least - 1) for name, s in SETTINGS.items()])
def test_a_number_out_of_bounds_is_refused_at_its_setting(setting: str, value: int) -> None:
    bounds = SETTINGS[setting]
    why = f"Give a number between {bounds.least} and {bounds.most}."
    given(FOUNDED).when(set_to(setting, value)).refused(why, field=setting)
    given(FOUNDED).when(set_to(setting, bounds.most + 1)).refused(why, field=setting)


def test_the_least_and_the_most_are_taken() -> None:
    for name, bounds in SETTINGS.items():
        given(FOUNDED).when(set_to(name, bounds.least)).then(changed(name, bounds.least))
        given(FOUNDED).when(set_to(name, bounds.most)).then(changed(name, bounds.most))


def test_how_seats_are_offered_follows_from_the_settings() -> None:
    programme = given(FOUNDED).aggregate
    assert programme.terms == Terms(timedelta(hours=24), timedelta(hours=4))
    programme.set("offer_window_hours", 0)
    programme.set("offer_hours", 1)
    assert programme.terms == Terms(timedelta(0), timedelta(hours=1))


def test_it_is_limited_to_its_members_and_opened_again() -> None:
    limited, opened = fact(Programme.LimitedToMembers), fact(Programme.OpenedToAll)
    story = given(FOUNDED).when(*[lambda programme: programme.open_to_all(False)] * 2).then(limited)
    assert story.aggregate.open is False
    story.when(*[lambda programme: programme.open_to_all(True)] * 2).then(opened)
