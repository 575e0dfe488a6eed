"""What the log is searched by; a condition that cannot be honoured is said at its field."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from wtforms import DateField, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import Length, NumberRange, Optional, StopValidation
from wtforms.widgets import HiddenInput

from lt_web.cards import trail_names
from lt_web.forms.fields import options
from lt_web.forms.people import PersonField
from lt_web.speech import _, lazy
from lt_web.trail_words import KINDS, SOURCES
from lt_web.web import PlainForm, colleagues, programme
from projections.trail_queries import WHOLE_HOUSE, Wanted

A_DAY = lazy("Give a day such as 2027-03-01.")
A_NUMBER = lazy("Give a whole number from 1 on.")
POSITION = NumberRange(1, 2**62, A_NUMBER)


class SomebodyField(PersonField):
    """The name, address or id of anybody who ever was here."""

    def pre_validate(self, form: Any) -> None:
        """Find the one who is meant, by id where they are forgotten."""
        given = (self.data or "").strip()
        if not given:
            return
        try:
            self.people = (UUID(given),)
        except ValueError:
            super().pre_validate(form)
            return
        if not trail_names.is_person(self.people[0]):
            raise ValidationError(_("Nobody here has the id “{id}”.", id=given))

    def known(self) -> Any:
        """Everybody, those who left too."""
        return colleagues()


class SessionField(StringField):
    """The title or id of a session of this programme."""

    session: UUID | None = None

    def pre_validate(self, form: Any) -> None:
        """Find the one that is meant."""
        given = (self.data or "").strip()
        if not given:
            return
        found = trail_names.sessions_called(given)
        if not found:
            raise ValidationError(
                _(
                    "No session here is called “{title}”. Write its whole title, or come from its page.",
                    title=given,
                )
            )
        if len(found) > 1:
            raise ValidationError(
                _(
                    "Several sessions are called “{title}”. Come here from the history of the one you mean.",
                    title=given,
                )
            )
        self.session = found[0]


class TopicField(StringField):
    """The name or id of a topic of this programme."""

    topic: UUID | None = None

    def pre_validate(self, form: Any) -> None:
        """Find the one that is meant."""
        given = (self.data or "").strip()
        self.topic = trail_names.topic_called(given) if given else None
        if given and self.topic is None:
            raise ValidationError(_("No topic here is called “{name}”.", name=given))


class ThingField(StringField):
    """The id of a thing, to which events happened."""

    stream: UUID | None = None

    def pre_validate(self, form: Any) -> None:
        """Read it."""
        given = (self.data or "").strip()
        try:
            self.stream = UUID(given) if given else None
        except ValueError:
            raise ValidationError(_("“{id}” is not the id of a thing.", id=given)) from None


class Number(IntegerField):
    """A position; what is no number is said so in our words, once."""

    def pre_validate(self, form: Any) -> None:
        """Ask no more of what is no number."""
        if self.process_errors:
            raise StopValidation()

    def process_formdata(self, valuelist: Any) -> None:
        """Read it."""
        try:
            super().process_formdata([v for v in valuelist if v.strip()])
        except ValueError:
            raise ValueError(str(A_NUMBER)) from None


class Day(DateField):
    """A day; what is none is said so in our words."""

    def process_formdata(self, valuelist: Any) -> None:
        """Read it."""
        try:
            super().process_formdata([v for v in valuelist if v.strip()])
        except ValueError:
            raise ValueError(str(A_DAY)) from None


def _number(label: Any, **keywords: Any) -> Number:
    return Number(label, [Optional(), POSITION], render_kw={"inputmode": "numeric", "min": 1}, **keywords)


class LogForm(PlainForm):
    """Conditions that combine; each may be left empty."""

    person = SomebodyField(
        lazy("Who"),
        description=lazy("Who did it, on whose behalf, or whom it concerns."),
        render_kw={"list": "known-people"},
    )
    type = SelectField(lazy("Kind of event"), default="")
    session = SessionField(lazy("Session"), [Length(max=200)], description=lazy("Its whole title."))
    topic = TopicField(lazy("Topic"), [Length(max=100)], render_kw={"list": "known-topics"})
    where = SelectField(
        lazy("Whose events"),
        default="",
        choices=options(
            [("", lazy("This programme and the whole house")), ("house", lazy("The whole house alone"))]
        ),
    )
    source = SelectField(lazy("Came from"), default="")
    since = Day(lazy("From day"), [Optional()], name="from")
    until = Day(lazy("To day"), [Optional()], name="to")
    first = _number(lazy("From number"))
    last = _number(lazy("To number"))
    before = _number(lazy("Before number"), widget=HiddenInput())
    after = _number(lazy("After number"), widget=HiddenInput())
    correlation = StringField(
        lazy("One action"), [Length(max=64)], description=lazy("The mark that events of one action share.")
    )

    thing = ThingField(
        lazy("One thing"), description=lazy("Its id, as an event’s page and its history give it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type.choices = _types()
        self.source.choices = options([("", _("Anywhere")), *((k, _(v)) for k, v in SOURCES.items())])

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold the ends against each other too."""
        good = super().validate(extra_validators)
        for low, high in ((self.since, self.until), (self.first, self.last)):
            if low.data and high.data and low.data > high.data and not (low.errors or high.errors):
                high.errors = [_("The end lies before the beginning. Swap the two.")]
                good = False
        return good

    @property
    def is_narrowed(self) -> bool:
        """Whether any condition is given."""
        return any(field.data for field in self if field not in (self.before, self.after))

    @property
    def wanted(self) -> Wanted:
        """The conditions as the log is asked."""
        return Wanted(
            programme=WHOLE_HOUSE if self.where.data == "house" else programme().id,
            person=self.person.person if self.person.people else None,
            types=trail_names.types_of(self.type.data),
            session=self.session.session,
            topic=self.topic.topic,
            source=self.source.data or None,
            correlation=(self.correlation.data or "").strip() or None,
            stream=self.thing.stream,
            since=_midnight(self.since.data),
            until=_midnight(self.until.data, 1),
            first=self.first.data,
            last=self.last.data,
        )


def _types() -> Any:
    """Every kind, and every type of it, by its stored name."""
    groups: dict[str, Any] = {"": options([("", _("Every kind"))])}
    for kind, names in trail_names.types_by_kind().items():
        label = _(KINDS.get(kind, kind))
        whole = (kind, _("{kind}: everything", kind=label))
        groups[label] = options([whole, *((name, name) for name in names)])
    return groups


def _midnight(day: Any, later: int = 0) -> datetime | None:
    """The instant at which a day begins in the programme's zone."""
    zone = ZoneInfo(programme().zone)
    return datetime.combine(day + timedelta(days=later), time.min, zone) if day else None
