"""Where mail goes out, who sends it and where its links lead: as settings say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

FROM_THE_START, OFFERED, NEEDED, NEVER = "from the start", "offered", "needed", "never"
PORTS = {"smtp": 25, "smtps": 465}
NO_SERVER = (
    "LT_MAIL_SERVER is no address like smtp://user:password@mail.tern.example:587 or smtps://…; it may end "
    "with ?starttls=needed or never. In user and password @ : / ? # are written %40 %3A %2F %3F %23."
)


class Unreadable(ValueError):
    """The address of a server makes no sense. What it says repeats nothing of it: it may hold a password."""


@dataclass(frozen=True)
class MailServer:
    """A mail server; `tls` says when what is said becomes secret. The password is never shown."""

    host: str
    port: int
    tls: str = OFFERED
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        scheme = "smtps" if self.tls == FROM_THE_START else "smtp"
        return f"{scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def server(text: str) -> MailServer | None:
    """Read smtp://user:password@host:587, or smtps://…; None where nothing is said."""
    if not text:
        return None
    try:
        parts = urlsplit(text.strip())
        asked, port = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query))), parts.port
    except ValueError:
        raise Unreadable(NO_SERVER) from None
    starttls = asked.pop("starttls", OFFERED)
    tls = FROM_THE_START if parts.scheme == "smtps" else starttls
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if (
        parts.scheme not in PORTS
        or not parts.hostname
        or parts.path not in ("", "/")
        or parts.fragment
        or asked
        or starttls not in (OFFERED, NEEDED, NEVER)
        or bool(user) != bool(password)
    ):
        raise Unreadable(NO_SERVER)
    return MailServer(parts.hostname, port or PORTS[parts.scheme], tls, user, password)


def sender(text: str) -> Address | None:
    """Read “Learn Together <learn@tern.example>”, or an address alone; None where nothing is said."""
    if not text:
        return None
    try:
        told = EmailMessage()
        told["From"] = text
        found = told["From"].addresses
    except (ValueError, MessageError, IndexError):
        found = ()
    if len(found) != 1 or not found[0].domain or told["From"].defects:
        raise ValueError("one address, like “Learn Together <learn@tern.example>”")
    only: Address = found[0]
    return only


def outside(text: str) -> str:
    """Read the address under which people reach the application."""
    parts = urlsplit(text)
    if text and (
        parts.scheme not in ("http", "https") or not parts.netloc or text.endswith("/") or parts.query
    ):
        raise ValueError("an address like https://intranet.tern.example, without a stroke at its end")
    return text
