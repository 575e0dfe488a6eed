"""The browser that other tests rely on: it notices what it has to notice."""

from __future__ import annotations

import pytest
from flask import Flask, Response
from playwright.sync_api import Page

from tests.browser.browser import Complaints, axe, serve

HEAD = '<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">'


@pytest.fixture
def app() -> Flask:
    """A page that is well, one with an image nobody can hear of, and one whose script fails."""
    app = Flask(__name__, static_folder=None)

    @app.get("/well")
    def well() -> str:
        return f"{HEAD}<main><h1>Well</h1></main>"

    @app.get("/mute")
    def mute() -> str:
        return f'{HEAD}<main><h1>Mute</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>'

    @app.get("/fails")
    def fails() -> str:
        return f'{HEAD}<script src="/script"></script>'

    @app.get("/script")
    def script() -> Response:
        code = "document.title = 'Scripted'; fetch('http://elsewhere.example/').catch(() => {}); "
        code += "throw new Error('no')"
        return Response(code, mimetype="text/javascript")

    return app


def test_a_page_that_is_well_passes(app: Flask, page: Page) -> None:
    with serve(app) as address:
        answer = page.goto(f"{address}/well")
        assert answer is not None
        assert answer.ok
        assert page.get_by_role("heading").inner_text() == "Well"
        axe(page)


def test_an_image_without_words_is_an_accessibility_violation(app: Flask, page: Page) -> None:
    with serve(app) as address:
        page.goto(f"{address}/mute")
        with pytest.raises(pytest.fail.Exception, match="image-alt"):
            axe(page)


def test_errors_and_requests_to_others_are_complaints(app: Flask, page: Page, complaints: Complaints) -> None:
    with serve(app) as address:
        page.goto(f"{address}/fails")
        page.wait_for_load_state("networkidle")
    for words in ("uncaught: no", "asked http://elsewhere.example/", "console: Failed to load resource"):
        complaints.expected(words)
    assert complaints == []


def test_a_complaint_that_was_expected_has_to_come(complaints: Complaints) -> None:
    with pytest.raises(AssertionError, match="No complaint"):
        complaints.expected("409")


def test_scripts_do_not_run_where_there_is_no_javascript(app: Flask, page_without_javascript: Page) -> None:
    with serve(app) as address:
        page_without_javascript.goto(f"{address}/fails")
        assert page_without_javascript.title() == "A page"
