"""Checking in from the back of the room, and the sheet, in a real browser with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lt_web.commands import attendance, seats
from tests.browser.browser import axe
from tests.browser.conftest import PASSWORD
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]


@pytest.fixture
def begun(web: Web) -> Web:
    """The published session began five minutes ago; two said yes, and the admin maybe."""
    web.do("champion", seats.answer, web.sessions["published"], "yes")
    web.do("admin", seats.answer, web.sessions["published"], "maybe")
    web.clock.pass_by(days=7, hours=5, minutes=5)
    return web


def at(site: str, web: Web, rest: str = "") -> str:
    return f"{site}{web.url('sessions/')}{web.sessions['published']}/{rest}".rstrip("/")


def phone(browser: Browser, scripts: bool) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, has_touch=True, java_script_enabled=scripts
    )
    context.set_default_timeout(10_000)
    return context.new_page()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_screen_in_the_room_over_the_sign_in_to_being_noted(
    site: str, browser: Browser, page: Page, begun: Web, sign_in: SignIn, scripts: bool
) -> None:
    sign_in(page, "presenter")
    page.goto(at(site, begun))
    page.get_by_role("link", name="Show the code to the room").click()
    expect(page.get_by_text("0 of 2 here")).to_be_visible()
    code = page.locator(".lt-wall-code [aria-hidden]").inner_text().replace(" ", "")
    axe(page)

    employee = phone(browser, scripts)
    employee.goto(at(site, begun, f"check-in?code={code}"))
    begun.clock.pass_by(minutes=3)  # by now the code has gone, and the ticket counts
    employee.get_by_label("E-mail address").fill("ben@tern.example")
    employee.get_by_label("Password").fill(PASSWORD)
    employee.get_by_role("button", name="Sign in").click()
    expect(employee.get_by_role("heading", name="Are you here?")).to_be_visible()
    employee.get_by_role("button", name="I’m here").click()
    expect(employee.get_by_text("You are noted as present")).to_be_visible()
    employee.context.close()
    expect(page.get_by_text("1 of 2 here")).to_be_visible()  # it asks every two seconds
    expect(page.locator(".lt-wall-code [aria-hidden]")).not_to_have_text(f"{code[:3]} {code[3:]}")


def test_typing_the_code_on_a_phone(site: str, page: Page, begun: Web, sign_in: SignIn) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    sign_in(page, "presenter")
    page.goto(at(site, begun, "check-in/screen"))
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    code = page.locator(".lt-wall-code [aria-hidden]").inner_text().replace(" ", "")
    sign_in(page, "employee")
    page.goto(site + begun.url())
    page.get_by_role("link", name="Check in").click()
    axe(page)
    page.get_by_label("Code").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are noted as present")).to_be_visible()


@pytest.mark.parametrize("kind", ["page", "page_without_javascript"])
def test_the_sheet_from_the_first_tap_to_what_is_put_right(
    site: str, request: pytest.FixtureRequest, begun: Web, sign_in: SignIn, kind: str
) -> None:
    page: Any = request.getfixturevalue(kind)
    sign_in(page, "presenter")
    page.goto(at(site, begun, "attendance"))
    ben = page.get_by_role("group", name="Ben Sörensen was")
    ben.get_by_role("button", name="Absent").click()
    expect(ben.get_by_role("button", name="Absent")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#sheet-counts")).to_contain_text("1 absent")

    ben.get_by_role("button", name="Present").click()
    page.get_by_label("present instead of absent. Why?").fill("Tapped the wrong line")
    page.get_by_role("button", name="Put right").click()
    expect(page.get_by_text("Was absent; put right to present by Cleo Martin")).to_be_visible()

    page.locator("#everyone-yes").get_by_role("button", name="Present").click()
    expect(page.locator("#sheet-counts")).to_contain_text("2")
    page.get_by_label("Add somebody who came by").fill("dina")
    if kind != "page":
        page.get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Was there").click()
    expect(page.locator("#sheet-counts")).to_contain_text("1 of them a walk-in")
    if kind == "page":
        axe(page)


def test_the_sheet_with_the_keyboard_alone(site: str, page: Page, begun: Web, sign_in: SignIn) -> None:
    sign_in(page, "champion")
    page.goto(at(site, begun, "attendance"))
    mark = f"mark-{begun.people['employee']}"
    page.locator(f"#{mark}-present").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#sheet-counts")).to_contain_text("1 partly")
    assert page.evaluate("document.activeElement.id") == f"{mark}-partly"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    why = page.get_by_label("absent instead of partly there. Why?")
    expect(why).to_be_focused()
    page.keyboard.type("Left early")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Was partly there; put right to absent")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_an_open_sheet_follows_what_others_note_and_loses_nothing_typed(
    site: str, page: Page, begun: Web, sign_in: SignIn
) -> None:
    session, people = begun.sessions["published"], begun.people
    sign_in(page, "presenter")
    page.goto(at(site, begun, "attendance"))
    ben = page.get_by_role("group", name="Ben Sörensen was")
    ben.get_by_role("button", name="Absent").click()
    expect(ben.get_by_role("button", name="Absent")).to_have_attribute("aria-pressed", "true")
    ben.get_by_role("button", name="Present").click()
    why = page.get_by_label("present instead of absent. Why?")
    why.press_sequentially("Came la")
    begun.do("champion", attendance.mark, session, people["champion"], "present")
    begun.do("champion", attendance.mark, session, people["employee"], "partly", "Left early")
    begun.do("champion", attendance.mark, session, people["sponsor"], "present")
    row = page.locator(f"#row-{people['champion']}")
    expect(row.locator("[aria-pressed=true]")).to_have_text("Present", timeout=20_000)  # it waits five
    expect(page.locator("#people-others")).to_contain_text("Dina Haddad")
    expect(why).to_be_focused()
    page.keyboard.type("ter")
    expect(why).to_have_value("Came later")
    page.get_by_role("button", name="Put right").click()
    expect(page.get_by_text("Was partly there; put right to present by Cleo Martin")).to_be_visible()
