"""flask lt people sync: after it the people here are those of the file, and a second run records nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lt_web.app import create_app
from lt_web.arriving import group_roles
from lt_web.arriving.syncing import TooManyLeave, sync
from lt_web.cli import lt
from lt_web.commands import leaving, people, seats, sessions
from lt_web.events.ids import seats_id
from lt_web.events.seats import Seats
from lt_web.identity import Profile
from lt_web.log.clock import SteppedClock
from lt_web.routines.ticking import tick
from lt_web.store import directory
from projections import people as rows
from projections import roles, session_queries
from tests.company import Company, names

HEAD = "id,name,email,team,groups\n"
BEFORE = HEAD + "u-1,Hana Holm,hana@tern.example,Dock,tech\nu-2,Ivo Reyes,,Dock,\nu-3,Jana Sol,,Deck,\n"
AFTER = HEAD + "u-1,Hana Reyes,hana@tern.example,Deck,\nu-3,Jana Sol,,Deck,\nu-4,Karl Tide,,,tech\n"


@pytest.fixture
def app(settings: dict[str, Any], clock: SteppedClock) -> Iterator[Flask]:
    made = create_app({**settings, "LT_GROUP_ROLES": "tech=auditor@tech-hour"}, clock)
    made.extensions["learn-together"].installation.prepare()
    yield made
    made.extensions["learn-together"].installation.close()


def typed(app: Flask, file: Path, text: str, *words: str, code: int = 0) -> Result:
    file.write_text(text, encoding="utf-8")
    result = app.test_cli_runner().invoke(lt, ["people", "sync", str(file), *words])
    assert result.exit_code == code, result.output
    return result


def profiles(text: str) -> list[Profile]:
    fields = [line.split(",") for line in text.splitlines()[1:]]
    return [Profile("host", f[0], f[1], f[2], f[3], manager=None, groups=tuple(f[4].split())) for f in fields]


def seen(company: Company) -> dict[str, tuple[str, str, bool]]:
    """Subject → name, team and whether they are here, of everybody of the host."""
    with company.installation.database.reading() as db:
        entries = directory.of_issuer(db, "host")
        known = rows.some(db, [entry.person for entry in entries])
    return {e.subject: (e.name, known[e.person].team, known[e.person].here) for e in entries}


def test_a_dry_run_says_what_the_real_one_does(app: Flask, clock: SteppedClock, tmp_path: Path) -> None:
    company, file = Company(app.extensions["learn-together"].installation, clock), tmp_path / "people.csv"
    with company.recording() as recorded:
        dry = typed(app, file, BEFORE, "--dry-run").output
    assert (recorded, seen(company)) == ([], {})
    real = typed(app, file, BEFORE).output
    assert dry == real + "That was a dry run: nothing was changed.\n"
    assert "Join (3): Hana Holm, Ivo Reyes, Jana Sol\n" in real
    assert "Get a role with a group (1): Hana Holm: auditor in tech-hour\n" in real
    with company.recording() as recorded:
        assert typed(app, file, BEFORE).output == "3 people in the file, 3 of them as they were.\n"
    assert recorded == []
    said = typed(app, file, AFTER).output
    assert said.splitlines() == [
        "Join (1): Karl Tide",
        "Change (1): Hana Reyes (name)",
        "Move team (1): Hana Reyes to Deck",
        "Get a role with a group (1): Karl Tide: auditor in tech-hour",
        "Lose a role with a group (1): Hana Reyes: auditor in tech-hour",
        "Leave (1): Ivo Reyes",
        "3 people in the file, 1 of them as they were.",
    ]
    assert seen(company)["u-2"] == ("Ivo Reyes", "Dock", False)
    assert "Come back (1): Ivo Reyes" in typed(app, file, BEFORE).output
    with company.installation.database.reading() as db:
        assert all(entry.issuer == "local" for entry in directory.named(db, "Ada Holm"))
        assert len(rows.here(db)) == len(company.everyone) + 3, "who signs in elsewhere is left alone"
    assert company.installation.differences() == []


def test_a_faulty_or_a_wrong_file_changes_nothing(app: Flask, clock: SteppedClock, tmp_path: Path) -> None:
    company, file = Company(app.extensions["learn-together"].installation, clock), tmp_path / "people.csv"
    typed(app, file, BEFORE)
    with company.recording() as recorded:
        said = typed(app, file, BEFORE + "u-5,,,,\nu-1,Hana Again,,,\n", code=1).output
        assert "Row 5, name: This cannot be left empty." in said
        assert "mend 2 rows first" in said
        few = HEAD + "u-1,Hana Holm,hana@tern.example,Dock,tech\n"
        assert "2 of 3 people would leave" in typed(app, file, few, code=1).output
        assert "no column id" in typed(app, file, "name\nHana\n", code=1).output
        typed(app, file, few, "--many-leavers", "--dry-run")
    assert recorded == []
    assert "Leave (2): Ivo Reyes, Jana Sol" in typed(app, file, few, "--many-leavers").output


def test_a_leaver_of_the_file_frees_their_seats_at_once(company: Company) -> None:
    house = company.installation
    sync(house, profiles(BEFORE), "host")
    with house.database.reading() as db:
        ivo, jana = (directory.by_subject(db, "host", subject) for subject in ("u-2", "u-3"))
    assert ivo is not None
    assert jana is not None
    session, own = company.session(capacity=1), company.session(days=9, presenter=ivo.person)
    for person in (ivo.person, jana.person):
        company.by(person, seats.answer, session, "yes")
    with company.recording() as recorded:
        assert sync(house, profiles(AFTER), "host").left == ["Ivo Reyes (out of 2 coming sessions)"]
    about = [event for event in recorded if event.envelope.routine == "people-file"][-4:]
    assert names(about) == ["person.left", "seats.vacated", "seats.promoted", "session.presenter_left"]
    assert {about[1].cause, about[3].cause} == {about[0].id}
    assert (about[0].source, about[2].person) == ("file", jana.person)
    with house.database.reading() as db:
        assert session_queries.presenters_of(db, [own])[own] == []


def test_a_run_that_was_cut_short_is_completed_by_the_next(company: Company) -> None:
    house = company.installation
    sync(house, profiles(BEFORE), "host")
    for steps in (0, 1, 2, 3):
        left = iter(range(steps))

        def cut(left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt

        try:
            sync(house, profiles(AFTER), "host", at_once=1, after_each=cut)
        except KeyboardInterrupt:
            assert house.differences() == []
    sync(house, profiles(AFTER), "host")
    assert seen(company) == {
        "u-1": ("Hana Reyes", "Deck", True),
        "u-2": ("Ivo Reyes", "Dock", False),
        "u-3": ("Jana Sol", "Deck", True),
        "u-4": ("Karl Tide", "", True),
    }


def test_who_was_noted_here_as_having_left_stays_away(company: Company) -> None:
    house = company.installation
    sync(house, profiles(BEFORE), "host")
    with house.database.reading() as db:
        ivo = directory.by_subject(db, "host", "u-2")
    assert ivo
    company.house(leaving.leave, ivo.person)
    assert sync(house, profiles(BEFORE), "host").away == ["Ivo Reyes"]
    assert not seen(company)["u-2"][2]
    company.house(people.come_back, ivo.person)
    assert sync(house, profiles(BEFORE), "host").same == 3


FILES = st.dictionaries(
    st.sampled_from(["u-1", "u-2", "u-3", "u-4"]),
    st.tuples(st.sampled_from(["Hana Holm", "Ivo Reyes"]), st.sampled_from(["Dock", "Deck"]), st.booleans()),
    min_size=1,
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(FILES, min_size=1, max_size=5))
def test_after_each_file_the_people_are_those_of_the_file(
    company: Company, files: list[dict[str, tuple[str, str, bool]]]
) -> None:
    house = company.installation
    house.group_roles = group_roles.read("tech=auditor@tech-hour")
    for file in files:
        said = [
            Profile("host", subject, name, team=team, groups=("tech",) if in_group else ())
            for subject, (name, team, in_group) in file.items()
        ]
        try:
            sync(house, said, "host")
        except TooManyLeave:
            sync(house, said, "host", many_leavers=True)
        known = seen(company)
        assert {s: known[s] for s in file} == {s: (name, team, True) for s, (name, team, _g) in file.items()}
        assert not any(here for subject, (_n, _t, here) in known.items() if subject not in file)
        with house.database.reading() as db:
            held = roles.of_programme(db, company.programme)
            auditors = {
                directory.by_subject(db, "host", s) for s, (_n, _t, grouped) in file.items() if grouped
            }
        assert {p for p, names in held.items() if "auditor" in names} == {e.person for e in auditors if e}
        with company.recording() as recorded:
            sync(house, said, "host")
        assert recorded == []


def test_moving_into_an_invited_team_invites_and_moving_out_takes_no_answer(company: Company) -> None:
    house = company.installation
    sync(house, profiles(BEFORE), "host")
    with house.database.reading() as db:
        hana, jana = (directory.by_subject(db, "host", subject) for subject in ("u-1", "u-3"))
    assert hana is not None
    assert jana is not None
    session = company.scheduled(capacity=None)
    company.by(company.ada, sessions.publish, session, "teams", ["Deck"], [jana.person])
    sync(house, profiles(AFTER), "host")
    with company.recording() as recorded:
        tick(house)
    assert [(event.TOPIC, event.person) for event in recorded] == [("session.invited_later", hana.person)]
    company.by(hana.person, seats.answer, session, "yes")
    sync(house, profiles(AFTER.replace("example,Deck", "example,Dock")), "host")
    with company.recording() as recorded:
        tick(house)
    assert recorded == []
    with house.database.reading():
        known = house.log.load(Seats, seats_id(session))
    assert known is not None
    assert known.answer_of(hana.person) == "yes"


def test_a_file_with_the_wrong_issuer_makes_nobody_a_second_time(
    app: Flask, clock: SteppedClock, tmp_path: Path
) -> None:
    company, file = Company(app.extensions["learn-together"].installation, clock), tmp_path / "people.csv"
    typed(app, file, BEFORE)
    with company.recording() as recorded:
        answer = typed(app, file, BEFORE, "--issuer", "intranet", code=1)
    assert "Say --issuer host" in answer.output
    assert recorded == []
    assert "Join (3)" in typed(app, file, BEFORE, "--issuer", "intranet", "--second-keys").output


def test_the_last_admin_stays_and_the_others_go(app: Flask, clock: SteppedClock, tmp_path: Path) -> None:
    company, file = Company(app.extensions["learn-together"].installation, clock), tmp_path / "people.csv"
    house = company.installation
    house.group_roles = group_roles.read("tech=admin")
    typed(app, file, BEFORE.replace("u-2,Ivo Reyes,,Dock,", "u-2,Ivo Reyes,,Dock,tech"))
    few = HEAD + "u-3,Jana Sol,,Deck,\n"
    dry, real = (typed(app, file, few, "--many-leavers", *more).output for more in (["--dry-run"], []))
    assert dry.startswith(real)
    assert "Leave (1): Hana Holm\nCannot leave, since nobody else" in real
    assert "make somebody else one first (1): Ivo Reyes\n" in real
    assert [subject for subject, (_n, _t, here) in seen(company).items() if here] == ["u-2", "u-3"]
    another = HEAD + "u-3,Jana Sol,,Deck,tech\n"
    dry, real = (typed(app, file, another, *more).output for more in (["--dry-run"], []))
    assert dry.startswith(real)
    assert "Leave (1): Ivo Reyes" in real
