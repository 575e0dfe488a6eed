"""The forms about write-ups."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, SelectField, TextAreaField

from lt_web.forms.fields import NEEDED, line, options, words
from lt_web.forms.people import PersonField
from lt_web.speech import lazy
from lt_web.web import PlainForm

KINDS = (
    ("slides", lazy("Slides")),
    ("recording", lazy("A recording")),
    ("notes", lazy("Notes")),
    ("other", lazy("Something else")),
)


class EditorForm(PlainForm):
    """The text, upon which revision it was written, and what was changed."""

    text = TextAreaField(lazy("Write-up"), [NEEDED], render_kw={"rows": 18, "spellcheck": "true"})
    summary = line(lazy("What you changed"), 160, lazy("For those who read it before."), needed=False)
    based_on = HiddenField(default="0")

    @property
    def base(self) -> int:
        """The revision upon which it was written; an odd one is none that there is."""
        given = self.based_on.data or ""
        return int(given) if given.isdecimal() and len(given) < 7 else -1


class NoteForm(PlainForm):
    """What somebody took away."""

    text = words(
        lazy("What did you take away?"),
        2000,
        lazy("A sentence is enough; Markdown works."),
        needed=True,
        rows=3,
    )


class LinkForm(PlainForm):
    """A link."""

    kind = SelectField(lazy("What it leads to"), choices=options(KINDS), default="slides")
    url = line(lazy("Address"), 2000, lazy("It begins with https://."), inputmode="url")
    title = line(lazy("Title"), 120, needed=False)

    @classmethod
    def for_session(cls, session: Any) -> LinkForm:
        """With what a session can have: a recording only with everybody's leave, once it took place."""
        form = cls()
        filmed = session.recorded and session.state == "held"
        form.kind.choices = options(pair for pair in KINDS if filmed or pair[0] != "recording")
        return form


class CoAuthorForm(PlainForm):
    """Somebody who writes it too."""

    person = PersonField(
        lazy("Colleague"), [NEEDED], description=lazy("Their name."), render_kw={"list": "known-people"}
    )
