"""What a programme is for: everybody reads it, champions change it, sponsors say yes with one click."""

from __future__ import annotations

from datetime import timedelta

from lt_web.commands import charter, programmes, proposals, sessions
from lt_web.events.ids import programme_id
from lt_web.events.planned import Outline
from projections import slots
from tests.views.conftest import OWN, Web
from tests.views.test_inbox import waiting

FOUNDED = {
    "name": "Book club",
    "slug": "",
    "purpose": "Pages.",
    "zone": "Europe/Paris",
    "outcomes": "Everybody has read one book\nTwo teams write better",
    "audience": "Whoever reads",
    "course": "pilot",
    "pilot_from": "2027-03-08",
    "pilot_weeks": "7",
    "participation_target": "40",
    "sessions_target": "2",
    "formats": ["talk", "lunch"],
    "kind": "weekly",
    "weekday": "2",
    "time": "10:30",
    "length": "30",
    "feedback_days": "7",
    "feedback_least": "3",
    "open": "no",
    "champion": "Ada Okafor",
    "sponsor": "Dina Haddad",
    "hours": "60",
    "command": "x",
}


def pilot(web: Web, weeks_ago: int) -> None:
    starts = (web.clock() - timedelta(weeks=weeks_ago)).date()
    web.do("champion", charter.set_course, web.programmes[OWN], starts, 6)


def test_a_programme_is_founded_with_everything_on_one_page_in_one_deed(web: Web) -> None:
    answer = web.as_("admin").send("/learn/programmes/new", **FOUNDED)
    assert answer.headers["Location"] == "/learn/book-club/"  # its short name was made from its name
    page = web.as_("champion").get("/learn/book-club/charter/").text
    for said in (
        "Two teams write better",
        "Whoever reads",
        "Talk and discussion and Lunch-and-learn",
        "The pilot begins on 8 March 2027",
        "Dina Haddad was asked for 60 hours a month.",
        "Members alone",
        "Ada Okafor",
    ):
        assert said in page
    with web.installation.database.reading() as db:
        dates = slots.coming(db, programme_id("book-club"), web.clock())
    assert [row.wall[:16] for row in dates][:2] == ["2027-03-10T10:30", "2027-03-17T10:30"]
    assert "Fay Lindqvist asks for your yes: 60 hours a month for “Book club”" in waiting(web, "sponsor")


def test_nothing_typed_is_lost_when_one_thing_is_wrong(web: Web) -> None:
    before = web.position()
    wrong = {"pilot_weeks": "9", "hours": "", "length": "61", "time": "", "outcomes": "\n".join("abcdef")}
    for field, value in wrong.items():
        answer = web.as_("admin").send("/learn/programmes/new", **FOUNDED | {field: value})
        assert answer.status_code == 422
        assert "Whoever reads" in answer.text
        assert 'value="lunch" checked' in answer.text
        assert 'value="demo" checked' not in answer.text
    assert web.position() == before


def test_a_sponsor_says_yes_with_one_click_and_it_counts_as_theirs(web: Web) -> None:
    since = web.clock().date()
    web.do("champion", charter.ask_for_hours, web.programmes[OWN], web.people["sponsor"], 40, since)
    sponsor = web.as_("sponsor")
    assert "Yes, I grant them" in waiting(web, "sponsor")
    assert sponsor.send(web.url("charter/hours/yes")).status_code == 303
    assert "Yes, I grant them" not in waiting(web, "sponsor")
    page = web.as_("employee").get(web.url("charter/")).text
    assert "40 hours a month" in page
    assert "Said by Dina Haddad on 1 Mar 2027." in page


def test_a_yes_that_a_champion_records_is_shown_as_recorded_for_them(web: Web) -> None:
    said = {"sponsor": "Dina Haddad", "hours": "30", "since": "2027-03-01", "way": "record"}
    assert web.as_("champion").send(web.url("charter/hours"), **said).status_code == 303
    assert "Recorded for Dina Haddad by Ada Okafor" in web.as_("employee").get(web.url("charter/")).text
    assert web.as_("sponsor").get(web.url("charter/hours/withdrawal")).status_code == 200
    gone = web.as_("champion").send(web.url("charter/hours/withdrawal"), reason="New quarter")
    assert gone.status_code == 303
    assert "Nobody has granted time for it yet." in web.as_("employee").get(web.url("charter/")).text


def test_forms_offer_the_formats_that_are_offered_and_keep_what_exists(web: Web) -> None:
    champion = web.as_("champion")
    what = {"outcomes": "", "audience": "", "formats": ["talk", "clinic"]}
    made = web.do("employee", proposals.propose, web.programmes[OWN], Outline("Rope", "", "demo", 30), [])
    assert champion.send(web.url("charter/edit"), **what).status_code == 303
    fresh = web.as_("employee").get(web.url("proposals/new")).text
    assert 'value="talk"' in fresh
    assert 'value="demo"' not in fresh
    kept = web.as_("employee").get(web.url(f"proposals/{made}/edit")).text
    assert 'selected value="demo"' in kept
    odd = {"title": "Knots", "format": "demo", "length": "30", "command": "y"}
    assert web.as_("employee").send(web.url("proposals/new"), **odd).status_code == 422


def test_a_quick_win_is_shared_after_three_weeks_without_the_names_of_those_who_came(web: Web) -> None:
    pilot(web, weeks_ago=0)
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, web.sessions["published"])
    champion = web.as_("champion")
    champion.send(web.url("charter/quick-win/sharing"))
    early = champion.get(web.url("charter/quick-win")).text
    assert "there is a quick win to share from 22 March 2027 on" in early
    web.clock.pass_by(days=14)
    champion.send(web.url("charter/quick-win/sharing"))
    assert "has something to show" in waiting(web, "sponsor")
    note = web.as_("sponsor").get(web.url("charter/quick-win")).text
    assert "Knots we published" in note
    assert "Cleo Martin" in note
    assert "Ben Sörensen" not in note
    assert web.as_("employee").get(web.url("charter/quick-win")).status_code == 403


def test_a_pilot_is_decided_with_its_figures_beside_it(web: Web) -> None:
    pilot(web, weeks_ago=5)
    champion = web.as_("champion")
    assert "How does it go on?" in champion.get(web.url("charter/decision")).text
    empty = champion.send(web.url("charter/decision"), reason="It works")
    assert empty.status_code == 422
    change = champion.send(web.url("charter/decision"), decision="change", reason="Another weekday")
    assert change.headers["Location"] == web.url("settings/")
    assert "Decided: Change something" in champion.get(web.url("charter/")).text


def test_a_programme_that_was_stopped_says_so_and_takes_nothing_new(web: Web) -> None:
    pilot(web, weeks_ago=6)
    champion = web.as_("champion")
    champion.send(web.url("charter/decision"), decision="stop", reason="Nobody has time")
    home = web.as_("employee").get(web.url()).text
    assert "was stopped: nothing new begins here" in home
    assert "Propose a session" not in home
    typed = {"title": "Knots", "format": "demo", "length": "30", "command": "z"}
    assert web.as_("employee").send(web.url("proposals/new"), **typed).status_code == 409
    assert champion.send(web.url("charter/course"), course="open").status_code == 303
    assert "was stopped" not in web.as_("employee").get(web.url()).text


def test_a_programme_is_handed_over_and_never_without_a_champion(web: Web) -> None:
    given = {"former": str(web.people["champion"]), "person": "Cleo Martin", "reason": "Long leave"}
    champion = web.as_("champion")
    assert champion.send(web.url("charter/hand-over"), **given).status_code == 303
    assert champion.get(web.url("desk/")).status_code == 403
    assert web.as_("presenter").get(web.url("desk/")).status_code == 200
    assert "was handed over to you" in waiting(web, "presenter")
    assert "You are a champion of" not in waiting(web, "presenter")
    assert "handed the programme over to Cleo Martin" in champion.get(web.url("charter/")).text


def test_admins_see_programmes_side_by_side(web: Web) -> None:
    pilot(web, weeks_ago=1)
    page = web.as_("admin").get("/learn/programmes/").text
    for said in ("Pilot, week 2 of 6", "Without an end", "Ada Okafor", "Gus Moreau", "Knots we published"):
        assert said in page


def test_whoever_is_named_a_champion_is_told_until_they_are_none_any_more(web: Web) -> None:
    web.do("champion", programmes.give_role, web.programmes[OWN], web.people["employee"], "champion", "Help")
    assert "You are a champion of" in waiting(web, "employee")
    web.do(
        "champion", programmes.take_role, web.programmes[OWN], web.people["employee"], "champion", "Enough"
    )
    assert "You are a champion of" not in waiting(web, "employee")
