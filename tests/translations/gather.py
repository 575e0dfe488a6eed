"""Find every sentence and merge it into the catalogues: `make translations`.

A sentence is new, gone, or the same: nothing is guessed from one that looks alike, since somebody would have
to notice that it no longer says what it says.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
SPOKEN = ROOT / "lt_web" / "translations"
LANGUAGES = ("de", "ar")
HEADER = "# Learn Together in another language: `make translations` keeps the list of sentences."
KINDS = [("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2"), ("**.py", "python")]
TRIMMED = {kind: {"trimmed": "true", "silent": "false"} for kind, how in KINDS if how == "jinja2"}
# Which arguments of which call are sentences.
CALLS = {
    **dict.fromkeys(("_", "N_", "lazy", "gettext", "Refused", "TooManyAttempts", "Forbidden")),
    **dict.fromkeys(("Invalid", "require"), (2,)),
    **dict.fromkeys(("_n", "ngettext"), (1, 2)),
}


def sentences() -> Catalog:
    """Return every sentence of the product, with the files that say it."""
    told = Catalog(project="Learn Together", version="1", charset="utf-8", fuzzy=False)
    for file, _line, message, _comments, context in extract_from_dir(
        ROOT / "lt_web", KINDS, TRIMMED, keywords=CALLS, directory_filter=lambda _folder: True
    ):
        told.add(message, locations=[(f"lt_web/{file}", 0)], context=context)
    return told


def catalogue_of(language: str) -> Path:
    """Where the words of a language are."""
    return SPOKEN / language / "LC_MESSAGES" / "lt_web.po"


def read(language: str) -> Catalog:
    """Return the words of a language as they are; none at first."""
    file = catalogue_of(language)
    if not file.exists():
        return Catalog(locale=language, project="Learn Together", version="1", fuzzy=False)
    with file.open("rb") as told:
        return read_po(told, locale=language)


def merged(language: str, template: Catalog) -> Catalog:
    """Return the words of a language for the sentences that there are now."""
    known = read(language)
    known.update(template, no_fuzzy_matching=True, update_header_comment=False)
    known.header_comment, known.obsolete = HEADER, {}
    # Dates would make each run differ.
    known.creation_date = known.revision_date = known.creation_date.replace(2026, 1, 1, 0, 0, 0, 0)
    return known


def forms(message: Message) -> tuple[str, ...]:
    """Return the translation of a message: one text, or one for each plural form."""
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def write(catalogue: Catalog, file: Path) -> None:
    """Write a catalogue so that two people who add sentences seldom touch the same lines."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as into:
        write_po(into, catalogue, width=0, sort_by_file=True, ignore_obsolete=True, include_lineno=False)


if __name__ == "__main__":
    template = sentences()
    for language in LANGUAGES:
        catalogue = merged(language, template)
        write(catalogue, catalogue_of(language))
        missing = sum(1 for message in catalogue if message.id and not all(forms(message)))
        print(f"{language}: {len(catalogue)} sentences, {missing} to be translated")
