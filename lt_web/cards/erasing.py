"""What erasing somebody would take, and what stays, counted before anybody decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lt_web.cards.people import Person, known
from lt_web.erasing.rows import words_of
from lt_web.speech import _, _n
from lt_web.store import accounts, directory, drafts, erasures, provider_sessions
from lt_web.store.erasures import Erasure
from lt_web.web import db
from projections import left_behind, programmes, roles
from projections.left_behind import names_of

Words = Mapping[tuple[str, UUID], int]
PROPOSALS, SESSIONS, WRITE_UPS = ("proposal.",), ("session.",), ("write_up.",)
COMMENTS, NOTES, LINES = (
    ("proposal.commented", "session.commented"),
    ("teaching.asked",),
    ("feedback.",),
)
OF_SOMEBODY = (*COMMENTS, *NOTES, *LINES)


@dataclass(frozen=True)
class Preview:
    """Sentences: what goes, what goes if it is asked for, what stays, and what stands in the way."""

    person: Person
    goes: list[str]
    work: list[str]
    stays: list[str]
    hinders: list[str]
    erased: Erasure | None
    names: list[UUID]


def preview(person: UUID) -> Preview:
    """What erasing a person means."""
    words = words_of(db(), person)
    names = names_of(db(), person)
    return Preview(
        known([person])[person],
        _kept_beside(person, names) + _personal(words),
        _for_work(words),
        _stays(left_behind.counts(db(), person)),
        _hinders(person),
        erasures.find(db(), person),
        names,
    )


def _kept_beside(person: UUID, names: list[UUID]) -> list[str]:
    entry = directory.of_people(db(), [person]).get(person)
    writing = drafts.how_many(db(), person)
    return [
        *([_("Name, address, time zone, and how they sign in")] if entry else []),
        *([_("Their account and its password")] if accounts.of_person(db(), person) else []),
        *([_("Where they are signed in")] if provider_sessions.of_person(db(), person) else []),
        *_some(_n("{n} name of an imported table", "{n} names of imported tables", len(names)), names),
        *_some(_n("{n} draft", "{n} drafts", writing), writing),
    ]


def _personal(words: Words) -> list[str]:
    comments, notes, lines = (_events(words, kind) for kind in (COMMENTS, NOTES, LINES))
    return [
        *_some(_n("{n} comment", "{n} comments", comments), comments),
        *_some(_n("{n} note to a colleague", "{n} notes to colleagues", notes), notes),
        *_some(_n("{n} line of signed feedback", "{n} lines of signed feedback", lines), lines),
    ]


def _for_work(words: Words) -> list[str]:
    work = {key: n for key, n in words.items() if not key[0].startswith(OF_SOMEBODY)}
    proposals, sessions, texts = (_things(work, kind) for kind in (PROPOSALS, SESSIONS, WRITE_UPS))
    rest = {key: n for key, n in work.items() if not key[0].startswith(PROPOSALS + SESSIONS + WRITE_UPS)}
    others = sum(rest.values())
    return [
        *_some(_n("Words of {n} proposal", "Words of {n} proposals", proposals), proposals),
        *_some(_n("Words of {n} session", "Words of {n} sessions", sessions), sessions),
        *_some(_n("{n} write-up, or notes to one", "{n} write-ups, or notes to them", texts), texts),
        *_some(_n("{n} reason or other text", "{n} reasons and other texts", others), others),
    ]


def _stays(counts: Mapping[str, int]) -> list[str]:
    there, answers = counts["attendance"], counts["answers"]
    presented, proposed = counts["presented"], counts["proposed"]
    votes, teaches = counts["votes"], counts["teaches"]
    return [
        *_some(
            _n("{n} line of attendance, as a number", "{n} lines of attendance, as numbers", there), there
        ),
        *_some(_n("{n} answer to a session", "{n} answers to sessions", answers), answers),
        *_some(
            _n("That they presented {n} session", "That they presented {n} sessions", presented), presented
        ),
        *_some(_n("{n} proposal, without a name", "{n} proposals, without a name", proposed), proposed),
        *_some(_n("{n} vote", "{n} votes", votes), votes),
        *_some(_n("{n} topic that they could teach", "{n} topics that they could teach", teaches), teaches),
    ]


def _hinders(person: UUID) -> list[str]:
    """Why it would be refused: there is always a champion, and always an admin."""
    held = roles.of_person(db(), person)
    alone = [
        row.name
        for row in programmes.everything(db())
        if "champion" in roles.in_programme(held, row.id) and _champions(row.id) == {person}
    ]
    last = [_("They are the last champion of {programme}. Name another first.", programme=p) for p in alone]
    if roles.administers(held) and roles.admins(db()) == {person}:
        last.append(_("They are the last admin. Make somebody else an admin first."))
    return last


def _champions(programme: UUID) -> set[UUID]:
    held = roles.of_programme(db(), programme)
    return {person for person, names in held.items() if "champion" in names}


def _events(words: Words, kind: tuple[str, ...]) -> int:
    return sum(n for (topic, _stream), n in words.items() if topic.startswith(kind))


def _things(words: Words, kind: tuple[str, ...]) -> int:
    return len({stream for topic, stream in words if topic.startswith(kind)})


def _some(sentence: str, count: Any) -> list[str]:
    return [sentence] if count else []
