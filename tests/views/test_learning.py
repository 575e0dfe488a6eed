"""My learning: what one attended and taught, for oneself alone; and its files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from lt_web.commands import attendance, seats, sessions, write_ups
from lt_web.events.planned import Appointment, Outline
from lt_web.record_files import FIELDS
from tests.views.conftest import OTHER, OWN, ROLES, Web


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def attended(web: Web, *roles: str) -> None:
    """Let the published session be over; these people were there."""
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, web.sessions["published"])
    for role in roles:
        web.do("presenter", attendance.mark, web.sessions["published"], web.people[role], "present")
    web.do("presenter", attendance.note_length, web.sessions["published"], 25)


def learned(web: Web, role: str, rest: str = "") -> Any:
    answer = web.as_(role).get(web.url(f"learning/{rest}"))
    assert answer.status_code == 200
    return answer


def entries(web: Web, role: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = learned(web, role, "record.json").json["entries"]
    return found


def test_it_tells_what_one_attended_and_taught_in_sentences(web: Web) -> None:
    assert "What you attend and teach gathers here by itself." in plain(learned(web, "employee").text)
    attended(web, "employee", "admin")
    shown = plain(learned(web, "employee").text)
    assert "You were at one session, 25 minutes in all." in shown
    assert "Knots we published Demo, 25 min" in shown
    assert "You taught one session, 25 minutes in all." in plain(learned(web, "presenter").text)


def test_nobody_is_shown_what_somebody_else_attended(web: Web) -> None:
    attended(web, "employee")
    for role in (role for role in ROLES if role not in ("employee", "presenter")):
        assert "Knots we published" not in learned(web, role).text
        assert entries(web, role) == []
        person = web.as_(role).get(web.url(f"people/{web.people['employee']}")).text
        assert "Knots we published" not in person
    assert web.as_("champion").get(web.url(f"learning/{web.people['employee']}")).status_code == 404


def test_who_was_absent_or_is_unknown_has_nothing_in_their_record(web: Web) -> None:
    web.do("admin", seats.answer, web.sessions["published"], "yes")
    attended(web)
    web.do("presenter", attendance.mark, web.sessions["published"], web.people["employee"], "absent")
    assert entries(web, "employee") == entries(web, "admin") == []
    assert "absent" not in learned(web, "employee").text


def test_the_files_hold_the_documented_fields_and_ones_own_entries_alone(web: Web) -> None:
    attended(web, "employee", "admin")
    table = learned(web, "employee", "record.csv")
    assert re.fullmatch(
        r'attachment; filename="my-learning-2027-03-09\.csv"', table.headers["Content-Disposition"]
    )
    rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig"))))
    assert [list(row) for row in rows] == [list(FIELDS)]
    [entry] = entries(web, "employee")
    assert rows[0] == entry | {"minutes": "25", "topics": "Knots"}
    assert entry["kind"] == "attended"
    assert entry["starts"] == "2027-03-08T14:00:00+00:00"
    assert entry["address"].endswith(web.url(f"sessions/{web.sessions['published']}"))
    assert [one["kind"] for one in entries(web, "presenter")] == ["taught"]
    assert learned(web, "employee", "record.json").json["fields"] == FIELDS


def test_what_one_wrote_stands_there_too_and_on_the_topics_page(web: Web) -> None:
    attended(web, "employee", "admin")
    web.do("presenter", write_ups.publish, web.sessions["published"], "A knot holds.", 0)
    web.do("employee", write_ups.note, web.sessions["published"], "Mine held.")
    assert "You wrote about one session." in plain(learned(web, "presenter").text)
    assert [one["kind"] for one in entries(web, "presenter")] == ["taught", "written"]
    assert [one["kind"] for one in entries(web, "employee")] == ["attended", "note"]
    assert "What you took away" in plain(learned(web, "employee").text)
    assert [one["kind"] for one in entries(web, "admin")] == ["attended"]
    ben = web.as_("employee")
    topic = re.search(r'href="([^"]*)">Knots</a>', ben.get(web.url("topics/")).text)
    assert topic is not None
    assert "Cleo Martin wrote up Knots we published" in plain(ben.get(topic[1]).text)


def test_a_spreadsheet_finds_no_formula_in_it(web: Web) -> None:
    title = "=HYPERLINK(1)"
    about = Outline(title, "", "demo", 30)
    wall = web.clock().replace(tzinfo=None, day=3, hour=14)
    made = web.do(
        "champion",
        sessions.schedule,
        web.programmes[OWN],
        about,
        ["+Ropes", "@home"],
        Appointment(wall, "Europe/Lisbon"),
        [web.people["presenter"]],
        2,
    )
    web.do("champion", sessions.publish, made, "everyone", [], [])
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, made)
    text = learned(web, "presenter", "record.csv").data.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["title"], row["topics"]) == (f"'{title}", "'+Ropes; @home")
    assert [entry["title"] for entry in entries(web, "presenter")] == [title]


def test_it_gathers_every_programme_that_one_can_see_and_says_so(web: Web) -> None:
    about, here = Outline("Secret knots", "", "demo", 30), web.programmes[OTHER]
    slot = Appointment(web.clock().replace(tzinfo=None, day=4, hour=14), "Europe/Lisbon")
    made = web.do("outsider", sessions.schedule, here, about, [], slot, [web.people["outsider"]], 2)
    web.do("outsider", sessions.publish, made, "members", [], [])
    web.clock.pass_by(days=8)
    web.do(None, sessions.hold, made)
    shown = plain(learned(web, "outsider").text)
    assert "it holds every programme that is open to you" in shown
    assert "Secret knots Demo, 30 min Inner circle" in shown
    assert "every programme" not in plain(learned(web, "employee").text).split("What the files")[0]


def test_it_asks_the_same_number_of_questions_whatever_there_is(
    web: Web, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    wall, asked = web.clock().replace(tzinfo=None, hour=14), []
    for days in ((1,), (2, 3)):
        for day in days:
            made = web.do(
                "champion",
                sessions.schedule,
                web.programmes[OWN],
                Outline("Knots", "", "demo", 30),
                ["Knots"],
                Appointment(wall.replace(day=wall.day + day), "Europe/Lisbon"),
                [web.people["presenter"]],
                2,
            )
            web.do("champion", sessions.publish, made, "everyone", [], [])
            web.clock.pass_by(days=1, hours=6)
            web.do(None, sessions.hold, made)
            web.clock.pass_by(hours=-6)
        ben = web.as_("presenter")
        pages = ("learning/", "learning/record.csv")
        asked.append([count_queries(lambda p=page, v=ben: v.get(web.url(p)).data) for page in pages])  # type: ignore[misc]
    assert asked[0] == asked[1]
