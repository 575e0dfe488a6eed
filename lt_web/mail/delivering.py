"""Delivering: what is due is put into the outbox, written, and sent; every attempt is noted.

Twice changes nothing: a letter is taken for a while before it is sent, so that nobody else does, and only
then is it looked up whom it goes to. Whoever is killed between sending and noting sends it again later, with
the same Message-ID. Nothing here follows events, so a rebuild sends nothing.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

from lt_web.installation import Installation
from lt_web.log.faults import LogError
from lt_web.mail.kinds import KINDS
from lt_web.mail.letters import Letter, Recipient, addressed, message
from lt_web.mail.recipients import NotTo, recipient
from lt_web.mail.ways import NotSent, Send, Way
from lt_web.speech import speaking
from lt_web.store import mails
from lt_web.store.mails import DROPPED, GIVEN_UP, INTERRUPTED, SENT, WAITING, Mail
from lt_web.watching.lines import tell, trace_of

log = logging.getLogger(__name__)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 8 * 60, 24 * 60))
LEASE = timedelta(minutes=10)
MOST = 200  # in one round; the next is near
NOTHING, BROKEN = "nothing", "broken"


@dataclass(frozen=True)
class Outcome:
    """How an attempt ended, in a word, and what becomes of the letter; `is_for_all` ends the round."""

    word: str
    state: str
    is_for_all: bool = False
    letter: Letter | None = None


class Line:
    """The way out, opened when the first letter needs it."""

    def __init__(self, installation: Installation, way: Way) -> None:
        self._installation, self._way = installation, way
        self._open = ExitStack()
        self._send: Send | None = None

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def send(self, letter: Letter, mail: Mail, to: Recipient) -> None:
        """Hand a letter over. Raises `NotSent`."""
        address, now = addressed(to.name, to.address), self._installation.clock()
        made = message(letter, mail.id, address, self._way.sender, now)
        if self._send is None:
            self._send = self._open.enter_context(self._way.opened())
        self._send(made)


def deliver(installation: Installation) -> int:
    """Put in what is due and send what waits; returns how many were sent. Without a way out it does nothing.

    Raises Busy, Unavailable or Outdated when the database as a whole cannot be written now.
    """
    way, sent = installation.way_out, 0
    if way is None:
        return 0
    put_in(installation)
    with Line(installation, way) as line:
        for _one in range(MOST):
            if (mail := _taken(installation)) is None:
                break
            outcome = _tried(installation, line, mail)
            _note(installation, mail, outcome)
            sent += outcome.state == SENT
            if outcome.is_for_all:
                break
    return sent


def put_in(installation: Installation) -> None:
    """Put what is due of each kind into the outbox."""
    with installation.database.reading() as db:
        found = [mail for kind in KINDS.values() for mail in kind.due(db, installation.clock())]
    if found:
        with installation.database.writing() as connection:
            for mail in found:
                mails.put(connection, mail)


def _taken(installation: Installation) -> Mail | None:
    now = installation.clock()
    with installation.database.reading() as db:
        if not mails.is_any_due(db, now):
            return None
    with installation.database.writing() as connection:
        mails.drop_late(connection, now)
        return mails.take(connection, now, LEASE)


def _tried(installation: Installation, line: Line, mail: Mail) -> Outcome:
    """Write one letter and send it. What is wrong with one stops no other."""
    if mail.tries > len(WAITS) + 1:
        return Outcome(INTERRUPTED, GIVEN_UP)  # whoever tried it last was killed
    try:
        return _sent(installation, line, mail)
    except NotTo as nobody:
        return Outcome(nobody.why, DROPPED)
    except NotSent as fault:
        tell(log, logging.WARNING, "mail-not-sent", kind=mail.kind, outcome=fault.outcome, tries=mail.tries)
        return Outcome(fault.outcome, GIVEN_UP if fault.is_for_good else WAITING, fault.is_for_all)
    except LogError:
        raise
    except Exception as error:
        tell(log, logging.ERROR, "mail-broken", kind=mail.kind, trace=trace_of(error))
        return Outcome(BROKEN, WAITING)


def _sent(installation: Installation, line: Line, mail: Mail) -> Outcome:
    with installation.database.reading() as db:
        to = recipient(installation.config, db, mail)
        with speaking(to.language):
            letter = KINDS[mail.kind].write(installation.config, db, to, mail.occasion)
    if letter is None:
        return Outcome(NOTHING, DROPPED)
    with speaking(to.language):
        line.send(letter, mail, to)
    return Outcome(SENT, SENT, letter=letter)


def _note(installation: Installation, mail: Mail, outcome: Outcome) -> None:
    """Write down how it ended, and when it is tried again. Somebody who was erased meanwhile has no lines."""
    now, state, due = installation.clock(), outcome.state, None
    if state == WAITING:
        is_last = mail.tries > len(WAITS)
        state, due = (GIVEN_UP, None) if is_last else (WAITING, now + WAITS[mail.tries - 1])
    with installation.database.writing() as connection:
        is_there = mails.move(connection, mail.id, state, now, outcome.word, due)
        if is_there and outcome.letter is not None:
            outcome.letter.sent(connection, now)
