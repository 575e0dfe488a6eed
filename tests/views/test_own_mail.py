"""The weekly mail on the pages of those who get it: told of, turned off, and among what is held of them."""

from __future__ import annotations

import json
from typing import Any

from lt_web.mail.delivering import deliver
from lt_web.mail.ways import ByFunction
from tests.views.conftest import Web

FIELD = "Send me the log’s checkpoint each Monday"
PROFILE = "people/profile"


def with_mail(web: Web) -> list[Any]:
    """Let mail go out; the list fills with what was sent."""
    got: list[Any] = []
    web.installation.way_out = ByFunction(got.append)
    web.installation.seal_now()
    return got


def saved(web: Web, **fields: str) -> None:
    sent = web.as_("auditor").send(web.url(PROFILE), name="Emil Novak", zone="", **fields)
    assert sent.status_code == 303


def test_an_auditor_turns_the_weekly_mail_off_and_on_again(web: Web) -> None:
    got = with_mail(web)
    page = web.as_("auditor").get(web.url(PROFILE)).text
    assert FIELD in page
    assert "checked" in page[page.index(FIELD) - 400 : page.index(FIELD)]
    saved(web)
    assert deliver(web.installation) == 0
    saved(web, checkpoint="y")
    web.clock.pass_by(days=7)
    assert deliver(web.installation) == 1
    assert "Emil Novak" in str(got[0]["To"])


def test_who_gets_no_such_mail_is_not_asked_about_it(web: Web) -> None:
    assert FIELD not in web.as_("auditor").get(web.url(PROFILE)).text
    assert "comes to you by mail" not in web.as_("auditor").get(web.url("audit/proof/")).text
    with_mail(web)
    assert FIELD not in web.as_("champion").get(web.url(PROFILE)).text
    assert "comes to you by mail" in web.as_("auditor").get(web.url("audit/proof/")).text


def test_a_profile_saved_where_mail_is_off_keeps_the_choice(web: Web) -> None:
    with_mail(web)
    saved(web)
    way, web.installation.way_out = web.installation.way_out, None
    saved(web)
    web.installation.way_out = way
    assert deliver(web.installation) == 0


def test_what_is_held_of_somebody_names_the_mail_they_were_sent(web: Web) -> None:
    with_mail(web)
    deliver(web.installation)
    held = json.loads(web.as_("auditor").get("/learn/me/held.json").text)
    assert held["mail"] == [{"kind": "checkpoint", "state": "sent", "at": web.clock.now.isoformat()}]
    assert "1 mail to you in the last months" in web.as_("auditor").get("/learn/me/held").text
