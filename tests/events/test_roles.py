"""Roles: given and taken with a reason; there is always a champion and always an admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from lt_web.events.ids import HOUSE
from lt_web.events.roles import OF_PROGRAMMES, Roles
from tests.story import ADA, BEN, CLEO, PROGRAMME, Fact, fact, given

Deed = Callable[[Roles], Any]
OPENED = fact(Roles.Opened, scope=PROGRAMME)
OF_THE_HOUSE = fact(Roles.Opened, scope=HOUSE)


def given_to(person: UUID, role: str, reason: str = "") -> Fact:
    return fact(Roles.Given, person=person, role=role, reason=reason)


def taken_from(person: UUID, role: str, reason: str = "") -> Fact:
    return fact(Roles.Taken, person=person, role=role, reason=reason)


def give(person: UUID, role: str, reason: str = "They asked") -> Deed:
    return lambda roles: roles.give(person, role, reason)


def take(person: UUID, role: str, reason: str = "They asked") -> Deed:
    return lambda roles: roles.take(person, role, reason)


@pytest.mark.parametrize("scope", [PROGRAMME, HOUSE])
def test_a_programme_and_the_house_each_have_their_roles(scope: UUID) -> None:
    given().when(lambda _: Roles.open_for(scope)).then(fact(Roles.Opened, scope=scope))
    assert Roles.open_for(PROGRAMME).id != Roles.open_for(HOUSE).id


@pytest.mark.parametrize("role", OF_PROGRAMMES)
def test_a_role_is_given_once(role: str) -> None:
    story = given(OPENED).when(give(ADA, role), give(ADA, role)).then(given_to(ADA, role, "They asked"))
    assert (story.aggregate.of(ADA), story.aggregate.of(BEN)) == (frozenset({role}), frozenset())


def test_a_role_is_taken_once() -> None:
    before = (OPENED, given_to(ADA, "auditor"), given_to(BEN, "auditor"), given_to(ADA, "employee"))
    story = (
        given(*before)
        .when(take(ADA, "auditor"), take(ADA, "auditor"))
        .then(taken_from(ADA, "auditor", "They asked"))
    )
    assert story.aggregate.having("auditor") == {BEN}
    assert story.aggregate.of(ADA) == {"employee"}


@pytest.mark.parametrize(("scope", "role"), [(OPENED, "champion"), (OF_THE_HOUSE, "admin")])
def test_the_last_champion_and_the_last_admin_stay(scope: Fact, role: str) -> None:
    why = f"This is the last {role}. Give the role to somebody else first."
    given(scope, given_to(ADA, role)).when(take(ADA, role)).refused(why)
    before = (scope, given_to(ADA, role), given_to(BEN, role))
    given(*before).when(take(ADA, role)).then(taken_from(ADA, role, "They asked")).when(
        take(BEN, role)
    ).refused(why)


def test_taking_a_role_from_who_does_not_have_it_records_nothing() -> None:
    given(OPENED, given_to(ADA, "champion")).when(take(CLEO, "champion"), take(CLEO, "sponsor")).then()


@pytest.mark.parametrize(("scope", "role"), [(OPENED, "admin"), (OPENED, "king"), (OF_THE_HOUSE, "champion")])
def test_a_role_that_does_not_exist_there_is_refused(scope: Fact, role: str) -> None:
    given(scope).when(give(ADA, role)).refused("Pick one of the roles offered.", field="role")
    given(scope).when(take(ADA, role)).refused("Pick one of the roles offered.", field="role")


@pytest.mark.parametrize(
    ("reason", "why"), [(" ", "This cannot be left empty."), ("a\nb", "Write this on one line.")]
)
def test_giving_and_taking_need_a_reason(reason: str, why: str) -> None:
    given(OPENED).when(give(ADA, "auditor", reason)).refused(why, field="reason")
    given(OPENED, given_to(ADA, "auditor")).when(take(ADA, "auditor", reason)).refused(why, field="reason")


def follow(person: UUID, **wanted: str) -> Deed:
    return lambda roles: roles.follow_groups(person, wanted, "0f/1")


def by_group(person: UUID, role: str, group: str) -> Fact:
    return fact(Roles.Given, person=person, role=role, group=group, cause="0f/1")


def with_group(person: UUID, role: str) -> Fact:
    return fact(Roles.Taken, person=person, role=role, with_group=True, cause="0f/1")


def test_roles_come_and_go_with_groups_and_a_given_one_stays() -> None:
    story = given(OPENED, given_to(BEN, "auditor")).when(follow(BEN, sponsor="board", auditor="audit"))
    story.then(by_group(BEN, "sponsor", "board"))
    story.when(follow(BEN, sponsor="board")).then()
    story.when(follow(BEN)).then(with_group(BEN, "sponsor"))
    assert story.aggregate.of(BEN) == {"auditor"}


def test_what_came_with_a_group_is_kept_once_somebody_gives_it() -> None:
    story = given(OPENED, by_group(BEN, "sponsor", "board")).when(give(BEN, "sponsor"))
    story.then(given_to(BEN, "sponsor", "They asked"))
    story.when(follow(BEN)).then()


def test_the_last_champion_stays_though_their_group_is_gone() -> None:
    story = given(OPENED, by_group(BEN, "champion", "tech")).when(follow(BEN)).then()
    assert story.aggregate.follow_groups(BEN, {}) == ["champion"]
    story.when(give(ADA, "champion"), follow(BEN)).then(
        given_to(ADA, "champion", "They asked"), with_group(BEN, "champion")
    )


def test_the_last_admin_who_is_here_cannot_leave() -> None:
    why = "Nobody else who is here administers Learn Together. Make somebody else an admin first."
    before = (OF_THE_HOUSE, given_to(ADA, "admin"), given_to(BEN, "admin"))
    given(*before).when(lambda roles: roles.let_leave(ADA, {CLEO})).refused(why)
    given(*before).when(
        lambda roles: roles.let_leave(ADA, {BEN}), lambda roles: roles.let_leave(CLEO, set())
    ).then()


def test_whoever_is_erased_loses_every_role_but_the_last_of_its_kind() -> None:
    before = (OPENED, given_to(ADA, "champion"), given_to(BEN, "champion"), given_to(BEN, "auditor"))
    gone = [fact(Roles.Taken, person=BEN, role=role, cause="0f/1") for role in ("auditor", "champion")]
    given(*before).when(lambda roles: roles.let_go(BEN, "0f/1")).then(*gone).when(
        lambda roles: roles.let_go(ADA, "0f/1")
    ).refused("This is the last champion. Give the role to somebody else first.")
