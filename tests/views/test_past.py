"""Pages of the past: the same views at another moment, with the rights of today, and nothing that acts."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest

from lt_web.cli import lt
from lt_web.commands import (
    attendance,
    leaving,
    people,
    programmes,
    proposals,
    seats,
    sessions,
    topics,
    write_ups,
)
from lt_web.events.planned import Outline
from lt_web.past import scratch
from lt_web.past.excepted import EXCEPTED, OUTSIDE, PREFIXES
from lt_web.past.still import still
from lt_web.routines.ticking import tick
from lt_web.store import accesses
from tests.views.conftest import OTHER, OWN, ROLES, Web, schedule

FULL = os.environ.get("LT_FAULTS") == "full"
PAGES = (
    "",
    "sessions/",
    "sessions/?tab=past",
    "proposals/",
    "topics/",
    "people/",
    "charter/",
    "report/",
    "learning/",
    "inbox/",
)
OF_CHAMPIONS = ("desk/", "board/", "cadence/", "settings/", "roles/", "guides/", "competency/")


@pytest.fixture
def seen(web: Web) -> Iterator[Web]:
    """A company that somebody audits, and the champion besides, so that every page can be compared."""
    held = (web.programmes[OWN], web.people["auditor"], "champion", "Looks everywhere")
    web.people["overseer"] = web.do(None, people.join, "Ova Seer", "ova@tern.example", "Charts")
    web.do(None, people.open_account, web.people["overseer"], "ova@tern.example", "")
    for role in ("champion", "auditor"):
        held = (web.programmes[OWN], web.people["overseer"], role, "Looks everywhere")
        web.do("champion", programmes.give_role, *held)
    yield web
    scratch.empty(web.installation)


def as_of(when: str, rest: str = "", programme: str = OWN) -> str:
    return f"/learn/as-of/{when}/{programme}/{rest}"


def plain(html: str, with_fields: bool = False) -> str:
    """A page without banner, tokens, deeds, and the prefix of the past."""
    page = re.sub(r'<section class="lt-past".*?</section>', "", still(html, with_fields), flags=re.S)
    page = re.sub(r'<p class="[^"]*lt-page-history">.*?</p>', "", page, flags=re.S)  # the log is one
    page = re.sub(r"<div hidden>\s*(<datalist.*?</datalist>\s*)*</div>", "", page, flags=re.S)  # for typing
    page = re.sub(r'<a [^>]*class="lt-button[^>]*>.*?</a>', "", page, flags=re.S)  # the way to a form
    page = re.sub(r'<(div|p) class="lt-actions">\s*</(div|p)>', "", page)
    page = re.sub(r'<p class="lt-lede">[^<]*, as known on [^<]*</p>', "", page)  # said of the past alone
    page = re.sub(r" · As it was on [^<]*?(?= · )", "", page)  # in its title
    return re.sub(r"\s+", " ", re.sub(r"/as-of/[^/\"]+", "", page))


def life(web: Web) -> Iterator[Callable[[], Any]]:
    """What happens one after another, a deed at a time."""
    here = web.programmes[OWN]
    outline = Outline("Splicing rope", "How.", "demo", 30)
    made: dict[str, Any] = {}

    def keep(name: str, role: str | None, command: Any, *args: Any) -> Callable[[], Any]:
        return lambda: made.update({name: web.do(role, command, *args)})

    yield keep("proposal", "employee", proposals.propose, here, outline, ["Rope"])
    yield lambda: web.do("presenter", proposals.vote, made["proposal"], "interested")
    yield lambda: web.do("presenter", proposals.comment, made["proposal"], "Please do")
    yield lambda: schedule(web, "yesterday", days=1)
    yield lambda: web.do("employee", seats.answer, web.sessions["yesterday"], "yes")
    yield lambda: web.do("admin", seats.answer, web.sessions["yesterday"], "maybe")
    yield lambda: web.do("employee", seats.answer, web.sessions["yesterday"], "no")
    yield lambda: web.do("presenter", sessions.comment, web.sessions["yesterday"], "See *you* there")
    yield lambda: web.do("champion", seats.set_capacity, web.sessions["published"], 1)
    yield lambda: web.do("admin", seats.answer, web.sessions["published"], "yes")
    yield lambda: (web.clock.pass_by(days=1, hours=8), tick(web.installation))
    yield lambda: web.do(
        "presenter", attendance.mark, web.sessions["yesterday"], web.people["admin"], "present"
    )
    yield lambda: web.do("presenter", write_ups.publish, web.sessions["yesterday"], "# One", 0)
    yield lambda: web.do("champion", topics.add, here, "Hitches")
    yield lambda: web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    yield lambda: web.do("champion", programmes.set_up, here, {"offer_hours": 7}, True)
    yield lambda: web.do(None, people.move_team, web.people["employee"], "Sails")
    yield lambda: web.do(None, leaving.leave, web.people["sponsor"])
    yield lambda: web.do("champion", proposals.close_voting, made["proposal"])


def addresses(web: Web) -> list[tuple[str, str]]:
    things = [f"sessions/{id}" for id in web.sessions.values()]
    things += [f"sessions/{id}/attendance" for id in web.sessions.values()]
    reasons = ("answer", "seats", "state", "write-up", "feedback")
    things += [f"why/session/{id}/{what}" for id in web.sessions.values() for what in reasons]
    things += [f"people/{web.people[role]}" for role in ("employee", "sponsor")]
    looked_at = [("auditor", page) for page in (*PAGES, *things)]
    return looked_at + [("overseer", page) for page in OF_CHAMPIONS]


def test_pages_recorded_as_they_were_equal_pages_as_of(seen: Web) -> None:
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chosen, recorded = random.Random(seed), list[tuple[int, str, str, str]]()
    for deed in life(seen):
        deed()
        position = seen.position()
        for role, page in addresses(seen) if FULL else chosen.sample(addresses(seen), 6):
            answer = seen.as_(role).get(seen.url(page))
            if answer.status_code == 200:
                recorded.append((position, role, page, answer.text))
        seen.clock.pass_by(minutes=7)
    chosen.shuffle(recorded)
    wrong = [one[:3] for one in recorded if not _the_same(seen, *one)]
    print(f"{len(recorded)} pages at {len({one[0] for one in recorded})} positions")
    assert wrong == []


def _the_same(web: Web, position: int, role: str, page: str, before: str) -> bool:
    answer = web.as_(role).get(as_of(f"e{position}", page))
    fields = page in ("settings/", "roles/")
    now, then = plain(answer.text, fields), plain(before, fields)
    if now != then and os.environ.get("SHOW"):
        at = next(i for i in range(len(then)) if now[i : i + 1] != then[i])
        print(
            position,
            role,
            page,
            answer.status_code,
            "\n THEN",
            then[at - 120 : at + 200],
            "\n AS-OF",
            now[at - 120 : at + 200],
        )
    return answer.status_code == 200 and now == then


def test_a_page_shows_what_it_showed_then(seen: Web) -> None:
    session = schedule(seen, "later", days=9)
    then = seen.position()
    seen.do("employee", seats.answer, session, "yes")
    seen.do("champion", sessions.cancel, session, "Storm")
    reader = seen.as_("auditor")
    before = reader.get(as_of(f"e{then}", f"sessions/{session}"))
    assert before.status_code == 200
    assert "Storm" not in before.text
    assert "Knots we later" in before.text
    assert "Storm" in reader.get(as_of(f"e{seen.position()}", f"sessions/{session}")).text
    gone = reader.get(as_of(f"e{then - 4}", f"sessions/{session}"))
    assert gone.status_code == 404
    assert "This was not there at that moment" in gone.text


class Acting(HTMLParser):
    """Finds whatever on a page would do something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []
        self._in_get_form = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms that are sent, buttons that send, and what asks or sends by itself."""
        known = dict(attrs)
        if tag == "form":
            self._in_get_form = known.get("method") == "get"
        if tag == "a" and known.get("href"):
            self.links.append(str(known["href"]))
        sends = tag == "form" and not self._in_get_form
        sends |= tag == "button" and known.get("type") != "button" and not self._in_get_form
        sends |= any(name in known for name in ("hx-post", "hx-put", "hx-delete", "hx-patch", "formaction"))
        if sends or "every" in (known.get("hx-trigger") or ""):
            self.found.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a form."""
        self._in_get_form = self._in_get_form and tag != "form"


def crawled(web: Web, role: str, when: str, most: int) -> dict[str, int]:
    """Follow every link of the past as one person; what acts, and a link that leaves, is wrong."""
    start, client = as_of(when), web.as_(role)
    seen, ahead, kinds = dict[str, int](), [start], set[str]()
    while ahead and len(seen) < most:
        address = ahead.pop()
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-[\dW-]+|=[^&]*", "#", address.replace(when, ""))
        if address in seen or kind in kinds:
            continue
        kinds.add(kind)
        answer = client.get(address)
        seen[address] = answer.status_code
        assert answer.status_code in (200, 204, 303, 403, 404), address
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        page = Acting(answer.text)
        assert page.found == [], (address, page.found)
        for link in (link.split("#")[0] for link in page.links):
            if link.startswith(f"/learn/as-of/{when}/"):
                ahead.append(link)
            else:
                assert link == "" or may_leave(web, link, address, when), (address, link)
    return seen


def may_leave(web: Web, link: str, page: str, when: str) -> bool:
    """Whether a link may leave the past: the way back to now does, and what has no past."""
    here = urlsplit(link).path
    if not here.startswith("/learn/") or here == urlsplit(page).path.replace(f"/as-of/{when}", ""):
        return True
    endpoint, _values = web.app.url_map.bind("").match(here)
    return bool(endpoint.startswith(PREFIXES))


@pytest.mark.parametrize("role", ["auditor", "overseer"])
def test_nothing_acts_on_any_page_of_the_past_and_links_stay_there(seen: Web, role: str) -> None:
    for deed in life(seen):
        deed()
    for position in (seen.position(), 30):
        found = crawled(seen, role, f"e{position}", 400)
        print(f"{role} at {position}: {len(found)} pages")
        assert len(found) > 15


def test_only_auditors_travel(seen: Web) -> None:
    for role in ROLES:
        answer = seen.as_(role).get(as_of("e30", "sessions/"))
        assert answer.status_code == (200 if role == "auditor" else 403), role
    assert seen.as_("auditor").get(as_of("e30", "", OTHER)).status_code == 404
    assert seen.as_(None).get(as_of("e30")).status_code == 303


def test_nothing_can_be_sent_to_the_past(seen: Web) -> None:
    session, before = seen.sessions["published"], seen.position()
    auditor = seen.as_("auditor")
    for answer in (
        auditor.send(as_of("e30", f"sessions/{session}/answer"), answer="yes"),
        auditor.post(as_of("e30", f"sessions/{session}/comment")),
    ):
        assert answer.status_code == 405
        assert "The past cannot be changed" in answer.text
    assert seen.position() == before


def test_every_page_has_a_past_or_a_reason_why_not(web: Web) -> None:
    rules = [rule for rule in web.app.url_map.iter_rules() if rule.endpoint.startswith("lt.")]
    readable = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    assert set(EXCEPTED) <= readable
    assert not [endpoint for endpoint in EXCEPTED if endpoint.startswith(PREFIXES)]
    optional = ("lt.joining.",)  # in a host alone
    optional += ("lt.trail.", "lt.history.", "lt.proof.", "lt.fairness.", "lt.why.", "lt.compare.")
    optional += ("lt.erasure.", "lt.held.")
    for part in OUTSIDE:
        assert part in optional or any(endpoint.startswith(part) for endpoint in readable), part
    assert len(EXCEPTED) < 15


def test_a_page_without_a_past_says_why_and_leads_to_today(seen: Web) -> None:
    answer = seen.as_("overseer").get(as_of("e30", "import/"))
    assert answer.status_code == 200
    assert "This page has no past" in answer.text
    assert 'href="/learn/tech-hour/import/"' in answer.text


def test_a_moment_is_read_by_the_readers_clock_and_the_page_says_what_it_chose(seen: Web) -> None:
    seen.clock.pass_by(hours=2)
    schedule(seen, "later", days=9)
    reader = seen.as_("auditor")
    page = reader.get(as_of("2027-03-01T10:30", "sessions/"))
    assert "Mon 1 Mar 2027, 10:30 (Lisbon)" in page.text
    assert "Knots we later" not in page.text
    assert "The last event until then is number" in page.text
    assert "Knots we later" in reader.get(as_of("2027-03-01T11:00", "sessions/")).text
    for odd in ("yesterday", "e", "e1x", "2027-13-01T10:00", "e99999999999999999"):
        assert reader.get(as_of(odd, "sessions/")).status_code == 404
    assert "not come to that event" in reader.get(as_of("e9999", "sessions/")).text


def test_a_programme_that_did_not_exist_yet_says_so(seen: Web) -> None:
    answer = seen.as_("auditor").get(as_of("e3"))
    assert answer.status_code == 404
    assert "This programme did not exist yet." in answer.text


def test_one_goes_there_by_a_form_without_scripts(seen: Web) -> None:
    reader, choose = seen.as_("auditor"), seen.url("audit/as-it-was")
    assert "See the programme then" in reader.get(choose).text
    sent = reader.get(f"{choose}?date=2027-03-01&time=10:30")
    assert sent.status_code == 303
    assert sent.location == as_of("2027-03-01T10:30")
    assert reader.get(f"{choose}?event=30").location == as_of("e30")
    assert reader.get(f"{choose}?date=soon&time=x").status_code == 422
    assert seen.as_("champion").get(choose).status_code == 403


def test_names_and_what_was_taken_back_are_todays(seen: Web) -> None:
    session = schedule(seen, "yesterday", days=1)
    seen.do("employee", seats.answer, session, "yes")
    seen.clock.pass_by(days=1, hours=8)
    tick(seen.installation)
    seen.do("presenter", write_ups.publish, session, "# One", 0)
    seen.do("employee", write_ups.note, session, "What I would rather not have said")
    then, reader = seen.position(), seen.as_("auditor")
    assert "rather not" in reader.get(as_of(f"e{then}", f"sessions/{session}")).text
    seen.do("employee", write_ups.note, session, "Another word")
    assert "rather not" not in reader.get(as_of(f"e{then}", f"sessions/{session}")).text
    seen.do("employee", write_ups.withdraw_note, session, seen.people["employee"])
    assert "Another word" not in reader.get(as_of(f"e{then}", f"sessions/{session}")).text


def test_looking_at_the_past_records_nothing(seen: Web) -> None:
    before = seen.position()
    seen.as_("overseer").get(as_of("e30", "desk/"))
    assert seen.position() == before


def test_who_looked_at_which_page_of_the_past_is_noted(seen: Web) -> None:
    reader = seen.as_("auditor")
    reader.get(as_of("e30", f"people/{seen.people['employee']}"))
    noted = reader.get(seen.url("audit/log/readers")).text
    assert "A page of the past" in noted
    assert f'href="/learn/as-of/e30/tech-hour/people/{seen.people["employee"]}"' in noted
    assert "event 30" in noted


def test_the_command_line_says_which_event_a_moment_means_and_what_a_page_said(seen: Web) -> None:
    run = seen.app.test_cli_runner().invoke
    told = run(lt, ["audit", "as-of", "2027-03-01T10:00", "--json"])
    facts = json.loads(told.output)
    assert (told.exit_code, facts["position"]) == (0, seen.position())
    page = run(lt, ["audit", "as-of", "e30", "/learn/tech-hour/sessions/"])
    assert (page.exit_code, "Knots we published" in page.output) == (0, True)
    assert "<" not in page.output
    for wrong in (["soon"], ["e9999"], ["e3", "/learn/tech-hour/"], ["e30", "/learn/nowhere/"]):
        refused = run(lt, ["audit", "as-of", *wrong])
        assert refused.exit_code == 2, refused.output


def test_whoever_looks_at_the_past_is_noted_whatever_their_browser_says_of_itself(web: Web) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        with web.installation.database.reading() as db:
            before = len(accesses.of_programme(db, web.programmes[OWN]))
        assert web.as_("auditor").get(as_of("e20", "sessions/"), headers=headers).status_code == 200
        with web.installation.database.reading() as db:
            noted = accesses.of_programme(db, web.programmes[OWN])
        assert [row.kind for row in noted[: len(noted) - before]] == ["past"]
