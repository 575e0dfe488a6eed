"""Checking in: the screen, the code, the ticket that outlives signing in, and everything that is refused."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from lt_web import check_in
from lt_web.commands import attendance, seats, sessions
from tests.views.conftest import OTHER, Visitor, Web, schedule
from tests.views.test_accounts import ben, sign_in

__all__ = ["ben"]
WRONG = "CDFHJK"


@pytest.fixture
def open_now(web: Web) -> Web:
    """Five minutes before the start of the published session."""
    web.clock.pass_by(days=7, hours=4, minutes=55)
    return web


def at(web: Web, rest: str = "", name: str = "published") -> str:
    return web.url(f"sessions/{web.sessions[name]}/check-in{rest}")


def key(web: Web) -> bytes:
    return str(web.app.secret_key).encode()


def code(web: Web, name: str = "published") -> str:
    return check_in.code(key(web), web.sessions[name], web.clock())


def ticket(web: Web, client: Visitor, shown: str) -> str:
    """Scan a code, and take the ticket out of the address to which one is sent on."""
    answer = client.get(at(web, f"?code={shown}"))
    assert answer.status_code == 303
    return parse_qs(urlsplit(answer.headers["Location"]).query)["ticket"][0]


def checked_in(web: Web) -> int:
    with web.installation.database.reading() as db:
        return int(db.exec_driver_sql("select count(*) from lt_attendance where own").scalar() or 0)


def test_the_code_on_the_screen_lets_one_check_in_once(open_now: Web) -> None:
    screen = open_now.as_("presenter").get(at(open_now, "/screen")).text
    shown = re.search(r'aria-hidden="true">(\w{3}) (\w{3})<', screen)
    assert shown
    client = open_now.as_("employee")
    assert "Six letters and digits" in client.get(at(open_now)).text
    answer = client.send(at(open_now), code="".join(shown.groups()).lower())
    assert (answer.status_code, answer.headers["Location"]) == (303, at(open_now))
    assert "You are noted as present" in client.get(at(open_now)).text
    before = open_now.position()
    client.send(at(open_now), code=code(open_now))
    assert open_now.position() == before
    assert "1</strong> of 1 here" in open_now.as_("presenter").get(at(open_now, "/screen")).text


def test_scanning_leads_to_one_button_and_changes_nothing_by_itself(open_now: Web) -> None:
    client, before = open_now.as_("employee"), open_now.position()
    kept = ticket(open_now, client, code(open_now))
    open_now.clock.pass_by(minutes=9)
    page = client.get(at(open_now, f"?ticket={kept}")).text
    assert f'value="{kept}"' in page
    assert "I’m here" in page
    assert open_now.position() == before
    assert client.send(at(open_now), ticket=kept).status_code == 303
    assert checked_in(open_now) == 1


def test_a_stranger_signs_in_on_the_way_and_lands_on_that_check_in(ben: Web) -> None:
    ben.clock.pass_by(days=7, hours=4, minutes=55)
    stranger = ben.as_(None)
    kept = ticket(ben, stranger, code(ben))
    door = stranger.get(at(ben, f"?ticket={kept}")).headers["Location"]
    wanted = parse_qs(urlsplit(door).query)["next"][0]
    ben.clock.pass_by(minutes=4)
    client, answer = sign_in(ben, next=wanted)
    assert answer.headers["Location"] == at(ben, f"?ticket={kept}")
    assert "I’m here" in client.get(answer.headers["Location"]).text
    assert client.send(at(ben), ticket=kept).status_code == 303
    assert checked_in(ben) == 1


def test_a_wrong_or_late_code_is_said_so_and_one_can_try_again(open_now: Web) -> None:
    client, late = open_now.as_("employee"), code(open_now)
    open_now.clock.pass_by(seconds=61)
    for typed in (late, WRONG):
        answer = client.send(at(open_now), code=typed)
        assert answer.status_code == 422
        assert "not, or no longer, the code on the screen" in answer.text
        assert 'name="code"' in answer.text
    for typed in ("", "ABC", "OOOIII", "x" * 5000):
        answer = client.send(at(open_now), code=typed)
        assert answer.status_code == 422
        assert "A code is six letters and digits." in answer.text
    assert client.send(at(open_now), code=code(open_now)).status_code == 303


def test_ten_wrong_codes_are_the_most_for_a_person_and_a_session(open_now: Web) -> None:
    client = open_now.as_("employee")
    wrong = check_in.ticket(key(open_now), open_now.sessions["published"], WRONG, open_now.clock())
    for n in range(10):
        given = {"ticket": wrong} if n % 2 else {"code": WRONG}
        assert client.send(at(open_now), **given).status_code == 422
    answer = client.send(at(open_now), code=code(open_now))
    assert answer.status_code == 409
    assert "Too many codes that were not right." in answer.text
    assert checked_in(open_now) == 0
    assert open_now.as_("admin").send(at(open_now), code=code(open_now)).status_code == 303
    open_now.clock.pass_by(minutes=16)
    assert client.send(at(open_now), code=code(open_now)).status_code == 303


def hostile(web: Web) -> list[str]:
    """Tickets of every wrong kind: altered, forged, of others, of another time."""
    session, other, now, secret = web.sessions["published"], web.sessions["twin"], web.clock(), key(web)
    mine = check_in.code(secret, session, now)
    good = check_in.ticket(secret, session, mine, now)
    scanned, shown, signature = good.split("-")
    later = f"{int(now.timestamp()) + 60:x}"
    old = now - timedelta(minutes=11)
    early = now + timedelta(minutes=1)
    return [
        check_in.ticket(secret, other, check_in.code(secret, other, now), now),
        check_in.ticket(secret, web.sessions["elsewhere"], mine, now),
        check_in.ticket(secret, web.programmes[OTHER], mine, now),
        check_in.ticket(b"dev", session, mine, now),
        check_in.ticket(b"", session, mine, now),
        check_in.ticket(secret[::-1], session, mine, now),
        check_in.ticket(secret, session, check_in.code(secret, session, old), old),
        check_in.ticket(secret, session, check_in.code(secret, session, early), early),
        check_in.ticket(secret, session, check_in.code(secret, other, now), now),
        check_in.ticket(secret, session, WRONG, now),
        f"{later}-{shown}-{signature}",
        f"{scanned}-{WRONG}-{signature}",
        f"{scanned}-{shown}-{'0' * 40}",
        f"{scanned}-{shown}-{signature[:-1]}",
        f"{scanned}-{shown}-{signature}0",
        f"{scanned}-{shown}-{signature.upper()}",
        f"{scanned}-{shown}-",
        f"{scanned}-{shown}",
        f"{scanned}--{signature}",
        f"-{shown}-{signature}",
        f"{shown}-{scanned}-{signature}",
        f"{scanned}.{shown}.{signature}",
        f"{scanned} {shown} {signature}",
        f"0x{scanned}-{shown}-{signature}",
        f"{scanned.upper()}x-{shown}-{signature}",
        f"-{scanned}-{shown}-{signature}",
        f"{scanned}-{shown.lower()}-{signature}",
        f"{scanned}-{shown}-{signature}-{signature}",
        f"{'f' * 90}-{shown}-{signature}",
        f"{scanned}-{shown}-{'é' * 40}",
        good[::-1],
        good + "\n" + good,
        good * 500,
        "--",
        "null",
        "' or 1=1 --",
        "../../check-in",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "\u202e" + good,
        str(session),
    ]


def test_no_hostile_ticket_checks_anybody_in(open_now: Web) -> None:
    for name in ("twin", "elsewhere"):
        schedule(open_now, name, days=0)
    open_now.clock.to(open_now.clock().replace(hour=13, minute=58))
    forms = hostile(open_now)
    assert len(set(forms)) >= 30
    client, before = open_now.as_("employee"), open_now.position()
    for form in forms:
        page = client.get(at(open_now), query_string={"ticket": form})
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert client.send(at(open_now), ticket=form).status_code in (422, 409), form
    assert checked_in(open_now) == 0
    assert open_now.position() == before


def test_a_ticket_counts_for_its_session_alone(open_now: Web) -> None:
    schedule(open_now, "twin", days=0)
    open_now.clock.pass_by(minutes=50)
    client = open_now.as_("employee")
    kept = ticket(open_now, client, code(open_now))
    assert client.send(at(open_now, name="twin"), ticket=kept).status_code == 422
    assert "or of another session" in client.get(at(open_now, f"?ticket={kept}", "twin")).text
    assert (
        client.send(f"/learn/{OTHER}/sessions/{open_now.sessions['published']}/check-in").status_code == 404
    )
    assert checked_in(open_now) == 0


def test_outside_the_window_it_says_when(web: Web) -> None:
    client = web.as_("employee")
    assert "Check-in opens at 13:45 on Mon 8 Mar 2027" in client.get(at(web)).text
    assert client.send(at(web), code=code(web)).status_code == 409
    web.clock.pass_by(days=7, hours=7)
    assert "Check-in is over" in client.get(at(web)).text
    answer = client.send(at(web), code=code(web))
    assert answer.status_code == 409
    assert checked_in(web) == 0


def test_presenters_are_told_that_they_need_none(open_now: Web) -> None:
    client = open_now.as_("presenter")
    assert "need no check-in" in client.get(at(open_now)).text
    assert client.send(at(open_now), code=code(open_now)).status_code == 409
    assert checked_in(open_now) == 0


def test_what_was_called_off_has_neither_check_in_nor_screen(web: Web) -> None:
    web.do("champion", sessions.cancel, web.sessions["published"], "Storm")
    assert web.as_("employee").get(at(web)).status_code == 409
    assert web.as_("presenter").get(at(web, "/screen")).status_code == 409
    assert web.as_("champion").get(at(web, name="draft")).status_code == 404


def test_the_screen_is_asked_anew_and_answers_only_what_changed(open_now: Web) -> None:
    client, htmx = open_now.as_("presenter"), {"HX-Request": "true"}
    page = client.get(at(open_now, "/screen")).text
    again = re.search(r'hx-get="([^"]+)"', page)
    assert again
    assert code(open_now) not in again[1]
    assert client.get(again[1], headers=htmx).status_code == 204
    open_now.do("employee", attendance.check_in, open_now.sessions["published"])
    fresh = client.get(again[1], headers=htmx)
    assert "<strong>1</strong> of 1 here" in fresh.text
    again = re.search(r'hx-get="([^"]+)"', fresh.text)
    assert again
    open_now.clock.pass_by(seconds=30)
    fresh = client.get(again[1], headers=htmx)
    assert fresh.status_code == 200
    assert "New code in" in fresh.text
    assert "<noscript><meta http-equiv" in page
    assert '<svg class="segno"' in page or "<svg" in page


def test_the_picture_leads_a_phone_to_the_check_in_of_this_session(open_now: Web) -> None:
    import segno

    page = open_now.as_("presenter").get(at(open_now, "/screen")).text
    address = f"http://localhost{at(open_now)}?code={code(open_now)}"
    assert (
        str(
            segno.make(address, error="m", micro=False).svg_inline(
                border=2, omitsize=True, dark="#1f1c17", light="#ffffff"
            )
        )
        in page
    )
    assert "style=" not in page


def test_home_and_the_sessions_page_lead_there_while_it_is_open(open_now: Web) -> None:
    page = open_now.url(f"sessions/{open_now.sessions['published']}")
    for role, leads in (("employee", at(open_now)), ("presenter", at(open_now, "/screen"))):
        for address in (open_now.url(), page):
            assert f'href="{leads}"' in open_now.as_(role).get(address).text
    for role in ("sponsor", "auditor"):
        for address in (open_now.url(), page):
            assert f'href="{at(open_now)}"' not in open_now.as_(role).get(address).text
    open_now.do("employee", attendance.check_in, open_now.sessions["published"])
    assert f'href="{at(open_now)}"' not in open_now.as_("employee").get(open_now.url()).text
    assert "You were there." in open_now.as_("employee").get(page).text


def test_the_sessions_page_tells_numbers_to_all_and_names_to_some(open_now: Web) -> None:
    session = open_now.sessions["published"]
    open_now.do("admin", seats.answer, session, "yes")
    open_now.clock.pass_by(hours=2)
    for role, standing in (("employee", "present"), ("sponsor", "present"), ("admin", "absent")):
        open_now.do("presenter", attendance.mark, session, open_now.people[role], standing)
    address = open_now.url(f"sessions/{session}")
    for role in ("outsider", "sponsor"):
        page = open_now.as_(role).get(address).text
        assert "2 came, 1 of them a walk-in." in page
        assert "Ben Sörensen" not in page
        assert "absent" not in page
    for role in ("champion", "presenter", "auditor"):
        page = open_now.as_(role).get(address).text
        assert "Ben Sörensen" in page
        assert "noted Fay Lindqvist as absent" not in page  # that stands on the sheet alone


def test_presenters_find_it_in_their_inbox_until_something_is_noted(open_now: Web) -> None:
    session, client = open_now.sessions["published"], open_now.as_("presenter")
    open_now.clock.pass_by(hours=2)
    open_now.do(None, sessions.hold, session)
    page = client.get(open_now.url()).text
    assert "Who was at “Knots we published”?" in page
    assert f'href="{open_now.url(f"sessions/{session}/attendance")}"' in page
    assert "Who was at" not in open_now.as_("champion").get(open_now.url()).text
    open_now.do("champion", attendance.count_heads, session, 4)
    assert "Who was at" not in client.get(open_now.url()).text


def test_who_was_noted_while_it_ran_is_not_asked_for_again(open_now: Web) -> None:
    session = open_now.sessions["published"]
    open_now.do("employee", attendance.check_in, session)
    open_now.clock.pass_by(hours=2)
    open_now.do(None, sessions.hold, session)
    assert "Who was at" not in open_now.as_("presenter").get(open_now.url()).text


def test_a_demo_visitor_comes_back_to_the_check_in_too(web: Web) -> None:
    wanted: Any = at(web, "?ticket=6-CDFHJK-0")
    door = web.as_(None).get(wanted).headers["Location"]
    assert parse_qs(urlsplit(door).query)["next"][0] == wanted
