"""Programmes are founded by admins, and set by their champions."""

from __future__ import annotations

import pytest

from lt_web.commands.programmes import TAKEN
from tests.views.conftest import OTHER, Web

SETTINGS = {
    "name": "Tech hour",
    "purpose": "",
    "zone": "Europe/Lisbon",
    "open": "yes",
    "default_capacity": "12",
    "offer_window_hours": "24",
    "offer_hours": "4",
    "check_in_before_minutes": "15",
    "check_in_after_minutes": "30",
    "feedback_days": "14",
    "feedback_least": "4",
    "write_up_days": "10",
    "participation_target": "60",
    "sessions_target": "4",
    "slots_ahead_days": "90",
    "empty_slot_days": "10",
    "onboarding_target": "20",
}
FOUNDED = {
    "name": "Book club",
    "slug": "book-club",
    "purpose": "Pages.",
    "zone": "Europe/Paris",
    "command": "x",
}


def test_each_setting_says_its_value_unit_and_since_when_it_holds(web: Web) -> None:
    page = web.as_("champion").get(web.url("settings/")).text
    assert "24 hours before the start</strong>, since Mon 1 Mar 2027, 09:00 (Lisbon), from the start" in page


def test_a_changed_setting_holds_from_then_on_and_says_by_whom(web: Web) -> None:
    champion = web.as_("champion")
    web.clock.pass_by(days=2)
    assert champion.send(web.url("settings/"), **SETTINGS | {"offer_hours": "6"}).status_code == 303
    page = champion.get(web.url("settings/")).text
    assert "6 hours</strong>, since Wed 3 Mar 2027, 09:00 (Lisbon), set by Ada Okafor" in page
    assert "set offer_hours to 6" in page or "6" in page.split('class="lt-history"')[1]


def test_saving_what_is_so_already_records_nothing(web: Web) -> None:
    before = web.position()
    assert web.as_("champion").send(web.url("settings/"), **SETTINGS).status_code == 303
    assert web.position() == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "This cannot be left empty."),
        ({"offer_hours": "0"}, "Give a whole number between 1 and 72."),
        ({"offer_hours": "four"}, "Not a valid integer value."),
        ({"offer_hours": ""}, "Give a whole number between 1 and 72."),
        ({"default_capacity": "9" * 40}, "Give a whole number between 1 and 5000."),
        ({"zone": "Mars/Base"}, "Not a valid choice."),
        ({"open": "perhaps"}, "Not a valid choice."),
        ({"purpose": "p" * 1001}, "1000 characters are the most."),
    ],
)
def test_a_setting_out_of_bounds_is_refused_and_what_was_typed_is_kept(
    web: Web, fields: dict[str, str], sentence: str
) -> None:
    before = web.position()
    answer = web.as_("champion").send(web.url("settings/"), **SETTINGS | {"name": "Typed"} | fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Typed" in answer.text or "name" in fields
    assert web.position() == before


def test_name_and_settings_change_together_or_not_at_all(web: Web) -> None:
    champion = web.as_("champion")
    changed = {"name": "Show and tell", "purpose": "See it done.", "default_capacity": "20", "open": "no"}
    assert champion.send(web.url("settings/"), **SETTINGS | changed).status_code == 303
    assert "Show and tell" in champion.get(web.url()).text
    assert web.as_("outsider").get(web.url()).status_code == 404  # limited to members now
    assert 'value="20"' in champion.get(web.url("sessions/new")).text


def test_only_champions_of_the_programme_see_its_settings(web: Web) -> None:
    for role in ("employee", "presenter", "sponsor", "auditor", "admin", "outsider"):
        assert web.as_(role).get(web.url("settings/")).status_code == 403
    assert web.as_("champion").get(web.url("settings/", OTHER)).status_code == 404


def test_an_admin_founds_a_programme_and_is_its_first_champion(web: Web) -> None:
    admin = web.as_("admin")
    answer = admin.send("/learn/programmes/new", **FOUNDED)
    assert answer.headers["Location"] == "/learn/book-club/"
    assert "Book club" in admin.get("/learn/book-club/").text
    assert admin.get("/learn/book-club/desk/").status_code == 200
    assert "Book club" in admin.get("/learn/programmes/").text


def test_founding_twice_by_a_double_click_founds_one(web: Web) -> None:
    admin = web.as_("admin")
    first, second = (admin.send("/learn/programmes/new", **FOUNDED) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": "tech-hour"}, "There is a programme of that short name already."),
        ({"slug": "Tech Hour"}, "Use 2 to 40 lower-case letters, digits and hyphens"),
        ({"slug": "sign-in"}, "“sign-in” is the address of another page."),
        ({"slug": "static"}, "“static” is the address of another page."),
        ({"zone": ""}, "Choose the zone in which most of its people work."),
        ({"name": ""}, "This cannot be left empty."),
    ],
)
def test_what_is_wrong_with_a_new_programme_is_said_at_the_field(
    web: Web, fields: dict[str, str], sentence: str
) -> None:
    answer = web.as_("admin").send("/learn/programmes/new", **FOUNDED | fields)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_no_address_of_ours_can_be_taken_by_a_programme(web: Web) -> None:
    ours = {
        rule.rule.split("/")[2] for rule in web.app.url_map.iter_rules() if rule.rule.startswith("/learn/")
    }
    assert {part for part in ours if part and not part.startswith("<")} <= TAKEN
