"""The proof as auditors see it: the last check, what it means, and a printed line that is looked up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from lt_web.evidence import checking, feet, taking, verify
from lt_web.log import digest
from lt_web.log.checkpoints import footer
from lt_web.log.recorder import events
from lt_web.store import checks, editions
from projections.editions import table as published
from tests.views.conftest import OTHER, Web
from tests.views.test_editions import crowd, publish  # noqa: F401

PAGE = "audit/proof/"


def seen(web: Web, **query: str) -> str:
    answer = web.as_("auditor").get(web.url(PAGE), query_string=query)
    assert answer.status_code == 200
    return str(answer.text)


def check_now(web: Web) -> str:
    """Press the button; the page that comes of it."""
    sent = web.as_("auditor").send(web.url(PAGE) + "check")
    assert (sent.status_code, sent.headers["Location"]) == (303, web.url(PAGE))
    return seen(web)


def test_before_the_first_check_it_says_so_and_what_a_check_does(web: Web) -> None:
    page = seen(web)
    assert "The log was not checked here yet" in page
    assert "That what was written down was true" in page


def test_a_check_says_in_one_sentence_what_it_found_when_and_by_whom(web: Web) -> None:
    before = web.position()
    page = check_now(web)
    assert "Nothing was altered" in page
    assert f"was read again and is the one that was sealed: {before} of {before}." in page
    assert "by Emil Novak" in page
    assert web.position() == before
    web.clock.pass_by(hours=1)
    assert "Earlier checks" in check_now(web)


def test_a_changed_event_is_named_and_said_to_be_broken(web: Web) -> None:
    check_now(web)
    with web.installation.database.writing() as db:
        db.execute(update(events).where(events.c.position == 9).values(version=77))
    page = check_now(web)
    assert "Event 9 is not what was sealed" in page
    assert "lt-proof--broken" in page


def test_with_htmx_the_answer_is_the_piece_that_shows_the_state(web: Web) -> None:
    sent = web.as_("auditor").send(web.url(PAGE) + "check", htmx=True)
    assert sent.status_code == 200
    assert sent.text.lstrip().startswith('<section class="lt-card lt-proof lt-proof--whole" id="proof-state"')


def test_a_long_log_is_read_behind_the_request_and_the_page_asks_again(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    page = check_now(web)
    assert "Reading the log" in page
    assert 'hx-trigger="every 1s"' in page
    address = web.url(PAGE) + "state"
    auditor = web.as_("auditor")
    assert "Reading the log" in auditor.get(address).text
    with web.installation.database.reading() as db:
        number = checks.under_way(db).number  # type: ignore[union-attr]
    assert auditor.get(f"{address}?v={number}-waiting").status_code == 204
    checking.look(web.installation)
    assert "Nothing was altered" in auditor.get(f"{address}?v={number}-waiting").text


def test_a_check_whose_process_died_cannot_be_told_and_another_can_be_asked_for(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    check_now(web)
    with web.installation.database.writing() as db:
        assert checks.take(db, web.clock())
    web.clock.pass_by(minutes=checks.STUCK / timedelta(minutes=1) + 1)
    check_now(web)
    checking.look(web.installation)
    page = seen(web)
    assert "Nothing was altered" in page
    assert "It cannot be told" in page


def test_what_is_kept_outside_can_be_downloaded_and_says_the_same(web: Web) -> None:
    auditor = web.as_("auditor")
    check_now(web)
    note = auditor.get(web.url(PAGE) + "checkpoint.txt")
    keys = verify.keys_in(auditor.get(web.url(PAGE) + "keys.txt").text)
    found = verify.checkpoints_in(note.text, keys, "it")
    assert found[0].size == web.position()
    assert found[0].foot in seen(web)
    assert "attachment" in note.headers["Content-Disposition"]


def test_the_evidence_of_the_programme_can_be_taken_and_that_it_was_is_noted(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = web.as_("auditor").get(web.url(PAGE) + "evidence.zip")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="tech-hour-evidence.zip"'
    zipfile.ZipFile(io.BytesIO(sent.data)).extractall(tmp_path / "evidence")
    assert verify.main([str(tmp_path / "evidence"), "--json"]) == 0
    told = (tmp_path / "evidence" / verify.EVENTS).read_text()
    assert str(web.sessions["published"]) in told
    assert str(web.programmes[OTHER]) not in told
    assert "Emil Novak" in web.as_("auditor").get(web.url("audit/log/readers")).text
    assert not list(Path(web.installation.config["LT_DATA_DIR"]).glob("tmp*"))
    monkeypatch.setattr(taking, "MOST", 3)
    auditor = web.as_("auditor")
    refused = auditor.get(web.url(PAGE) + "evidence.zip")
    assert (refused.status_code, refused.headers["Location"]) == (303, web.url(PAGE))
    assert "The log is too long for a browser." in auditor.get(web.url(PAGE)).text


def test_a_printed_line_is_told_from_another_and_a_mistyped_one(web: Web) -> None:
    check_now(web)
    note = web.as_("auditor").get(web.url(PAGE) + "checkpoint.txt").text
    foot = verify.checkpoints_in(note, [], "it")[0].foot

    size, mark = foot.split()
    assert "Yes, it is from this log" in seen(web, line=foot)
    assert "Yes, it is from this log" in seen(web, line=f"Position {int(size):,} · {mark}")
    assert "No, not as you typed it" in seen(web, line=f"{size} {mark.swapcase()}")
    assert "No, not as you typed it" in seen(web, line=f"{int(size) - 1} {mark}")
    assert f"The line speaks of {int(size) + 1} events" in seen(web, line=f"{int(size) + 1} {mark}")
    assert f"The line speaks of {10**15 - 1:,} events" in seen(web, line=f"{10**15 - 1} {mark}")
    for typed in ("hello", f"{mark}", f"{size} {mark[:9]}", "12 " + "é" * 16):
        page = seen(web, line=typed)
        assert "This is not such a line" in page
        assert f'value="{typed}"' in page
    assert "Field cannot be longer than" in seen(web, line="1" * 501)


@pytest.mark.usefixtures("crowd")
def test_an_edition_is_found_by_its_line_and_its_data_is_held_against_its_hash(web: Web) -> None:
    where = publish(web)
    with web.installation.database.reading() as db:
        row = db.execute(select(published)).one()
        line = footer(row.at_position, digest.at(db, row.at_position).root)
    page = seen(web, line=line)
    assert "Yes, it is from this log" in page
    assert f'href="{where}"' in page
    assert "Its data is what was published" in page
    with web.installation.database.writing() as db:
        db.execute(editions.data.update().values(content=b"{}"))
    assert "Its data is not what was published" in seen(web, line=line)


def test_another_programmes_auditor_sees_no_edition_of_this_one(web: Web) -> None:
    assert web.as_("auditor").get(web.url(PAGE, OTHER)).status_code == 404
    for role in ("champion", "sponsor", "admin", "employee"):
        assert web.as_(role).get(web.url(PAGE)).status_code == 403


def test_it_costs_few_queries(web: Web, count_queries: Callable[..., int]) -> None:
    auditor = web.as_("auditor")
    check_now(web)
    auditor.get(web.url(PAGE))
    assert count_queries(lambda: auditor.get(web.url(PAGE))) <= 16


def test_reading_a_line_takes_the_number_before_the_mark() -> None:
    mark = "kG3mXk0Qp2u9dBvE"
    ways = ("1234 {}", "1,234 {}", "1.234  {}", "1 234 · {}=", "Event 1’234, seal {}")
    for typed in (way.format(mark) for way in ways):
        assert feet.parsed(typed) == (1234, [mark + ("=" if "=" in typed else "")]), typed
    assert feet.parsed("") is None
