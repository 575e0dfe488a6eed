"""The way out: a mail server, or a function of the host. Without either nothing is ever sent."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any, Protocol

from lt_web.config import Config
from lt_web.mail.addresses import FROM_THE_START, NEEDED, OFFERED, MailServer
from lt_web.watching.lines import tell, trace_of

log = logging.getLogger(__name__)
SECONDS = 10.0  # for each thing that is said
SENT = "sent"
REFUSED = "refused"  # the server will not take it, however often it is asked
LATER = "later"  # the server asks to try again
AWAY = "away"  # there is no server, or it hung up
UNTRUSTED = "untrusted"  # its certificate is not that of its name, or it offers none
NOT_LET_IN = "not-let-in"  # user, password or sender are not accepted
FAILED = "failed"  # the host's function raised
NO_SENDER = "LT_MAIL_SERVER needs LT_MAIL_SENDER: the address from which mail comes."
Send = Callable[[EmailMessage], None]
Function = Callable[[EmailMessage], Any]


class NotSent(Exception):
    """A letter did not go out; `outcome` says why in a word, `said` what the server says, for an admin."""

    def __init__(self, outcome: str, said: str = "") -> None:
        super().__init__(outcome)
        self.outcome, self.said = outcome, said

    @property
    def is_for_good(self) -> bool:
        """Whether trying again is of no use."""
        return self.outcome == REFUSED

    @property
    def is_for_all(self) -> bool:
        """Whether other letters would not go out either."""
        return self.outcome in (AWAY, UNTRUSTED, NOT_LET_IN)


class Way(Protocol):
    """A way out. `opened()` yields what sends a finished message; both raise `NotSent`."""

    @property
    def sender(self) -> Address | None:
        """From whom mail comes; None where whoever takes it says so."""

    def opened(self) -> AbstractContextManager[Send]:
        """A context in which letters are sent."""


def way_out(config: Config, function: Function | None = None) -> Way | None:
    """The way that the host or the settings give; the host's function comes first."""
    server, sender = config["LT_MAIL_SERVER"], config["LT_MAIL_SENDER"]
    if function is not None:
        return ByFunction(function, sender)
    if server is None:
        return None
    if sender is None:
        raise RuntimeError(NO_SENDER)
    return ByServer(server, sender)


@dataclass(frozen=True)
class ByFunction:
    """A function of the host takes finished messages."""

    function: Function
    sender: Address | None = None

    def __str__(self) -> str:
        return "a function of the host"

    @contextmanager
    def opened(self) -> Iterator[Send]:
        """Nothing needs to be opened."""
        yield self._send

    def _send(self, message: EmailMessage) -> None:
        try:
            self.function(message)
        except Exception as error:
            tell(log, logging.WARNING, "mail-function-raised", trace=trace_of(error))
            raise NotSent(FAILED, type(error).__name__) from None


@dataclass(frozen=True)
class ByServer:
    """A mail server takes them, one after the other on one connection."""

    server: MailServer
    sender: Address

    def __str__(self) -> str:
        return str(self.server)

    @contextmanager
    def opened(self) -> Iterator[Send]:
        """Connect, become secret, sign in; the connection is closed at the end."""
        connection = _connected(self.server)
        try:
            yield lambda message: self._send(connection, message)
        finally:
            _hang_up(connection)

    def _send(self, connection: smtplib.SMTP, message: EmailMessage) -> None:
        to = [address.addr_spec for address in message["To"].addresses]
        try:
            connection.send_message(message, self.sender.addr_spec, to)
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            raise NotSent(REFUSED, type(error).__name__) from None  # such an address is not taken there
        except OSError as error:
            raise _not_sent(error) from None


def _connected(server: MailServer) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    try:
        connection = _dialled(server, trusted)
        try:
            _let_in(connection, server, trusted)
        except BaseException:
            connection.close()
            raise
    except (OSError, ValueError) as error:
        raise _not_sent(error) from None
    return connection


def _dialled(server: MailServer, trusted: ssl.SSLContext) -> smtplib.SMTP:
    if server.tls == FROM_THE_START:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=trusted)
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)


def _let_in(connection: smtplib.SMTP, server: MailServer, trusted: ssl.SSLContext) -> None:
    """Become secret, then sign in: a password is said in clear only where the settings ask for it."""
    connection.ehlo_or_helo_if_needed()
    if server.tls in (OFFERED, NEEDED):
        if connection.has_extn("starttls"):
            connection.starttls(context=trusted)
        elif server.tls == NEEDED or server.user:
            raise NotSent(UNTRUSTED, "It does not offer STARTTLS")
    if server.user:
        connection.login(server.user, server.password)


def _hang_up(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except OSError:
        connection.close()


def _not_sent(error: Exception) -> NotSent:
    """What went wrong. Errors of smtplib are OSErrors, so that the order tells them apart."""
    outcome, said = AWAY, type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        (code, answer), *_others = error.recipients.values()
        outcome, said = _by(code), _words(code, answer)
    elif isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        outcome, said = NOT_LET_IN, _words(error.smtp_code, error.smtp_error)
    elif isinstance(error, smtplib.SMTPDataError):
        outcome, said = _by(error.smtp_code), _words(error.smtp_code, error.smtp_error)
    elif isinstance(error, smtplib.SMTPResponseException):
        said = _words(error.smtp_code, error.smtp_error)
    elif isinstance(error, ssl.SSLError):
        outcome, said = UNTRUSTED, getattr(error, "verify_message", "") or said
    elif isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        outcome = NOT_LET_IN  # it knows no signing in, or not with such signs
    return NotSent(outcome, said)


def _by(code: int) -> str:
    return REFUSED if code >= 500 else LATER


def _words(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"[:300]
