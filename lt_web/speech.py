"""The language that is spoken: a catalogue of our own, beside whatever a host translates with.

Message ids are whole English sentences with {named} parameters. `_` and `_n` translate now, `lazy` when it is
shown (labels of forms), and `N_` only marks a sentence for the extractor, to be translated where it is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.support import NullTranslations, Translations
from flask_babel import Domain
from flask_babel.speaklater import LazyString
from jinja2 import Environment
from markupsafe import Markup, escape

from lt_web.events.refusals import N_, Refused

__all__ = ["N_", "Text", "_", "_n", "lazy", "said"]
HERE = Path(__file__).parent / "translations"
SOURCE = "en"
LANGUAGES = {"en": "English", "de": "Deutsch", "ar": "العربية"}
FROM_THE_RIGHT = frozenset({"ar"})
RIGHT_TO_LEFT, FIRST_STRONG, POP = "\u2067", "\u2068", "\u2069"
SPAN = re.compile(r"[\d:]+–[\d:]+")
IN_ATTRIBUTE = re.compile(r'="%\((\w+)\)s')
_spoken: ContextVar[str] = ContextVar("lt_language", default=SOURCE)


class Catalogue(Domain):
    """Our messages, in the language that is spoken here; a host's own choice for its texts stays its own."""

    def get_translations(self) -> NullTranslations:
        """Return the messages of the language in force."""
        return messages(_spoken.get())


@cache
def messages(language: str) -> NullTranslations:
    """Return the messages of one language; English is what the messages are written in."""
    return Translations.load(HERE, [language], "lt_web") if language != SOURCE else NullTranslations()


OURS = Catalogue([str(HERE)], "lt_web")


def language() -> str:
    """The language in force, as its tag: en, de, ar."""
    return _spoken.get()


def locale() -> Locale:
    """The language in force, with its names of days and months, its numbers and its first day of the week."""
    return _locale_of(_spoken.get())


def direction() -> str:
    """How it is written: ltr or rtl."""
    return _direction_of(_spoken.get())


@cache
def _locale_of(tag: str) -> Locale:
    return Locale.parse(tag)


@cache
def _direction_of(tag: str) -> str:
    return _locale_of(tag).text_direction


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _spoken.set(wanted)
    try:
        yield
    finally:
        _spoken.reset(before)


def speak(wanted: str) -> None:
    """Speak a language from now on, in this thread's context."""
    _spoken.set(wanted)


def _(message: str, **params: Any) -> str:
    """Return a message in the language in force, its parameters put in."""
    said = str(OURS.gettext(message))
    return said.format(**_apart(params)) if params else said


def _n(one: str, many: str, n: int, **params: Any) -> str:
    """Return the form of a message that goes with a number, which it may name as {n}."""
    return str(messages(_spoken.get()).ngettext(one, many, n)).format(n=n, **_apart(params))


class Lazy(LazyString):
    """A text that is translated each time it is shown. It is text, not markup, unlike its parent."""

    def __html__(self) -> str:
        return str(escape(str(self)))


def lazy(message: str, **params: Any) -> Lazy:
    """Return a text for what is built when a module is imported: labels, hints and errors of forms."""
    return Lazy(_, message, **params)


Text = str | Lazy


def said(refusal: Refused) -> str:
    """Return what a rule says, in the language in force."""
    return _(refusal.message, **{name: _day(value) for name, value in refusal.params.items()})


def _day(value: Any) -> Any:
    return format_date(value, _("d MMMM y"), language()) if type(value) is date else value


def install(pages: Environment) -> None:
    """Give templates `_`, `_n` and {% trans %}."""
    pages.add_extension("jinja2.ext.i18n")
    pages.install_gettext_callables(_held, _counted, newstyle=True)  # type: ignore[attr-defined]
    pages.policies["ext.i18n.trimmed"] = True
    # Jinja's own `_` would want each % sign doubled; its others know nothing of writing from the right.
    pages.globals.update({"_": _, "_n": _n, "gettext": _held, "ngettext": _counted})


def _held(message: str, /, **params: Any) -> Markup:
    """A sentence that holds markup, its parameters escaped."""
    said = str(OURS.gettext(message))
    return Markup(said) % _apart(params, IN_ATTRIBUTE.findall(said))  # noqa: S704 (ours, or its translation)


def _counted(one: str, many: str, number: int, /, **params: Any) -> Markup:
    said = str(messages(_spoken.get()).ngettext(one, many, number))
    return Markup(said) % _apart({"num": number} | params, IN_ATTRIBUTE.findall(said))  # noqa: S704 (the same)


def _apart(params: dict[str, Any], but: Collection[str] = ()) -> dict[str, Any]:
    """Keep words that are put into a sentence written from the right apart from it, marks and all.

    Without that an English title loses its full stop to the other end of the line. The two characters around
    it are seen by nobody; what stands in an attribute (`but`) has none.
    """
    if _spoken.get() not in FROM_THE_RIGHT:
        return params
    return {name: value if name in but else _isolated(value) for name, value in params.items()}


def _isolated(value: Any) -> Any:
    if not isinstance(value, str | Lazy) or not value:
        return value
    text = value if isinstance(value, Markup) else str(value)
    # What was put together here and 14:00–15:00 read from the right; else its own first letter says.
    ours = FIRST_STRONG in text or SPAN.fullmatch(text)
    return type(text)(RIGHT_TO_LEFT if ours else FIRST_STRONG) + text + POP
