"""Signing in at the stand-alone server: local accounts, and sessions that end everywhere at sign-out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Flask
from flask_login import LoginManager, UserMixin
from werkzeug.security import check_password_hash, generate_password_hash

from lt_web.events.refusals import Invalid
from lt_web.store import accounts
from lt_web.store.accounts import Account
from lt_web.web import db

SHORTEST_PASSWORD = 10
# Checked when there is no such account, so that both take the same time.
NOBODYS = generate_password_hash("nobody has this password")


class User(UserMixin):
    """Who is signed in, for Flask-Login. The id in the cookie names the epoch of its sessions."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """The id in the cookie."""
        return f"{self.account.person.hex}:{self.account.epoch}"


def install_login(app: Flask) -> None:
    """Give the application its login manager."""
    manager = LoginManager()
    manager.session_protection = "basic"
    manager.user_loader(load_user)
    manager.init_app(app)


def load_user(id: str) -> User | None:
    """Return who is signed in, None once that session has ended."""
    person, _, epoch = id.partition(":")
    try:
        account = accounts.of_person(db(), UUID(person))
    except ValueError:
        return None
    return User(account) if account and str(account.epoch) == epoch else None


def local_person(user: Any) -> tuple[str, str]:
    """How a local account is known in the directory."""
    return accounts.ISSUER, user.account.username


def with_password(username: str, password: str) -> User | None:
    """Return the user whose name and password these are."""
    account = accounts.of_username(db(), username)
    hashed = account.password_hash if account and account.password_hash else NOBODYS
    return User(account) if check_password_hash(hashed, password) and account else None


def hashed(password: str) -> str:
    """Hash a password that is long enough."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid(
            "password", "Use at least {least} characters; a short sentence is good.", least=SHORTEST_PASSWORD
        )
    if len(password) > 200:
        raise Invalid("password", "200 characters are the most.")
    return generate_password_hash(password)
