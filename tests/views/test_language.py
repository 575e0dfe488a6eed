"""Which language a page speaks: the person's, else the browser's, else the host's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lt_web.config import Config
from lt_web.store import directory
from tests.views.conftest import Web, opened

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


def spoken(answer: Any) -> tuple[str, str, str]:
    """The language of a page: of the document, of our part of it, and as its header says."""
    tags = re.findall(r'lang="(\w+)" dir="(\w+)"', answer.text)
    assert len(tags) == 2, answer.text[:500]
    assert tags[0] == tags[1]
    return (*tags[0], answer.headers["Content-Language"])


def choose(client: Any, wanted: str, onward: str = "") -> Any:
    return client.send("/learn/language", language=wanted, next=onward)


def test_the_host_decides_where_nobody_asks_for_anything(web: Web, tmp_path: Path) -> None:
    assert spoken(web.as_("employee").get(web.url())) == ("en", "ltr", "en")
    german = opened(tmp_path / "german", web.clock, LT_LANGUAGES="de en", LT_DEMO="1")
    page = german.as_(None).get("/learn/sign-in")
    german.installation.close()
    assert spoken(page) == ("de", "ltr", "de")
    assert "العربية" not in page.text


def test_the_browser_decides_where_nobody_chose(web: Web) -> None:
    answer = web.as_("employee").get(web.url(), headers=GERMAN)
    assert spoken(answer) == ("de", "ltr", "de")
    assert "Accept-Language" in answer.headers["Vary"]
    assert spoken(web.as_("employee").get(web.url(), headers={"Accept-Language": "fi, ar;q=0.4"}))[0] == "ar"


def test_a_choice_is_kept_with_the_person_in_every_browser(web: Web) -> None:
    client, before = web.as_("employee"), web.position()
    answer = choose(client, "ar", web.url("topics/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, web.url("topics/"))
    assert web.position() == before
    elsewhere = web.as_("employee").get(web.url(), headers=GERMAN)
    assert spoken(elsewhere) == ("ar", "rtl", "ar")
    assert "Accept-Language" not in elsewhere.headers["Vary"]
    assert spoken(web.as_("champion").get(web.url()))[0] == "en"


def test_the_choice_of_a_person_comes_before_that_of_the_browser_they_sit_at(web: Web) -> None:
    choose(web.as_("employee"), "ar")
    borrowed = web.as_("employee")
    borrowed.set_cookie("lt_language", "de")
    assert spoken(borrowed.get(web.url()))[0] == "ar"


def test_whoever_is_signed_out_chooses_too_and_finds_it_again(web: Web) -> None:
    client = web.as_(None)
    assert 'value="de" lang="de" aria-pressed="false">Deutsch<' in client.get("/learn/sign-in").text
    answer = choose(client, "de", "/learn/sign-in")
    assert answer.headers["Location"] == "/learn/sign-in"
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(answer.headers["Set-Cookie"].split("; "))
    page = client.get("/learn/sign-in", headers={"Accept-Language": "ar"})
    assert spoken(page) == ("de", "ltr", "de")
    assert "Anmelden" in page.text
    assert spoken(client.get("/learn/nowhere/at/all"))[0] == "de"


@pytest.mark.parametrize("wanted", ["", "xx", "../de", "de\r\nSet-Cookie: a=b", "DE", "d" * 3000, "de;en"])
def test_a_language_that_is_not_offered_is_nobodys(web: Web, wanted: str) -> None:
    client = web.as_("employee")
    answer = choose(client, wanted)
    assert answer.status_code == 400
    assert "lt_language" not in answer.headers.get("Set-Cookie", "")
    client.set_cookie("lt_language", wanted.replace("\r\n", ""))
    page = client.get(web.url(), headers={"Accept-Language": wanted.replace("\r\n", "") + ";q=x"})
    assert spoken(page) == ("en", "ltr", "en")
    assert web.installation.health()["database"]


def test_what_was_kept_before_and_is_no_longer_offered_is_passed_over(web: Web) -> None:
    with web.installation.database.writing() as connection:
        directory.change(connection, web.people["employee"], language="fr")
    assert spoken(web.as_("employee").get(web.url(), headers=GERMAN))[0] == "de"


@pytest.mark.parametrize("onward", ["https://rope.example/", "//rope.example", "/learn/sign-out", "\\x", ""])
def test_choosing_leads_nowhere_else(web: Web, onward: str) -> None:
    assert choose(web.as_("employee"), "de", onward).headers["Location"] == "/learn/"
    assert choose(web.as_(None), "de", onward).headers["Location"] == "/learn/sign-in"


def test_a_host_offers_languages_that_there_are() -> None:
    assert Config({"LT_LANGUAGES": "de, EN de"})["LT_LANGUAGES"] == ["de", "en"]
    with pytest.raises(ValueError, match="some of en, de, ar"):
        Config({"LT_LANGUAGES": "de fr"})["LT_LANGUAGES"]
