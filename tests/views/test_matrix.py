"""Who may go where: every route, as everybody, in one's own programme and in one that is closed to one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import url_for

from lt_web.commands import (
    cadence,
    competency,
    editions,
    people,
    programmes,
    proposals,
    reports,
    sessions,
    topics,
    uploads,
)
from lt_web.events.planned import Appointment, Outline
from lt_web.events.rules import Rule
from tests.test_pdf import report_data
from tests.views.conftest import OTHER, OWN, ROLES, Web, schedule
from tests.views.rights import (
    ADMIN_LOOKS_ON,
    ADMINS,
    AUDITORS,
    OF_EVERYBODY,
    OF_PROGRAMMES,
    OF_THE_HOUSE,
)


@pytest.fixture
def world(web: Web) -> Web:
    """Things of each kind to be asked for, in both programmes."""
    web.people["somebody"] = web.do(None, people.join, "Sam Body", "sam@tern.example", "Sails")
    schedule(web, "asked for", days=9)
    things = {"session": web.sessions["asked for"], "person": web.people["somebody"]}
    things["name"] = web.do(None, people.note_unclaimed, "A name from an old table")
    outline = Outline("Splicing rope", "How.", "demo", 30)
    things["proposal"] = web.do("employee", proposals.propose, web.programmes[OWN], outline, ["Rope"])
    things["upload"] = web.do(
        "champion", uploads.keep, web.programmes[OWN], "a.csv", b"Title,Date\nA,2024-05-03\n"
    )
    things["topic"] = topic_of(web, OWN)
    things["milestone"] = milestone_of(web, OWN)
    things["job"] = job_of(web, OWN)
    things |= {"edition": edition_of(web, OWN), "kind": "csv"}
    things |= dates_of(web, OWN)
    things |= {"figure": "reach", "position": web.position()}
    web.things = {OWN: things, OTHER: inside(web)}  # type: ignore[attr-defined]
    return web


def inside(web: Web) -> dict[str, Any]:
    here, outline = web.programmes[OTHER], Outline("Secret knots", "How.", "demo", 30)
    slot = Appointment(web.clock().replace(tzinfo=None, day=20, hour=14), "Europe/Lisbon", "Inside")
    made = web.do("outsider", sessions.schedule, here, outline, ["Knots"], slot, [web.people["outsider"]], 2)
    web.do("outsider", sessions.publish, made, "members", [], [])
    return {
        "session": made,
        "person": web.people["somebody"],
        "name": web.do(None, people.note_unclaimed, "Another name from an old table"),
        "proposal": web.do("outsider", proposals.propose, here, outline, []),
        "upload": web.do("outsider", uploads.keep, here, "a.csv", b"Title,Date\nA,2024-05-03\n"),
        "topic": topic_of(web, OTHER),
        "milestone": milestone_of(web, OTHER),
        "job": job_of(web, OTHER),
        "edition": edition_of(web, OTHER),
        "kind": "json",
        **dates_of(web, OTHER),
        "figure": "reach",
        "position": web.position(),
    }


def topic_of(web: Web, slug: str) -> Any:
    role = "champion" if slug == OWN else "outsider"
    return web.do(role, topics.add, web.programmes[slug], "Hitches")


def milestone_of(web: Web, slug: str) -> Any:
    role, here = "champion" if slug == OWN else "outsider", web.programmes[slug]
    made = web.do(role, competency.state, here, topic_of(web, slug), "Ties a hitch alone", "First day")
    cohort = web.do(role, competency.form, here, made, "Joined this year", False)
    if slug == OTHER:  # only those who belong to it can be on the way
        web.do(role, programmes.give_role, here, web.people["somebody"], "employee", "Joined")
    web.do(role, competency.add, here, cohort, [web.people["somebody"]], web.clock().date())
    return made


def job_of(web: Web, slug: str) -> Any:
    role = "champion" if slug == OWN else "outsider"
    asked = (web.programmes[slug], "k" * 64, "a4\n{}", f"{slug}-2027-01-01-2027-02-28.pdf")
    return web.do(role, reports.ask_for_pdf, *asked)


def edition_of(web: Web, slug: str) -> Any:
    role = "champion" if slug == OWN else "outsider"
    return web.do(role, editions.publish, web.programmes[slug], report_data(1), "a4", "", {}, {})


def dates_of(web: Web, slug: str) -> dict[str, Any]:
    role, here = "champion" if slug == OWN else "outsider", web.programmes[slug]
    rule = Rule("weekly", web.clock().date(), 3, "14:00", "Europe/Lisbon", 45)
    when = web.clock().replace(tzinfo=None) + timedelta(days=40)
    return {
        "rule": web.do(role, cadence.set_rule, here, rule),
        "slot": web.do(role, cadence.add_slot, here, when, "Europe/Lisbon", 45),
        "calendar": UUID(int=7),
    }


def routes(web: Web) -> Iterator[tuple[str, Any]]:
    for rule in web.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield f"{method} {rule.endpoint}", rule


def address(web: Web, rule: Any, slug: str = OWN) -> str:
    things = {"programme": slug, "key": "nobody-knows", "filename": "lt_web/base.css", "version": "1"}
    things |= {"format": "workshop", "week": "2027-W08", "question": "state", "asked": "covered"}
    things |= {"year": 2027, "month": 3}
    things |= {"when": f"e{web.position()}", "rest": f"{slug}/sessions/"}
    things |= web.things[slug]  # type: ignore[attr-defined]
    if rule.endpoint == "lt.history.page":
        things |= {"kind": "session", "id": things["session"]}
    values = {name: things[name] for name in rule.arguments}
    with web.app.test_request_context():
        return url_for(rule.endpoint, **values)


def ask(web: Web, role: str | None, name: str, where: str) -> str:
    """What the answer means: yes (the page is theirs), forbidden, unknown, or the door (sign in first)."""
    client, person = web.as_(role), str(web.people["somebody"])
    answer = (
        client.get(where)
        if name.startswith("GET")
        else client.send(where, text="A word", person=person, link=person)
    )
    if answer.status_code == 303 and "/sign-in" in answer.headers["Location"]:
        return "door"
    meanings = {403: "forbidden", 404: "unknown", 200: "yes", 303: "yes", 422: "yes", 204: "yes", 409: "yes"}
    return meanings.get(answer.status_code, f"status {answer.status_code}")


def test_every_route_stands_in_a_table(web: Web) -> None:
    tables = OF_PROGRAMMES.keys() | OF_THE_HOUSE.keys() | OF_EVERYBODY.keys()
    assert {name for name, _rule in routes(web)} == tables


def test_in_their_own_programme_people_may_what_the_table_says(world: Web) -> None:
    wrong = []
    for name, rule in sorted(routes(world), key=lambda route: route[0]):
        if name not in OF_PROGRAMMES:
            continue
        for role in ROLES:
            meant = "yes" if role in OF_PROGRAMMES[name] else "forbidden"
            is_so = ask(world, role, name, address(world, rule))
            if is_so != meant:
                wrong.append(f"{name} as {role}: {is_so}, not {meant}")
    assert not wrong, "\n".join(wrong)


def test_a_programme_that_is_closed_to_them_does_not_exist_for_people(world: Web) -> None:
    wrong = []
    for name, rule in sorted(routes(world), key=lambda route: route[0]):
        if name not in OF_PROGRAMMES:
            continue
        for role in ROLES:
            meant = "unknown"
            if role == "outsider":
                meant = "forbidden" if OF_PROGRAMMES[name] in (ADMINS, AUDITORS) else "yes"
            elif role == "admin":
                meant = "yes" if name in ADMIN_LOOKS_ON else "forbidden"
            is_so = ask(world, role, name, address(world, rule, OTHER))
            if is_so != meant:
                wrong.append(f"{name} as {role}: {is_so}, not {meant}")
    assert not wrong, "\n".join(wrong)


def test_in_the_house_people_may_what_the_table_says(world: Web) -> None:
    for name, rule in routes(world):
        for role in ROLES if name in OF_THE_HOUSE else ():
            meant = "yes" if role in OF_THE_HOUSE[name] else "forbidden"
            assert (name, role, ask(world, role, name, address(world, rule))) == (name, role, meant)


def test_strangers_are_led_to_the_door_and_learn_nothing(world: Web) -> None:
    for name, rule in routes(world):
        for slug in (OWN, OTHER) if name in OF_PROGRAMMES else (OWN,) if name in OF_THE_HOUSE else ():
            assert (name, ask(world, None, name, address(world, rule, slug))) == (name, "door")
    missing = world.as_(None).get("/learn/there-is-none/")
    assert missing.headers["Location"].startswith("/learn/sign-in")


def test_what_comes_before_signing_in_is_open(world: Web) -> None:
    for name, rule in routes(world):
        if name in OF_EVERYBODY:
            # Signing out ends every session of a person, so it is somebody else who does it.
            client = world.as_("presenter" if name.endswith("sign_out") else "employee")
            where = address(world, rule)
            with client.get(where) if name.startswith("GET") else client.send(where) as answer:
                assert (name, answer.status_code) == (name, OF_EVERYBODY[name])


def test_things_of_one_programme_do_not_exist_in_another(world: Web) -> None:
    for name, rule in sorted(routes(world), key=lambda route: route[0]):
        foreign = {"session", "proposal", "topic", "milestone", "upload", "job"} & set(rule.arguments)
        if name in OF_PROGRAMMES and foreign and not name.endswith("imports.confirm"):
            things = world.things  # type: ignore[attr-defined]
            kept, things[OTHER] = things[OTHER], things[OTHER] | {key: things[OWN][key] for key in foreign}
            is_so = ask(world, "outsider", name, address(world, rule, OTHER))
            things[OTHER] = kept
            allowed = ("unknown",) if "upload" not in foreign else ("yes",)  # an upload is asked for anew
            assert (name, is_so in allowed) == (name, True), is_so


TAKES_NOTHING = ("POST lt.past.page",)  # whatever is sent to the past is refused before it is looked at


@pytest.mark.parametrize("token", ["", "forged", "IjEyMyI.aBcDeF.abcdefghijklmnop"])
def test_a_post_without_our_token_changes_nothing_and_keeps_what_was_typed(world: Web, token: str) -> None:
    before = world.position()
    for name, rule in routes(world):
        if name.startswith("POST") and name not in TAKES_NOTHING:
            fields = {"csrf_token": token, "reason": "Typed with care"}
            answer = world.as_("champion").post(address(world, rule), data=fields)
            assert (name, answer.status_code) == (name, 400)
            assert "Typed with care" in answer.text
    assert world.position() == before


def test_a_token_of_somebody_elses_session_is_foreign(world: Web) -> None:
    token = world.as_("employee").token()
    answer = world.as_("champion").post(world.url("inbox/notes"), data={"csrf_token": token})
    assert answer.status_code == 400
