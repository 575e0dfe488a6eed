"""Sealing behind answers: what this process has recorded is sealed once the answer has gone out."""

from __future__ import annotations

import logging
from functools import partial

from flask import Blueprint, Response
from sqlalchemy.exc import DBAPIError

from lt_web.installation import Installation
from lt_web.log.faults import LogError
from lt_web.log.sealing import Broken
from lt_web.watching.lines import tell
from lt_web.web import installation

log = logging.getLogger(__name__)


def install(blueprint: Blueprint) -> None:
    """Look after every answer whether it is time to seal."""
    blueprint.after_request(seal_behind)


def seal_behind(response: Response) -> Response:
    """Seal when the answer is out, if it is time. With LT_TICK_SECONDS=0 nothing goes on behind answers."""
    house = installation()
    if house.unsealed.is_due() and house.config["LT_TICK_SECONDS"] > 0:
        response.call_on_close(partial(seal_quietly, house))
    return response


def seal_quietly(house: Installation) -> None:
    """Seal; what keeps it from that is told in the server's log, and tried again later."""
    if house.database.in_transaction or not house.unsealed.is_due():
        return
    try:
        house.seal_now()
    except Broken as fault:
        tell(log, logging.ERROR, "sealing-refused", what=str(fault))
    except (LogError, DBAPIError, OSError) as fault:
        tell(log, logging.WARNING, "sealing-waits", kind=type(fault).__name__, what=str(fault))
