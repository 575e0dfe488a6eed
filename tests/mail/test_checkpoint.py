"""The auditors' weekly mail: each Monday, once a person, with what can be held against the log."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from flask import Flask, url_for

from lt_web.app import create_app
from lt_web.commands import leaving, people, programmes
from lt_web.commands.erasing import erase
from lt_web.log import checkpoints, witness
from lt_web.log.signing import publics
from lt_web.mail import delivering
from lt_web.routines.ticking import tick
from lt_web.store import directory
from tests.company import Company
from tests.mail.conftest import OUTSIDE, outbox, outcomes
from tests.mail.peer import Peer

DINA, EMIL = "dina@tech-hour.tern.example", "emil@tech-hour.tern.example"


def test_each_auditor_gets_one_mail_a_week_whatever_they_audit(audited: Company, peer: Peer) -> None:
    house, clock = audited.installation, audited.clock
    assert tick(house).sent == 2
    assert peer.to() == [DINA, EMIL]
    for days in (0, 1, 3, 2):
        clock.pass_by(days=days)
        assert tick(house).sent == 0
    assert clock.now.weekday() == 6
    clock.pass_by(hours=14)  # Sunday, 23:00 in Lisbon and Monday, 8:00 in Tokyo
    assert tick(house).sent == 1
    clock.pass_by(hours=9)
    assert tick(house).sent == 1
    assert peer.to() == [DINA, DINA, EMIL, EMIL]


def test_before_monday_morning_nobody_is_written_to(audited: Company, peer: Peer) -> None:
    audited.clock.pass_by(days=7, hours=-2)  # 7:00 in Lisbon
    with audited.installation.database.writing() as db:
        directory.change(db, audited.dina, zone="America/Lima")
    assert tick(audited.installation).sent == 0
    audited.clock.pass_by(hours=1)
    assert tick(audited.installation).sent == 1
    assert peer.to() == [EMIL]


def test_it_says_the_checkpoint_in_words_and_in_full(audited: Company, peer: Peer) -> None:
    house = audited.installation
    tick(house)
    mail = next(one for one in peer.taken if one.to == [EMIL])
    with house.database.reading() as db:
        row, keys = checkpoints.newest(db), publics(db)
    assert row is not None
    found = checkpoints.parsed(row.note, keys)
    assert mail.message["Subject"] == f"Checkpoint of the log: {found.size} events on 1 March 2027"
    assert str(mail.message["From"]) == "Learn Together <learn@tern.example>"
    assert str(mail.message["To"]) == f"Emil Holm <{EMIL}>"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    for text in (mail.text(), unescape(mail.html())):
        assert f"{found.size} events" in text
        assert found.origin in text
        assert found.footer in text
        assert row.note in text
        assert f"{OUTSIDE}/learn/tide-school/audit/proof/" in text
        assert "Tech hour and Tide school" in text
        assert "flask lt audit verify" in text
    (file,) = mail.message.iter_attachments()
    assert file.get_filename() == f"checkpoint-{found.size}.txt"
    kept = bytes(file.get_payload(decode=True)).decode()
    assert kept == row.note
    assert witness.judged(house.database, None, kept).whole


@pytest.mark.parametrize(("language", "subject"), [("de", "Prüfpunkt"), ("ar", "نقطة")])
def test_it_is_written_in_the_language_of_whoever_gets_it(
    audited: Company, peer: Peer, language: str, subject: str
) -> None:
    audited.by(audited.emil, people.speak, language)
    tick(audited.installation)
    mail = next(one for one in peer.taken if one.to == [EMIL])
    assert subject in mail.message["Subject"]
    assert mail.message["Content-Language"] == language
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in mail.html()
    assert "Hello" not in mail.text()
    (file,) = mail.message.iter_attachments()
    checkpoints.read(bytes(file.get_payload(decode=True)).decode())


def turned_off(company: Company) -> None:
    company.by(company.emil, people.change_profile, "Emil Holm", "", {"checkpoint"})


def left(company: Company) -> None:
    company.house(leaving.leave, company.emil)


def without_an_address(company: Company) -> None:
    with company.installation.database.writing() as db:
        directory.change(db, company.emil, email="")


def with_half_an_address(company: Company) -> None:
    with company.installation.database.writing() as db:
        directory.change(db, company.emil, email="emil@x@y>, <all@tern.example")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (turned_off, "unwanted"),
        (left, "nobody"),
        (without_an_address, "nobody"),
        (with_half_an_address, "nobody"),
    ],
)
def test_who_does_not_want_it_or_is_not_there_gets_none(
    audited: Company, peer: Peer, change: Any, why: str
) -> None:
    delivering.put_in(audited.installation)
    change(audited)
    assert tick(audited.installation).sent == 1
    assert peer.to() == [DINA]
    assert sorted(outcomes(audited.installation)) == sorted([why, "sent"])
    assert {row.state for row in outbox(audited.installation)} == {"dropped", "sent"}


def test_who_audits_no_more_gets_none(audited: Company, peer: Peer) -> None:
    delivering.put_in(audited.installation)
    for slug in (audited.programme,):
        audited.house(programmes.take_role, slug, audited.emil, "auditor", "Another does it now")
    tick(audited.installation)
    mail = next(one for one in peer.taken if one.to == [EMIL])
    assert "because you audit Tide school." in mail.text()


def test_who_is_erased_has_no_line_in_the_outbox(audited: Company, peer: Peer) -> None:
    tick(audited.installation)
    audited.clock.pass_by(days=7)
    delivering.put_in(audited.installation)
    audited.house(erase, audited.emil, False, "Asked for it")
    tick(audited.installation)
    assert {row.person for row in outbox(audited.installation)} == {audited.dina}
    assert len(outcomes(audited.installation)) == 2
    assert peer.to() == [DINA, DINA, EMIL]


def test_a_checkpoint_that_was_sent_has_left_this_machine(audited: Company) -> None:
    with audited.installation.database.reading() as db:
        assert checkpoints.last_left(db) is None
    tick(audited.installation)
    with audited.installation.database.reading() as db:
        assert checkpoints.last_left(db) == audited.clock.now


def test_its_links_lead_to_our_pages(settings: dict[str, Any], audited: Company, peer: Peer) -> None:
    tick(audited.installation)
    app: Flask = create_app(settings, audited.clock)
    with app.test_request_context(base_url=OUTSIDE):
        proof = url_for("lt.proof.page", programme="tide-school", _external=True)
        profile = url_for("lt.people.profile", programme="tech-hour", _external=True)
    text = next(one for one in peer.taken if one.to == [EMIL]).text()
    assert proof in text
    assert profile in text
    app.extensions["learn-together"].installation.close()


def test_nothing_in_it_is_fetched_from_elsewhere(audited: Company, peer: Peer) -> None:
    tick(audited.installation)
    html = peer.taken[0].html()
    assert "<img" not in html
    assert "src=" not in html
