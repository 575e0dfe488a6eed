"""Date cells: the day, with its weekday, and the order of day and month that a column agrees on."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lt_web.tables import sentences
from lt_web.tables.date_forms import MONTHS, Day, find
from lt_web.tables.findings import Unread
from lt_web.tables.words import plain

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mo mon monday montag",
            "di tu tue tues tuesday die dienstag",
            "mi we wed weds wednesday mit mittwoch",
            "do th thu thur thurs thursday don donnerstag",
            "fr fri friday fre freitag",
            "sa sat saturday sam samstag sonnabend",
            "so su sun sunday son sonntag",
        )
    )
    for name in names.split()
}
LEADING = re.compile(r"([a-z]+)\.?,?\s*(?=\d|[a-z])")
TRAILING = re.compile(r"[\s,(]*([a-z]+)\.?\)?(?=$|[\s,])")
DAY_ONLY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th|\.)?\s*(?:of\s)?([a-z]+)\b"
    r"|([a-z]+)\.?\s*\d{1,2}\b|\d{1,2}[./]\s?\d{1,2}\.?$"
)
MONTH_ONLY = re.compile(r"[a-z]+\.?,?\s*\d{4}$|\d{1,2}[./]\d{4}$|\d{4}-\d{1,2}$|(?:19|20)\d\d$")


@dataclass(frozen=True)
class Order:
    """Which comes first in dates like 03/05/2024. `day_first` None: nothing decides. `clash`: rows disagree.

    `asked`: the person has said so, and what does not fit is an error. `proof`: the cell that decided.
    """

    day_first: bool | None = None
    clash: bool = False
    asked: bool = False
    proof: Day | None = None
    row: int = 0


def read_day(text: str) -> Day:
    """The day or days that a cell can mean. Raises Unread for what is no date."""
    bare = plain(text)
    weekday, start = _weekday(LEADING, bare)
    day = find(bare[start:], text)
    if day is None:
        raise Unread(_why(bare[start:]), text=text)
    return _with_weekday(day, weekday)


def decide(days: Iterable[tuple[int, Day]], answer: bool | None) -> Order:
    """The order of a column of (row, day): as answered, else as the rows that fit only one order agree."""
    if answer is not None:
        return Order(answer, asked=True)
    deciding = [(row, day) for row, day in days if day.order is not None]
    if not deciding:
        return Order()
    row, proof = deciding[0]
    clash = any(day.order != proof.order for _, day in deciding)
    return Order(None if clash else proof.order, clash, proof=proof, row=row)


def pick(day: Day, order: Order) -> datetime.date | None:
    """The date; None where it must be asked. Unread where the order makes no date, or rows disagree."""
    if day.is_clear:
        return day.day_first
    if order.asked:
        return _asked(day, bool(order.day_first))
    if day.order is not None:
        return day.day_first or day.month_first
    if order.clash:
        raise Unread(
            sentences.ORDER_CLASH, text=day.text, day_first=day.day_first, month_first=day.month_first
        )
    return None if order.day_first is None else _ordered(day, order.day_first)


def undecided(days: Iterable[tuple[int, Day]], order: Order) -> list[tuple[int, Day]]:
    """The cells that wait for an answer: open ones, where nothing in the column decides."""
    if order.clash or order.day_first is not None:
        return []
    return [(row, day) for row, day in days if day.is_open]


def _asked(day: Day, day_first: bool) -> datetime.date:
    date = _ordered(day, day_first)
    if date is None:
        message = sentences.ORDER_DAY_FIRST if day_first else sentences.ORDER_MONTH_FIRST
        raise Unread(message, text=day.text)
    return date


def _ordered(day: Day, day_first: bool) -> datetime.date | None:
    return day.day_first if day_first else day.month_first


def _weekday(form: re.Pattern[str], text: str) -> tuple[int | None, int]:
    """(Monday is 0, where the text goes on); (None, 0) where no weekday stands."""
    match = form.match(text)
    if match is None or match[1] not in WEEKDAYS:
        return None, 0
    return WEEKDAYS[match[1]], match.end()


def _with_weekday(day: Day, leading: int | None) -> Day:
    """A weekday before or behind the date also tells the order, where only one of the days falls on it."""
    trailing, end = _weekday(TRAILING, day.rest)
    weekday = trailing if leading is None else leading
    day = replace(day, weekday=weekday, rest=day.rest[end:])
    fits = [one is not None and one.weekday() == weekday for one in (day.day_first, day.month_first)]
    if fits == [True, False]:
        return replace(day, month_first=None)
    return replace(day, day_first=None) if fits == [False, True] else day


def _why(bare: str) -> str:
    """What is missing from a text that is no date."""
    if MONTH_ONLY.match(bare):
        return sentences.NO_DAY
    match = DAY_ONLY.match(bare)
    months = match and [word for word in match.groups() if word]
    return sentences.NO_YEAR if match and all(word in MONTHS for word in months or ()) else sentences.BAD_DATE
