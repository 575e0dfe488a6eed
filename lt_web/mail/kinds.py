"""Which kinds of letters there are: who is to be written to, and what is written to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from lt_web.config import Config
from lt_web.mail import checkpoint
from lt_web.mail.letters import Letter, Recipient
from lt_web.store.mails import Mail

Due = Callable[[Connection, datetime], Iterable[Mail]]
Write = Callable[[Config, Connection, Recipient, str], Letter | None]


@dataclass(frozen=True)
class Kind:
    """One kind. `due` tells what is to be put into the outbox (what is there already is left out).

    `write` writes to one person on an occasion, when it is sent and in their language; None where there is
    nothing to be said any more.
    """

    due: Due
    write: Write


KINDS = {checkpoint.KIND: Kind(checkpoint.due, checkpoint.write)}
