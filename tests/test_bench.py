"""The benchmarks still run: nothing is timed here."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bench import boards, sealing, served
from bench.history import History, history
from bench.load import AGENT, Requests
from bench.rebuilding import rebuilt
from bench.stands import stand
from lt_web.events import AGGREGATES
from lt_web.log.recorder import events


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history(4000, listed=20, kept_in=tmp_path_factory.mktemp("histories"))


def test_a_history_is_told_once_and_kept(told: History) -> None:
    assert told.events >= 4000
    assert history(4000, listed=20, kept_in=told.folder.parent) == told


def test_a_history_knows_every_part_of_the_product(told: History) -> None:
    """An aggregate that lives do not touch would be measured as if it cost nothing."""
    with stand(told, "sqlite", "") as copy:
        installation = copy.installation()
        with installation.database.reading() as connection:
            recorded = set(connection.execute(select(events.c.topic).distinct()).scalars())
        installation.close()
    streams = {aggregate.STREAM for aggregate in AGGREGATES}
    # A published report is one event in months, and most of it is data beside the log; what is said of the
    # log itself is rarer still.
    assert {topic.partition(".")[0] for topic in recorded} == streams - {"editions", "ledger"}
    assert {"attendance.checked_in", "feedback.released", "feedback.signed", "write_up.published"} < recorded


def test_the_limit_of_a_page_is_the_same_page(told: History, monkeypatch: pytest.MonkeyPatch) -> None:
    with stand(told, "sqlite", "") as copy:
        assert rebuilt(copy, rounds=1).rows > told.events
        for name, value in (copy.settings | {"BENCH_NOW": told.now.isoformat()}).items():
            monkeypatch.setenv(name, value)
        client = served.application().test_client(use_cookies=False)
        champion = Requests(copy).people[0]
        headers = {"Cookie": champion.cookie, **AGENT}
        for page in (f"/learn/tech-hour/sessions/{told.session}", "/learn/tech-hour/sessions/?tab=past"):
            ours, bare = client.get(page, headers=headers), client.get(f"/bare/page{page}", headers=headers)
            assert ours.status_code == bare.status_code == 200
            assert without_token(ours.text) == without_token(bare.text)
        noted = client.post("/bare/answer", data={"session": str(told.session), "answer": "yes"})
        assert noted.text == "noted"
        assert Path(copy.folder, "bare.db").exists()


def test_the_board_that_is_measured_has_dates_and_candidates_on_it(
    told: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stand(told, "sqlite", "") as copy:
        rebuilt(copy, rounds=1)
        boards.plan(copy)
        for name, value in (copy.settings | {"BENCH_NOW": told.now.isoformat()}).items():
            monkeypatch.setenv(name, value)
        client = served.application().test_client(use_cookies=False)
        headers = {"Cookie": Requests(copy).people[0].cookie, **AGENT}
        board = client.get("/learn/tech-hour/board/", headers=headers).text
        assert board.count('data-state="held"') == boards.HELD
        assert 'data-board="candidate"' in board
        assert " interested, " in board


def test_a_log_is_sealed_and_verified_beside_hashing_alone() -> None:
    measured = sealing.cost("sqlite", "", 3000, rounds=1)
    assert min(measured.alone, measured.sealed, measured.verified) > 0
    assert 32 < measured.bytes <= sealing.MOST_BYTES


def without_token(page: str) -> list[str]:
    """The lines of a page but for its token; a link to its next page is said from where it stands."""
    lines = page.replace('="/bare/page/', '="/').splitlines()
    return [line for line in lines if "csrf" not in line and "X-CSRFToken" not in line]
