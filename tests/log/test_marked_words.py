"""Words that must be forgettable: nowhere in clear, bound to their place, gone with their key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import delete, select

from lt_web.commands import proposals, sessions
from lt_web.events.base import NOT_YET
from lt_web.events.envelope import Envelope
from lt_web.events.proposal import Proposal
from lt_web.events.session import Session
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.log.codec import ERASED
from lt_web.log.faults import Undecodable
from lt_web.log.recorder import replayable
from lt_web.store.keys import keys
from projections import comments
from projections.base import READ_MODELS
from tests.company import Company

CANARY = "canary-7f3e"


def sing(company: Company) -> None:
    """Let people write words that have to be forgettable, in all kinds of places."""
    proposal, session = company.proposal(), company.session()
    company.by(company.dina, proposals.comment, proposal, f"{CANARY} under a proposal")
    company.by(company.dina, sessions.comment, session, f"{CANARY} under a session")
    company.by(company.ada, sessions.cancel, session, f"{CANARY} as a reason")
    company.by(company.ada, proposals.decline, proposal, f"{CANARY} as a decline")
    company.by(company.emil, proposals.vote, company.proposal(title=f"{CANARY} in a title"), "interested")


def test_no_marked_words_are_stored_in_clear(company: Company) -> None:
    sing(company)
    with company.installation.database.reading():
        stored = [(s.topic, s.state) for s in replayable(company.installation.database)]
    assert len(stored) > 10
    for topic, state in stored:
        assert CANARY.encode() not in state, topic
    clear = [t for t, state in stored if b"interested" in state]
    assert clear == [], "a choice is sealed"


def test_no_personal_words_are_in_any_file_of_the_embedded_database(
    embedded: Installation, clock: SteppedClock
) -> None:
    company = Company(embedded, clock)
    session = company.session()
    company.by(company.dina, sessions.comment, session, f"{CANARY} said in passing")
    company.by(company.dina, proposals.comment, company.proposal(), f"{CANARY} said again")
    files = [file for file in embedded.config["LT_DATA_DIR"].rglob("*") if file.is_file()]
    assert any(file.name.endswith("-wal") for file in files)
    for file in files:
        assert CANARY.encode() not in file.read_bytes(), file.name


def test_personal_words_are_in_no_read_model(company: Company) -> None:
    session = company.session()
    company.by(company.dina, sessions.comment, session, f"{CANARY} in a comment")
    with company.installation.database.reading() as connection:
        for table in READ_MODELS.sorted_tables:
            assert CANARY not in str(connection.execute(select(table)).all()), table.name
        [row] = comments.about(connection, session)
        assert company.installation.log.codec.reveal(row.text) == f"{CANARY} in a comment"


def test_words_under_a_destroyed_key_read_as_erased(
    company: Company, reopened: Callable[[], Installation]
) -> None:
    session = company.session()
    company.by(company.dina, sessions.comment, session, "Forget this.")
    company.by(company.emil, sessions.comment, session, "Remember this.")
    with company.installation.database.writing() as connection:
        connection.execute(delete(keys).where(keys.c.owner == company.dina))
    later = reopened()
    with later.database.reading() as connection:
        read = [later.log.codec.reveal(row.text) for row in comments.about(connection, session)]
        texts = [
            e.text
            for e in map(later.log.codec.to_domain_event, replayable(later.database))
            if hasattr(e, "text")
        ]
    assert read == [None, "Remember this."]
    assert texts == [ERASED, "Remember this."]
    assert later.rebuild().faults == {}
    later.close()


def test_a_key_is_made_anew_after_it_was_destroyed(
    company: Company, reopened: Callable[[], Installation]
) -> None:
    session = company.session()
    company.by(company.dina, sessions.comment, session, "Forget this.")
    with company.installation.database.writing() as connection:
        connection.execute(delete(keys).where(keys.c.owner == company.dina))
    company.by(company.dina, sessions.comment, session, "I am back.")
    later = reopened()
    with later.database.reading() as connection:
        assert later.log.codec.reveal(comments.about(connection, session)[1].text) == "I am back."
    later.close()


def stored_comment(installation: Installation, text: str = "As it was.") -> StoredEvent:
    event = Session.Commented(
        originator_id=uuid4(),
        originator_version=1,
        timestamp=NOT_YET,
        comment=uuid4(),
        text=text,
        reason="Why.",
    )
    object.__setattr__(
        event, "envelope", Envelope(recorded_at=datetime(2027, 3, 1, tzinfo=UTC), actor=uuid4())
    )
    with installation.log.writing():
        return installation.log.codec.to_stored_event(event)


def swapped_fields(state: dict[str, Any]) -> None:
    data = state["d"]
    data["text"], data["reason"] = data["reason"], data["text"]


def a_flipped_bit(state: dict[str, Any]) -> None:
    words = state["d"]["text"]["c"]
    state["d"]["text"]["c"] = words[:20] + ("A" if words[20] != "A" else "B") + words[21:]


def a_cut_end(state: dict[str, Any]) -> None:
    state["d"]["text"]["c"] = state["d"]["text"]["c"][:-4]


def in_clear(state: dict[str, Any]) -> None:
    state["d"]["text"] = "Put into somebody's mouth."


@pytest.mark.parametrize("tamper", [swapped_fields, a_flipped_bit, a_cut_end, in_clear])
def test_altered_words_are_not_read(tamper: Callable[[Any], None], embedded: Installation) -> None:
    stored = stored_comment(embedded)
    state = orjson.loads(stored.state)
    tamper(state)
    altered = StoredEvent(stored.originator_id, stored.originator_version, stored.topic, orjson.dumps(state))
    with embedded.database.reading(), pytest.raises(Undecodable):
        embedded.log.codec.to_domain_event(altered)


def test_words_moved_to_another_event_are_not_read(embedded: Installation) -> None:
    stored = stored_comment(embedded)
    for stream, version in ((uuid4(), 1), (stored.originator_id, 2)):
        with embedded.database.reading(), pytest.raises(Undecodable, match="altered"):
            embedded.log.codec.to_domain_event(StoredEvent(stream, version, stored.topic, stored.state))


def test_an_altered_token_is_not_revealed(company: Company) -> None:
    session = company.session()
    company.by(company.dina, sessions.comment, session, "As it was.")
    with company.installation.database.reading() as connection:
        [row] = comments.about(connection, session)
        for token in (row.text[:-8] + "AAAAAAA=", row.text.replace(":text:", ":reason:"), "personal:x", ""):
            with pytest.raises(Undecodable):
                company.installation.log.codec.reveal(token)


def test_sealed_choices_are_all_of_one_length(embedded: Installation) -> None:
    lengths = set()
    for choice in ("interested", "maybe", "skip"):
        event = Proposal.Voted(
            originator_id=UUID(int=5),
            originator_version=2,
            timestamp=NOT_YET,
            person=UUID(int=6),
            choice=choice,
        )
        with embedded.log.writing():
            lengths.add(len(embedded.log.codec.to_stored_event(event).state))
    assert len(lengths) == 1
