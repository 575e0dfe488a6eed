"""Reading in past sessions: all or nothing, once, with the time when it was so."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from lt_web.commands import people, seats, sessions
from lt_web.commands.imports import Imported, import_rows, session_of
from lt_web.commands.past import plan
from lt_web.events.refusals import Invalid, Refused
from lt_web.identity import Deed
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from lt_web.store import directory
from lt_web.tables import read_table
from projections import attendance, history, people_queries, session_queries, topics, write_ups
from projections import people as people_rows
from projections.feedback import table as feedback_rows
from projections.sessions import table as session_rows
from tests.company import Company

HEAD = "Title,Date,Time,Speakers,Topics,Format,Minutes,Room,Abstract,Link\n"
KNOTS = "Knots,2024-05-03,14:00,Ben Holm,Sailing,demo,25,Heron,Five of them,https://tern.example/knots\n"


def read_in(company: Company, text: str, by: UUID | None = None, zone: str = "Europe/Lisbon") -> Imported:
    """The champion (or another) reads in a table."""
    rows, came = read_table(text.encode()).rows, []

    def command(work: Any) -> None:
        came.append(import_rows(work, company.programme, rows, zone))

    company.installation.perform(Deed(actor=by or company.ada, source="import"), command)
    return came[-1]


def sessions_of(company: Company) -> list[Any]:
    with company.installation.database.reading() as db:
        return list(db.execute(select(session_rows).order_by(session_rows.c.start_at)))


def presenters(company: Company, session: UUID) -> list[str]:
    with company.installation.database.reading() as db:
        rows = session_queries.presenters_of(db, [session]).get(session, [])
        entries = directory.of_people(db, [row.person for row in rows])
    return sorted(entry.name for entry in entries.values())


def test_a_row_becomes_a_session_that_was_held(company: Company) -> None:
    assert read_in(company, HEAD + KNOTS).sessions == 1
    (row,) = sessions_of(company)
    assert (row.title, row.summary, row.format, row.minutes) == ("Knots", "Five of them", "demo", 25)
    assert (row.place, row.link, row.zone) == ("Heron", "https://tern.example/knots", "Europe/Lisbon")
    assert (row.state, row.published, row.imported) == ("held", True, True)
    assert row.start_at == datetime(2024, 5, 3, 13, 0, tzinfo=UTC)
    assert presenters(company, row.id) == ["Ben Holm"]
    with company.installation.database.reading() as db:
        assert [t.name for t in topics.alive(db, company.programme)] == ["Sailing"]


def test_what_is_imported_says_when_it_was_so_and_when_it_was_recorded(company: Company) -> None:
    read_in(company, HEAD + KNOTS)
    (row,) = sessions_of(company)
    with company.installation.database.reading() as db:
        lines = history.of_session(db, row.id, ("open",), company.dina)
    ended = datetime(2024, 5, 3, 13, 25, tzinfo=UTC)
    assert {(line.topic, line.at, line.recorded_at) for line in lines} == {
        ("session.scheduled", ended, company.clock()),
        ("session.held", ended, company.clock()),
    }
    with company.installation.database.reading():
        sources = {
            e.envelope.source for _, topic, e in company.installation.log.replay() if "session" in topic
        }
    assert sources == {"import"}


def test_importing_again_changes_nothing(company: Company) -> None:
    text = HEAD + KNOTS + "Sails,2024-06-07,,Nobody Known,,,,,,\n"
    first = read_in(company, text)
    before = company.installation.health()["position"]
    again = read_in(company, text.replace("Knots", "  KNOTS "))
    assert (first.sessions, first.unclaimed, again.sessions, again.known) == (2, 1, 0, 2)
    assert company.installation.health()["position"] == before


def test_what_is_new_in_a_longer_table_is_added(company: Company) -> None:
    read_in(company, HEAD + KNOTS)
    more = read_in(company, HEAD + KNOTS + KNOTS.replace("2024", "2025"))
    assert (more.sessions, more.known) == (1, 1)
    assert [row.title for row in sessions_of(company)] == ["Knots", "Knots"]


def test_an_id_column_says_what_is_the_same_session(company: Company) -> None:
    read_in(company, "Id,Title,Date\nA-1,Knots,2024-05-03\n")
    again = read_in(company, "Id,Title,Date\nA-1,More knots,2024-05-04\nA-2,Knots,2024-05-03\n")
    assert (again.known, again.sessions) == (1, 1)


def test_the_same_row_is_another_session_in_another_programme(company: Company) -> None:
    (row,) = read_table((HEAD + KNOTS).encode()).rows
    assert session_of(company.programme, row) == session_of(company.programme, row)
    assert session_of(company.programme, row) != session_of(company.ada, row)


def test_a_name_is_the_one_colleague_who_is_called_so(company: Company) -> None:
    text = "Title,Date,Who\nKnots,2024-05-03,ben  HOLM\nSails,2024-05-10,Ben Holm & Old Salt\n"
    assert read_in(company, text).unclaimed == 1
    assert read_in(company, text.replace("Sails", "Ropes").replace("Old Salt", "OLD SALT")).unclaimed == 0
    names = [presenters(company, row.id) for row in sessions_of(company)]
    assert names == [["Ben Holm"], *[["Ben Holm", "Old Salt"]] * 2]


def test_of_two_colleagues_of_one_name_neither_is_guessed(company: Company) -> None:
    company.house(people.join, "Ben Holm", "another.ben@tern.example")
    came = read_in(company, HEAD + KNOTS)
    assert came.unclaimed == 1
    assert read_in(company, HEAD + KNOTS.replace("2024", "2025")).unclaimed == 0


def test_a_name_that_nobody_claims_is_no_colleague_who_is_here(company: Company) -> None:
    read_in(company, "Title,Date,Who\nKnots,2024-05-03,Old Salt\n")
    with company.installation.database.reading() as db:
        here = {row.id for row in people_rows.here(db)}
        salt = directory.named(db, "Old Salt")[0]
    assert salt.person not in here
    assert (salt.issuer, salt.subject) == ("", "")


def test_everybody_who_sees_the_programme_sees_what_was_imported(company: Company) -> None:
    read_in(company, HEAD + KNOTS)
    wanted = session_queries.Filter(company.programme, company.clock(), past=True)
    with company.installation.database.reading() as db:
        assert [row.title for row in session_queries.listed(db, wanted, 1, 20)[0]] == ["Knots"]
    (row,) = sessions_of(company)
    company.by(company.dina, sessions.comment, row.id, "I was there.")


def test_nobody_answers_the_past(company: Company) -> None:
    read_in(company, HEAD + KNOTS)
    (row,) = sessions_of(company)
    with pytest.raises((Refused, Missing)):
        company.by(company.dina, seats.answer, row.id, "yes")


def test_what_is_still_to_come_is_left_out_and_said(company: Company) -> None:
    tomorrow = (company.clock() + timedelta(days=1)).date()
    came = read_in(company, HEAD + KNOTS + KNOTS.replace("2024-05-03", tomorrow.isoformat()))
    assert came.sessions == 1
    assert [(p.row, p.fatal) for p in came.problems] == [(3, True)]
    assert "still to come" in str(came.problems[0])


def test_a_session_may_have_been_longer_than_one_may_propose_today(company: Company) -> None:
    read_in(company, HEAD + KNOTS.replace("25", "240"))
    (row,) = sessions_of(company)
    assert (row.minutes, row.end_at - row.start_at) == (240, timedelta(hours=4))


def test_without_a_time_noon_is_kept_and_without_a_length_the_usual_one(company: Company) -> None:
    text = "Title,Date,Format\nKnots,2024-05-03,workshop\n"
    read_in(company, text)
    (row,) = sessions_of(company)
    assert (row.wall, row.minutes) == ("2024-05-03T12:00", 60)
    rows = read_table(text.encode()).rows
    planned = plan(company.programme, rows, "Europe/Lisbon", set(), company.clock())
    assert [str(note) for note in planned.notes] == ["Where no time of day is given, noon is kept. Rows: 2."]


def test_an_offset_is_turned_into_the_programmes_clock(company: Company) -> None:
    read_in(company, HEAD + KNOTS.replace("14:00", "14:00+05:30"))
    (row,) = sessions_of(company)
    assert (row.wall, row.start_at) == ("2024-05-03T09:30", datetime(2024, 5, 3, 8, 30, tzinfo=UTC))


def test_a_time_that_was_skipped_moves_on_and_says_so(company: Company) -> None:
    came = read_in(company, HEAD + KNOTS.replace("2024-05-03,14:00", "2024-03-31,01:30"))
    assert "01:30 did not exist on 31 March 2024" in str(came.problems[0])
    assert sessions_of(company)[0].wall == "2024-03-31T02:00"


def test_words_that_are_too_long_are_cut_where_nothing_is_lost(company: Company) -> None:
    long, many = "A title that goes on " * 8, ", ".join(f"Topic {n}" for n in range(7))
    text = f'Title,Date,Topics,Room,Who\n{long},2024-05-03,"{many}, !!",{"R" * 300},{"N" * 150}\n'
    assert read_in(company, text).sessions == 1
    (row,) = sessions_of(company)
    assert (len(row.title), row.summary.startswith(long.strip()), len(row.place)) == (120, True, 200)
    with company.installation.database.reading() as db:
        assert len(session_queries.topics_of(db, [row.id])[row.id]) == 5


def test_nothing_is_half_imported(company: Company) -> None:
    """Something goes wrong behind the last row."""
    other = KNOTS.replace("Ben Holm", "Old Salt").replace("2024", "2025")
    rows = read_table((HEAD + KNOTS + other).encode()).rows

    def command(work: Any) -> None:
        import_rows(work, company.programme, rows, "Europe/Lisbon")
        raise OSError("the disk is full")

    before = company.installation.health()["position"]
    with pytest.raises(OSError, match="disk"):
        company.by(company.ada, command)
    assert company.installation.health()["position"] == before
    assert sessions_of(company) == []
    with company.installation.database.reading() as db:
        assert directory.named(db, "Old Salt") == []


def test_only_champions_import(company: Company) -> None:
    with pytest.raises(Forbidden):
        read_in(company, HEAD + KNOTS, by=company.dina)
    assert sessions_of(company) == []


def test_five_thousand_rows_take_seconds(company: Company) -> None:
    first = datetime(2005, 1, 1, tzinfo=UTC)
    lines = [
        f"Session {n},{first + timedelta(days=n):%Y-%m-%d},14:00,Person {n % 90} Holm,Topic {n % 9},,30,,,"
        for n in range(5000)
    ]
    began = time.process_time()
    came = read_in(company, HEAD + "\n".join(lines))
    spent = time.process_time() - began
    assert (came.sessions, came.unclaimed) == (5000, 90)
    assert spent < 30, f"{spent:.1f} s"


def test_those_who_came_are_named_or_counted(company: Company) -> None:
    table = "Title;Date;Speakers;Attendees\nKnots;2024-05-03;Ben Holm;Ben Holm, Dina Holm, Nobody Here\n"
    read_in(company, table + "Sails;2024-05-10;Ben Holm;12\nTar;2024-05-17;Ben Holm;\n")
    knots, sails, tar = (row.id for row in sessions_of(company))
    with company.installation.database.reading() as db:
        sheets = attendance.of_sessions(db, [knots, sails, tar])
        came = directory.of_people(db, [row.person for row in attendance.list_of(db, knots)])
    assert sorted(entry.name for entry in came.values()) == ["Dina Holm", "Nobody Here"]
    assert (sheets[knots].present, sheets[knots].walk_ins, sheets[knots].heads) == (2, 0, None)
    assert (sheets[sails].present, sheets[sails].heads) == (0, 12)
    assert tar not in sheets


def test_a_name_is_recognised_wherever_it_stands_and_by_later_imports(company: Company) -> None:
    first = "Title;Date;Speakers;Attendees\nKnots;2024-05-03;Dee Holm;Ben Holm\n"
    read_in(company, first + "Sails;2024-05-10;Ben Holm;Dee Holm\n")
    with company.installation.database.reading() as db:
        name = directory.named(db, "Dee Holm")[0].person
        held = people_queries.where_named(db, name)
    company.by(company.ada, people.merge, company.programme, name, company.dina, held)
    read_in(company, "Title;Date;Speakers\nTar;2024-05-17;dee holm\n")
    knots, sails, tar = (row.id for row in sessions_of(company))
    assert [presenters(company, session) for session in (knots, tar)] == [["Dina Holm"], ["Dina Holm"]]
    with company.installation.database.reading() as db:
        assert attendance.of_person(db, company.dina, [sails]) == {sails: "present"}
        assert people_queries.where_named(db, name) == []
        assert people_rows.one(db, name).merged_into == company.dina


def test_only_those_who_keep_people_recognise_a_name_and_only_as_a_colleague(company: Company) -> None:
    read_in(company, "Title;Date;Speakers\nKnots;2024-05-03;Dee Holm, Eve Holm\n")
    with company.installation.database.reading() as db:
        dee, eve = (directory.named(db, name)[0].person for name in ("Dee Holm", "Eve Holm"))
    with pytest.raises(Forbidden):
        company.by(company.ben, people.merge, company.programme, dee, company.ben, [])
    with pytest.raises(Invalid):
        company.by(company.ada, people.merge, company.programme, dee, eve, [])


def test_an_average_is_taken_over_with_how_many_gave_it(company: Company) -> None:
    read_in(company, "Title;Date;Rating\nKnots;2024-05-03;4,25 (8)\nSails;2024-05-10;\nTar;2024-05-17;8/10\n")
    with company.installation.database.reading() as db:
        rows = list(db.execute(select(feedback_rows)))
    assert [(row.recalled_mean, row.recalled_answers, row.answers) for row in rows] == [(4.25, 8, 0)]


def test_notes_kept_elsewhere_are_linked_and_count_as_no_write_up(company: Company) -> None:
    address = "https://wiki.tern.example/knots"
    read_in(company, f"Title;Date;Notes link\nKnots;2024-05-03;{address}\nSails;2024-05-10;\n")
    with company.installation.database.reading() as db:
        links = [(row.kind, row.url) for row in db.execute(select(write_ups.links))]
        written = list(db.execute(select(write_ups.table)))
    assert links == [("notes", address)]
    assert sorted((row.elsewhere, row.published_at) for row in written) == [(0, None), (1, None)]
