"""Settings of an installation: `LT_…` in the host's configuration or in the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lt_web.arriving import group_roles
from lt_web.mail import addresses
from lt_web.theme.reading import theme

YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")
PARTS = ("title", "head", "content")


def _yes(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in (*YES, *NO):
        raise ValueError(f"{', '.join(YES)} or {', '.join(NO)}")
    return word in YES


def _yes_or_as_fits(value: Any) -> bool | None:
    return None if value == "" else _yes(value)


def _count(value: Any) -> int:
    if (number := int(value)) < 0:
        raise ValueError("a number from 0")
    return number


def _one_of(*known: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if (word := str(value).strip().lower()) not in known:
            raise ValueError(f"one of {', '.join(known)}")
        return word

    return read


def _prefix(text: str) -> str:
    if not text.startswith("/") or text.endswith("/"):
        raise ValueError("an address like /learn, with a stroke before it and none after")
    return text


def _instance(text: str) -> str:
    allowed = text.isascii() and text.isprintable() and not set(text) & set(" +")
    if text and (not allowed or text.strip("/") != text):
        raise ValueError("a name like learn.example.com, without spaces and plus signs")
    return text


def _blocks(text: str) -> dict[str, str]:
    """Read “content=main head=head”: what of ours goes into which block of a host's template."""
    given = dict(part.partition("=")[::2] for part in text.split())
    if not given.keys() <= set(PARTS) or not all(given.values()):
        raise ValueError("what stands where, like “title=title head=head content=main”")
    return {part: given.get(part) or part for part in PARTS}


def _some_of(*known: str) -> Callable[[Any], list[str]]:
    def read(value: Any) -> list[str]:
        words = list(dict.fromkeys(str(value).replace(",", " ").lower().split()))
        if not words or not set(words) <= set(known):
            raise ValueError(f"some of {', '.join(known)}")
        return words

    return read


@dataclass(frozen=True)
class Setting:
    """One setting: its default, how text becomes its value, and what it means (with its unit)."""

    default: Any
    read: Callable[[Any], Any]
    meaning: str


SETTINGS: dict[str, Setting] = {
    "LT_DATA_DIR": Setting("var", Path, "Folder of the embedded database and its lock files."),
    "LT_KEY_DIR": Setting("", str, "Folder of the key-encryption keys; `keys` in LT_DATA_DIR when empty."),
    "LT_INSTANCE": Setting(
        "",
        _instance,
        "Name under which the log's checkpoints are signed, like learn.example.com; it never changes.",
    ),
    "LT_PUBLISH_DIR": Setting(
        "", str, "Folder elsewhere to which the routines append the log's checkpoints; empty: none."
    ),
    "LT_DATABASE_URL": Setting("", str, "SQLAlchemy address of the database; embedded SQLite when empty."),
    "LT_URL_PREFIX": Setting("/learn", _prefix, "Where the pages live in the application."),
    "LT_TICK_SECONDS": Setting(60, int, "Seconds between two runs of the routines; 0 switches them off."),
    "LT_DEMO": Setting(False, _yes, "Demo mode: fictional people whom anybody may sign in as."),
    "LT_PRODUCTION": Setting(False, _yes, "Production mode: refuses missing or default secrets."),
    "LT_AUTO_INIT": Setting(
        "", _yes_or_as_fits, "Prepare the database at start: yes, no; empty: yes for SQLite alone."
    ),
    "LT_MAX_BODY": Setting(6 * 1024 * 1024, int, "Largest request, in bytes."),
    "LT_LANGUAGES": Setting(
        "en de ar",
        _some_of("en", "de", "ar"),
        "Languages offered; the first where a browser asks for none.",
    ),
    "LT_BASE_TEMPLATE": Setting("", str, "The host's template around our pages; empty: a page of our own."),
    "LT_BASE_BLOCKS": Setting(
        "title=title head=head content=content", _blocks, "Which block of that template takes what of ours."
    ),
    "LT_THEME": Setting(
        "", theme, "Colours, type and radius of the host: a TOML file, or a mapping (docs/theme.md)."
    ),
    "LT_HTMX": Setting(
        "ours",
        _one_of("ours", "host"),
        "Whose htmx drives our pages: ours, or the host's, which is there already.",
    ),
    "LT_EMBED_ANCESTORS": Setting(
        "'self'", str, "Which pages may hold the frame with the next sessions, as frame-ancestors names them."
    ),
    "LT_SIGN_IN_URL": Setting(
        "", str, "Where strangers are sent; empty: where the host's Flask-Login sends them."
    ),
    "LT_LOCAL_ACCOUNTS": Setting(True, _yes, "Whether people sign in with an address and a password."),
    "LT_OIDC_ISSUER": Setting("", str, "Address of the OpenID Connect provider, exactly as it names itself."),
    "LT_OIDC_CLIENT_ID": Setting("", str, "The name under which the provider knows us."),
    "LT_OIDC_CLIENT_SECRET": Setting("", str, "The secret we share with it; empty: a public client."),
    "LT_OIDC_SCOPES": Setting("openid profile email", str, "What the provider is asked to tell."),
    "LT_OIDC_NAME": Setting("", str, "What the button says after “Sign in with”; empty: its host's name."),
    "LT_OIDC_NAME_CLAIM": Setting("name", str, "Where the provider tells a person's name."),
    "LT_OIDC_EMAIL_CLAIM": Setting("email", str, "Where it tells the address. It is never the key."),
    "LT_OIDC_TEAM_CLAIM": Setting("team", str, "Where it tells the team, such as department."),
    "LT_OIDC_ZONE_CLAIM": Setting("zoneinfo", str, "Where it tells the time zone, by its IANA name."),
    "LT_OIDC_GROUPS_CLAIM": Setting("groups", str, "Where it lists the groups; dots lead inside."),
    "LT_OIDC_RECHECK_SECONDS": Setting(300, int, "Seconds after which it is asked again about a session."),
    "LT_OIDC_GRACE_SECONDS": Setting(900, int, "Seconds that a session goes on while it does not answer."),
    "LT_COMPANY": Setting("", str, "Name of the company, shown on the sign-in page."),
    "LT_PROXIES": Setting(
        0, _count, "Reverse proxies in front of the stand-alone server whose headers are believed."
    ),
    "LT_CORRELATION_HEADER": Setting(
        "X-Request-ID", str, "Header with the id of a request, for log lines and events; or traceparent."
    ),
    "LT_LOG_FORMAT": Setting(
        "text", _one_of("text", "json"), "Log lines of the stand-alone server: text or json."
    ),
    "LT_LOG_LEVEL": Setting(
        "warning",
        _one_of("debug", "info", "warning", "error"),
        "What it logs: debug, info (each request and deed), warning, error.",
    ),
    "LT_METRICS": Setting(
        False, _yes, "Count and time, for Prometheus to read at /metrics under the prefix."
    ),
    "LT_METRICS_TOKEN": Setting(
        "", str, "Bearer token for /metrics; without one this machine alone may read it."
    ),
    "LT_KEEP_DRAFTS_DAYS": Setting(180, _count, "Days after which a draft goes that nobody comes back to."),
    "LT_KEEP_READINGS_DAYS": Setting(730, _count, "Days for which it is kept who read what of the log."),
    "LT_ERASE_LEAVERS_DAYS": Setting(
        0, _count, "Days after which somebody who left is erased (docs/privacy.md); 0: nobody by itself."
    ),
    "LT_MAIL_SERVER": Setting(
        "",
        addresses.server,
        "Server that takes mail: smtp://user:password@host:587 or smtps://…; empty: none.",
    ),
    "LT_MAIL_SENDER": Setting(
        "", addresses.sender, "From whom mail comes, like Learn Together <learn@tern.example>."
    ),
    "LT_EXTERNAL_URL": Setting(
        "", addresses.outside, "Where people reach the application, for links in mail; empty: no links."
    ),
    "LT_GROUP_ROLES": Setting(
        "", group_roles.read, "Roles that groups bring: group=role@programme, …, =role@* for each, =admin."
    ),
}


@dataclass(frozen=True)
class Config:
    """The settings in force."""

    values: Mapping[str, Any] = field(default_factory=dict, repr=False)  # passwords are among them

    def __getitem__(self, name: str) -> Any:
        setting = SETTINGS[name]
        given = self.values.get(name)
        return setting.read(setting.default if given in (None, "") else given)

    def check(self) -> None:
        """Read every setting, so that a mistake in one is said when the application is made."""
        for name in SETTINGS:
            try:
                self[name]
            except ValueError as error:
                if type(error) is not ValueError:  # it says itself which setting it is about
                    raise
                raise RuntimeError(f"{name} is {self.values.get(name)!r}: {error}.") from error

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self["LT_DATABASE_URL"] or f"sqlite:///{self['LT_DATA_DIR'] / 'learn-together.db'}"

    @property
    def key_dir(self) -> Path:
        """Where the key-encryption keys are."""
        return Path(self["LT_KEY_DIR"] or self["LT_DATA_DIR"] / "keys")

    @property
    def auto_init(self) -> bool:
        """Whether the database is prepared at start."""
        asked: bool | None = self["LT_AUTO_INIT"]
        return self.database_url.startswith("sqlite") if asked is None else asked
