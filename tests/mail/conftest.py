"""A company whose auditors are written to, and a mail server that takes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from lt_web.commands import programmes
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.mail.ways import way_out
from lt_web.store import mails
from tests.company import Company
from tests.mail.peer import HERE, Peer, free_port, listening

SENDER = "Learn Together <learn@tern.example>"
OUTSIDE = "https://intranet.tern.example/house"


@pytest.fixture
def peer() -> Iterator[Peer]:
    with listening(Peer(free_port())) as there:
        yield there


@pytest.fixture
def settings(settings: dict[str, Any], peer: Peer) -> dict[str, Any]:
    """Settings of an installation whose mail the server takes."""
    return settings | by(f"smtp://{HERE}:{peer.port}")


@pytest.fixture
def audited(company: Company, settings: dict[str, Any]) -> Company:
    """Emil audits two programmes, Dina one of them; what is sealed is sealed."""
    give_a_way(company.installation, settings)
    other = company.house(
        programmes.found, "tide-school", "Tide school", "", "Asia/Tokyo", champion=company.ada
    )
    for programme in (company.programme, other):
        appoint(company, programme, company.emil)
    appoint(company, other, company.dina)
    company.installation.seal_now()
    return company


def by(server: str) -> dict[str, str]:
    """Settings of a way out."""
    return {"LT_MAIL_SERVER": server, "LT_MAIL_SENDER": SENDER, "LT_EXTERNAL_URL": OUTSIDE}


def give_a_way(house: Installation, settings: dict[str, Any]) -> None:
    house.way_out = way_out(Config(settings))


def appoint(company: Company, programme: Any, person: Any) -> None:
    company.house(programmes.give_role, programme, person, "auditor", "Looks after the log")


def outbox(house: Installation) -> list[Any]:
    """What is in the outbox, sent or not."""
    with house.database.reading() as db:
        return list(db.execute(select(mails.mails).order_by(mails.mails.c.at, mails.mails.c.id)))


def outcomes(house: Installation) -> list[str]:
    """How the attempts ended, the first one first."""
    with house.database.reading() as db:
        return list(db.execute(select(mails.attempts.c.outcome).order_by(mails.attempts.c.number)).scalars())
