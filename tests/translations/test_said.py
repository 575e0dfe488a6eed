"""Every sentence is said in German, and in Arabic wherever an employee may read it; and it says the same."""

from __future__ import annotations

import io
import re
import string
from functools import cache
from gettext import c2py

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo

from tests.translations import gather

BOTH = pytest.mark.parametrize("language", gather.LANGUAGES)
# Pages of champions and admins alone; Arabic may lack their sentences.
NOT_FOR_EMPLOYEES: tuple[str, ...] = (
    "lt_web/commands/imports.py",
    "lt_web/importing.py",
    "lt_web/forms/programme.py",
    "lt_web/reports/",
    "lt_web/tables/",
    "lt_web/templates/lt_web/desk/",
    "lt_web/templates/lt_web/imports/",
    "lt_web/templates/lt_web/programmes/",
    "lt_web/templates/lt_web/reports/",
    "lt_web/templates/lt_web/roles/",
    "lt_web/templates/lt_web/settings/",
    "lt_web/views/imports.py",
    "lt_web/views/reports.py",
)
# Words that German took over as they are.
GERMAN_TOO = (
    "Admin Admins Champion Champions Code Demo Feedback Format Link Name Session Sessions Sponsor Team Teams "
    "Text Workshop"
)
ORDER = ("zero", "one", "two", "few", "many", "other")
ALIKE = {"de": {*GERMAN_TOO.split(), "Skill swap"}, "ar": set[str]()}


@cache
def catalogue(language: str) -> Catalog:
    return gather.read(language)


def said(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def sources(message: Message) -> tuple[str, ...]:
    """A sentence, or both forms of one that counts."""
    return message.id if isinstance(message.id, tuple | list) else (message.id,)


def parts(text: str) -> set[str]:
    """The parameters that a sentence names: {name}, or %(name)s in one that holds markup."""
    if found := re.findall(r"%\((\w+)\)s", text):
        return set(found)
    return {name for _words, name, _spec, _conversion in string.Formatter().parse(text) if name}


def markup(text: str) -> list[str]:
    return sorted(re.findall(r"</?\w+[^>]*>", text))


def where(message: Message) -> str:
    return f"{message.id!r} ({', '.join(file for file, _line in message.locations)})"


@BOTH
def test_the_catalogue_is_as_fresh_as_the_code(language: str) -> None:
    there, told = catalogue(language), gather.sentences()
    new = [message.id for message in told if message.id and message.id not in there]
    gone = [message.id for message in there if message.id and message.id not in told]
    assert new + gone == [], f"new: {new}\ngone: {gone}\nRun `make translations`."
    assert not [message.id for message in there if message.fuzzy and message.id]


@BOTH
def test_a_catalogue_compiles_and_says_the_same_then(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    again = read_mo(compiled)
    first = next(message for message in said(language) if all(gather.forms(message)))
    assert again[first.id].string


@BOTH
def test_every_sentence_is_translated(language: str) -> None:
    lacking = [
        where(message)
        for message in said(language)
        if not all(gather.forms(message)) and not (language == "ar" and _is_for_champions(message))
    ]
    assert not lacking, "\n".join(lacking)


def _is_for_champions(message: Message) -> bool:
    return all(file.startswith(NOT_FOR_EMPLOYEES) for file, _line in message.locations)


@BOTH
def test_a_translation_is_another_text_than_its_source(language: str) -> None:
    same = [
        where(message)
        for message in said(language)
        if set(gather.forms(message)) & set(sources(message)) and not _may_be_alike(message, language)
    ]
    assert not same, "\n".join(same)


def _may_be_alike(message: Message, language: str) -> bool:
    """Words that were taken over, patterns of dates, and what holds no word at all."""
    bare = re.sub(r"%\(\w+\)s|\{[^}]*\}|<[^>]*>", "", sources(message)[-1])
    return message.id in ALIKE[language] or not re.search(r"[^\W\dEcdLMy_]", bare)


@BOTH
def test_a_translation_names_the_same_parts_and_holds_the_same_markup(language: str) -> None:
    wrong = [
        f"{where(message)}: {form}"
        for message in said(language)
        for at, form in enumerate(gather.forms(message))
        # The first of six is for none at all.
        if form and (at or len(gather.forms(message)) < 6) and not _matches(message, form)
    ]
    assert not wrong, "\n".join(wrong)


def _matches(message: Message, form: str) -> bool:
    """Forms of a number need not name it: “one seat”, and for two Arabic has a form of the word."""
    known = set().union(*map(parts, sources(message)))
    counted = {"n"} if isinstance(message.id, tuple | list) else set()
    same_markup = bool(counted) or markup(form) == markup(sources(message)[-1])
    return known - counted <= parts(form) <= known and same_markup


@BOTH
def test_what_counts_has_every_form_of_the_language(language: str) -> None:
    wrong = [
        where(message)
        for message in said(language)
        if isinstance(message.id, tuple | list)
        and any(gather.forms(message))
        and (len(gather.forms(message)) != catalogue(language).num_plurals or not all(gather.forms(message)))
    ]
    assert not wrong, "\n".join(wrong)


@BOTH
def test_the_forms_stand_in_the_order_in_which_a_language_counts(language: str) -> None:
    """zero, one, two, few, many, other: 11 is “many” in Arabic, and 100 is not."""
    kinds = [kind for kind in ORDER if kind in Locale(language).plural_form.tags | {"other"}]
    counted = c2py(catalogue(language).plural_expr)
    assert [kinds[counted(n)] for n in range(130)] == [Locale(language).plural_form(n) for n in range(130)]


def test_english_says_its_own_numbers_right() -> None:
    """A form for one that names no number, or the same words: nobody reads “1 seats left”."""
    wrong = [
        m.id for m in said("de") if isinstance(m.id, tuple | list) and parts(m.id[1]) - parts(m.id[0]) - {"n"}
    ]
    assert not wrong
