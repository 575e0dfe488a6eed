"""Every sentence a person reads is one that the catalogues know: in each template and each module."""

from __future__ import annotations

import pytest

from tests.translations.places import OURS, in_python, in_template

# What is for whoever runs or writes the program, who read English as the documentation is.
FOR_OPERATORS = (
    "arriving/group_roles.py",
    "arriving/people_file.py",
    "arriving/roles_nowhere.py",
    "arriving/syncing.py",
    "backup/",
    "bundle/",
    "catalogue.py",
    "cli/",
    "config.py",
    "demo/",
    "doctor/",
    "evidence/",
    "hosting.py",
    "installation.py",
    "log/",
    "mail/addresses.py",
    "mail/ways.py",
    "oidc/",
    "serve.py",
    "sign_in/secrets.py",
    "starting.py",
    "store/",
    "theme/",
    "watching/",
)
# What looks like words and is none.
NOT_WORDS = {
    "Learn Together": "the product's name",
    "· Learn Together": "the product's name",
    "light dark": "color schemes in a meta element",
    "LLLL y": "a pattern of a date that every language writes so",
    "LLL y": "a pattern of a date that every language writes so",
    "flask lt audit verify": "a command",
    "flask lt audit witness --keep {kept} --checkpoint {file}": "a command",
    "Ctrl": "a key",
    "Control": "a key",
    "first password/": "what a key is made from",
    "check-in ticket/": "what a key is made from",
    "check-in code/": "what a key is made from",
    '<bdi dir="': "markup",
    "Bearer ": "a header",
    "PRAGMA ": "a setting of SQLite",
    "SAVEPOINT e": "a statement",
    "SAVEPOINT lt_event": "a statement",
    "ROLLBACK TO lt_event": "a statement",
    "RELEASE lt_event": "a statement",
    "ROLLBACK TO e": "a statement",
    "; frame-ancestors ": "a header",
    "; charset=utf-8": "a header",
    'attachment; filename="': "a header",
    'attachment; filename="session-': "a header",
}
# Markup and patterns put together in Python.
NO_SENTENCES_IN = (
    "ics.py",
    "pictures/charts.py",
    "pictures/sparks.py",
    "sheets.py",
    "tables/",
    "writing/markdown.py",
)
SKIPPED = (*FOR_OPERATORS, *NO_SENTENCES_IN)


def test_each_sentence_of_a_template_is_marked() -> None:
    loose = [
        f"{name}:{line}: {words}"
        for file in sorted(OURS.glob("templates/**/*.html"))
        if not (name := file.relative_to(OURS).as_posix()).startswith(SKIPPED)
        for line, words in in_template(file.read_text())
        if words.strip("\"'") not in NOT_WORDS
    ]
    assert not loose, "\n".join(loose)


def test_each_sentence_of_a_module_is_marked() -> None:
    loose = [
        f"{name}:{line}: {words}"
        for file in sorted(OURS.rglob("*.py"))
        if not (name := file.relative_to(OURS).as_posix()).startswith(SKIPPED)
        for line, words in in_python(file.read_text())
        if words not in NOT_WORDS
    ]
    assert not loose, "\n".join(loose)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Nobody is here.</p>",
        "<p>{{ name }} is here.</p>",
        '<a aria-label="Back to {{ name }}">{{ x }}</a>',
        '{{ ui.button("Send proposal") }}',
        '{{ "Going" if mine else _("Maybe") }}',
        "{{ total ~ ' seats' }}<b>left</b>",
        '{% trans %}Found{% endtrans %}<p title="Loose">{{ _("Found") }}</p>',
    ],
)
def test_a_loose_sentence_of_a_template_is_seen(source: str) -> None:
    assert list(in_template(source))


@pytest.mark.parametrize(
    "source",
    [
        '<p class="lt-muted lt-small">{{ _("Nobody is here.") }}</p>',
        "{% trans n=n %}One seat{% pluralize %}<b>{{ n }}</b> seats{% endtrans %}",
        '{{ ui.button(_("Send"), class="lt-button lt-button--small") }}',
        '{{ ui.empty(_("Nothing"), _n("{n} seat", "{n} seats", 2)) }}&nbsp;·',
        '{% if f.type == "RadioField" %}{{ f.label }}{% endif %}',
        "{#- Words for those who read the template. -#}<!-- and these -->",
    ],
)
def test_what_is_marked_or_no_sentence_is_left_alone(source: str) -> None:
    assert not list(in_template(source))


@pytest.mark.parametrize(
    "source",
    [
        'say("Saved. New values hold from now on.")',
        'say(f"{name} is here.")',
        'field = line("Name", 120)',
        'HINT = "One that is there already."',
        'raise ValidationError("Name one person at a time.")',
        'found = [(key, f"{n} people") for key, n in all]',
    ],
)
def test_a_loose_sentence_of_a_module_is_seen(source: str) -> None:
    assert list(in_python(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""What this is for."""',
        'say(_("Saved. New values hold from now on."))',
        'field = line(lazy("Name"), 120, lazy("As colleagues know you."))',
        'raise Refused("This was cancelled, so {n} wait.", n=1)',
        'log.warning("Nobody ticked for %s seconds.", late)',
        'raise ValueError("No such projection at all.")',
    ],
)
def test_a_mark_and_what_operators_read_are_left_alone(source: str) -> None:
    assert not list(in_python(source))
