"""What is drawn may be used: each form that somebody sees, sent as it stands, is never met by “not yours”."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin

import pytest

from lt_web.commands import proposals, seats, sessions, write_ups
from lt_web.events.planned import Outline
from lt_web.routines.ticking import tick
from tests.views.conftest import OWN, ROLES, Visitor, Web, schedule

OF_EVERY_FORM = ("csrf_token", "command")


class Drawn(NamedTuple):
    """One way to send one form: where to, and what goes along."""

    action: str
    fields: tuple[tuple[str, str], ...]


class Forms(HTMLParser):
    """Gathers the POST forms of a page, each once for every button that sends it."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.drawn = here, set[Drawn]()
        self._action, self._fields, self._buttons = "", [("", "")], [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, its fields as they are filled, and its buttons."""
        given = {name: value or "" for name, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form" and given.get("method") == "post":
            self._action, self._fields, self._buttons = urljoin(self.here, given.get("action", "")), [], []
        elif tag == "button":
            self._buttons.append((name, value))
        elif tag in ("input", "textarea", "select") and name and name not in OF_EVERY_FORM:
            self._fields.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        """A form is whole: one way to send it for each of its buttons."""
        if tag == "form" and self._action:
            kept = tuple(self._fields)
            self.drawn |= {Drawn(self._action, (*kept, button)) for button in self._buttons}
            self._action = ""


def forms(client: Visitor, address: str) -> set[Drawn]:
    """What somebody may send from a page; a page that is not theirs draws nothing."""
    answer, found = client.get(address), Forms(address)
    found.feed(answer.text if answer.status_code == 200 else "")
    return found.drawn


def busy(web: Web) -> dict[str, Any]:
    """Sessions and proposals in every state, and people between them: whatever draws a button."""
    company = web.programmes[OWN]
    outline = lambda title: Outline(title, "How.", "demo", 30)  # noqa: E731
    past = schedule(web, "held", days=1)
    web.do("employee", seats.answer, past, "yes")
    web.clock.pass_by(days=1, hours=8)
    tick(web.installation)
    web.do("presenter", write_ups.publish, past, "A bowline.", 0)
    web.do("presenter", write_ups.add_co_author, past, web.people["employee"])
    web.do("employee", write_ups.note, past, "A bowline, twice.")
    web.do("presenter", write_ups.add_link, past, "slides", "https://files.tern.example/knots.pdf")
    full = schedule(web, "full", days=5)
    for role in ("employee", "admin", "champion"):
        web.do(role, seats.answer, full, "yes")
    web.do("champion", sessions.invite_presenter, full, web.people["outsider"])
    web.do("champion", sessions.invite_presenter, full, web.people["auditor"])
    schedule(web, "postponed", days=11)
    web.do("champion", sessions.postpone, web.sessions["postponed"], "Storm")
    schedule(web, "cancelled", days=12)
    web.do("champion", sessions.cancel, web.sessions["cancelled"], "Storm")
    ideas = {
        "open": web.do("employee", proposals.propose, company, outline("Splices"), ["Rope"]),
        "wish": web.do("admin", proposals.ask, company, outline("Locks"), ["Locks"]),
        "withdrawn": web.do("presenter", proposals.propose, company, outline("Tar"), []),
        "declined": web.do("employee", proposals.propose, company, outline("Pitch"), []),
    }
    web.do("employee", proposals.invite_presenter, ideas["open"], web.people["sponsor"])
    web.do("presenter", proposals.withdraw, ideas["withdrawn"])
    web.do("champion", proposals.decline, ideas["declined"], "We had it")
    return ideas


def pages(web: Web, ideas: dict[str, Any]) -> list[str]:
    """The pages that people come by, and all that champions and admins have."""
    own = [f"sessions/{id}{rest}" for id in web.sessions.values() for rest in ("", "/attendees")]
    deeds = [
        f"sessions/{web.sessions['full']}/{deed}" for deed in ("edit", "date", "capacity", "publication")
    ]
    deeds += [f"sessions/{web.sessions['held']}/write-up/{page}" for page in ("editor", "revisions?read=1")]
    theirs = [f"proposals/{id}" for id in ideas.values()]
    people = [f"people/{id}" for id in web.people.values()]
    lists = ("", "sessions/", "proposals/", "proposals/?tab=mine", "proposals/?tab=closed", "topics/")
    more = ("people/", "inbox/", "desk/", "roles", "settings/", "import/")
    new = ("proposals/new", "proposals/request", "sessions/new")
    house = ["/learn/admins", "/learn/programmes/", "/learn/password"]
    return [*map(web.url, (*lists, *more, *new, *own, *deeds, *theirs, *people)), *house]


@pytest.mark.parametrize("role", ROLES)
def test_no_button_that_is_drawn_is_refused_for_want_of_right(web: Web, role: str) -> None:
    client: Any = web.as_(role)
    all_pages = pages(web, busy(web))
    refused, sent = [], 0
    for page in all_pages:
        for form in sorted(forms(client, page)):
            status = client.send(form.action, **dict(form.fields)).status_code
            sent += 1
            # What was sent before may have taken a right away; then the button is gone, too.
            if status >= 500 or (status in (400, 403) and form in forms(client, page)):
                refused.append((page, form, status))
            client = client if "sign-out" not in form.action else web.as_(role)
    assert refused == []
    assert sent > 2


@pytest.mark.parametrize("role", ["sponsor", "auditor"])
def test_who_only_looks_is_offered_no_answer(web: Web, role: str) -> None:
    client, session = web.as_(role), web.sessions["published"]
    for address in (web.url(), web.url("sessions/"), web.url(f"people/{web.people['presenter']}")):
        shown = client.get(address).text
        assert "Knots we published" in shown
        assert 'name="answer"' not in shown
        assert "You look on here" not in shown
    page = client.get(web.url(f"sessions/{session}")).text
    assert 'name="answer"' not in page
    assert "You look on here" in page
    assert 'name="answer"' in web.as_("employee").get(web.url(f"sessions/{session}")).text


def test_who_reads_the_list_of_names_is_offered_no_removal(web: Web) -> None:
    address = web.url(f"sessions/{web.sessions['published']}/attendees")
    for role, offered in (("champion", True), ("presenter", False), ("auditor", False)):
        page = web.as_(role).get(address).text
        assert "Ben Sörensen" in page
        assert ("/attendees/removal" in page) is offered, role
