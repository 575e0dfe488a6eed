"""What the tests of the table reader share: stored tables by name, small tables from text, rows to expect."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from lt_web.tables import Row, Table, read_table

DATA = Path(__file__).parent / "data"


@pytest.fixture
def stored() -> Callable[..., Table]:
    """Reads one of the stored tables."""
    return lambda name, **options: read_table((DATA / name).read_bytes(), **options)


@pytest.fixture
def read() -> Callable[..., Table]:
    """Reads a table written out in the test."""
    return lambda text, **options: read_table(text.encode(), **options)


@pytest.fixture
def row() -> Callable[..., Row]:
    """A row to expect: number, title and ISO date, and whatever else is not empty."""
    return expected


def expected(number: int, title: str, date: str, time: str = "", **fields: object) -> Row:
    given: dict[str, object] = {
        "zone_offset": None, "presenters": (), "topics": (), "format": "talk", "length": None,
        "place": "", "description": "", "link": "", "key": "",
    }  # fmt: skip
    clock = datetime.time.fromisoformat(time) if time else None
    return Row(number, title, datetime.date.fromisoformat(date), clock, **(given | fields))  # type: ignore[arg-type]
