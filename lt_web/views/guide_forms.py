"""The form in which a template is put differently."""

from __future__ import annotations

from typing import Any

from wtforms import Field, HiddenField
from wtforms.widgets import TextInput

from lt_web.cards.formats import Template, content
from lt_web.forms.fields import line, words
from lt_web.speech import lazy
from lt_web.web import PlainForm

SPARE, MOST_ROWS = 2, 30
Rows = list[tuple[str, str]]  # minutes and what happens, as they were typed


class StepsField(Field):
    """The steps of an agenda, a row each: minutes and what happens. `steps` are those that were filled."""

    widget = TextInput()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the rows that were sent, or else those that there are; some empty ones follow."""
        self.process_errors: list[str] = []
        self.rows: Rows = [(str(minutes), what) for minutes, what in data] if data else []
        if formdata and f"{self.name}-what" in formdata:
            typed = (formdata.getlist(f"{self.name}-{part}") for part in ("minutes", "what"))
            self.rows = [(m.strip(), w.strip()) for m, w in zip(*typed, strict=False)][:MOST_ROWS]
        self.data = self.steps

    @property
    def steps(self) -> tuple[tuple[int, str], ...]:
        """The rows in which something stands, as the domain takes them; what is no number counts as none."""
        filled = [(minutes, what) for minutes, what in self.rows if minutes or what]
        return tuple((int(m) if m.isdecimal() and len(m) < 4 else 0, what) for m, what in filled)

    @property
    def total(self) -> int:
        """How many minutes they take together."""
        return sum(minutes for minutes, _what in self.steps)

    def arrange(self, deed: str) -> None:
        """Add empty rows (`more`), take one away (`drop-2`) or put it before the one above it (`up-2`)."""
        what, _dash, number = deed.partition("-")
        at = int(number) if number.isdecimal() and len(number) < 3 else -1
        if what == "more":
            self.rows = [row for row in self.rows if any(row)] + [("", "")] * (SPARE + 1)
        elif what == "drop" and at in range(len(self.rows)):
            del self.rows[at]
        elif what == "up" and at in range(1, len(self.rows)):
            self.rows[at - 1], self.rows[at] = self.rows[at], self.rows[at - 1]

    def with_spare(self) -> None:
        """Let some empty rows follow those that are filled."""
        self.rows = [row for row in self.rows if any(row)] + [("", "")] * SPARE


class GuideForm(PlainForm):
    """What a template says, upon which version it was written, and what was changed."""

    agenda = StepsField(lazy("Agenda"))
    guide = words(
        lazy("Facilitator’s guide"),
        5000,
        lazy("What helps whoever leads it. Markdown works."),
        needed=True,
        rows=6,
    )
    prepare = words(
        lazy("To prepare"), 1000, lazy("One thing a line. It becomes a list to tick off."), rows=4
    )
    note = line(lazy("What you changed"), 160, lazy("For those who knew it before."), needed=False)
    based_on = HiddenField(default="0")

    @property
    def base(self) -> int:
        """The version upon which it was written; an odd one is none that there is."""
        given = self.based_on.data or ""
        return int(given) if given.isdecimal() and len(given) < 7 else -1

    @property
    def content(self) -> Any:
        """What was typed, as the domain takes it."""
        return content(self.agenda.steps, self.guide.data or "", self.prepare.data or "")


def given(template: Template) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    now_so = {"agenda": template.agenda, "guide": template.guide, "prepare": "\n".join(template.prepare)}
    return now_so | {"based_on": str(template.number)}
