"""A few of forty are a small group too: who sees aggregates alone reads words, never their number."""

from __future__ import annotations

import re
from typing import Any

from lt_web.commands import attendance, people, seats
from lt_web.identity import Deed
from lt_web.routines.ticking import tick
from tests.views.conftest import Web
from tests.views.test_figures import busy, shown
from tests.views.test_reports import MONTH, figure, invited_session, made

APRIL = "?from=2027-04-01&to=2027-04-30"
BOTH = "?from=2027-03-01&to=2027-04-30"


def thin(web: Web, there: int = 2) -> list[Any]:
    """After the busy month one in which few of twelve came, and all but one of those who had said yes."""
    busy(web)
    join = ((f"Crew {n}", f"crew{n}@tern.example", "Sails") for n in range(12))
    crowd = [web.do(None, people.join, *who) for who in join]
    invited_session(web, crowd, "thin", days=30)
    web.do("champion", seats.set_capacity, web.sessions["thin"], None)
    for person in crowd[:8]:
        web.installation.perform(Deed(actor=person), seats.answer, web.sessions["thin"], "yes")
    web.clock.pass_by(days=31)
    tick(web.installation)
    for person in crowd[:8]:
        how = "present" if person in crowd[:there] else "absent"
        web.do("presenter", attendance.mark, web.sessions["thin"], person, how)
    return crowd


def plain(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_few_are_words_to_sponsors_and_numbers_to_champions(web: Web) -> None:
    thin(web)
    card = plain(shown(web, "sponsor", APRIL).split('id="figure-participation"')[1].split("</article>")[0])
    assert "A few" in card
    assert "a few of 12 invitations" in card
    assert "Missed: target 60 %" in card
    assert "2 of 12 invitations" in plain(shown(web, "champion", APRIL))
    for where in ("participation/", "show_up/"):
        assert "a few of " in plain(shown(web, "sponsor", f"{where}{APRIL}"))
        assert "a few of " not in plain(shown(web, "champion", f"{where}{APRIL}"))


def test_all_but_a_few_are_words_too(web: Web) -> None:
    thin(web, there=7)
    page = plain(shown(web, "sponsor", f"show_up/{APRIL}"))
    assert "all but a few of 8" in page
    assert "7 of 8" not in page
    assert "7 of 8" in plain(shown(web, "champion", f"show_up/{APRIL}"))


def test_a_sum_of_several_months_is_exact(web: Web) -> None:
    thin(web, there=1)
    both_months = plain(shown(web, "sponsor", BOTH))
    assert "7 of 22 invitations" in both_months
    assert "1 of 12" not in plain(shown(web, "sponsor", APRIL)) + both_months


def test_the_report_and_its_numbers_hold_no_few_people(web: Web) -> None:
    busy(web)
    found = made(web, MONTH)
    assert figure(found, "participation")["of"] == "6 of 10 invitations"
    assert found["numbers"]["participation"]["part"] == 6
    assert "walk_ins" in found["numbers"]


def test_why_does_not_count_the_entries_about_single_people(web: Web) -> None:
    thin(web)
    where = f"why/figure/participation/{web.sessions['thin']}{APRIL}"
    said = plain(web.as_("sponsor").get(web.url(where)).text)
    assert "How many entries are about single people is not said here." in said
    assert "about other people" not in said
