"""The forms in which people write a day, and the day, or the two days, that each can mean."""

import datetime
import re
from dataclasses import dataclass

from lt_web.tables import sentences
from lt_web.tables.findings import Unread
from lt_web.tables.words import spellings

FIRST_YEAR, LAST_YEAR = 1969, 2100
TURN_OF_CENTURY = 69  # 69–99 are 1969–1999, 00–68 are 2000–2068
EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
MINUTES_A_DAY = 24 * 60

MONTHS = {
    spelling: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner",
            "feb february februar feber",
            "mar march mär märz mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        start=1,
    )
    for name in names.split()
    for spelling in spellings(name)
}

YEAR = r"'?(?P<y>\d{4}|\d{2})(?![\d:.h])(?!\s?uhr)"
MONTH = r"(?P<m>[a-z]{3,9})\.?"
YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
DOTTED = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2})(?!\d)")
DAY_MONTH = re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]*(?:of\s)?{MONTH}[\s,-]*{YEAR}")
MONTH_DAY = re.compile(rf"{MONTH}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s,]+{YEAR}")
EITHER_WAY = re.compile(r"(?P<a>\d{1,2})\s?(?P<s>[/-])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4}|\d{2})(?!\d)")
SERIAL = re.compile(r"(?P<n>\d{5})(?:[.,](?P<f>\d{1,17}))?$")


@dataclass(frozen=True)
class Day:
    """The day of a cell by either order: alike where its form is clear, None where that order makes none.

    `rest` is what follows the date, folded by words.plain; `weekday` (Monday is 0) if one was named.
    """

    text: str
    day_first: datetime.date | None
    month_first: datetime.date | None
    rest: str = ""
    weekday: int | None = None
    short_year: bool = False
    serial: bool = False

    @property
    def is_clear(self) -> bool:
        return self.day_first == self.month_first

    @property
    def order(self) -> bool | None:
        """True: only day first makes a day; False: only month first; None: this cell does not tell."""
        return None if self.is_clear or self.is_open else self.day_first is not None

    @property
    def is_open(self) -> bool:
        """Whether both orders make a day, and not the same."""
        return not self.is_clear and self.day_first is not None and self.month_first is not None


def find(bare: str, text: str) -> Day | None:
    """The day that starts `bare` (words.plain of `text`); None for no known form, Unread if impossible."""
    return _clear(bare, text) or _either_way(bare, text) or _serial(bare, text)


def _clear(bare: str, text: str) -> Day | None:
    for form in (YEAR_FIRST, COMPACT, DOTTED, DAY_MONTH, MONTH_DAY):
        if (match := form.match(bare)) and (month := _month(match["m"])):
            day = _day(match["y"], month, int(match["d"]), text)
            return _made(match, text, day, day)
    return None


def _either_way(bare: str, text: str) -> Day | None:
    match = EITHER_WAY.match(bare)
    if match is None:
        return None
    if match["s"] == "-" and len(match["y"]) == 2:
        raise Unread(sentences.SHORT_YEAR, text=text)
    one, other = int(match["a"]), int(match["b"])
    return _made(match, text, _day(match["y"], other, one, text), _day(match["y"], one, other, text))


def _made(
    match: re.Match[str], text: str, day_first: datetime.date | None, month_first: datetime.date | None
) -> Day:
    if day_first is None and month_first is None:
        raise Unread(sentences.NO_SUCH_DAY, text=text)
    rest = match.string[match.end() :]
    return Day(text, day_first, month_first, rest, short_year=len(match["y"]) == 2)


def _month(written: str) -> int | None:
    return int(written) if written.isdigit() else MONTHS.get(written)


def _day(year: str, month: int, day: int, text: str) -> datetime.date | None:
    try:
        return datetime.date(_year(year, text), month, day)
    except ValueError:
        return None


def _year(written: str, text: str) -> int:
    year = int(written)
    if len(written) == 2:
        year += 1900 if year >= TURN_OF_CENTURY else 2000
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unread(sentences.YEAR_RANGE, text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return year


def _serial(bare: str, text: str) -> Day | None:
    """A day as Excel counts them, with the time as a fraction: 45415.5 is 3 May 2024, 12:00."""
    match = SERIAL.match(bare)
    if match is None:
        return None
    minutes = round(float(f"0.{match['f'] or 0}") * MINUTES_A_DAY)
    day = EXCEL_DAY_ZERO + datetime.timedelta(days=int(match["n"]) + minutes // MINUTES_A_DAY)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    hour, minute = divmod(minutes % MINUTES_A_DAY, 60)
    return Day(text, day, day, f" {hour}:{minute:02}" if match["f"] else "", serial=True)
