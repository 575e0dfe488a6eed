"""Proposals and requests that are there already, and what is done to them over the web."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from lt_web.commands import proposals
from lt_web.events.planned import Outline

HOSTILE = "<script>alert(1)</script> & <b>bold</b>"


def proposed(web: Any, title: str = "Splices", by: str = "presenter", **more: Any) -> UUID:
    """A proposal that is open to all, or whatever `deed` makes of it."""
    deed = more.pop("deed", proposals.propose)
    about = Outline(title, more.pop("summary", "Two ropes, one rope."), "demo", 30)
    topics = more.pop("topics", ["Ropes"])
    return web.do(by, deed, web.programmes["tech-hour"], about, topics, "", **more)


def asked_for(web: Any, title: str = "Whippings", by: str = "employee") -> UUID:
    return proposed(web, title, by, deed=proposals.ask)


def page_of(web: Any, role: str, proposal: UUID, rest: str = "") -> Any:
    return web.as_(role).get(web.url(f"proposals/{proposal}{rest}"))


def send(web: Any, role: str, proposal: UUID, rest: str, **fields: Any) -> Any:
    return web.as_(role).send(web.url(f"proposals/{proposal}/{rest}"), **fields)


def followed(client: Any, answer: Any) -> str:
    """What stands on the page to which a deed leads."""
    assert answer.status_code == 303, answer.status_code
    return client.get(answer.headers["Location"]).text


def told(web: Any, role: str, proposal: UUID, rest: str, **fields: Any) -> str:
    """What somebody reads after a deed of theirs."""
    client = web.as_(role)
    return followed(client, client.send(web.url(f"proposals/{proposal}/{rest}"), **fields))


def when(web: Any, **other: str) -> dict[str, str]:
    given = {"title": "Splices", "summary": "Two ropes.", "format": "demo", "length": "30", "topics": "Ropes"}
    day = (web.clock() + timedelta(days=7)).date().isoformat()
    there = {"date": day, "time": "14:00", "zone": "Europe/Lisbon", "place": "Quay 2", "capacity": "8"}
    return given | there | other
