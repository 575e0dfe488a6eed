"""Looking at everything, as everybody: nothing is recorded by it, and nothing breaks."""

from __future__ import annotations

import io
import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from lt_web.commands import proposals, seats, sessions, write_ups
from lt_web.events.planned import Outline
from lt_web.routines.ticking import tick
from tests.views.conftest import OWN, ROLES, Web, schedule

OF_A_KIND = 3


def busy(web: Web) -> None:
    """Something of everything, so that pages have something to show."""
    outline = Outline("Splicing rope", "How.", "demo", 30)
    about = web.do("employee", proposals.propose, web.programmes[OWN], outline, ["Rope"])
    web.do("presenter", proposals.vote, about, "interested")
    web.do("presenter", proposals.comment, about, "Please do")
    web.do("champion", proposals.close_voting, about)
    web.do("champion", proposals.ask, web.programmes[OWN], Outline("Locks", "", "demo", 30), ["Locks"])
    declined = web.do("employee", proposals.propose, web.programmes[OWN], Outline("No", "", "demo", 30), [])
    web.do("champion", proposals.decline, declined, "We had it")
    web.do("presenter", sessions.comment, web.sessions["published"], "See *you* there")
    schedule(web, "postponed", days=11)
    web.do("champion", sessions.postpone, web.sessions["postponed"], "Storm")
    schedule(web, "cancelled", days=12)
    web.do("champion", sessions.cancel, web.sessions["cancelled"], "Storm")
    written_up(web)
    rows = "".join(f"Old {number};{number + 1}.5.2024;Quentin Almqvist\n" for number in range(28))
    champion = web.as_("champion")
    table = io.BytesIO(f"Title;Date;Speakers\n{rows}".encode())
    fields = {"csrf_token": champion.token(), "file": (table, "old.csv")}
    sent = champion.post(web.url("import/"), data=fields, content_type="multipart/form-data")
    champion.send(sent.headers["Location"])


def written_up(web: Web) -> None:
    """A session of yesterday with all that can be left behind."""
    session = schedule(web, "wrote about", days=1)
    web.do("employee", seats.answer, session, "yes")
    web.do("presenter", write_ups.allow_recording, session)
    web.clock.pass_by(days=1, hours=8)
    tick(web.installation)
    for based_on, text in enumerate(("# One", "# Two\n\n```sql\nSELECT 1;\n```")):
        web.do("presenter", write_ups.publish, session, text, based_on)
    web.do("employee", write_ups.note, session, "All of it")
    web.do("presenter", write_ups.add_link, session, "recording", "https://files.tern.example/film")


def links(page: str, here: str) -> set[str]:
    """Where a page leads: links and what htmx fetches, within this application."""
    found = re.findall(r'(?:href|hx-get)="([^"]*)"', page)
    there = (urlsplit(urljoin(here, unescape(link))) for link in found)
    return {
        parts._replace(fragment="").geturl()
        for parts in there
        if not parts.scheme and "static" not in parts.path
    }


IN_THE_LOG = re.compile(r"/(as-of|audit|why|history)/")
A_THING = r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"


def kind(address: str) -> str:
    """One name for addresses that differ only in their days, or in the thing that is shown of some days.

    The log leads from every event to every page as it was: there, what is asked for is all that counts.
    """
    named = re.sub(r"\b\d{4}-(W?\d\d)(-\d\d)?\b", "DAYS", address)
    if IN_THE_LOG.search(address):
        named = re.sub(r"=[^&]*", "=", re.sub(A_THING, "THING", named))
        return re.sub(r"(?<=/)e?\d+\b|DAYST[\d:]+", "MOMENT", named)
    return re.sub(A_THING, "THING", named) if "DAYS" in named else address


def crawl(web: Web, role: str | None) -> dict[str, int]:
    """Open every page that can be reached as one person, few of them that differ in their days alone."""
    kinds: Counter[str] = Counter()
    client, seen, ahead = (
        web.as_(role),
        {},
        {"/learn/", "/", "/health", "/learn/admins", "/learn/programmes/"},
    )
    while ahead:
        here = ahead.pop()
        kinds[kind(here)] += 1
        if kinds[kind(here)] > OF_A_KIND:
            continue
        answer = client.get(here, buffered=True)  # what is streamed is read to its end
        seen[here] = answer.status_code
        if answer.status_code == 303:
            ahead.add(answer.headers["Location"])
        elif answer.mimetype == "text/html":
            ahead |= links(answer.text, here)
        ahead -= seen.keys()
        assert len(seen) < 600, "there is no end to it"
    return seen


@pytest.mark.parametrize("role", [None, *ROLES])
def test_looking_at_everything_changes_nothing_and_breaks_nothing(web: Web, role: str | None) -> None:
    busy(web)
    before = web.position()
    seen = crawl(web, role)
    assert web.position() == before
    odd = {where: status for where, status in seen.items() if status not in (200, 204, 303, 308)}
    allowed = {
        where
        for where, status in odd.items()
        if status == 403 and where.startswith(("/learn/admins", "/learn/programmes"))
    }
    assert set(odd) == allowed, odd
    assert len(seen) > (3 if role is None else 40)
