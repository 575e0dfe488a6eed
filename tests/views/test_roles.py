"""Roles on the web: given and taken with a reason, never the last champion or admin."""

from __future__ import annotations

import pytest

from lt_web.commands import programmes
from tests.views.conftest import OTHER, Web

GIVE = {"person": "Ben Sörensen", "role": "champion", "reason": "Ada is away in May"}


def section(page: str, role: str) -> str:
    return page.split(f'id="role-{role}"')[1].split("</section>")[0]


def take(web: Web, role: str, whose: str, asks: str = "champion", reason: str = "Moved on") -> str:
    """Take a role back, and return the page that follows."""
    client = web.as_(asks)
    person = str(web.people[whose])
    answer = client.send(web.url("roles/taking"), role=role, person=person, reason=reason)
    assert answer.status_code == 303
    return str(client.get(answer.headers["Location"]).text)


def test_the_page_lists_each_role_with_who_holds_it(web: Web) -> None:
    page = web.as_("champion").get(web.url("roles")).text
    assert "Ada Okafor" in section(page, "champion")
    assert "Dina Haddad" in section(page, "sponsor")
    assert "Emil Novak" in section(page, "auditor")
    assert "Nobody holds this role" in section(page, "employee")


def test_a_role_is_given_by_name_with_a_reason_that_the_history_keeps(web: Web) -> None:
    champion = web.as_("champion")
    assert champion.send(web.url("roles"), **GIVE).status_code == 303
    page = champion.get(web.url("roles")).text
    assert "Ben Sörensen" in section(page, "champion")
    assert "Ada is away in May" in page
    assert web.as_("employee").get(web.url("desk/")).status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"person": "Zoe Nobody"}, "Nobody here is called “Zoe Nobody”."),
        ({"person": "Ben Sorensen"}, "Did you mean Ben Sörensen?"),
        ({"role": ""}, "Choose a role."),
        ({"role": "admin"}, "Not a valid choice."),
        ({"reason": ""}, "This cannot be left empty."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_recorded(
    web: Web, fields: dict[str, str], sentence: str
) -> None:
    before = web.position()
    answer = web.as_("champion").send(web.url("roles"), **GIVE | fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert web.position() == before


def test_a_role_is_taken_back_with_a_reason(web: Web) -> None:
    page = take(web, "sponsor", "sponsor")
    assert "Nobody holds this role" in section(page, "sponsor")
    assert "Moved on" in page


def test_without_a_reason_nothing_is_taken(web: Web) -> None:
    page = take(web, "sponsor", "sponsor", reason=" ")
    assert "Say in a few words why" in page
    assert "Dina Haddad" in section(page, "sponsor")


def test_the_last_champion_stays_and_the_page_does_not_offer_to_take_it(web: Web) -> None:
    page = web.as_("champion").get(web.url("roles")).text
    assert "the last one" in section(page, "champion")
    assert "Take back" not in section(page, "champion")
    page = take(web, "champion", "champion")
    assert "This is the last champion. Give the role to somebody else first." in page


def test_a_champion_who_steps_down_lands_on_a_page_that_they_may_see(web: Web) -> None:
    web.as_("champion").send(web.url("roles"), **GIVE)
    page = take(web, "champion", "champion")
    assert "Taken back." in page
    assert web.as_("champion").get(web.url("roles")).status_code == 403


def test_an_admin_gives_roles_in_every_programme(web: Web) -> None:
    admin = web.as_("admin")
    assert admin.send(web.url("roles", OTHER), **GIVE | {"role": "employee"}).status_code == 303
    assert web.as_("employee").get(web.url("", OTHER)).status_code == 200


def test_a_champion_of_another_programme_gives_no_roles_here(web: Web) -> None:
    assert web.as_("outsider").get(web.url("roles")).status_code == 403
    assert web.as_("outsider").send(web.url("roles"), **GIVE).status_code == 403
    assert web.as_("champion").send(web.url("roles", OTHER), **GIVE).status_code == 404


def test_a_member_who_loses_the_role_no_longer_sees_a_closed_programme(web: Web) -> None:
    give = programmes.give_role
    web.do("outsider", give, web.programmes[OTHER], web.people["employee"], "employee", "Asked")
    member = web.as_("employee")
    assert member.get(web.url("", OTHER)).status_code == 200
    person = str(web.people["employee"])
    web.as_("outsider").send(
        web.url("roles/taking", OTHER), role="employee", person=person, reason="Asked again"
    )
    assert member.get(web.url("", OTHER)).status_code == 404


def test_admins_make_admins_and_the_last_one_stays(web: Web) -> None:
    admin = web.as_("admin")
    taking = {"person": str(web.people["admin"]), "role": "admin", "reason": "Leaving"}
    answer = admin.send("/learn/admins/taking", **taking)
    assert "This is the last admin." in admin.get(answer.headers["Location"]).text
    given = {"person": "Ada Okafor", "reason": "Two are better than one"}
    assert admin.send("/learn/admins", **given).status_code == 303
    assert "Ada Okafor" in section(admin.get("/learn/admins").text, "admin")
    answer = admin.send("/learn/admins/taking", **taking)
    assert admin.get(answer.headers["Location"]).status_code in (200, 303)
    assert admin.get("/learn/admins").status_code == 403


def test_only_admins_see_the_house(web: Web) -> None:
    for role in ("champion", "employee", "sponsor", "auditor", "outsider"):
        for page in ("admins", "programmes/", "programmes/new"):
            answer = web.as_(role).get(f"/learn/{page}")
            assert answer.status_code == 403
            assert "Only admins can do this." in answer.text
