"""Records to typed rows, and what is wrong with them, cell by cell."""

import datetime
from collections.abc import Iterable, Iterator

from lt_web.tables import afterwards, formats, links, lists, sentences
from lt_web.tables.columns import Columns
from lt_web.tables.findings import Findings
from lt_web.tables.records import Record
from lt_web.tables.shapes import Row
from lt_web.tables.when import WhenReader
from lt_web.tables.words import fold, many_lines, one_line, plain

LONG_TITLE = 200  # characters; longer ones are kept, with a word of advice


def rows(records: Iterable[Record], whens: WhenReader, columns: Columns, found: Findings) -> Iterator[Row]:
    """The rows without a fatal problem, in the file's order."""
    kept = list(records)
    reader = _RowReader(whens, columns, found)
    reader.surname_first = any(lists.is_surname_first(record["presenters"]) for record in kept)
    return (row for record in kept if (row := reader.read(record)))


class _RowReader:
    """Reads one record after another, remembering which sessions it has seen."""

    surname_first = False

    def __init__(self, whens: WhenReader, columns: Columns, found: Findings) -> None:
        self.whens = whens
        self.columns = columns
        self.found = found
        self.seen: dict[tuple[str, ...], int] = {}

    def read(self, record: Record) -> Row | None:
        title, when, format_ = self._title(record), self.whens.read(record), self._format(record)
        presenters, (place, link) = self._presenters(record), self._place_and_link(record)
        if when.date is None or self.found.is_out(record.number) or self._is_seen(record, title, when.date):
            return None
        description, notes = self._description_and_notes(record)
        return Row(
            record.number,
            title,
            when.date,
            when.time,
            when.offset,
            presenters,
            lists.topics(record["topics"]),
            format_,
            when.length,
            place,
            description,
            link,
            one_line(record["id"]),
            *afterwards.people(record, self.columns, self.found),
            notes,
            *afterwards.feedback(record, self.columns, self.found),
        )

    def _title(self, record: Record) -> str:
        title = one_line(record["title"])
        if not fold(title):
            self._say(record, "title", sentences.NO_TITLE_HERE, fatal=True)
        elif len(title) > LONG_TITLE:
            self._say(record, "title", sentences.LONG_TITLE, count=len(title), limit=LONG_TITLE)
        return title

    def _format(self, record: Record) -> str:
        if not record["format"]:
            self._note_default(record)
            return formats.DEFAULT
        known = formats.read_format(record["format"])
        if known is None:
            self._say(record, "format", sentences.UNKNOWN_FORMAT, text=record["format"])
        return known or formats.DEFAULT

    def _note_default(self, record: Record) -> None:
        if "format" in self.columns.at:
            self.found.remark(sentences.NO_FORMAT, record.number)
        else:
            self.found.note(sentences.NO_FORMAT_COLUMN)

    def _presenters(self, record: Record) -> tuple[str, ...]:
        cell = record["presenters"]
        names = lists.people(cell, surname_first=self.surname_first)
        if lists.has_brackets(cell):
            self.found.remark(sentences.BEHIND_NAME, record.number, text=cell)
        if names != lists.people(cell):
            self.found.remark(sentences.SURNAME_FIRST, record.number, text=cell, name=", ".join(names))
        elif lists.maybe_one_name(cell):
            self.found.remark(sentences.MAYBE_ONE_NAME, record.number, text=cell)
        return names

    def _place_and_link(self, record: Record) -> tuple[str, str]:
        """The link's own column first; an address in the place, or behind the title, where that has none."""
        link = self._link(record)
        place = links.find(record["place"])
        self._refuse(record, "place", place.refused)
        if place.addresses and not link:
            link = self._link_from(record, "place", place.addresses[0])
        if not link and links.is_good(record.links.get("title", "")):
            link = self._link_from(record, "title", record.links["title"])
        alone = link in place.addresses or place.refused
        return place.rest if alone else one_line(record["place"]), link

    def _link(self, record: Record) -> str:
        found = links.find(record["link"])
        behind = record.links.get("link", "")
        addresses = [*filter(links.is_good, [behind]), *(one for one in found.addresses if one != behind)]
        self._refuse(record, "link", found.refused or ("" if addresses else record["link"]))
        if len(addresses) > 1:
            self._say(record, "link", sentences.MORE_LINKS, link=addresses[0])
        return addresses[0] if addresses else ""

    def _description_and_notes(self, record: Record) -> tuple[str, str]:
        """A column of notes may hold the notes themselves, or the address of where they are."""
        notes, told = links.find(record["notes"]), many_lines(record["description"])
        described = links.find(record["description"])
        self._refuse(record, "notes", notes.refused)
        if notes.addresses or not described.addresses or described.rest or described.refused:
            more = "" if notes.addresses else many_lines(record["notes"])
            return "\n\n".join(filter(None, (told, more))), (*notes.addresses, "")[0]
        self.found.remark(sentences.NOTES_FROM, record.number, column=self.columns.heading("description"))
        return "", described.addresses[0]

    def _link_from(self, record: Record, column: str, address: str) -> str:
        self.found.remark(sentences.LINK_FROM, record.number, column=self.columns.heading(column))
        return address

    def _refuse(self, record: Record, column: str, text: str) -> None:
        if text:
            self._say(record, column, sentences.BAD_LINK, text=text)

    def _is_seen(self, record: Record, title: str, date: datetime.date) -> bool:
        """The same id, or without ids the same title and date, is the same session: the second is out."""
        key = one_line(record["id"])
        first = self.seen.setdefault((key,) if key else (plain(title), date.isoformat()), record.number)
        if first == record.number:
            return False
        column, message = ("id", sentences.SAME_KEY) if key else ("title", sentences.SAME_SESSION)
        self._say(record, column, message, fatal=True, text=key, other=first)
        return True

    def _say(
        self, record: Record, column: str, message: str, *, fatal: bool = False, **params: object
    ) -> None:
        self.found.problem(record.number, self.columns.heading(column), message, fatal=fatal, **params)
