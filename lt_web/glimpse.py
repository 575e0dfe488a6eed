"""A look at what is on, for a page of the host's: `{% include "lt_web/next_sessions.html" %}`."""

from __future__ import annotations

import logging

from flask import Flask, current_app
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from lt_web import speech
from lt_web.cards.glimpses import glimpses
from lt_web.log.faults import LogError
from lt_web.web import EXTENSION, installation, language_asked, language_chosen
from projections import glimpse_queries

log = logging.getLogger(__name__)
MOST = 12


class Glimpse:
    """What a host's templates know as `learn_together`; the one name that we add to them."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def next_sessions(self, limit: int = 3) -> Markup:
        """Return a card with the next sessions of all open programmes: one query, in the language of the
        browser. Where our database cannot be had the host's page stands without it, and a line in the log
        says why."""
        try:
            current_app.extensions[EXTENSION].wake()
            with installation().database.reading() as db:
                rows = glimpse_queries.next_up(db, installation().clock(), max(1, min(limit, MOST)))
        except (LogError, SQLAlchemyError, OSError) as fault:
            log.warning("The next sessions could not be shown: %s", type(fault).__name__)
            return Markup()
        with speech.speaking(language_chosen() or language_asked()):
            pages = current_app.extensions[EXTENSION].pages.environment
            drawn = pages.get_template("lt_web/glimpses/card.html").render(
                sessions=glimpses(rows), language=speech.language(), direction=speech.direction()
            )
        return Markup(drawn)  # noqa: S704 (drawn by us, with everything in it escaped)
