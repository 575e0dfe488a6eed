"""The language that is spoken: a catalogue of our own, beside whatever a host translates with.

Message ids are whole English sentences with {named} parameters. `_` and `_n` translate now, `lazy` when it is
shown (labels of forms), and `N_` only marks a sentence for the extractor, to be translated where it is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.support import NullTranslations, Translations
from flask_babel import Domain
from flask_babel.speaklater import LazyString
from jinja2 import Environment
from markupsafe import escape

from lt_web.events.refusals import N_, Refused

__all__ = ["N_", "Text", "_", "_n", "lazy", "said"]
HERE = Path(__file__).parent / "translations"
SOURCE = "en"
LANGUAGES = {"en": "English", "de": "Deutsch", "ar": "العربية"}
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
    return Locale.parse(_spoken.get())


def direction() -> str:
    """How it is written: ltr or rtl."""
    return locale().text_direction


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
    return said.format(**params) if params else said


def _n(one: str, many: str, n: int, **params: Any) -> str:
    """Return the form of a message that goes with a number, which it may name as {n}."""
    return str(messages(_spoken.get()).ngettext(one, many, n)).format(n=n, **params)


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
    return _(refusal.message, **refusal.params)


def install(pages: Environment) -> None:
    """Give templates `_`, `_n` and {% trans %}."""
    pages.add_extension("jinja2.ext.i18n")
    pages.install_gettext_callables(OURS.gettext, _counted, newstyle=True)  # type: ignore[attr-defined]
    pages.policies["ext.i18n.trimmed"] = True
    # Jinja's own `_` would want each % sign doubled.
    pages.globals.update({"_": _, "_n": _n})


def _counted(one: str, many: str, n: int) -> str:
    return str(messages(_spoken.get()).ngettext(one, many, n))
