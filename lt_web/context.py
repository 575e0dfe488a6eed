"""What every template of ours is given, and the filters it may use."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import current_app, g, request, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment

from lt_web import own_history, permissions, speech, words
from lt_web.cards import attendance_words, feedback
from lt_web.forms.people import here
from lt_web.moments.stepper import stepper
from lt_web.moments.still import said_plainly
from lt_web.past.banner import banner
from lt_web.speech import N_, _
from lt_web.store.accounts import ISSUER
from lt_web.web import db, installation, now, once
from lt_web.writing.markdown import markdown
from projections import inbox, topics

PLACES = (
    ("lt.home.page", N_("Home"), "house"),
    ("lt.sessions.index", N_("Sessions"), "calendar"),
    ("lt.proposals.index", N_("Proposals"), "lightbulb"),
    ("lt.topics.index", N_("Topics"), "tag"),
    ("lt.people.index", N_("People"), "users"),
)
BESIDE_THE_DESK = (
    "lt.charter",
    "lt.roles",
    "lt.screens",
    "lt.settings",
    "lt.imports",
    "lt.reports",
    "lt.board",
    "lt.cadence",
    "lt.figures",
    "lt.competency",
    "lt.guides",
    "lt.editions",
)
DESK = ("lt.desk.page", N_("Desk"), "clipboard-list")
AUDIT = ("lt.audit.page", N_("Audit"), "shield-check")
BESIDE_THE_AUDIT = ("lt.past", "lt.trail", "lt.proof", "lt.fairness", "lt.compare", "lt.why")
REPORT = ("lt.reports.page", N_("Report"), "chart-column")


class Can:
    """The predicates of `permissions` for whoever asks, as templates call them."""

    def __init__(self, standing: Any, stopped: bool = False) -> None:
        self._standing, self._stopped = standing, stopped
        champion = partial(permissions.is_champion, standing)
        self.schedule = self.publish = champion
        self.give_roles = partial(permissions.may_give_roles, standing)
        self.keep_people = partial(permissions.may_keep_people, standing)
        self.administer = partial(permissions.may_administer, standing)
        self.answer = self.comment = partial(permissions.may_take_part, standing)
        self.read_report = partial(permissions.may_read_report, standing)
        self.see_names = partial(permissions.may_see_names, standing)
        self.audit = partial(permissions.may_audit, standing)
        self.change = partial(permissions.may_change, standing)

    def propose(self) -> bool:
        """Propose and ask, where the programme was not stopped."""
        return permissions.may_take_part(self._standing) and not self._stopped


FILTERS = {
    "clock": words.clock,
    "day": words.day,
    "dated": words.dated,
    "when": words.when,
    "in_zone": words.in_zone,
    "zone_label": words.zone_label,
    "listing": lambda parts: words.listing([*parts]),
    "number": words.number,
    "ordinal": words.ordinal,
    "standing": attendance_words.said,
    "clocks_change": words.clocks_change,
    "in_words": lambda moment: said_plainly(moment) or words.in_words(moment, now()),
    "ago": lambda moment: said_plainly(moment) or words.ago(moment, now()),
    "lately": lambda moment, zone: said_plainly(moment) or words.lately(moment, now(), zone),
    "reveal": lambda token: installation().log.codec.reveal(token),
    "markdown": markdown,
}


def everywhere(pages: Environment, place: dict[str, Any]) -> dict[str, Any]:
    """The context of every page of ours; `place` says in whose page it will stand."""
    person, here_now = g.get("lt_me"), g.get("lt_programme")
    theme = request.cookies.get("lt_theme", "")
    given = place | {
        "me": person,
        "programme": here_now,
        "programmes": [row for row, _ in g.get("lt_programmes", [])],
        "can": Can(g.get("lt_standing"), bool(here_now) and here_now.stopped),
        "places": _places,
        "inbox_count": partial(_waiting, person),
        "history_url": own_history.address,
        "now": now(),
        "past": banner(),
        "stepper": stepper,
        "csrf_token": generate_csrf,
        "known_people": here,
        "known_topics": known_topics,
        "language": speech.language(),
        "direction": speech.direction(),
        "languages": {tag: speech.LANGUAGES[tag] for tag in installation().config["LT_LANGUAGES"]},
        "here": request.script_root + request.full_path.rstrip("?") if request.method == "GET" else "",
        "theme": theme if theme in ("light", "dark") else "",
        "demo": installation().config["LT_DEMO"],
        "account_url": _account_url,
    }
    # One for all partials: each import makes the macros anew, some sixty times in a list.
    return given | {"ui": pages.get_template("lt_web/ui.html").make_module(given)}


def known_topics() -> list[str]:
    """Names of the programme's topics, to be suggested."""
    return [row.name for row in once(topics.alive, db(), g.lt_programme.id)]


def _places() -> list[tuple[str, str, str, bool]]:
    if g.get("lt_programme") is None:
        return []
    desk = (DESK,) if permissions.is_champion(g.lt_standing) else ()
    report = (REPORT,) if permissions.may_read_report(g.lt_standing) and not desk else ()
    audit = (AUDIT,) if permissions.may_audit(g.lt_standing) else ()
    area = (request.endpoint or "").rpartition(".")[0]
    area = "lt.sessions" if area == "lt.attendance" else area
    area = "lt.figures" if area == "lt.why" and "figure" in (request.view_args or {}) else area
    here = "lt.desk" if area in BESIDE_THE_DESK and desk else area
    here = "lt.reports" if here in ("lt.editions", "lt.figures") else here
    here = "lt.audit" if here in BESIDE_THE_AUDIT else here
    shown = (*PLACES, *desk, *report, *audit)
    return [(to, _(label), icon, to.rpartition(".")[0] == here) for to, label, icon in shown]


def _waiting(person: Any) -> int:
    """How much waits in the inbox; error pages do not ask the database again."""
    if not person or "lt_reading" not in g:
        return 0
    told = inbox.how_many(db(), person.id, now(), [row.id for row, _standing in g.lt_programmes])
    return told + len(feedback.asks())


def _account_url(page: str) -> str | None:
    """Where one signs in or out, or changes the password; None where there is no such page for who asks."""
    to = f"lt.account.{page}"
    # Nobody in the demo has a password to change, nor has who came by a provider.
    without = page == "password" and (installation().config["LT_DEMO"] or g.get("lt_issuer") != ISSUER)
    return None if without or to not in current_app.view_functions else url_for(to)
