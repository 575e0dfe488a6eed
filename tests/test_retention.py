"""How long what is kept: the list, the document and the routine say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from lt_web.commands import leaving, sessions
from lt_web.config import SETTINGS, Config
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.routines.retention import LEAVERS, PERIODS
from lt_web.routines.ticking import tick
from lt_web.store import directory, drafts
from projections import comments
from tests.company import Company

PRIVACY = Path(__file__).parents[1] / "docs" / "privacy.md"


def said(period: timedelta) -> str:
    """A period as the document says it."""
    if period < timedelta(hours=1):
        return f"{period // timedelta(minutes=1)} minutes"
    hours = period // timedelta(hours=1)
    return f"{hours} hours" if hours <= 48 else f"{period.days} days"


def test_the_document_names_every_period_and_its_setting() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ?`?(\w*)`? ?\|$", PRIVACY.read_text(), re.MULTILINE)
    told = {what: (kept, setting) for what, kept, setting in rows}
    for period in PERIODS:
        assert told[period.what[0].upper() + period.what[1:]] == (said(period.usual), period.setting)
        assert not period.setting or SETTINGS[period.setting].default == period.usual.days
    assert LEAVERS in PRIVACY.read_text()


def test_a_draft_goes_after_the_days_that_were_chosen(
    settings: dict[str, Any], clock: SteppedClock, company: Company
) -> None:
    house = Installation(Config(settings | {"LT_KEEP_DRAFTS_DAYS": "10"}), clock)
    with house.database.writing() as db:
        drafts.keep(db, house.keyring, drafts.Draft(company.gus, company.programme, "Half", 0, clock.now))
    clock.to(clock.now + timedelta(days=9))
    tick(house)
    with house.database.reading() as db:
        assert drafts.how_many(db, company.gus) == 1
    clock.to(clock.now + timedelta(days=2))
    tick(house)
    with house.database.reading() as db:
        assert drafts.how_many(db, company.gus) == 0
    house.close()


def test_who_left_is_erased_after_the_days_that_were_chosen(
    settings: dict[str, Any], clock: SteppedClock, company: Company, reopened: Callable[[], Installation]
) -> None:
    session = company.session(days=300)
    company.by(company.gus, sessions.comment, session, "I sailed with that one")
    company.house(leaving.leave, company.gus)
    clock.to(clock.now + timedelta(days=31))
    tick(company.installation)
    house = Installation(Config(settings | {"LT_ERASE_LEAVERS_DAYS": "30"}), clock)
    with house.database.reading() as db:
        assert company.gus in directory.of_people(db, [company.gus]), "nobody is erased by itself"
    for _twice in range(2):
        tick(house)
    with house.database.reading() as db:
        assert set(directory.of_people(db, company.everyone)) == {*company.everyone} - {company.gus}
        assert house.log.codec.reveal(comments.about(db, session)[0].text) is None
    house.close()
