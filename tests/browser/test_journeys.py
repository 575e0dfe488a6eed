"""Journeys through the product in a real browser, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lt_web.commands import seats
from tests.browser.browser import Complaints
from tests.views.conftest import Web

SignIn = Callable[[Page, str], None]


@pytest.fixture(params=["with scripts", "without scripts"])
def any_page(site: str, request: pytest.FixtureRequest) -> Page:
    """A browser page, once with JavaScript and once without; closed before the site is."""
    scripts = request.param == "with scripts"
    found: Page = request.getfixturevalue("page" if scripts else "page_without_javascript")
    return found


def open_session(page: Page, site: str, web: Web) -> None:
    """Go to the page of the published session."""
    page.goto(f"{site}{web.url('sessions/')}{web.sessions['published']}")


def choose(page: Page, label: str) -> None:
    """Press one of the three answers on a session's page."""
    page.locator(".lt-card").get_by_role("button", name=label).click()


def test_propose_accept_schedule_publish_answer(site: str, any_page: Page, web: Web, sign_in: SignIn) -> None:
    page = any_page
    sign_in(page, "employee")
    page.goto(site + web.url("proposals/new"))
    page.get_by_label("Title").fill("Whipping a rope's end")
    page.get_by_label("What people will learn").fill("Three ways, one of them without a needle.")
    page.get_by_role("button", name="Send proposal").click()
    expect(page.get_by_role("heading", name="Whipping a rope's end")).to_be_visible()
    proposal = page.url

    sign_in(page, "champion")
    page.goto(proposal)
    page.locator("summary", has_text="Manage").click()
    page.get_by_role("button", name="Accept, date follows").click()
    page.get_by_role("link", name="Give it a date").click()
    page.get_by_label("Date").fill("2027-04-01")
    page.get_by_label("Time", exact=True).fill("14:00")
    page.get_by_role("button", name="Schedule").first.click()
    expect(page.get_by_text("Not published yet")).to_be_visible()
    page.get_by_role("link", name="Publish").click()
    page.get_by_role("button", name="Publish session").click()
    session = page.url

    sign_in(page, "presenter")
    page.goto(session)
    choose(page, "Going")
    expect(page.get_by_text("You’re in.").first).to_be_visible()


def test_full_then_waiting_then_promoted(site: str, any_page: Page, web: Web, sign_in: SignIn) -> None:
    page = any_page
    for role in ("champion", "admin"):
        sign_in(page, role)
        open_session(page, site, web)
        choose(page, "Going" if role == "champion" else "Join the waitlist")
    expect(page.get_by_text("You’re 1st on the waitlist").first).to_be_visible()

    sign_in(page, "champion")
    open_session(page, site, web)
    choose(page, "Can’t")
    expect(page.get_by_text("You can’t come").first).to_be_visible()

    sign_in(page, "admin")
    page.goto(site + web.url())
    expect(page.get_by_text("You moved up from the waitlist")).to_be_visible()


def test_one_click_is_answered_in_place_and_never_moves_the_page(
    site: str, page: Page, web: Web, sign_in: SignIn
) -> None:
    sign_in(page, "champion")
    open_session(page, site, web)
    before = page.url
    choose(page, "Going")
    expect(page.get_by_text("You’re in. All seats are taken.").first).to_be_visible()
    assert page.url == before
    expect(page.locator("#lt-say")).to_contain_text("You’re in")
    expect(page.locator(":focus")).to_contain_text("Going")


def test_answering_with_the_keyboard_alone(site: str, page: Page, web: Web, sign_in: SignIn) -> None:
    sign_in(page, "champion")
    open_session(page, site, web)
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "maybe":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert outline != "none" or shadow != "none", "the focus cannot be seen"
    page.keyboard.press("Enter")
    expect(page.get_by_text("You said maybe").first).to_be_visible()


def test_signing_in_wrongly_says_so_and_leads_on_when_right(
    site: str, any_page: Page, web: Web, complaints: Complaints
) -> None:
    page = any_page
    page.goto(site + web.url("sessions/"))
    page.get_by_label("E-mail address").fill("ben@tern.example")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("do not belong together").first).to_be_visible()
    complaints.expected("422")
    expect(page.get_by_label("E-mail address")).to_have_value("ben@tern.example")
    page.get_by_label("Password").fill("seven knots in a line")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()


def test_signing_out_ends_every_session(
    site: str, page: Page, page_without_javascript: Page, web: Web, sign_in: SignIn
) -> None:
    for one in (page, page_without_javascript):
        sign_in(one, "employee")
    page_without_javascript.locator("summary", has_text="my menu").click()
    page_without_javascript.get_by_role("button", name="Sign out").click()
    page.goto(site + web.url())
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_refusal_is_said_beside_the_control_as_it_is_now(
    site: str, page: Page, web: Web, sign_in: SignIn, complaints: Complaints
) -> None:
    sign_in(page, "champion")
    open_session(page, site, web)
    web.clock.pass_by(days=8)
    choose(page, "Going")
    expect(page.locator("#lt-notices")).to_contain_text("This session has started")
    expect(page.locator(".lt-card").get_by_role("button", name="Going")).to_have_count(0)
    complaints.expected("409")


def test_nothing_scrolls_sideways_on_a_small_phone(site: str, page: Page, web: Web, sign_in: SignIn) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, "champion")
    for address in (
        "",
        "sessions/",
        f"sessions/{web.sessions['published']}",
        "proposals/",
        "people/",
        "desk",
    ):
        page.goto(site + web.url(address))
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{address or 'home'} is {overflow} px too wide"


def test_a_list_left_open_learns_of_an_offer_says_so_and_keeps_the_focus(
    site: str, page: Page, web: Web, sign_in: SignIn
) -> None:
    session = web.sessions["published"]
    for role in ("champion", "admin"):
        web.do(role, seats.answer, session, "yes")
    web.clock.pass_by(days=6, hours=10)
    page.set_viewport_size({"width": 390, "height": 500})
    sign_in(page, "admin")
    page.clock.install()
    page.goto(site + web.url("sessions/"))
    expect(page.get_by_text("You’re 1st on the waitlist")).to_be_visible()
    page.locator(f"#answer-{session}-no").focus()
    page.evaluate("window.scrollTo(0, 40)")
    before = page.evaluate("window.scrollY")
    assert before > 0
    page.clock.run_for(21_000)
    expect(page.locator("#lt-say")).to_be_empty()

    web.do("employee", seats.answer, session, "no")
    page.clock.run_for(21_000)
    expect(page.get_by_role("button", name="Take it")).to_be_visible()
    page.clock.run_for(200)
    expect(page.locator("#lt-say")).to_contain_text("Knots we published: A seat is yours until")
    assert page.evaluate("document.activeElement.id") == f"answer-{session}-no"
    assert page.evaluate("window.scrollY") == before
