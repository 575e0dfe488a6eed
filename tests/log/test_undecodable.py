"""An event that cannot be read is named with its position, and stops whoever needs it; others go on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from sqlalchemy import insert, select, update

from lt_web.commands import people, proposals, seats, sessions
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.faults import Undecodable
from lt_web.log.recorder import events
from projections.people import table as people_table
from projections.seats import table as seats_table
from projections.standing import standing_of
from tests.company import Company, outline

SEATED = {"seats", "counts", "history", "trails", "inbox"}  # they follow what is said about seats
Damage = Callable[[dict[str, Any]], dict[str, Any]]


def edited(**changes: Any) -> Damage:
    return lambda row: row | {"state": orjson.dumps(orjson.loads(row["state"]) | changes)}


DAMAGES: dict[str, Damage] = {
    "an unknown name": lambda row: row | {"topic": "seats.levitated"},
    "broken JSON": lambda row: row | {"state": row["state"][:-1]},
    "no JSON object": lambda row: row | {"state": b"[1]"},
    "a missing field": edited(d={}),
    "a field of another type": edited(d={"person": "nobody", "answer": "yes"}),
    "no envelope": edited(e={}),
    "an unreadable time": edited(e={"at": "yesterday", "by": "system:x"}),
}


@pytest.fixture
def company(fragile: Installation, clock: SteppedClock) -> Company:
    return Company(fragile, clock)


def damage_answer(company: Company, damage: Damage) -> int:
    """Let somebody answer, and damage that event; returns its position."""
    session = company.session()
    company.by(company.dina, seats.answer, session, "yes")
    with company.installation.database.writing() as connection:
        row = connection.execute(select(events).where(events.c.topic == "seats.answered")).mappings().one()
        connection.execute(
            update(events).where(events.c.position == row["position"]).values(**damage(dict(row)))
        )
        return int(row["position"])


def stopped(installation: Installation) -> dict[str, int]:
    with installation.database.reading() as connection:
        return {n: row["position"] for n, row in standing_of(connection).items() if row["fault"]}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_it_is_named_with_its_position(damage: Damage, company: Company) -> None:
    position = damage_answer(company, damage)
    with company.installation.database.reading():
        faults = [e for _p, _name, e in company.installation.log.replay() if isinstance(e, Undecodable)]
    assert [fault.position for fault in faults] == [position]
    assert f"position {position} cannot be decoded: seats." in str(faults[0])


def test_it_stops_those_who_need_it_and_nobody_else(company: Company) -> None:
    installation = company.installation
    position = damage_answer(company, DAMAGES["broken JSON"])
    progress = installation.rebuild()
    assert progress.faults.keys() == SEATED
    assert stopped(installation) == dict.fromkeys(progress.faults, position - 1)
    health = installation.health()
    assert not health["read_models_current"]
    assert f"position {position}" in health["stopped"]["seats"]
    assert health["stopped"].keys() == progress.faults.keys()
    assert any(line.startswith("seats: stopped.") for line in installation.differences())


def test_an_unknown_name_stops_alone_what_tells_of_everything(company: Company) -> None:
    damage_answer(company, DAMAGES["an unknown name"])
    assert company.installation.rebuild().faults.keys() == {"history", "trails"}


def test_those_who_go_on_follow_new_events_too(company: Company) -> None:
    installation = company.installation
    damage_answer(company, DAMAGES["broken JSON"])
    installation.rebuild()
    company.house(people.move_team, company.dina, "Dock")
    other = company.session(capacity=3)
    company.by(company.emil, proposals.propose, company.programme, outline("Ropes"), ["Ropes"])
    with installation.database.reading() as connection:
        moved = connection.execute(select(people_table).where(people_table.c.id == company.dina)).one()
        counted = connection.execute(select(seats_table).where(seats_table.c.session == other)).all()
        head, known = installation.log.recorder.max_notification_id(), standing_of(connection)
    assert (moved.team, counted) == ("Dock", [])
    assert {name: row["position"] for name, row in known.items() if not row["fault"]} == dict.fromkeys(
        known.keys() - SEATED, head
    )
    assert not [line for line in installation.differences() if "lt_people" in line or "lt_proposals" in line]


def test_a_deed_that_needs_it_says_so_and_others_work(company: Company) -> None:
    session = company.session()
    company.by(company.dina, seats.answer, session, "yes")
    with company.installation.database.writing() as connection:
        answered = events.c.topic == "seats.answered"
        connection.execute(update(events).where(answered).values(topic="seats.levitated"))
    with pytest.raises(Undecodable, match=r"seats\.levitated"):
        company.by(company.emil, seats.answer, session, "yes")
    company.by(company.emil, sessions.comment, session, "Is there room?")


def test_after_mending_everything_goes_on(company: Company) -> None:
    installation = company.installation
    position = damage_answer(company, edited(d={}))
    installation.rebuild()
    company.session()
    assert installation.prepare() == ["seats", "counts", "history", "trails", "inbox"], (
        "tried again at each start"
    )
    assert stopped(installation).keys() == SEATED
    with installation.database.writing() as connection:
        good = orjson.dumps({"e": {"at": "2027-03-01T09:00:00+00:00", "by": company.dina.hex}} | {"d": {}})
        state = orjson.loads(good) | {"d": {"person": str(company.dina), "answer": "yes"}}
        values = {"state": orjson.dumps(state), "correlation": ""}
        connection.execute(update(events).where(events.c.position == position).values(**values))
    assert installation.rebuild().faults == {}
    assert installation.differences() == []
    assert installation.health()["read_models_current"]


def test_a_stored_name_never_imports_a_module(company: Company) -> None:
    with company.installation.database.writing() as connection:
        row = dict(connection.execute(select(events).limit(1)).mappings().one())
        head = company.installation.log.recorder.max_notification_id() or 0
        row |= {"position": head + 1, "stream_id": company.dina, "version": 2, "topic": "antigravity:geohash"}
        connection.execute(insert(events).values(**row))
    assert "antigravity:geohash" in str(company.installation.rebuild().faults["history"])
    assert "antigravity" not in sys.modules
