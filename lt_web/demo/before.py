"""What a programme kept in a spreadsheet before it began here, read in as any table is."""

from __future__ import annotations

from datetime import timedelta

from lt_web.commands import people
from lt_web.commands.imports import import_rows, session_of
from lt_web.demo.company import named
from lt_web.demo.days import working_week
from lt_web.demo.schools import School
from lt_web.demo.stage import Stage, Strand
from lt_web.demo.texts import lines_of
from lt_web.identity import Deed
from lt_web.store import directory
from lt_web.tables import Row, read_table

HEADINGS = "Date;Start;Title;Who;Topics;Format;Minutes;Place;Description;Came;Worth it;Notes link"
SHORT, WHOLE = "V. Landry", "Violet Landry"


def read_in(stage: Stage, school: School) -> None:
    """The champion reads in her old spreadsheet."""
    rows = [line.split(" | ") for line in lines_of("before")]
    dated = [(working_week(stage.now.date() - timedelta(weeks=int(weeks))), rest) for weeks, rest in rows]
    text = "\n".join([HEADINGS, *(f"{day:%d.%m.%Y};{rest}" for day, rest in dated)])
    table = read_table(text.encode(), day_first=True)
    deed = Deed(actor=school.champion.id, source="import")
    import_rows(stage.work.then(deed), school.id, table.rows, school.zone)
    stage.begin(
        recognise(stage, school, [row for row in table.rows if SHORT in row.presenters + row.attendees])
    )


def recognise(stage: Stage, school: School, rows: list[Row]) -> Strand:
    """Days later somebody sees who is meant by a name that was written short."""
    yield stage.now + timedelta(days=5, hours=1)
    name = directory.named(stage.work.connection, SHORT)[0].person
    where = [session_of(school.id, row) for row in rows]
    stage.do(school.champion, people.merge, school.id, name, named(WHOLE).id, where)
