"""What waits for sponsors and champions about a programme itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, url_for

from lt_web.cards.people import known
from lt_web.speech import N_, _, _n
from lt_web.web import db
from projections import charters

KINDS = ("buy_in", "quick_win", "handed_over", "named_champion")
SENTENCES = {
    "quick_win": N_("“{title}” has something to show: what its first weeks brought, on one page."),
    "handed_over": N_("“{title}” was handed over to you: you are its champion now."),
    "named_champion": N_("You are a champion of “{title}” now: its desk is where you plan."),
}
LEADS_TO = {
    "quick_win": "lt.charter.quick_win",
    "handed_over": "lt.desk.page",
    "named_champion": "lt.desk.page",
}
OPENS = {
    "buy_in": N_("About this programme"),
    "quick_win": N_("Read it"),
    "handed_over": N_("To the desk"),
    "named_champion": N_("To the desk"),
}


@dataclass(frozen=True)
class Waiting:
    """One thing: in which programme, its sentence, where it leads."""

    slug: str
    title: str
    sentence: str
    url: str
    action_label: str


def waiting(rows: Sequence[Any]) -> dict[tuple[str, UUID], Waiting]:
    """Return (kind, programme) → what waits, for programmes that exist for the person."""
    mine = [row for row in rows if row.kind in KINDS]
    here = {row.id: row for row, _standing in g.lt_programmes}
    said = charters.some(db(), [row.about for row in mine if row.kind == "buy_in"])
    people = known(row.asked_by for row in said.values())
    found = {}
    for row in mine:
        if row.about in here:
            sentence = _sentence(row.kind, here[row.about].name, said.get(row.about), people)
            found[row.kind, row.about] = _waiting(row.kind, here[row.about], sentence)
    return found


def _waiting(kind: str, programme: Any, sentence: str) -> Waiting:
    to = url_for(LEADS_TO.get(kind, "lt.charter.page"), programme=programme.slug)
    return Waiting(programme.slug, programme.name, sentence, to, _(OPENS[kind]))


def _sentence(kind: str, title: str, row: Any, people: dict[Any, Any]) -> str:
    if kind != "buy_in":
        return _(SENTENCES[kind], title=title)
    who = people[row.asked_by].name if row and row.asked_by else "Learn Together"
    return _n(
        "{who} asks for your yes: {n} hour a month for “{title}”, of all people together.",
        "{who} asks for your yes: {n} hours a month for “{title}”, of all people together.",
        row.asked_hours if row and row.asked_hours else 0,
        who=who,
        title=title,
    )
