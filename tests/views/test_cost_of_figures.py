"""The dashboard costs what a session's page costs, and says the same with what was kept as without."""

from __future__ import annotations

import re
from collections.abc import Callable

from lt_web import words
from lt_web.pictures import sparks
from lt_web.web import once, stop_reading
from projections import proposal_queries, teaching_queries, topic_queries
from tests.views.conftest import OWN, Web
from tests.views.test_figures import MARCH, busy
from tests.views.test_teaching import hold, topic


def told(web: Web, where: str) -> str:
    page = web.as_("champion").get(web.url(where)).text
    return re.sub(r"[\w-]{40,}\.[\w-]{6}\.[\w-]{20,}", "token", page)


def test_it_asks_the_database_hardly_more_often_than_a_session(
    web: Web, count_queries: Callable[..., int]
) -> None:
    busy(web)
    champion = web.as_("champion")
    champion.get(web.url(f"figures/{MARCH}"))
    asked = count_queries(lambda: champion.get(web.url(f"figures/{MARCH}")), knowing=True)
    print(f"{asked} statements")
    assert asked <= 28


def test_columns_that_were_drawn_before_are_those_of_today(web: Web) -> None:
    busy(web)
    year = "figures/?from=2027-01-01&to=2027-12-31"
    before = told(web, year)
    assert told(web, year) == before
    sparks.drawn.cache_clear()
    words.written.cache_clear()
    assert told(web, year) == before


def test_topics_that_hang_on_few_stand_in_the_order_of_what_is_wished(web: Web) -> None:
    hold(web)
    for name in ("Canvas", "Anchors"):
        topic(web, name)
    programme = web.programmes[OWN]
    with web.installation.database.reading() as db:
        rows = [row for row, _able in teaching_queries.watch_list(db, programme)]
        asked, able = (
            proposal_queries.open_requests(db, programme),
            teaching_queries.bus_factors(db, programme),
        )
        held = topic_queries.covered(db, programme, web.installation.clock())
    rows.sort(key=lambda row: row.name.casefold())
    rows.sort(key=lambda r: (-asked.get(r.id, 0), able.get(r.id, 0), -getattr(held.get(r.id), "sessions", 0)))
    list_of = told(web, "topics/").split('<ul class="lt-watch-list">')[1].split("</ul>")[0]
    assert re.findall(r'<a class="lt-plain" href="[^"]+">([^<]+)', list_of) == [r.name for r in rows][:5]


def test_what_was_asked_once_is_asked_anew_after_a_deed(web: Web) -> None:
    asked: list[int] = []
    with web.app.test_request_context("/learn/"):
        for _ in range(2):
            once(asked.append, 1)
        stop_reading()
        once(asked.append, 1)
    assert asked == [1, 1]
