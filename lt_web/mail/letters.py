"""Letters: what is written to somebody, and the finished message that becomes of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from lt_web.mail.drawing import drawn
from lt_web.speech import language

QUOTED = "quoted-printable"  # every server takes it, whatever the length of lines
NOWHERE = "learn-together.invalid"  # of a message whose host has yet to say who sends it


@dataclass(frozen=True)
class Recipient:
    """Somebody who is here and has an address, as the directory knows them now; `zone` may be ""."""

    person: UUID
    name: str
    address: str
    language: str
    zone: str = ""


@dataclass(frozen=True)
class Letter:
    """What is written: a subject, its text in both forms, and perhaps a file (name, content).

    `sent` is told when it is gone, within the transaction that notes so.
    """

    subject: str
    text: str
    html: str
    file: tuple[str, str] | None = None
    sent: Callable[[Connection, datetime], None] = lambda _connection, _now: None


def written(template: str, subject: str, /, **about: Any) -> tuple[str, str, str]:
    """Subject, text and HTML of a letter, of the two templates of that name, in the language in force."""
    about = {"subject": subject, **about}
    return subject, drawn(f"{template}.txt", about), drawn(f"{template}.html", about)


def message(letter: Letter, id: UUID, to: Address, sender: Address | None, now: datetime) -> EmailMessage:
    """The finished message. One that is sent again has the same Message-ID, so that it is shown once."""
    made = EmailMessage()
    if sender is not None:
        made["From"] = sender
    made["To"] = to
    made["Subject"] = one_line(letter.subject)
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{id.hex}@{sender.domain if sender else NOWHERE}>"
    made["Auto-Submitted"] = "auto-generated"  # nobody's out-of-office note answers it
    made.set_content(letter.text, cte=QUOTED)
    made.add_alternative(letter.html, subtype="html", cte=QUOTED)
    if letter.file is not None:
        name, content = letter.file
        # As bytes, which travel as they are: a mail server may write the ends of lines otherwise.
        made.add_attachment(content.encode(), "text", "plain", filename=name, params={"charset": "utf-8"})
    made["Content-Language"] = language()  # last: what begins with Content- would go into the first part
    return made


def addressed(name: str, address: str) -> Address:
    """A name and an address as they stand in a header. Raises ValueError for what is no address."""
    try:
        made = Address(display_name=one_line(name), addr_spec=address)
    except (MessageError, IndexError):
        raise ValueError("no address") from None
    if not made.username or not made.domain:
        raise ValueError("no address")
    return made


def one_line(text: str) -> str:
    """A text without ends of lines and other signs that nobody sees: a header holds nothing else."""
    kinds = ((sign, unicodedata.category(sign)) for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join("".join(" " if kind.startswith("C") else sign for sign, kind in kinds).split())
