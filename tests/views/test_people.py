"""The people's pages: who is here, what they taught, and what one may do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from lt_web.commands import people, programmes, sessions
from lt_web.store import accounts, directory
from tests.views.conftest import OTHER, Web, schedule

Count = Callable[[Callable[[], Any]], int]


def listed(web: Web, role: str, query: str = "") -> str:
    answer = web.as_(role).get(web.url(f"people/{query}"))
    assert answer.status_code == 200
    return answer.text.split('id="people-list"')[1].split("</section>")[0]


def typed(**fields: str) -> dict[str, str]:
    """What a browser sends of the form for a new colleague."""
    return {"name": "Ida Berg", "email": "", "team": "", "zone": "", "command": "once"} | fields


def hold(web: Web) -> None:
    """Let the published session be over, and recorded as held."""
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, web.sessions["published"])


def test_everybody_who_is_here_is_listed_by_name_with_their_team(web: Web) -> None:
    shown = listed(web, "employee")
    names = [
        "Ada Okafor",
        "Ben Sörensen",
        "Cleo Martin",
        "Dina Haddad",
        "Emil Novak",
        "Fay Lindqvist",
        "Gus Moreau",
    ]
    assert [shown.index(name) for name in names] == sorted(shown.index(name) for name in names)
    assert "Harbour" in shown


@pytest.mark.parametrize("role", ["champion", "employee"])
def test_the_list_keeps_no_score_of_who_taught_how_often(web: Web, role: str) -> None:
    hold(web)
    shown = listed(web, role)
    assert "Cleo Martin" in shown
    assert "aught" not in shown
    assert "presented" not in shown
    assert "Knots we published" in web.as_(role).get(web.url(f"people/{web.people['presenter']}")).text


def test_people_are_found_by_a_part_of_the_name_without_its_accents(web: Web) -> None:
    shown = listed(web, "employee", "?text=sorens")
    assert "Ben Sörensen" in shown
    assert "Ada Okafor" not in shown


def test_people_are_found_by_team(web: Web) -> None:
    shown = listed(web, "employee", "?team=Harbour")
    assert "Cleo Martin" in shown
    assert "Ben Sörensen" not in shown


def test_a_filter_that_fits_nobody_says_so_and_leads_back(web: Web) -> None:
    assert "Nobody fits these filters" in listed(web, "employee", "?text=zzz")


def test_names_from_imported_tables_stand_apart_and_are_said_to_be_such(web: Web) -> None:
    unclaimed = web.do(None, people.note_unclaimed, "Quentin Almqvist")
    assert "Quentin" not in listed(web, "employee")
    assert "Quentin Almqvist" in listed(web, "employee", "?tab=imported")
    page = web.as_("employee").get(web.url(f"people/{unclaimed}")).text
    assert "A name from an imported table" in page


def test_a_page_of_a_person_shows_what_they_taught_and_teach(web: Web) -> None:
    address = web.url(f"people/{web.people['presenter']}")
    assert "Teaches next" in web.as_("employee").get(address).text
    hold(web)
    page = web.as_("employee").get(address).text
    assert "Taught <small>1</small>" in page
    assert "Knots we published" in page


def test_an_unpublished_session_stands_on_its_presenters_page_for_them_and_for_champions(web: Web) -> None:
    address = web.url(f"people/{web.people['presenter']}")
    assert "Knots we draft" not in web.as_("employee").get(address).text
    assert "Knots we draft" in web.as_("presenter").get(address).text
    assert "Knots we draft" in web.as_("champion").get(address).text


def test_what_one_goes_to_is_shown_to_oneself_alone(web: Web) -> None:
    address = web.url(f"people/{web.people['employee']}")
    assert "You go to" in web.as_("employee").get(address).text
    for role in ("champion", "auditor", "admin"):
        page = web.as_(role).get(address).text
        assert "go to" not in page.split("<main")[1].split("</main>")[0].lower()


def test_an_unknown_person_is_not_found(web: Web) -> None:
    assert web.as_("champion").get(web.url(f"people/{uuid4()}")).status_code == 404


def test_a_champion_adds_a_colleague_who_can_sign_in_at_once(web: Web) -> None:
    champion = web.as_("champion")
    form = typed(email="Ida@tern.example", team="Sails", may_sign_in="y")
    answer = champion.send(web.url("people/new"), **form)
    assert answer.status_code == 303
    page = champion.get(answer.headers["Location"]).text
    password = page.split("the password ")[1].split(" (shown")[0]
    assert "Ida Berg" in listed(web, "employee", "?team=Sails")
    signed = web.as_(None)
    entered = signed.send("/learn/sign-in", username="ida@tern.example", password=password)
    assert entered.status_code == 303
    assert signed.get(web.url()).status_code == 200
    assert password not in champion.get(answer.headers["Location"]).text


def test_adding_twice_by_a_double_click_adds_one_and_tells_the_same_password(web: Web) -> None:
    champion = web.as_("champion")
    form = typed(email="ida@tern.example", may_sign_in="y")
    first, second = (champion.send(web.url("people/new"), **form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    page = champion.get(first.headers["Location"]).text
    said = [part.split(" (shown")[0] for part in page.split("the password ")[1:]]
    assert len(set(said)) == 1


def test_an_address_that_is_taken_is_said_at_its_field_and_what_was_typed_is_kept(web: Web) -> None:
    answer = web.as_("champion").send(
        web.url("people/new"), **typed(name="Another Ben", email="BEN@tern.example")
    )
    assert answer.status_code == 422
    assert "Somebody with this address is here already. Look for them on the People page." in answer.text
    assert "Another Ben" in answer.text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "This cannot be left empty."),
        ({"name": "Ida\x07Berg"}, "Write this on one line."),
        ({"name": "\u200b"}, "This cannot be left empty."),
        ({"name": "Ida", "email": "ida"}, "Write the address in full"),
        ({"name": "Ida", "may_sign_in": "y"}, "Give an e-mail address above"),
        ({"name": "I" * 121}, "120 characters are the most."),
    ],
)
def test_what_is_wrong_with_a_new_colleague_is_said_at_the_field(
    web: Web, given: dict[str, str], sentence: str
) -> None:
    before = web.position()
    answer = web.as_("champion").send(web.url("people/new"), **typed(**given))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert web.position() == before


def test_in_a_closed_programme_a_new_colleague_becomes_a_member(web: Web) -> None:
    form = typed(email="ida@tern.example", may_sign_in="y", member="y")
    made = web.as_("outsider").send(web.url("people/new", OTHER), **form).headers["Location"]
    web.people["ida"] = UUID(made.rsplit("/", 1)[1])
    assert web.as_("ida").get(web.url("", OTHER)).status_code == 200


def test_employees_add_nobody(web: Web) -> None:
    answer = web.as_("employee").get(web.url("people/new"))
    assert answer.status_code == 403
    assert "Only champions and admins" in answer.text


def test_one_corrects_ones_own_name_and_zone(web: Web) -> None:
    me = web.as_("employee")
    before = web.position()
    assert me.send(web.url("people/profile"), name="Ben S.", zone="America/New_York").status_code == 303
    page = me.get(web.url(f"people/{web.people['employee']}")).text
    assert "Ben S." in page
    assert "America/New York" in page
    assert web.position() == before  # names are kept beside the log


def test_a_zone_that_does_not_exist_is_refused(web: Web) -> None:
    assert (
        web.as_("employee").send(web.url("people/profile"), name="Ben", zone="Mars/Base").status_code == 422
    )


def test_a_hostile_name_is_shown_as_text(web: Web) -> None:
    me = web.as_("employee")
    me.send(web.url("people/profile"), name="<script>alert(1)</script>", zone="")
    for page in ("people/", f"people/{web.people['employee']}", ""):
        assert "<script>alert" not in me.get(web.url(page)).text


def test_a_champion_notes_another_team_and_the_history_says_so(web: Web) -> None:
    address = web.url(f"people/{web.people['employee']}")
    champion = web.as_("champion")
    assert champion.send(f"{address}/team", team="Sails").status_code == 303
    page = champion.get(address).text
    assert "in the team Sails" in page
    assert "in the team Sails" not in web.as_("presenter").get(address).text


def test_the_same_team_again_records_nothing(web: Web) -> None:
    address = web.url(f"people/{web.people['employee']}/team")
    before = web.position()
    web.as_("champion").send(address, team="Charts")
    assert web.position() == before


def test_who_left_can_no_longer_sign_in_and_comes_back_by_one_click(web: Web) -> None:
    address = web.url(f"people/{web.people['employee']}")
    gone = web.as_("employee")
    admin = web.as_("admin")
    assert admin.send(f"{address}/leaving").status_code == 303
    assert gone.get(web.url()).status_code == 303
    assert "Ben Sörensen" not in listed(web, "champion")
    assert "Ben Sörensen" in listed(web, "admin", "?tab=left")
    assert "Ben Sörensen" not in listed(web, "champion", "?tab=left")
    assert "Left the company" in web.as_("champion").get(address).text
    assert admin.send(f"{address}/return").status_code == 303
    assert "Ben Sörensen" in listed(web, "champion")


def test_champions_do_not_note_that_somebody_left(web: Web) -> None:
    for deed in ("leaving", "return", "password"):
        answer = web.as_("champion").send(web.url(f"people/{web.people['employee']}/{deed}"))
        assert answer.status_code == 403


def test_an_admin_gives_a_new_password_to_whoever_forgot_theirs(web: Web) -> None:
    address = web.url(f"people/{web.people['employee']}")
    signed_in, admin = web.as_("employee"), web.as_("admin")
    answer = admin.send(f"{address}/password")
    password = admin.get(answer.headers["Location"]).text.split("new password is ")[1].split(" (shown")[0]
    assert signed_in.get(web.url()).status_code == 303  # every session of theirs has ended
    again = web.as_(None)
    assert again.send("/learn/sign-in", username="ben@tern.example", password=password).status_code == 303


def test_the_list_asks_the_database_as_often_with_few_people_as_with_many(
    web: Web, count_queries: Count
) -> None:
    me = web.as_("employee")
    few = count_queries(lambda: me.get(web.url("people/")))
    for number in range(60):
        web.do(None, people.join, f"Colleague {number:02}", f"c{number}@tern.example", "Sails")
    assert count_queries(lambda: me.get(web.url("people/"))) == few


def test_a_long_list_comes_in_pages(web: Web) -> None:
    for number in range(60):
        web.do(None, people.join, f"Colleague {number:02}", f"c{number}@tern.example", "Sails")
    assert "Page 1 of 2, 67 in all" in listed(web, "employee")
    assert "Gus Moreau" in listed(web, "employee", "?page=2")


def test_a_persons_page_asks_as_often_with_few_sessions_as_with_many(web: Web, count_queries: Count) -> None:
    address = web.url(f"people/{web.people['presenter']}")
    me = web.as_("presenter")
    few = count_queries(lambda: me.get(address))
    for number in range(5):
        schedule(web, f"more {number}", days=20 + number)
    assert count_queries(lambda: me.get(address)) == few


def test_what_is_kept_of_a_new_colleague_is_not_in_the_log(web: Web) -> None:
    web.as_("champion").send(web.url("people/new"), **typed(email="ida@tern.example"))
    with web.installation.database.reading() as db:
        stored = db.exec_driver_sql("select state from lt_events").scalars().all()
        assert not any(b"Ida" in bytes(state) or b"tern.example" in bytes(state) for state in stored)
        assert directory.named(db, "Ida Berg")
        assert accounts.of_username(db, "ida@tern.example") is None


def test_somebody_added_by_a_champion_of_a_programme_that_one_cannot_see_stays_unseen(web: Web) -> None:
    assert web.as_("employee").get(web.url("people/", OTHER)).status_code == 404
    assert web.as_("employee").get(web.url("people/new", OTHER)).status_code == 404


def test_the_programme_of_a_person_page_counts_its_own_sessions_alone(web: Web) -> None:
    hold(web)
    give = programmes.give_role
    web.do("outsider", give, web.programmes[OTHER], web.people["employee"], "employee", "Asked")
    page = web.as_("employee").get(web.url(f"people/{web.people['presenter']}", OTHER)).text
    assert "No session in this programme so far." in page
