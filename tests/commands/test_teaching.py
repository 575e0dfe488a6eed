"""Who can teach what, by lessons and by word; and asking a colleague to."""

from __future__ import annotations

from uuid import UUID

import pytest

from lt_web.commands import leaving, people, programmes, proposals, sessions, teaching, topics
from lt_web.events.refusals import Invalid, Refused
from lt_web.log.work import Missing
from lt_web.permissions import Forbidden
from lt_web.store import directory
from projections import inbox, people_queries, teaching_queries
from tests.company import Company, names, outline


def added(company: Company, name: str) -> UUID:
    return company.made(company.by(company.ada, topics.add, company.programme, name))


def able(company: Company, topic: UUID) -> set[UUID]:
    """Who can teach a topic."""
    with company.installation.database.reading() as db:
        rows = teaching_queries.teachers_of(db, topic)
        assert teaching_queries.bus_factors(db, company.programme).get(topic, 0) == sum(r.able for r in rows)
        return {row.person for row in rows if row.able}


def watched(company: Company) -> list[tuple[str, int]]:
    with company.installation.database.reading() as db:
        return [(row.name, number) for row, number in teaching_queries.watch_list(db, company.programme)]


def waits_for(company: Company, person: UUID) -> list[str]:
    with company.installation.database.reading() as db:
        return [row.kind for row in inbox.of_person(db, person, company.clock.now)]


def test_who_taught_a_topic_can_teach_it_until_they_leave(company: Company) -> None:
    session = company.session()
    company.by(company.ben, sessions.invite_presenter, session, company.cleo)
    company.by(company.cleo, sessions.accept_presenting, session)
    company.by(company.ben, sessions.invite_presenter, session, company.gus)
    databases = added(company, "Databases")
    assert able(company, databases) == set()
    company.until(session, hours=-2)
    company.routine("held", sessions.hold, session)
    assert able(company, databases) == {company.ben, company.cleo}
    company.house(leaving.leave, company.cleo)
    assert able(company, databases) == {company.ben}
    assert watched(company) == [("Databases", 1)]
    company.house(people.come_back, company.cleo)
    assert able(company, databases) == {company.ben, company.cleo}
    assert watched(company) == []


def test_who_says_so_can_teach_it_once_a_colleague_has_confirmed_it(company: Company) -> None:
    knots, ropes, here = added(company, "Knots"), added(company, "Ropes"), company.programme
    company.by(company.dina, teaching.declare, here, knots)
    assert able(company, knots) == set()
    with pytest.raises(Refused):
        company.by(company.dina, teaching.confirm, here, knots, company.dina)
    company.by(company.emil, teaching.confirm, here, knots, company.dina)
    assert able(company, knots) == {company.dina}
    company.by(company.ada, topics.merge, here, knots, ropes)
    with company.recording() as recorded:
        company.by(company.dina, teaching.declare, here, ropes)
        company.by(company.emil, teaching.confirm, here, ropes, company.dina)
    assert (recorded, able(company, ropes)) == ([], {company.dina})
    company.by(company.dina, teaching.withdraw, here, ropes)
    assert watched(company) == [("Ropes", 0)]


def test_a_session_on_two_topics_that_become_one_counts_once(company: Company) -> None:
    session = company.session()
    company.by(company.ben, sessions.edit, session, outline("Plans"), ["Databases", "Indexes"])
    databases, indexes = added(company, "Databases"), added(company, "Indexes")
    company.until(session, hours=-2)
    company.routine("held", sessions.hold, session)
    company.by(company.ada, topics.merge, company.programme, indexes, databases)
    with company.installation.database.reading() as db:
        assert [row.taught for row in teaching_queries.teachers_of(db, databases)] == [1]
        assert [row.name for row in teaching_queries.of_person(db, company.ben, company.programme)] == [
            "Databases"
        ]
        assert teaching_queries.people_for(db, company.programme, "indexes") == {company.ben}


def test_what_a_name_from_a_table_taught_counts_once_it_is_a_colleagues(company: Company) -> None:
    company.reads_in(
        b"Title;Date;Speakers;Topics\nKnots;2024-05-03;Dee Holm;Knots\nMore;2024-05-10;Dee Holm;Knots\n"
    )
    knots = added(company, "Knots")
    assert (able(company, knots), watched(company)) == (set(), [("Knots", 0)])
    with company.installation.database.reading() as db:
        name = directory.named(db, "Dee Holm")[0].person
        held = people_queries.where_named(db, name)
    company.by(company.ada, people.merge, company.programme, name, company.dina, held)
    assert able(company, knots) == {company.dina}
    with company.installation.database.reading() as db:
        [row] = teaching_queries.of_person(db, company.dina, company.programme)
        assert (row.taught, row.last_taught_at.date().isoformat()) == (2, "2024-05-10")


def test_who_is_asked_answers_by_a_proposal_or_says_not_now(company: Company) -> None:
    knots, here = added(company, "Knots"), company.programme
    with company.recording() as recorded:
        assert company.by(company.dina, teaching.ask, here, knots, company.ben, "Please") == knots
        assert company.by(company.dina, teaching.ask, here, knots, company.ben, "Please") is None
        company.by(company.dina, teaching.ask, here, knots, company.emil)
    assert names(recorded) == ["teaching.opened", "teaching.asked", "teaching.asked"]
    assert waits_for(company, company.ben) == waits_for(company, company.emil) == ["asked_to_teach"]
    company.by(company.emil, teaching.decline_ask, here, knots)
    draft = company.by(company.ben, proposals.draft, here, outline("Knots"), ["knots"])
    assert waits_for(company, company.ben) == ["asked_to_teach"]
    company.by(company.ben, proposals.send, draft)
    assert waits_for(company, company.ben) == waits_for(company, company.emil) == []


def test_what_is_asked_follows_a_topic_into_another(company: Company) -> None:
    knots, ropes, here = added(company, "Knots"), added(company, "Ropes"), company.programme
    company.by(company.dina, teaching.ask, here, knots, company.ben)
    company.by(company.dina, teaching.ask, here, ropes, company.ben)
    company.by(company.ada, topics.merge, here, knots, ropes)
    assert waits_for(company, company.ben) == ["asked_to_teach"]
    session = company.session()
    company.by(company.ben, sessions.edit, session, outline("Ropes"), ["Knots"])
    company.by(company.ben, proposals.propose, here, outline("Ropes"), ["Knots"])
    assert waits_for(company, company.ben) == []


def test_only_people_who_are_here_and_take_part_are_asked(company: Company) -> None:
    knots, here = added(company, "Knots"), company.programme
    company.house(leaving.leave, company.gus)
    company.by(company.ada, programmes.give_role, here, company.fay, "auditor", "Reads along")
    unclaimed = company.made(company.house(people.note_unclaimed, "Somebody Else"))
    not_here = "has left the company", "do not take part here at the moment"
    for person, why in zip((company.gus, company.fay, unclaimed), (*not_here, not_here[1]), strict=True):
        with pytest.raises(Invalid, match=why):
            company.by(company.dina, teaching.ask, here, knots, person)
    with pytest.raises(Forbidden):
        company.by(company.fay, teaching.declare, here, knots)
    with pytest.raises(Missing):
        company.by(company.dina, teaching.declare, here, company.dina)


def test_only_champions_say_what_builds_on_what(company: Company) -> None:
    knots, ropes = added(company, "Knots"), added(company, "Ropes")
    with pytest.raises(Forbidden):
        company.by(company.dina, topics.link, company.programme, knots, ropes)
    company.by(company.ada, topics.link, company.programme, knots, ropes)
    with pytest.raises(Forbidden):
        company.by(company.dina, topics.unlink, company.programme, knots, ropes)
