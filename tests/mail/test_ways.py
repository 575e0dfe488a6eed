"""Ways out: what settings mean, how a server is spoken to, and that no password is ever told."""

from __future__ import annotations

import logging
import traceback
from email.message import EmailMessage
from pathlib import Path

import pytest

from lt_web.config import Config
from lt_web.mail.addresses import MailServer, Unreadable, outside, sender, server
from lt_web.mail.ways import ByFunction, NotSent, Way, way_out
from tests.mail.conftest import by
from tests.mail.peer import HERE, Peer, certificate, free_port, listening, with_certificate

SECRET = "tide%20%26%20time"  # as it stands in an address


def a_message(to: str = "ada@tern.example") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "learn@tern.example", to, "Low water"
    made.set_content("At noon.")
    return made


def to(address: str) -> Way:
    """The way out that a setting gives."""
    found = way_out(Config(by(address)))
    assert found is not None
    return found


def outcome(way: Way, to: str = "ada@tern.example") -> str:
    """How it ends to send a message this way."""
    try:
        with way.opened() as send:
            send(a_message(to))
    except NotSent as fault:
        return fault.outcome
    return "sent"


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("smtp://mail.tern.example", MailServer("mail.tern.example", 25)),
        ("smtps://mail.tern.example/", MailServer("mail.tern.example", 465, "from the start")),
        ("smtp://l:p%40%2F%3A@h:587", MailServer("h", 587, "offered", "l", "p@/:")),
        ("smtp://h:2525?starttls=needed", MailServer("h", 2525, "needed")),
        ("smtp://[::1]:25?starttls=never", MailServer("::1", 25, "never")),
        ("", None),
    ],
)
def test_an_address_says_server_port_secrecy_and_who_we_are(text: str, means: MailServer | None) -> None:
    assert server(text) == means


@pytest.mark.parametrize(
    "text",
    [
        "mail.tern.example",
        "http://h",
        "smtp://",
        "smtp://l:hush/hush@h",
        "smtp://l:hush#hush@h",
        "smtp://l:hush@h:port",
        "smtp://l@h",
        "smtp://l:hush@h/inbox",
        "smtp://l:hush@h?starttls=perhaps",
        "smtp://l:hush@h?tls=yes",
        "smtp://l:hush@h?starttls",
    ],
)
def test_what_is_no_address_is_said_without_repeating_it(text: str) -> None:
    with pytest.raises(Unreadable) as found:
        Config({"LT_MAIL_SERVER": text}).check()
    assert "LT_MAIL_SERVER is no address like" in str(found.value)
    assert "hush" not in "".join(traceback.format_exception(found.value))


@pytest.mark.parametrize("text", ["learn", "a@x, b@y", "Learn <learn@tern.example>\r\nBcc: x@y", "<>", "a@"])
def test_a_sender_is_one_address(text: str) -> None:
    with pytest.raises(ValueError, match="one address"):
        sender(text)


def test_a_sender_may_have_a_name() -> None:
    found = sender("Tide & Co <learn@tern.example>")
    assert found is not None
    assert (found.display_name, found.addr_spec) == ("Tide & Co", "learn@tern.example")


@pytest.mark.parametrize("text", ["intranet", "ftp://h", "https://h/", "https://h?x=1"])
def test_where_people_reach_us_is_an_address(text: str) -> None:
    with pytest.raises(ValueError, match="without a stroke"):
        outside(text)
    assert outside("https://h:8443/intranet") == "https://h:8443/intranet"


def test_a_server_needs_a_sender_and_a_function_comes_first() -> None:
    with pytest.raises(RuntimeError, match="LT_MAIL_SENDER"):
        way_out(Config({"LT_MAIL_SERVER": "smtp://h"}))
    assert way_out(Config({})) is None
    assert isinstance(way_out(Config(by("smtp://h")), lambda _message: None), ByFunction)


def test_no_password_is_shown_by_what_holds_it() -> None:
    config = Config(by(f"smtp://learn:{SECRET}@h"))
    way, where = way_out(config), config["LT_MAIL_SERVER"]
    for shown in (repr(config), repr(where), str(where), repr(way), str(way)):
        assert "tide" not in shown
        assert "learn:" not in shown


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this machine trusts."""
    file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def test_a_password_is_said_over_a_secret_connection_and_nowhere_else(
    trusted: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    peer = Peer(free_port())
    with caplog.at_level(logging.DEBUG), listening(peer, with_certificate(trusted), accounts=True):
        assert outcome(to(f"smtp://learn:{SECRET}@{HERE}:{peer.port}")) == "sent"
        assert outcome(to(f"smtp://learn:wrong%20tide@{HERE}:{peer.port}")) == "not-let-in"
    assert [(one.secret, one.signed_in) for one in peer.taken] == [(True, True)]
    assert set(peer.passwords) == {b"tide & time", b"wrong tide"}
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("lt_web"))
    told = capfd.readouterr()
    assert "tide" not in ours + told.out + told.err


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_connection_may_be_secret_from_the_start(trusted: Path) -> None:
    peer = Peer(free_port())
    with listening(peer, with_certificate(trusted), accounts=True, at_once=True):
        assert outcome(to(f"smtps://learn:{SECRET}@{HERE}:{peer.port}")) == "sent"
        assert outcome(to(f"smtp://{HERE}:{peer.port}")) == "away", "it says nothing to who speaks in clear"
    assert [one.signed_in for one in peer.taken] == [True]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_without_secrecy_no_password_is_said() -> None:
    peer = Peer(free_port())
    with listening(peer, accounts=True):
        assert outcome(to(f"smtp://learn:{SECRET}@{HERE}:{peer.port}")) == "untrusted"
        assert peer.passwords == []
        assert outcome(to(f"smtp://learn:{SECRET}@{HERE}:{peer.port}?starttls=never")) == "sent"
    assert peer.passwords == [b"tide & time"]


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    peer = Peer(free_port())
    with listening(peer, with_certificate(certificate(tmp_path))):
        assert outcome(to(f"smtp://{HERE}:{peer.port}")) == "untrusted"
        assert outcome(to(f"smtp://{HERE}:{peer.port}?starttls=never")) == "sent"


def test_secrecy_that_is_needed_is_not_done_without() -> None:
    peer = Peer(free_port())
    with listening(peer):
        assert outcome(to(f"smtp://{HERE}:{peer.port}?starttls=needed")) == "untrusted"
        assert outcome(to(f"smtp://{HERE}:{peer.port}")) == "sent"
    assert len(peer.taken) == 1


def test_what_a_server_says_of_a_recipient_is_told_in_a_word() -> None:
    peer = Peer(free_port(), refused={"gone@tern.example"}, later={"grey@tern.example"})
    with listening(peer):
        way = to(f"smtp://{HERE}:{peer.port}")
        assert outcome(way, "gone@tern.example") == "refused"
        assert outcome(way, "grey@tern.example") == "later"
        assert outcome(way, "jürgen@tern.example") == "refused"
    assert outcome(way) == "away"
    assert peer.taken == []
