"""Far moments are made ready behind the request: the page says so, nobody makes one twice, nothing hangs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from lt_web.past import opening, preparing, scratch
from lt_web.store import accesses
from tests.views.conftest import OWN, Web

EARLY = 12


@pytest.fixture
def far(web: Web, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A log that is long for whoever waits, and a server where things go on behind requests."""
    monkeypatch.setitem(web.installation.config.values, "LT_TICK_SECONDS", "60")  # type: ignore[arg-type]
    monkeypatch.setattr(scratch, "NEAR", 8)
    monkeypatch.setattr(preparing, "AT_ONCE", 3)
    yield web
    for thread in list(preparing._at_work.values()):
        thread.join()
    scratch.empty(web.installation)


@pytest.fixture
def held_up(far: Web, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Copies are begun, and told of, but not finished before this is set."""
    go, begun = threading.Event(), scratch.rolling.filled

    def filled(*args: Any) -> None:
        *_others, going = args
        going(5)
        assert go.wait(30)
        begun(*args)

    monkeypatch.setattr(scratch.rolling, "filled", filled)
    yield go
    go.set()


def page(far: Web, headers: Any = None, rest: str = "sessions/", when: int = 0) -> Any:
    when = when or far.position()
    return far.as_("auditor").get(f"/learn/as-of/e{when}/{OWN}/{rest}", headers=headers or {})


def finished() -> None:
    for thread in list(preparing._at_work.values()):
        thread.join()


def noted(far: Web) -> int:
    with far.installation.database.reading() as db:
        return len(accesses.of_programme(db, far.programmes[OWN]))


def test_a_far_moment_is_said_to_be_on_its_way_and_comes_by_itself(
    far: Web, held_up: threading.Event
) -> None:
    before, first = noted(far), page(far)
    assert first.status_code == 202
    assert "everything that happened until then is gone through once more" in first.text
    assert 'hx-trigger="every 1s"' in first.text
    assert '<noscript><meta http-equiv="refresh"' in first.text
    assert f'href="/learn/{OWN}/sessions/"' in first.text  # the way back to now
    assert noted(far) == before  # nothing was shown
    held_up.set()
    finished()
    ready = page(far, {"HX-Request": "true", "HX-Trigger": preparing.WAITING})
    assert (ready.status_code, ready.headers["HX-Refresh"]) == (200, "true")
    shown = page(far)
    assert (shown.status_code, "HX-Refresh" in shown.headers) == (200, False)
    assert "Knots we published" in shown.text
    assert noted(far) == before + 2


def test_it_says_how_far_it_is(far: Web, held_up: threading.Event) -> None:
    page(far)
    while scratch.of(far.installation).folder.told() is None:
        pass
    while scratch.of(far.installation).folder.told().reached < 5:  # type: ignore[union-attr]
        pass
    assert "5 of " in page(far).text
    assert "It waits for its turn" in page(far, when=EARLY).text
    held_up.set()
    finished()
    assert scratch.of(far.installation).folder.told() is None


def test_a_second_reader_does_not_make_it_again(
    far: Web, held_up: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, make = list[int](), scratch.Scratch._make

    def counted(self: scratch.Scratch, live: Any, state: str, goal: int) -> Any:
        made.append(goal)
        return make(self, live, state, goal)

    monkeypatch.setattr(scratch.Scratch, "_make", counted)
    assert [page(far).status_code for _reader in range(4)] == [202] * 4
    assert preparing.begin(far.installation, far.position()) is None
    held_up.set()
    finished()
    assert page(far).status_code == 200
    assert len(made) == 1


def test_whatever_reads_the_past_waits_the_same_way(far: Web, held_up: threading.Event) -> None:
    event = far.as_("auditor").get(far.url(f"audit/log/{far.position()}"))
    given = {"page": f"/{OWN}/sessions/", "a": EARLY, "b": "now"}
    compared = far.as_("auditor").get(far.url("audit/compare"), query_string=given)
    assert (event.status_code, compared.status_code) == (202, 202)
    held_up.set()
    finished()
    assert far.as_("auditor").get(far.url(f"audit/log/{far.position()}")).status_code == 200


def test_where_nothing_goes_on_behind_requests_it_is_waited_for(
    far: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(far.installation.config.values, "LT_TICK_SECONDS", "0")  # type: ignore[arg-type]
    assert page(far).status_code == 200


def test_a_page_of_the_past_asks_little_more_than_todays(web: Web) -> None:
    """For the moment, its programme and event, the note, what was taken back, and the life of the thing."""
    session, head = web.sessions["published"], web.position()
    client, sent = web.as_("auditor"), list[str]()
    note = lambda _c, _cu, statement, *_rest: sent.append(statement)  # noqa: E731

    def asked(address: str) -> int:
        client.get(address)
        sent.clear()
        assert client.get(address).status_code == 200
        return len(sent)

    for engine in (web.installation.database.engine, opening.ENGINE):
        event.listen(engine, "before_cursor_execute", note)
    try:
        today = asked(web.url(f"sessions/{session}"))
        then = asked(f"/learn/as-of/e{head}/{OWN}/sessions/{session}")
    finally:
        for engine in (web.installation.database.engine, opening.ENGINE):
            event.remove(engine, "before_cursor_execute", note)
    print(f"{today} statements today, {then} in the past")
    assert then - today <= 20
