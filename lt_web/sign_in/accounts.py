"""Signing in at the stand-alone server: local accounts, and sessions that end everywhere at sign-out."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from flask_login import LoginManager, UserMixin
from werkzeug.security import check_password_hash, generate_password_hash

from lt_web.commands import accounts as deeds
from lt_web.commands import provider_sessions as provider_deeds
from lt_web.commands import setting_up
from lt_web.events.refusals import Invalid, Refused
from lt_web.identity import Deed
from lt_web.sign_in import provider_check
from lt_web.sign_in.provider import PREFIX, ProviderUser
from lt_web.sign_in.secrets import forget_set_up_code, grouped
from lt_web.store import accounts, attempts, directory
from lt_web.store.accounts import Account
from lt_web.watching.correlation import correlation
from lt_web.web import DeedForm, do, installation, live_db, now, secret, stop_reading
from lt_web.who_is_who import asking
from projections import people, roles

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
SIGN_IN = Deed(routine="sign-in", source="web")


class TooManyAttempts(Refused):
    """There were so many failures of late that the password is not looked at."""


class PasswordHash(str):
    """A password's hash. Two hashes of one password differ, so among a command's arguments all look alike."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "PasswordHash()"


class User(UserMixin):
    """Who is signed in, for Flask-Login. The id in the cookie names the epoch of its sessions."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """The id in the cookie."""
        return f"{self.account.person.hex}:{self.account.epoch}"

    @property
    def known_as(self) -> tuple[str, str]:
        """Issuer and subject, the key in the directory."""
        return accounts.ISSUER, self.account.username


def install_login(app: Flask) -> None:
    """Give the application its login manager."""
    manager = LoginManager()
    manager.session_protection = "basic"
    manager.user_loader(load_user)
    # Templates know `me`; Flask-Login's own would ask the database on the page that says it cannot be asked.
    manager.init_app(app, add_context_processor=False)


def load_user(id: str) -> User | ProviderUser | None:
    """Return who is signed in, None once that session has ended."""
    first, _, second = id.partition(":")
    try:
        return provider_check.load(second) if first == PREFIX else _local_user(UUID(first), second)
    except ValueError:
        return None


def _local_user(person: UUID, epoch: str) -> User | None:
    account = asking.account_of(person)
    lasts = account and str(account.epoch) == epoch and (account.demo or has_local_accounts())
    return User(account) if account and lasts else None


def known_person(user: Any) -> tuple[str, str]:
    """How who is signed in is known in the directory."""
    issuer, subject = user.known_as
    return issuer, subject


def has_accounts() -> bool:
    """Whether people sign in here, and not at a host's own page."""
    return "lt.account.sign_in" in current_app.view_functions


def has_local_accounts() -> bool:
    """Whether people sign in with an address and a password."""
    return bool(installation().config["LT_LOCAL_ACCOUNTS"])


def gives_accounts() -> bool:
    """Whether a new colleague can get an account here: the demo has its own people, and none besides."""
    return has_accounts() and has_local_accounts() and not installation().config["LT_DEMO"]


def may_have_password(person: UUID) -> bool:
    """Whether somebody signs in with a password, and not by another's word."""
    entry = directory.of_people(live_db(), [person]).get(person)
    return gives_accounts() and entry is not None and entry.issuer in ("", accounts.ISSUER)


def with_password(username: str, password: str) -> User | None:
    """Return the user whose name and password these are; a failure is counted.

    Raises `TooManyAttempts` after ten failures for that name within a quarter of an hour, whether or not
    there is such an account.
    """
    failures = attempts.recent(live_db(), username, now())
    if failures >= attempts.MOST:
        raise TooManyAttempts(
            "Too many attempts for this address. Wait a quarter of an hour, then try again."
        )
    account = accounts.of_username(live_db(), username)
    hashed, spare = account.password_hash if account else "", nobodys()
    right = check_password_hash(hashed or spare, password[: LONGEST_PASSWORD + 1])
    here = account and people.one(live_db(), account.person)
    if account and hashed and right and here and here.here:
        if failures:
            _count(deeds.forget_failures, username)
        return User(account)
    _count(deeds.note_failure, username)
    return None


@cache
def nobodys() -> str:
    """Checked where there is no such account, so that both take the same time; nobody knows its password."""
    return generate_password_hash(secrets.token_hex())


def hashed(password: str) -> PasswordHash:
    """Hash a password that is long enough."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            "password", "Use at least {least} characters; a short sentence is good.", least=SHORTEST_PASSWORD
        )
    if len(password) > LONGEST_PASSWORD:
        raise Invalid("password", "{most} characters are the most.", most=LONGEST_PASSWORD)
    return PasswordHash(generate_password_hash(password))


def first_password(command: str) -> str:
    """Make a password to be passed on: the same for one command id, so that a repeat tells the same."""
    if not command:
        command = secrets.token_hex()
    return grouped(hmac.digest(secret(), f"first password/{command}".encode(), "sha256")[:10])


def demo_people() -> list[UUID]:
    """The fictional people whom one may be, in demo mode."""
    return accounts.demo_people(live_db()) if installation().config["LT_DEMO"] else []


def demo_user(person: str) -> User | None:
    """One of them."""
    try:
        wanted = UUID(person)
    except ValueError:
        return None
    account = accounts.of_person(live_db(), wanted) if wanted in demo_people() else None
    return User(account) if account else None


def user_of(person: UUID) -> User | None:
    """The user that a person signs in as, None without an account."""
    account = accounts.of_person(live_db(), person)
    return User(account) if account else None


def nobody_administers() -> bool:
    """Whether the house waits for its first person; the demo brings its own people."""
    return not installation().config["LT_DEMO"] and not roles.admins(live_db())


def begin(form: DeedForm, name: str, email: str, password: str) -> User | None:
    """Let the first person in; what is not right is said in the form."""
    stop_reading()
    command = (form.command.data or "")[:64]
    deed = Deed(routine="set-up", source="web", command=command, correlation=correlation())
    try:
        person = installation().perform(deed, setting_up.begin, name, email, hashed(password))
    except Invalid as error:
        form.put(error)
        return None
    forget_set_up_code(installation().config["LT_DATA_DIR"])
    return user_of(person) if person else None


def take_charge() -> None:
    """Let who signed in at the provider become the first admin; they have given the code."""
    do(provider_deeds.take_charge)
    forget_set_up_code(installation().config["LT_DATA_DIR"])


def _count(deed: Any, username: str) -> None:
    stop_reading()
    installation().perform(replace(SIGN_IN, correlation=correlation()), deed, username)
