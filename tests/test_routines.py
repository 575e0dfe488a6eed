"""Routines: time brings what it brings, once, whoever ticks."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from lt_web.app import create_app
from lt_web.commands import accounts, people, proposals, seats, sessions, topics
from lt_web.commands import uploads as upload_deeds
from lt_web.identity import Deed
from lt_web.installation import TICK, Installation
from lt_web.log import notes, sealing, tiles
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from lt_web.routines.ticking import LEASE, Ticked, Ticker, start_ticker, tick
from lt_web.store import attempts, commands, leases, uploads
from projections import proposal_queries, session_queries
from projections import seats as seat_rows
from projections.sessions import invited
from tests.company import Company

NOTHING = Ticked()


def actors(installation: Installation, topic: str) -> list[str]:
    with installation.database.reading() as db:
        return list(db.execute(select(events.c.actor).where(events.c.topic == topic)).scalars())


def state(installation: Installation, session: Any) -> str:
    with installation.database.reading() as db:
        found = session_queries.one(db, session)
    assert found
    return str(found.state)


def offered(company: Company) -> Any:
    """A session on the eve of which a seat is held for Emil, and Fay is next."""
    session = company.session(capacity=1)
    for person in (company.dina, company.emil, company.fay):
        company.by(person, seats.answer, session, "yes")
    company.until(session, hours=20)
    company.by(company.dina, seats.answer, session, "no")
    return session


def answers(company: Company, session: Any) -> dict[Any, str]:
    with company.installation.database.reading() as db:
        return {row.person: row.answer for row in seat_rows.list_of(db, session)}


def test_an_offer_that_nobody_takes_goes_to_the_next_in_line(company: Company) -> None:
    session, other = offered(company), company.session()
    company.by(company.dina, seats.answer, other, "yes")
    assert tick(company.installation) == NOTHING
    company.clock.pass_by(hours=4)
    assert tick(company.installation).recorded == 2
    assert answers(company, session) == {company.dina: "no", company.fay: "offered"}
    assert actors(company.installation, "seats.offer_lapsed") == ["system:offers"]
    assert tick(company.installation) == NOTHING


def test_a_session_becomes_held_once_it_is_over(company: Company) -> None:
    soon, late = company.session(days=1), company.session(days=9)
    company.until(soon, minutes=-29)
    assert tick(company.installation) == NOTHING
    company.until(soon, minutes=-30)
    assert tick(company.installation) == Ticked(recorded=1)
    assert (state(company.installation, soon), state(company.installation, late)) == ("held", "published")
    assert actors(company.installation, "session.held") == ["system:sessions"]
    assert tick(company.installation) == NOTHING


def kept(installation: Installation) -> list[int]:
    """How many failed sign-ins, uploads and command ids are kept."""
    with installation.database.reading() as db:
        return [
            db.scalar(select(func.count()).select_from(table)) or 0
            for table in (attempts.attempts, uploads.uploads, commands.commands)
        ]


def test_what_is_kept_for_a_while_is_gone_after_it(company: Company) -> None:
    house = company.installation
    company.house(accounts.note_failure, "ada@tern.example")
    company.by(company.ada, upload_deeds.keep, company.programme, "talks.csv", b"Title;Date")
    house.perform(Deed(actor=company.ada, command="once"), topics.add, company.programme, "Knots")
    for hours, expected in ((0, [1, 1, 1]), (1, [0, 1, 1]), (24, [0, 0, 1]), (24, [0, 0, 0])):
        company.clock.pass_by(hours=hours)
        tick(house)
        assert kept(house) == expected


def test_voting_closes_on_the_day_that_was_set(company: Company) -> None:
    dated, open_ended = company.proposal(), company.proposal(title="Ropes")
    company.by(company.dina, proposals.vote, dated, "interested")
    company.by(company.ada, proposals.date_voting, dated, company.clock.now + timedelta(days=3))
    company.clock.pass_by(days=3)
    assert tick(company.installation) == Ticked(recorded=1)
    with company.installation.database.reading() as db:
        rows = proposal_queries.some(db, [dated, open_ended])
    assert (rows[dated].closed, rows[dated].interested, rows[open_ended].closed) == (True, 1, False)
    assert tick(company.installation) == NOTHING


def reached(company: Company, session: Any) -> set[Any]:
    with company.installation.database.reading() as db:
        return set(db.execute(select(invited.c.person).where(invited.c.session == session)).scalars())


def test_whoever_joins_the_audience_later_is_invited_until_the_start(company: Company) -> None:
    session, teams = company.session(days=2), company.scheduled(days=2)
    company.by(company.ada, sessions.publish, teams, "teams", ["Harbour"], [company.cleo, company.gus])
    hal, ida = company.hire("Hal"), company.hire("Ida", "Harbour")
    assert tick(company.installation) == Ticked(recorded=3)
    assert reached(company, session) == {*company.everyone, hal, ida}
    assert reached(company, teams) == {company.cleo, company.gus, ida}
    company.house(people.move_team, hal, "Harbour")
    assert tick(company.installation) == Ticked(recorded=1)
    company.until(session, hours=0)
    company.hire("Jon")
    assert tick(company.installation) == NOTHING


def test_a_member_who_comes_later_is_invited_to_what_is_for_members(company: Company) -> None:
    from lt_web.commands import programmes

    session = company.scheduled()
    company.by(company.ada, sessions.publish, session, "members", [], [company.ada])
    assert tick(company.installation) == NOTHING
    company.by(company.ada, programmes.give_role, company.programme, company.gus, "employee", "Asked for it")
    assert tick(company.installation) == Ticked(recorded=1)
    assert reached(company, session) == {company.ada, company.gus}


def test_what_fails_does_not_stop_the_others(
    fragile: Installation, clock: SteppedClock, reopened: Callable[[], Installation], caplog: Any
) -> None:
    company = Company(fragile, clock)
    broken, sound = company.session(days=1), company.session(days=1)
    with fragile.database.writing() as connection:
        connection.execute(update(events).where(events.c.stream_id == broken).values(state=b"{}"))
    clock.pass_by(days=2)
    another = reopened()
    assert tick(another) == Ticked(recorded=1, failed=1)
    assert (state(another, broken), state(another, sound)) == ("published", "held")
    assert str(broken) in caplog.text
    another.close()


def test_one_worker_ticks_at_a_time_and_a_lost_one_is_replaced(company: Company) -> None:
    house = company.installation
    company.session(days=1)
    company.clock.pass_by(days=2)
    with house.database.writing() as connection:
        leases.take(connection, TICK, "another worker", company.clock(), LEASE)
    assert tick(house) == Ticked(elsewhere=True)
    company.clock.pass_by(minutes=5)
    assert tick(house) == Ticked(recorded=1)


def test_a_tick_is_seen_from_outside(company: Company) -> None:
    assert company.installation.health()["last_tick"] is None
    tick(company.installation)
    assert company.installation.health()["last_tick"] == company.clock().isoformat()


def test_a_tick_seals_publishes_and_notes_a_clock_that_went_back(company: Company, tmp_path: Path) -> None:
    house = company.installation
    house.config.values["LT_PUBLISH_DIR"] = str(tmp_path)  # type: ignore[index]
    assert tick(house) == Ticked()
    (file,) = tmp_path.glob("*.checkpoints.txt")
    before = file.read_text(encoding="utf-8")
    company.clock.now -= timedelta(minutes=1)
    tick(house)
    tick(house)
    with house.database.reading() as db:
        noted = db.scalar(select(func.count()).where(events.c.topic == "ledger.clock_stepped_back"))
        assert sealing.is_sealed(db)
    assert noted == 1
    assert len(notes.several(file.read_text(encoding="utf-8"))) == len(notes.several(before)) + 1


def test_what_was_sealed_and_is_gone_fails_the_tick_and_stops_nothing_else(company: Company) -> None:
    house = company.installation
    house.seal_now()
    with house.database.writing() as db:
        db.execute(tiles.tiles.update().values(digests=bytes(64)))
    company.session()
    assert tick(house).failed == 1
    assert house.health()["last_tick"] == company.clock().isoformat()
    with house.database.writing() as db:
        db.execute(tiles.tiles.delete())
        db.execute(tiles.heads.delete())


def test_workers_do_not_tick_one_after_the_other_for_nothing(company: Company) -> None:
    ticker = Ticker(company.installation, 60)
    ticker.tick_quietly()
    before = company.installation.health()["last_tick"]
    company.clock.pass_by(seconds=20)
    ticker.tick_quietly()
    assert company.installation.health()["last_tick"] == before
    company.clock.pass_by(seconds=20)
    ticker.tick_quietly()
    assert company.installation.health()["last_tick"] > before


def test_a_busy_database_is_no_news(
    installation: Installation, reopened: Callable[[], Installation], caplog: Any
) -> None:
    writer = reopened()
    with writer.database.writing(), caplog.at_level(logging.INFO):
        installation.database.lock_seconds = 0.2
        Ticker(installation, 60).tick_quietly()
    writer.close()
    assert caplog.records == []


def test_a_database_without_tables_is_told_and_survived(
    settings: dict[str, Any], clock: SteppedClock, reopened: Callable[[], Installation], caplog: Any
) -> None:
    Path(settings["LT_DATA_DIR"]).mkdir(parents=True)
    bare = reopened()
    Ticker(bare, 60).tick_quietly()
    bare.close()
    assert "tick-waits kind=Unavailable" in caplog.text


@pytest.fixture(params=["1"])
def app(request: pytest.FixtureRequest, settings: dict[str, Any]) -> Any:
    made = create_app(settings | {"LT_TICK_SECONDS": request.param, "LT_AUTO_INIT": "yes"})
    yield made
    made.extensions["learn-together"].installation.close()


def test_each_worker_ticks_by_itself(app: Any) -> None:
    ticker = start_ticker(app)
    assert ticker
    assert ticker.daemon
    house = app.extensions["learn-together"].installation
    until = time.monotonic() + 20
    while house.health()["last_tick"] is None and time.monotonic() < until:
        time.sleep(0.05)
    ticker.stop()
    ticker.join(20)
    assert house.health()["last_tick"] is not None


@pytest.mark.parametrize("app", ["0"], indirect=True)
def test_zero_seconds_switch_it_off(app: Any) -> None:
    assert start_ticker(app) is None
