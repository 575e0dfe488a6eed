"""When a session was and how long: date, time and length of one record, from the cells that tell."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lt_web.tables import lengths, sentences
from lt_web.tables.columns import Columns
from lt_web.tables.date_forms import Day
from lt_web.tables.dates import Order, pick, read_day
from lt_web.tables.findings import Findings, Unread
from lt_web.tables.records import Record
from lt_web.tables.times import MINUTES_A_DAY, Span, read_span

# “- 04.05” behind a date is another day, not a time.
NO_CLOCK = re.compile(r"[\s,;(]*\d+|[\s,;(]*-[\s\d.]*")
EMPTY = " \t,;.()-"


@dataclass(frozen=True)
class When:
    """`date` is None where it must be asked or is wrong, which is then said already."""

    date: datetime.date | None
    time: datetime.time | None = None
    offset: datetime.timedelta | None = None
    length: int | None = None


class WhenReader:
    """Reads the cells of one table's records in the order its date column has agreed on."""

    def __init__(self, days: Mapping[int, Day], order: Order, columns: Columns, found: Findings) -> None:
        self.days = days
        self.order = order
        self.columns = columns
        self.found = found

    def read(self, record: Record) -> When:
        day = self.days.get(record.number)
        if day is None:
            return When(None)
        date = self._date(record, day)
        span = self._span(record, day)
        length = self._length(record, self._minutes(record, span))
        return When(date, span.start, span.offset, length) if span else When(date, length=length)

    def _date(self, record: Record, day: Day) -> datetime.date | None:
        try:
            date = pick(day, self.order)
        except Unread as unread:
            self._say(record, "date", unread.message, fatal=True, **unread.params)
            return None
        if date is not None:
            self._remark_on(record, day, date)
        return date

    def _remark_on(self, record: Record, day: Day, date: datetime.date) -> None:
        if day.weekday is not None and day.weekday != date.weekday():
            self._say(record, "date", sentences.WRONG_WEEKDAY, text=day.text, date=date)
        if day.short_year:
            self.found.remark(sentences.SHORT_YEARS, record.number, text=day.text, date=date)
        if day.serial:
            self.found.remark(sentences.SERIALS, record.number, text=day.text, date=date)

    def _span(self, record: Record, day: Day) -> Span | None:
        """The time column's, else the one beside the date."""
        beside, own = self._beside_date(record, day), self._own(record, "time")
        if own and beside and own.start != beside.start:
            self._say(
                record, "time", sentences.TWO_TIMES, time=f"{own.start:%H:%M}", other=f"{beside.start:%H:%M}"
            )
        return own or beside

    def _beside_date(self, record: Record, day: Day) -> Span | None:
        if not day.rest.strip(EMPTY):
            return None
        span = None if NO_CLOCK.fullmatch(day.rest) else read_span(day.rest)
        if span is None:
            self._say(record, "date", sentences.AFTER_DATE, fatal=True, text=day.text)
        elif span.start == datetime.time(0) and span.minutes is None:
            self.found.remark(sentences.MIDNIGHT, record.number)
            return None
        return self._zoned(record, "date", span)

    def _own(self, record: Record, column: str) -> Span | None:
        if not record[column]:
            return None
        span = read_span(record[column]) or _behind_date(record[column])
        if span is None:
            self._say(record, column, sentences.BAD_TIME, text=record[column])
        return self._zoned(record, column, span)

    def _zoned(self, record: Record, column: str, span: Span | None) -> Span | None:
        if span and span.zone:
            self._say(record, column, sentences.ZONE_NAME, zone=span.zone)
        return span

    def _minutes(self, record: Record, span: Span | None) -> int | None:
        """Minutes between start and end, where both are known; an end before the start is after midnight."""
        end = self._own(record, "end")
        if span is None or end is None:
            return span.minutes if span else None
        return (_of_day(end.start) - _of_day(span.start)) % MINUTES_A_DAY

    def _length(self, record: Record, between: int | None) -> int | None:
        """The length column's minutes, else those between start and end."""
        if not record["length"]:
            return self._in_range(
                record, "end" if record["end"] else "time" if record["time"] else "date", between
            )
        length = lengths.read_length(record["length"], hours=self.columns.hours)
        if length is None:
            self._say(record, "length", sentences.BAD_LENGTH, text=record["length"])
        elif between is not None and between != length:
            self._say(record, "length", sentences.TWO_LENGTHS, length=length, other=between)
        return self._in_range(record, "length", length)

    def _in_range(self, record: Record, column: str, length: int | None) -> int | None:
        if length is None or lengths.LEAST <= length <= lengths.MOST:
            return length
        self._say(
            record, column, sentences.LENGTH_RANGE, length=length, least=lengths.LEAST, most=lengths.MOST
        )
        return None

    def _say(
        self, record: Record, column: str, message: str, *, fatal: bool = False, **params: object
    ) -> None:
        self.found.problem(record.number, self.columns.heading(column), message, fatal=fatal, **params)


def _behind_date(text: str) -> Span | None:
    """The time in a cell that repeats the date in front of it, as calendars export their end."""
    try:
        return read_span(read_day(text).rest)
    except Unread:
        return None


def _of_day(clock: datetime.time) -> int:
    return clock.hour * 60 + clock.minute
