"""In somebody else's application: who asks there, and its page around ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import Flask, current_app, render_template
from flask_login import current_user
from jinja2 import Template, TemplateError, TemplateNotFound, nodes
from markupsafe import Markup

from lt_web.config import Config
from lt_web.identity import Profile

WhoAsks = Callable[[], Profile | None]
ISSUER = "host"
# A host's page with ours in its blocks; their names are the host's own (LT_BASE_BLOCKS).
AROUND = (
    "{{% extends {base} %}}"
    "{{% block {title} %}}{{{{ lt_page.title }}}}{{% endblock %}}"
    "{{% block {head} %}}{{{{ super() }}}}{{{{ lt_page.head }}}}{{% endblock %}}"
    "{{% block {content} %}}{{{{ lt_page.body }}}}{{% endblock %}}"
)
NO_BLOCK = (
    "LT_BASE_TEMPLATE is “{base}”, which has no block “{block}”; its blocks are: {there}. Give it one, or "
    "say in LT_BASE_BLOCKS which of its blocks takes the place, like “title=title head=head content=main”."
)
NO_BASE = "LT_BASE_TEMPLATE is “{base}”, but “{name}” is no template of this application."
BROKEN = "LT_BASE_TEMPLATE is “{base}”, which cannot be read: {why}."
NEEDED = ("head", "content")


class BaseFault(RuntimeError):
    """The host's template cannot go around our pages; `for_good` where nothing done later can mend it."""

    def __init__(self, sentence: str, for_good: bool = False) -> None:
        super().__init__(sentence)
        self.for_good = for_good


def by_flask_login() -> Profile | None:
    """Who is signed in at the host by Flask-Login, by the names that attributes of users usually have."""
    if not hasattr(current_app, "login_manager") or not current_user.is_authenticated:
        return None
    user: Any = current_user
    return Profile(
        issuer=ISSUER,
        subject=str(user.get_id()),
        name=_first(user, "display_name", "full_name", "name", "username") or str(user.get_id()),
        email=_first(user, "email", "mail"),
        team=_first(user, "team", "department"),
        zone=_first(user, "zone", "timezone", "time_zone"),
        manager=bool(getattr(user, "is_manager", False)),
        groups=_names(getattr(user, "groups", None)),
    )


def by_account(identify: Callable[[Any], tuple[str, str]]) -> WhoAsks:
    """Who is signed in at our own server: their key is enough, since everything else is kept here."""

    def who() -> Profile | None:
        return Profile(*identify(current_user), name="") if current_user.is_authenticated else None

    return who


def _first(user: Any, *names: str) -> str:
    found = (getattr(user, name, None) for name in names)
    return next((text for text in found if isinstance(text, str) and text), "")


def _names(groups: Any) -> tuple[str, ...] | None:
    return None if groups is None else tuple(str(getattr(group, "name", group)) for group in groups)


@dataclass
class Parts:
    """One page of ours in the parts that a host's page takes; a fragment has no title and stays as it is."""

    title: str = ""
    head: str = ""
    body: str = ""
    is_whole: bool = False

    def take(self, title: str, head: str) -> str:
        """Keep title and head for the host's page: what is left is the body."""
        self.title, self.head, self.is_whole = title, head, True
        return ""


class Around:
    """A host's base template, around our pages. It is drawn by the host's environment, with what the host
    gives to all its templates, and `lt_page` besides."""

    def __init__(self, app: Flask, config: Config) -> None:
        self.app, self.base, self.blocks = app, config["LT_BASE_TEMPLATE"], config["LT_BASE_BLOCKS"]
        self._made: Template | None = None
        self._lock = Lock()

    def put(self, parts: Parts, body: str) -> str:
        """Return the host's page with ours in it."""
        parts.body = Markup(body)  # noqa: S704 (drawn by us, with everything in it escaped)
        return render_template(self._template(), lt_page=parts)

    def _template(self) -> Template:
        if self._made is None or self.app.debug:
            with self._lock:
                self._made = self._compiled()
        return self._made

    def check(self) -> set[str]:
        """Return the names of the template's blocks. Raises `BaseFault` unless ours can stand in it."""
        there = self._there()
        # A page does without a title, unless somebody says where it stands.
        asked = [block for part, block in self.blocks.items() if part in NEEDED or block != part]
        if missing := [block for block in asked if block not in there]:
            named = ", ".join(sorted(there)) or "none"
            raise BaseFault(NO_BLOCK.format(base=self.base, block=missing[0], there=named), for_good=True)
        return there

    def check_early(self) -> None:
        """Say what is wrong when the application is made, but for what may still come: a template of that
        name with a blueprint, or an extension that it needs."""
        try:
            self.check()
        except BaseFault as fault:
            if fault.for_good:
                raise

    def _there(self) -> set[str]:
        try:
            return _blocks(self.app, self.base)
        except TemplateNotFound as missing:
            raise BaseFault(NO_BASE.format(base=self.base, name=missing.name)) from None
        except TemplateError as error:
            raise BaseFault(BROKEN.format(base=self.base, why=error)) from None

    def _compiled(self) -> Template:
        self.check()
        return self.app.jinja_env.from_string(AROUND.format(base=repr(self.base), **self.blocks))


def _blocks(app: Flask, name: str) -> set[str]:
    """Return the names of all blocks of a template and of those that it extends."""
    environment, found = app.jinja_env, set[str]()
    waiting = [name]
    while waiting and (loader := environment.loader):
        tree = environment.parse(loader.get_source(environment, waiting.pop())[0])
        found |= {block.name for block in tree.find_all(nodes.Block)}
        extended = (extends.template for extends in tree.find_all(nodes.Extends))
        waiting += [base.value for base in extended if isinstance(base, nodes.Const)]
    return found
