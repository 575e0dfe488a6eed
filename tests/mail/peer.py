"""A real mail server on loopback, and what it took. It can refuse, put off, ask for secrecy, and be away."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"


@dataclass
class Taken:
    """One message that was taken: for whom, what, over a secret connection, from somebody signed in."""

    to: list[str]
    message: EmailMessage
    raw: bytes
    secret: bool
    signed_in: bool

    def text(self) -> str:
        """The text, with ends of lines as they were written."""
        part = self.message.get_body(("plain",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    def html(self) -> str:
        part = self.message.get_body(("html",))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


@dataclass
class Peer:
    """How the server behaves, and what came of it."""

    port: int
    taken: list[Taken] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    passwords: list[bytes] = field(default_factory=list)
    user: bytes = b"learn"
    password: bytes = b"tide & time"

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return f"550 5.1.1 <{address}> does not live here"
        if address in self.later:
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        secret, signed_in = session.ssl is not None, bool(session.authenticated)
        self.taken.append(Taken([*envelope.rcpt_tos], message, envelope.content, secret, signed_in))
        return "250 Taken"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
        self.passwords.append(data.password)
        known = (data.login, data.password) == (self.user, self.password)
        return AuthResult(success=known, handled=False)

    def to(self) -> list[str]:
        """For whom something was taken, in order of the alphabet."""
        return sorted(address for one in self.taken for address in one.to)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(
    peer: Peer, trusted: ssl.SSLContext | None = None, accounts: bool = False, at_once: bool = False
) -> Iterator[Peer]:
    """Let the server listen; with a certificate it offers STARTTLS, or is secret at once; with accounts it
    asks for a password."""
    more: dict[str, Any] = {"ssl_context" if at_once else "tls_context": trusted} if trusted else {}
    if accounts:
        more |= {
            "authenticator": peer.authenticate,
            "auth_required": True,
            "auth_require_tls": bool(trusted) and not at_once,
        }
    controller = Controller(peer, hostname=HERE, port=peer.port, enable_SMTPUTF8=False, **more)
    controller.start()
    try:
        yield peer
    finally:
        controller.stop()


def certificate(folder: Path, name: str = HERE) -> Path:
    """A certificate that signs itself, with its key, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "peer.pem"
    told = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(told + made.public_bytes(serialization.Encoding.PEM))
    return file


def with_certificate(file: Path) -> ssl.SSLContext:
    """What a server needs to be secret."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context
