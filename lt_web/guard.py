"""What stands before and after every page: language, tokens, who asks and what they may see, headers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from lt_web import check_in, speech
from lt_web.arriving import arrivals
from lt_web.cards.people import Me
from lt_web.identity import Standing
from lt_web.past.entering import enter as enter_the_past
from lt_web.past.entering import refuse_deeds
from lt_web.past.prefix import set_out
from lt_web.past.preparing import show_what_is_ready
from lt_web.permissions import HERE_ONLY, may_see, require
from lt_web.problems import PROBLEMS
from lt_web.routines import sealing_behind
from lt_web.sign_in.door import ask_to_join, ask_to_sign_in
from lt_web.sign_in.provider import provider
from lt_web.speech import N_
from lt_web.watching import requests
from lt_web.watching.correlation import correlation
from lt_web.web import (
    EXTENSION,
    installation,
    language_asked,
    language_chosen,
    live_db,
    now,
    secret,
    stop_reading,
)
from lt_web.who_is_who import asking
from projections import roles

NO_TIME_LIMIT = 10 * 365 * 24 * 3600
CHECK_IN = "lt.attendance.check_in"
PROVIDER_ENDED = "lt.account.provider_ended"
FILES = ("lt.static", "lt.theme.")  # the same for everybody
OPEN_TO_ALL = (
    "lt.accessibility.",
    *FILES,
    "lt.account.",
    "lt.joining.",
    "lt.language.",
    "lt.metrics.",
    "lt.screens.hall",
    "lt.screens.frame",
)
NOT_ADDED_YET = N_(
    "You are signed in, but nobody has added you to Learn Together yet. Ask one of its admins to."
)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


def install(blueprint: Blueprint) -> None:
    """Put the guards around every route of the blueprint."""
    requests.install(blueprint)
    sealing_behind.install(blueprint)
    blueprint.url_value_preprocessor(set_out)
    blueprint.url_value_preprocessor(take_programme)
    blueprint.url_defaults(give_programme)
    blueprint.before_request(wake)
    blueprint.before_request(choose_language)
    blueprint.before_request(refuse_deeds)
    blueprint.before_request(refuse_large_bodies)
    blueprint.before_request(refuse_what_no_text_holds)
    blueprint.before_request(check_token)
    blueprint.before_request(keep_what_was_scanned)
    blueprint.before_request(find_out_who_asks)
    blueprint.before_request(hear_what_is_new)
    blueprint.before_request(enter_programme)
    blueprint.before_request(enter_the_past)
    blueprint.after_request(set_headers)
    blueprint.after_request(show_what_is_ready)
    for trouble, answer in PROBLEMS.items():
        blueprint.register_error_handler(trouble, answer)


def take_programme(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the programme's short name out of the address."""
    g.lt_slug = (values or {}).pop("programme", None)


def give_programme(endpoint: str, values: dict[str, Any]) -> None:
    """Put the programme's short name into addresses of its pages."""
    slug, known = g.get("lt_slug"), endpoint in current_app.view_functions
    wanted = known and current_app.url_map.is_endpoint_expecting(endpoint, "programme")
    if slug and wanted:
        values.setdefault("programme", slug)


def wake() -> None:
    """Get ready, at the first request in a host."""
    current_app.extensions[EXTENSION].wake()


def choose_language() -> None:
    """Speak as was chosen in this browser, else as it asks, else as the host does."""
    chosen = language_chosen()
    g.lt_language_asked = not chosen
    speech.speak(chosen or language_asked())


def speak_as_chosen(language: str) -> None:
    """Speak as the person chose, wherever they are signed in."""
    if language in installation().config["LT_LANGUAGES"]:
        g.lt_language_asked = False
        speech.speak(language)


def refuse_large_bodies() -> None:
    """Refuse what is larger than any form of ours."""
    if (request.content_length or 0) > installation().config["LT_MAX_BODY"]:
        raise RequestEntityTooLarge
    request.max_content_length = installation().config["LT_MAX_BODY"]


def refuse_what_no_text_holds() -> None:
    """Refuse NUL characters: nobody types them, and PostgreSQL keeps none in a text."""
    if any("\x00" in text for text in (*request.args.values(), *request.form.values())):
        abort(400)


def check_token() -> None:
    """Refuse posts that do not come from a page of ours, unless the host's own protection does so."""
    if request.method in ("GET", "HEAD", "OPTIONS") or "csrf" in current_app.extensions:
        return
    if request.endpoint == PROVIDER_ENDED and provider():
        return  # no browser sends it: the provider proves itself by a signed token
    token = request.form.get("csrf_token") or request.headers.get("X-CSRFToken")
    try:
        validate_csrf(token, time_limit=NO_TIME_LIMIT)
    except ValidationError as error:
        raise CSRFError(str(error)) from None
    g.csrf_token = token  # it holds for the next post too: the answer need not have a new one


def keep_what_was_scanned() -> AnyResponse | None:
    """Turn a scanned code into a ticket before anything else: it would pass while its owner signs in."""
    if request.endpoint != CHECK_IN or request.method != "GET" or "code" not in request.args:
        return None
    session = (request.view_args or {})["session"]
    kept = check_in.ticket(secret(), session, request.args["code"], now())
    return redirect(url_for(CHECK_IN, session=session, ticket=kept or None), 303)


def find_out_who_asks() -> AnyResponse | None:
    """Know the person; send everybody else to sign in. A stranger's GET leaves no trace."""
    g.lt_me, g.lt_left, g.lt_programmes, g.lt_standing = None, False, [], Standing(None)
    if (request.endpoint or "").startswith(FILES):
        return None
    profile = current_app.extensions[EXTENSION].person()
    if profile is not None:
        know_person(profile.issuer, profile.subject)
        g.lt_outside = profile
    if g.lt_me is None and not (request.endpoint or "").startswith(OPEN_TO_ALL):
        require(not g.lt_left, HERE_ONLY)
        require(profile is None or current_app.extensions[EXTENSION].is_guest, NOT_ADDED_YET)
        return ask_to_sign_in() if profile is None else ask_to_join(profile.name)
    return None


def hear_what_is_new() -> None:
    """Before a deed, take in what the host says of the person: a new name, another team, other groups."""
    if request.method != "POST" or g.lt_me is None or not current_app.extensions[EXTENSION].is_guest:
        return
    if arrivals.differs(installation(), live_db(), g.lt_outside):
        stop_reading()
        arrivals.welcome(installation(), g.lt_outside, correlation=correlation())
        asking.forget()
        know_person(g.lt_outside.issuer, g.lt_outside.subject)


def know_person(issuer: str, subject: str) -> None:
    """Look the person up, with the programmes that exist for them."""
    entry, row, held = asking.of_whom_signs_in(issuer, subject)
    g.lt_left = row is not None and not row.here
    if entry is None or row is None or g.lt_left:
        return
    g.lt_me, g.lt_issuer = Me.of(entry, row.team), issuer
    speak_as_chosen(entry.language)
    admin = roles.administers(held)
    known = [
        (p, Standing(entry.person, roles.in_programme(held, p.id), admin, p.open))
        for p in asking.every_programme()
    ]
    g.lt_standing = Standing(entry.person, admin=admin)
    g.lt_programmes = [(p, standing) for p, standing in known if may_see(standing)]


def enter_programme() -> None:
    """Find the programme of this page among those that exist for the person; any other is 404."""
    g.lt_programme = None
    if g.lt_me is None:
        return
    for row, standing in g.lt_programmes:
        if row.slug == g.lt_slug:
            g.lt_programme, g.lt_standing = row, standing
    if g.lt_slug is not None and g.lt_programme is None:
        abort(404)


def set_headers(response: Response) -> Response:
    """Our headers, unless the host has set its own; what the host's page may do is the host's to say."""
    if not g.get("lt_in_hosts_page"):
        who_frames = g.get("lt_frame_ancestors", "'self'")
        response.headers.setdefault("Content-Security-Policy", f"{CSP}; frame-ancestors {who_frames}")
        response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if not (request.endpoint or "").startswith(FILES):
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Content-Language", speech.language())
        if g.get("lt_language_asked"):
            response.vary.add("Accept-Language")
        response.vary.add("HX-Request")
        response.vary.add("Cookie")
    return response
