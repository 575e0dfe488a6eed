"""A programme is written out and read in elsewhere: the same events, nothing of others, no vote told."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from lt_web.bundle.exporting import export
from lt_web.bundle.faults import BundleError
from lt_web.bundle.importing import read_in
from lt_web.commands import people
from lt_web.config import Config
from lt_web.events.proposal import Proposal
from lt_web.installation import Installation
from projections import inbox, programmes
from tests.company import Company
from tests.scenarios import SCENARIOS, a_draft_is_sent_voted_on_accepted_and_scheduled, an_inbox_is_worked_off

VOTES = "a sentence about votes"
EVENTS, PEOPLE, EDITIONS = "events.ndjson", "people.ndjson", "editions.ndjson"


def elsewhere(company: Company, folder: Path) -> Installation:
    """An empty installation at another place."""
    made = Installation(Config({"LT_DATA_DIR": str(folder)}), company.clock)
    made.prepare()
    return made


def told_in(folder: Path, name: str = EVENTS) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_every_kind_of_event_goes_along_and_comes_out_the_same(company: Company, tmp_path: Path) -> None:
    house, seen = company.installation, set[str]()
    for number, told in enumerate(SCENARIOS.values()):
        told(here := Company(house, company.clock, f"story-{number}"))
        here.house(people.move_team, here.ada, "Quay")
    with house.database.reading() as db:
        slugs = [row.slug for row in programmes.everything(db)]
    for slug in slugs:
        one, two, again = (tmp_path / f"{slug}-{which}" for which in ("one", "two", "again"))
        export(house, slug, one, votes=VOTES)
        target = elsewhere(company, tmp_path / slug)
        read_in(target, one, VOTES)
        assert target.differences() == []
        export(house, slug, two)
        export(target, slug, again)
        for name in (EVENTS, PEOPLE, EDITIONS):
            assert (two / name).read_bytes() == (again / name).read_bytes(), slug
        with target.database.reading():
            seen |= {topic for _position, topic, _event in target.log.replay()}
        target.close()
    with house.database.reading():
        told_here = {topic for _position, topic, _event in house.log.replay()}
    assert seen == {topic for topic in told_here if not topic.startswith("ledger.")}, "but of the log itself"


def test_what_belongs_to_others_stays_where_it_is(company: Company, tmp_path: Path) -> None:
    other = Company(company.installation, company.clock, "inner-circle")
    other.session()
    company.session()
    export(company.installation, "tech-hour", tmp_path / "bundle", addresses=False)
    text = (tmp_path / "bundle" / EVENTS).read_text() + (tmp_path / "bundle" / PEOPLE).read_text()
    assert not [id for id in (other.programme, *other.everyone) if str(id) in text or id.hex in text]
    known = {line["person"]: line for line in told_in(tmp_path / "bundle", PEOPLE)}
    assert known.keys() == set(map(str, company.everyone))
    assert "@" not in text
    assert {"recorded_at", "actor", "correlation", "source"} <= {
        k for line in told_in(tmp_path / "bundle") for k in line
    }


def test_a_vote_is_left_out_or_closed_and_what_was_counted_stays(company: Company, tmp_path: Path) -> None:
    a_draft_is_sent_voted_on_accepted_and_scheduled(company)
    plain, closed = tmp_path / "plain", tmp_path / "closed.zip"
    assert export(company.installation, "tech-hour", plain).left_out == {"proposal.voted": 5}
    topics = [line["event"] for line in told_in(plain)]
    assert "proposal.voted" not in topics
    assert "proposal.voting_closed" in topics
    export(company.installation, "tech-hour", closed, votes=VOTES)
    with zipfile.ZipFile(closed) as archive:
        lines = [json.loads(line) for line in archive.read(EVENTS).splitlines()]
    votes = [line for line in lines if line["event"] == "proposal.voted"]
    assert {frozenset(vote) for vote in votes} == {frozenset({"sum", "stream", "version", "event", "closed"})}
    assert len({len(vote["closed"]) for vote in votes}) == 1
    target = elsewhere(company, tmp_path / "target")
    with pytest.raises(BundleError, match="not the passphrase"):
        read_in(target, closed, "another sentence")
    read_in(target, closed, VOTES)
    with target.database.reading():
        (proposal,) = {e.originator_id for _p, t, e in target.log.replay() if t == "proposal.voted"}
        known = target.log.load(Proposal, proposal)
    assert known is not None
    assert known.votes[company.dina] == "skip"
    target.close()


def test_what_somebody_has_dealt_with_waits_for_them_no_more(company: Company, tmp_path: Path) -> None:
    an_inbox_is_worked_off(company)
    export(company.installation, "tech-hour", tmp_path / "bundle")
    target = elsewhere(company, tmp_path / "target")
    read_in(target, tmp_path / "bundle")

    def waits(house: Installation) -> list[Any]:
        with house.database.reading() as db:
            return [
                [(row.kind, row.about) for row in inbox.of_person(db, person, company.clock.now)]
                for person in company.everyone
            ]

    assert waits(target) == waits(company.installation)
    target.close()
