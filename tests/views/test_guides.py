"""Templates as champions meet them, and as they show where people propose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lt_web.commands import guides
from lt_web.events.guides import Guide
from tests.views.conftest import OWN, Visitor, Web

EDIT = "guides/demo/edit"
GUIDE = Guide(((10, "Look"), (20, "Do it together")), "Go **slowly**.", "A rope for each")


@pytest.fixture
def champion(web: Web) -> Visitor:
    return web.as_("champion")


def revise(web: Web, guide: Guide = GUIDE, based_on: int = 0, note: str = "") -> None:
    web.do("champion", guides.revise, web.programmes[OWN], "demo", guide, based_on, note)


def typed(*rows: tuple[str, str], **more: Any) -> dict[str, Any]:
    minutes, what = zip(*rows, strict=True)
    usual = {"guide": "Go slowly.", "prepare": "A rope", "based_on": "0"}
    return {"agenda-minutes": [*minutes], "agenda-what": [*what]} | usual | more


ROWS = (("10", "Look"), ("20", "Do it together"), ("", ""))


def test_every_format_stands_there_with_its_agenda(web: Web, champion: Visitor) -> None:
    revise(web)
    text = champion.get(web.url("guides/")).text
    assert text.count('<li class="lt-template">') == 9
    assert ("Do it together" in text, "Show it working, slowly" in text) == (True, False)
    assert "Version 1, " in text
    assert "by Ada Okafor" in text


def test_a_champion_puts_it_differently_and_proposals_show_it(web: Web, champion: Visitor) -> None:
    assert champion.send(web.url(EDIT), **typed(*ROWS, note="Together")).status_code == 303
    page = champion.get(web.url("guides/demo")).text
    assert "Do it together" in page
    assert '<q dir="auto">Together</q>' in page
    form = web.as_("employee").get(web.url("proposals/new")).text
    assert "<bdi>Do it together</bdi>" in form
    fragment = web.as_("employee").get(web.url("proposals/format?format=demo")).text
    assert "Go slowly." in fragment


def test_what_is_not_different_changes_nothing_and_says_so(web: Web, champion: Visitor) -> None:
    before = web.position()
    form = champion.get(web.url(EDIT)).text
    assert 'value="Show it working, slowly"' in form
    rows = (
        ("3", "Why this matters"),
        ("17", "Show it working, slowly"),
        ("10", "Questions and try it yourselves"),
    )
    guide = "Show the real thing, mistakes included. Stop twice to ask what people would do next."
    prepare = (
        "Try it once on the screen that will be used.\r\n"
        "Have a second way at hand, should the first one break."
    )
    assert champion.send(web.url(EDIT), **typed(*rows, guide=guide, prepare=prepare)).status_code == 303
    assert "Nothing was different" in champion.get(web.url("guides/demo")).text
    assert web.position() == before


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((("", ""),), "Say at least one thing that happens"),
        ((("x", "Look"),), "Give each step at least one minute."),
        ((("61", "Look"),), "Together the steps take 61 minutes."),
    ],
)
def test_an_odd_agenda_is_said_at_its_field_and_what_was_typed_is_kept(
    web: Web, champion: Visitor, rows: Any, why: str
) -> None:
    answer = champion.send(web.url(EDIT), **typed(*rows, note="Typed with care"))
    assert (answer.status_code, why in answer.text, "Typed with care" in answer.text) == (422, True, True)


def test_rows_are_added_moved_and_taken_out_without_saving(web: Web, champion: Visitor) -> None:
    def shown(deed: str) -> list[str]:
        text = champion.send(web.url(EDIT), deed=deed, **typed(*ROWS)).text
        parts = text.split('name="agenda-what" value="')[1:]
        return [part.partition('"')[0] for part in parts]

    before = web.position()
    assert shown("more") == ["Look", "Do it together", "", "", ""]
    assert shown("up-1") == ["Do it together", "Look", ""]
    assert shown("drop-0") == ["Do it together", ""]
    assert shown("up-7") == shown("drop-x") == ["Look", "Do it together", ""]
    assert "Together 30 min." in champion.send(web.url("guides/demo/sum"), **typed(*ROWS)).text
    assert web.position() == before


def test_what_was_written_upon_an_older_version_is_shown_beside_it_and_kept(
    web: Web, champion: Visitor
) -> None:
    revise(web)
    answer = champion.send(web.url(EDIT), **typed(("30", "Watch"), guide="Mine."))
    assert answer.status_code == 409
    assert "Somebody saved another version while you were writing" in answer.text
    assert 'value="Watch"' in answer.text
    assert '<input id="based_on" name="based_on" type="hidden" value="1">' in answer.text
    assert (
        champion.send(web.url(EDIT), **typed(("30", "Watch"), guide="Mine.", based_on="1")).status_code == 303
    )


def test_versions_are_read_compared_and_put_in_force_again(web: Web, champion: Visitor) -> None:
    revise(web, note="Together")
    revise(web, Guide(GUIDE.steps, "Go fast."), 1)
    page = champion.get(web.url("guides/demo?from=1&to=2")).text
    assert "From version 1 to 2" in page
    assert "<del>Go **slowly**.</del>" in page
    assert "This is version 1, which is not in force." in champion.get(web.url("guides/demo?read=1")).text
    assert "Show it working, slowly" in champion.get(web.url("guides/demo?read=0")).text
    assert champion.send(web.url("guides/demo/restoration"), number="0").status_code == 303
    page = champion.get(web.url("guides/demo")).text
    assert "went back to how it comes with Learn Together" in page
    assert champion.send(web.url("guides/demo/restoration"), number="9").status_code == 303
    assert "There is no version 9 of this template." in champion.get(web.url("guides/demo")).text
    assert champion.get(web.url("guides/lecture")).status_code == 404


def test_pages_ask_as_often_with_many_versions_as_with_one(
    web: Web, count_queries: Callable[..., int]
) -> None:
    champion, pages = web.as_("champion"), ("guides/", "guides/demo", "proposals/new")
    counted = []
    for number in range(3):
        revise(web, Guide(((30, f"Step {number}"),), "Go."), number)
        web.clock.pass_by(seconds=timedelta(hours=1).total_seconds())
        counted.append([count_queries(lambda p=p: champion.get(web.url(p))) for p in pages])
    assert counted[0] == counted[1] == counted[2]
