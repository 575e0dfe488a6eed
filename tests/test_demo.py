"""The demo: our longest story. Two years of a company that is made up, by commands alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from lt_web.app import create_app
from lt_web.cli import lt
from lt_web.commands import people
from lt_web.config import Config
from lt_web.demo import Made, make
from lt_web.demo.company import ACCOUNTS, colleagues, named
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR
from lt_web.events import all_events
from lt_web.events.refusals import Refused
from lt_web.identity import Deed
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.recorder import events
from lt_web.routines.ticking import tick
from lt_web.store import accounts
from projections import inbox, proposal_queries, roles, seats, session_queries, write_up_queries

# A Saturday afternoon; the story ends as this day begins.
TODAY = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
ID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
ROOT = Path(__file__).parents[1]
SERVER = Deed(routine="command-line", source="cli")
SOME_OF_IT = 150_000  # bytes of the six million that are written
ANA = named("Ana Duarte").id
# But for what is said of a log that was restored, or whose clock went back.
EVERY_KIND = {topic for event in all_events() if not (topic := event.TOPIC).startswith("ledger.")}  # type: ignore[attr-defined]


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(TODAY)


def told_anew(folder: Path, day: datetime = TODAY) -> Installation:
    house = Installation(Config({"LT_DATA_DIR": str(folder)}), SteppedClock(day))
    house.prepare()
    make(house)
    return house


def recorded_by_a_tick(house: Installation) -> set[str]:
    """The kinds of events that a tick of the routines records."""
    with house.database.reading() as db:
        before = house.log.recorder.max_notification_id() or 0
    tick(house)
    with house.database.reading() as db:
        return set(db.execute(select(events.c.topic).where(events.c.position > before)).scalars())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A house with the demo in it, to look at."""
    house = told_anew(tmp_path_factory.mktemp("demo"))
    yield house
    house.close()


def test_two_years_are_told_with_every_kind_of_event_once(installation: Installation) -> None:
    made = make(installation)
    assert made
    assert (made.company, made.people, made.sessions > 130) == ("Tern & Tide", 57, True)
    with installation.database.reading() as db:
        happened = set(db.execute(select(events.c.topic).distinct()).scalars())
        last = db.scalar(select(func.max(events.c.recorded_at)))
    assert happened == EVERY_KIND
    assert last < TODAY.date().isoformat()
    assert tick(installation).recorded == 0
    assert make(installation) is None
    assert installation.health()["position"] == made.events


def test_it_is_a_company_of_sixty_in_eight_teams_and_two_zones() -> None:
    everybody = colleagues().values()
    assert len(everybody) == 60
    assert (len({c.team for c in everybody}), len({c.zone for c in everybody})) == (8, 2)
    assert all(c.email.endswith("@tern.example") for c in everybody)


def digest(house: Installation) -> list[str]:
    """Every event in words, with ids that were drawn at random numbered in the order in which they come."""
    numbers: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0].replace("-", ""), f"#{len(numbers)}")

    lines = []
    with house.database.reading():
        for position, topic, event in house.log.replay():
            assert not isinstance(event, Exception)
            told = {k: v for k, v in vars(event).items() if k not in ("envelope", "text", "choice", "line")}
            told = {k: v for k, v in told.items() if k not in ("digest", "data", "content")}  # of these bytes
            if topic in ("feedback.released", "feedback.answered"):  # in an order that nobody can repeat
                told.pop("score", None), told.pop("person", None)
            by, at = event.envelope.by, event.envelope.recorded_at
            shown = {k: sorted(map(str, v)) if isinstance(v, set) else v for k, v in told.items()}
            lines.append(ID.sub(numbered, f"{position} {at} {topic} {by} {sorted(shown.items())!r}"))
    return lines


def test_it_is_the_same_each_time_on_the_same_day(tmp_path: Path) -> None:
    one, two = told_anew(tmp_path / "one"), told_anew(tmp_path / "two", TODAY + timedelta(hours=5))
    first, second = digest(one), digest(two)
    one.close()
    two.close()
    assert len(first) > 3000
    assert [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize("days", [5, 40, 131])
def test_it_is_told_whatever_the_day(tmp_path: Path, days: int) -> None:
    house = told_anew(tmp_path, TODAY + timedelta(days=days))
    with house.database.reading() as db:
        happened = set(db.execute(select(events.c.topic).distinct()).scalars())
    assert happened == EVERY_KIND
    assert recorded_by_a_tick(house) <= {"cadence.slot_made"}, "today plans a date that lies ahead, at most"
    house.close()


# What whoever looks will find


def coming(told: Installation, slug: str) -> dict[str, Any]:
    programme = (TECH_HOUR if slug == "tech-hour" else HARBOUR_SCHOOL).id
    wanted = session_queries.Filter(programme, TODAY, all_drafts=True)
    with told.database.reading() as db:
        rows, _total = session_queries.listed(db, wanted, 1, 50)
    return {row.title: row for row in rows}


def test_the_employee_finds_one_of_everything(told: Installation) -> None:
    sessions = coming(told, "tech-hour")
    with told.database.reading() as db:
        mine = seats.of_person(db, ANA, [row.id for row in sessions.values()])
        counts = seats.of_sessions(db, [row.id for row in sessions.values()])
        waits = {row.kind for row in inbox.of_person(db, ANA, TODAY)}
    answers = {title: mine[row.id] for title, row in sessions.items() if row.id in mine}
    assert answers["How we read a storm afterwards"].answer == "yes"
    offer = answers["Sea state in one picture"]
    assert offer.answer == "offered"
    assert offer.offer_until > TODAY + timedelta(days=1)
    waiting = answers["The new berth map, reviewed live"]
    assert (waiting.answer, waiting.place) == ("waitlisted", 2)
    assert answers["Ensembles: thirty tides at once"].unconfirmed
    assert waits == {"offer", "promoted", "moved", "postponed", "adopted", "accepted"} | {
        "invitation",
        "asked_to_teach",
    }
    states = {row.state for row in sessions.values()}
    assert states == {"published", "scheduled", "postponed", "cancelled"}
    gauge = counts[sessions["Soldering a water-level gauge"].id]
    assert (gauge.capacity, gauge.yes) == (8, 9)


def test_proposals_and_requests_wait_in_every_state(told: Installation) -> None:
    found = {}
    with told.database.reading() as db:
        for view in ("open", "mine", "closed"):
            wanted = proposal_queries.Filter(TECH_HOUR.id, ANA, view, all_declined=True)
            for row in proposal_queries.listed(db, wanted, 1, 100)[0]:
                found[row.state, row.kind] = row
    assert set(found) >= {
        ("open", "proposal"),
        ("open", "request"),
        ("accepted", "proposal"),
        ("declined", "proposal"),
        ("withdrawn", "proposal"),
        ("draft", "proposal"),
    }


def test_most_sessions_were_written_up_and_one_waits_for_somebody_who_was_there(told: Installation) -> None:
    held = session_queries.Filter(TECH_HOUR.id, TODAY, past=True)
    with told.database.reading() as db:
        rows, _total = session_queries.listed(db, held, 1, 200)
        titles = {row.id: row.title for row in rows if row.state == "held"}
        stands = write_up_queries.of_sessions(db, list(titles))
        ben = {row.kind for row in inbox.of_person(db, named("Ben Okafor").id, TODAY)}
    open_still = {titles[id] for id, row in stands.items() if not (row.revision or row.elsewhere)}
    assert open_still == {"Good defaults", "A year of small experiments"}
    assert sum(row.revision > 0 for row in stands.values()) > 0.75 * len(titles)
    assert "write_up" in ben


def test_one_can_be_one_of_six_people_with_a_role_each(told: Installation) -> None:
    with told.database.reading() as db:
        assert accounts.demo_people(db) == [named(name).id for name in ACCOUNTS]
        assert accounts.others_than_demo(db) == 0
        held = [roles.of_programme(db, school.id) for school in (TECH_HOUR, HARBOUR_SCHOOL)]
        admins = roles.admins(db)
    for name, role in zip(
        ACCOUNTS[:5], ("employee", "employee", "champion", "sponsor", "auditor"), strict=True
    ):
        assert all(role in of[named(name).id] for of in held), name
    assert admins == {named("Farah Kaya").id}


# Where it is not made


def test_it_never_mixes_with_real_people(installation: Installation) -> None:
    installation.perform(SERVER, people.join, "Ada Beck", "ada@tern.example")
    with pytest.raises(Refused, match="other people"):
        make(installation)


def test_it_is_all_or_nothing(tmp_path: Path) -> None:
    """Somebody pulls the plug in the middle of the story."""
    house = Installation(Config({"LT_DATA_DIR": str(tmp_path)}))
    house.prepare()
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "lt", "demo"]
    telling = subprocess.Popen(words, cwd=ROOT, env=os.environ | {"LT_DATA_DIR": str(tmp_path)})
    written = tmp_path / "learn-together.db-wal"
    while telling.poll() is None and (not written.exists() or written.stat().st_size < SOME_OF_IT):
        time.sleep(0.005)
    telling.kill()
    assert telling.wait() == -signal.SIGKILL
    assert house.health()["position"] == 0
    assert isinstance(make(house), Made)
    assert house.differences() == []
    house.close()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_command_says_what_it_made(settings: dict[str, Any], clock: SteppedClock) -> None:
    app = create_app(settings | {"LT_DEMO": "1", "LT_AUTO_INIT": "yes"}, clock)
    run = app.test_cli_runner().invoke
    assert run(lt, ["demo"]).output.startswith("Made Tern & Tide: 57 people, ")
    assert "nothing was added" in run(lt, ["demo"]).output
    assert run(lt, ["verify"]).exit_code == 0
    app.extensions["learn-together"].installation.close()
