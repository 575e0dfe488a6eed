"""The outbox: each letter once, whoever sends it; nothing lost while a server is away, nothing sent twice."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from lt_web.backup.knowing import Known
from lt_web.backup.making import back_up
from lt_web.backup.restoring import finish, restore
from lt_web.commands.erasing import erase
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.mail import delivering
from lt_web.mail.delivering import WAITS, deliver
from lt_web.mail.ways import ByFunction
from lt_web.routines.ticking import tick
from lt_web.store import directory, mails
from tests.company import Company
from tests.mail.conftest import appoint, give_a_way, outbox, outcomes
from tests.mail.peer import HERE, Peer, free_port, listening

DINA, EMIL = "dina@tech-hour.tern.example", "emil@tech-hour.tern.example"


def test_two_workers_at_once_send_each_letter_once(
    audited: Company, peer: Peer, settings: dict[str, Any], reopened: Callable[[], Installation]
) -> None:
    people = [audited.hire(f"Auditor{n}") for n in range(12)]
    for person in people:
        appoint(audited, audited.programme, person)
    workers, begin, sent = [reopened(), reopened()], threading.Barrier(2), list[int]()

    def work(house: Installation) -> None:
        give_a_way(house, settings)
        begin.wait()
        sent.append(deliver(house))
        house.close()

    threads = [threading.Thread(target=work, args=(house,)) for house in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == len(people) + 2
    assert len(peer.to()) == len(set(peer.to())) == len(people) + 2
    assert set(outcomes(audited.installation)) == {"sent"}


def test_a_letter_somebody_is_at_is_not_taken_by_another(audited: Company, peer: Peer) -> None:
    house, clock = audited.installation, audited.clock
    delivering.put_in(house)
    with house.database.writing() as db:
        taken = mails.take(db, clock.now, delivering.LEASE)
    assert taken is not None
    assert deliver(house) == 1
    clock.pass_by(minutes=11)
    assert deliver(house) == 1, "whoever was at it did not come back"
    assert outcomes(house) == ["sent", "interrupted", "sent"]
    assert peer.to() == [DINA, EMIL]
    ids = {one.message["Message-ID"] for one in peer.taken}
    assert f"<{taken.id.hex}@tern.example>" in ids


def test_whom_the_server_refuses_is_given_up_and_the_others_get_theirs(audited: Company, peer: Peer) -> None:
    peer.refused.add(EMIL)
    assert deliver(audited.installation) == 1
    audited.clock.pass_by(days=2)
    assert deliver(audited.installation) == 0
    assert peer.to() == [DINA]
    assert sorted(outcomes(audited.installation)) == ["refused", "sent"]
    assert {row.state for row in outbox(audited.installation)} == {"given-up", "sent"}


def test_while_the_server_is_away_waits_grow_and_nothing_is_lost(company: Company, settings: Any) -> None:
    house, clock, port = company.installation, company.clock, free_port()
    give_a_way(house, settings | {"LT_MAIL_SERVER": f"smtp://{HERE}:{port}"})
    appoint(company, company.programme, company.emil)
    house.seal_now()
    for tries, wait in enumerate(WAITS, 1):
        assert deliver(house) == 0
        (row,) = outbox(house)
        assert (row.tries, row.state, row.due) == (tries, "waiting", clock.now + wait)
        clock.pass_by(seconds=wait.total_seconds() - 1)
        assert deliver(house) == 0
        assert outbox(house) == [row], "too early"
        clock.pass_by(seconds=1)
    assert sorted(WAITS) == list(WAITS)
    with listening(Peer(port)) as back:
        assert deliver(house) == 1
        assert back.to() == [EMIL]
    assert outcomes(house) == ["away"] * len(WAITS) + ["sent"]


def test_what_is_put_off_seven_times_is_given_up(audited: Company, peer: Peer) -> None:
    peer.later |= {DINA, EMIL}
    for wait in (*WAITS, timedelta(days=1)):
        assert deliver(audited.installation) == 0
        audited.clock.pass_by(seconds=wait.total_seconds())
    assert outcomes(audited.installation) == ["later"] * 14
    assert [row.state for row in outbox(audited.installation)] == ["given-up"] * 2
    assert deliver(audited.installation) == 0


def test_what_came_too_late_is_not_sent(audited: Company, settings: dict[str, Any], peer: Peer) -> None:
    house = audited.installation
    delivering.put_in(house)
    audited.clock.pass_by(days=7)
    deliver(house)
    assert [row.state for row in outbox(house)] == ["dropped"] * 2 + ["sent"] * 2
    assert sorted(outcomes(house)) == ["late", "late", "sent", "sent"]


def test_without_a_way_out_nothing_is_sent_and_nothing_piles_up(audited: Company, peer: Peer) -> None:
    audited.installation.way_out = None
    for _day in range(8):
        assert tick(audited.installation).sent == 0
        audited.clock.pass_by(days=1)
    assert outbox(audited.installation) == []
    assert peer.taken == []


def test_the_outbox_holds_no_address_no_name_and_no_text(audited: Company, peer: Peer) -> None:
    peer.later.add(DINA)
    tick(audited.installation)
    with audited.installation.database.reading() as db:
        kept = [
            str(row)
            for table in (mails.mails, mails.attempts)
            for row in db.execute(text(f"SELECT * FROM {table.name}"))
        ]
    assert len(kept) == 4
    said = " ".join(kept)
    assert "tern.example" not in said
    assert "Holm" not in said
    assert "seal" not in said


def test_a_rebuild_and_a_second_look_at_the_log_send_nothing(audited: Company, peer: Peer) -> None:
    house = audited.installation
    tick(house)
    house.rebuild()
    assert house.differences() == []
    tick(house)
    assert len(peer.taken) == 2


def test_what_waited_in_a_backup_is_not_sent_after_it_came_back(
    audited: Company, peer: Peer, settings: dict[str, Any], tmp_path: Path, clock: SteppedClock
) -> None:
    house = audited.installation
    peer.later |= {DINA, EMIL}
    tick(house)
    if house.database.is_sqlite:
        back_up(house, tmp_path / "backup")
        there = {"LT_DATA_DIR": str(tmp_path / "place"), "LT_KEY_DIR": str(house.keyring.directory)}
        place = Installation(Config(settings | there), clock)
        restore(place, tmp_path / "backup", Known())
    else:
        place = Installation(Config(settings), clock)
        finish(place, Known())
    peer.later.clear()
    give_a_way(place, settings)
    clock.pass_by(days=1)
    assert tick(place).sent == 0
    assert [row.state for row in outbox(place)] == ["dropped"] * 2
    place.close()


def test_the_function_of_a_host_gets_the_finished_message(audited: Company) -> None:
    got: list[EmailMessage] = []
    audited.installation.way_out = ByFunction(got.append)
    assert tick(audited.installation).sent == 2
    assert sorted(str(one["To"]) for one in got) == [f"Dina Holm <{DINA}>", f"Emil Holm <{EMIL}>"]
    assert all(one["From"] is None and one["Message-ID"] for one in got)


def test_a_function_that_raises_loses_nothing_and_stops_nobody(
    audited: Company, caplog: pytest.LogCaptureFixture
) -> None:
    house, got = audited.installation, list[str]()

    def moody(message: EmailMessage) -> None:
        if "Emil" in str(message["To"]) and "tried" not in got:
            got.append("tried")
            raise RuntimeError(f"not to {message['To']}")
        got.append(str(message["To"]))

    house.way_out = ByFunction(moody)
    with caplog.at_level(logging.DEBUG, "lt_web"):
        assert deliver(house) == 1
    audited.clock.pass_by(minutes=1)
    assert deliver(house) == 1
    assert sorted(got) == [f"Dina Holm <{DINA}>", f"Emil Holm <{EMIL}>", "tried"]
    assert "failed" in outcomes(house)
    assert "emil" not in caplog.text.lower()


def test_who_is_erased_while_a_letter_is_on_its_way_leaves_no_line(audited: Company) -> None:
    house = audited.installation

    def too_late(message: EmailMessage) -> None:
        if "Emil" in str(message["To"]):
            audited.house(erase, audited.emil, False, "Asked for it")

    house.way_out = ByFunction(too_late)
    deliver(house)
    assert [(row.person, row.state) for row in outbox(house)] == [(audited.dina, "sent")]
    assert outcomes(house) == ["sent"]


@pytest.mark.parametrize(
    "name",
    [
        "Emil\r\nBcc: all@tern.example",
        "Emil\nSubject: x\n\nbody",
        "Emil\x00\x0b\u2028Holm",
        '"<all@tern.example>,',
    ],
)
def test_a_name_cannot_write_into_the_headers(audited: Company, peer: Peer, name: str) -> None:
    with audited.installation.database.writing() as db:
        directory.change(db, audited.emil, name=name.replace("\x00", ""))
    deliver(audited.installation)
    mail = next(one for one in peer.taken if one.to == [EMIL])
    assert mail.message["Bcc"] is None
    assert len(mail.message.get_all("Subject", [])) == 1
    assert mail.message["Subject"].startswith("Checkpoint of the log")
    assert [one.addr_spec for one in mail.message["To"].addresses] == [EMIL]


def test_the_same_occasion_is_put_in_once(installation: Installation, clock: SteppedClock) -> None:
    def letter(person: Any, kind: str = "checkpoint", occasion: str = "2027-03-01") -> mails.Mail:
        return mails.Mail(uuid4(), kind, person, occasion, clock.now, clock.now, clock.now)

    ada, ben = uuid4(), uuid4()
    with installation.database.writing() as db:
        first = letter(ada)
        others = [letter(ben), letter(ada, "reminder"), letter(ada, occasion="2027-03-08")]
        assert [mails.put(db, one) for one in (first, *others)] == [True] * 4
        assert not mails.put(db, letter(ada))


def test_what_is_long_over_is_forgotten(audited: Company, peer: Peer) -> None:
    tick(audited.installation)
    audited.installation.way_out = None
    for days, left in ((96, 2), (2, 0)):
        audited.clock.pass_by(days=days)
        tick(audited.installation)
        assert (len(outbox(audited.installation)), len(outcomes(audited.installation))) == (left, left)


def test_a_letter_that_cannot_be_written_waits_and_stops_no_other(
    audited: Company, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_about: Any) -> None:
        raise ValueError("a mistake of ours")

    kinds = {**delivering.KINDS, "reminder": type(delivering.KINDS["checkpoint"])(lambda *_: (), broken)}
    monkeypatch.setattr(delivering, "KINDS", kinds)
    now = audited.clock.now
    with audited.installation.database.writing() as db:
        mails.put(db, mails.Mail(uuid4(), "reminder", audited.fay, "x", now, now, now + timedelta(days=1)))
    assert deliver(audited.installation) == 2
    assert sorted(outcomes(audited.installation)) == ["broken", "sent", "sent"]
