"""Does mail have a way out, does what was to be sent go out, and (when asked) does the server let us in?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lt_web.doctor.finding import Finding
from lt_web.installation import Installation
from lt_web.mail.ways import NotSent
from lt_web.store import mails

LATELY = timedelta(days=30)
NO_WAY = "No mail is sent: there is no LT_MAIL_SERVER, and the host gives no function"
CURE = "See why: flask lt doctor --mail, and flask lt mail try ADDRESS"


def mail(installation: Installation) -> Iterator[Finding]:
    """Which way mail goes, whether its links lead somewhere, and what did not arrive."""
    if installation.way_out is None:
        yield Finding("ok", NO_WAY)
        return
    yield Finding("ok", f"Mail goes out by {installation.way_out}")
    if not installation.config["LT_EXTERNAL_URL"]:
        yield Finding(
            "warn", "Mails have no links", "Set LT_EXTERNAL_URL to where people reach the application."
        )
    with installation.database.reading() as db:
        given_up = mails.given_up(db, installation.clock() - LATELY)
        waiting, since = mails.tried_again(db)
    if given_up:
        words = ", ".join(f"{count} {word}" for word, count in given_up.items())
        yield Finding("warn", f"Mails were given up in the last 30 days: {words}", CURE)
    if since is not None:
        yield Finding(
            "warn", f"Mails wait that were tried in vain: {waiting}, since {since:%Y-%m-%d %H:%M}", CURE
        )


def connection(installation: Installation) -> Iterator[Finding]:
    """Connect to the mail server and sign in, without sending anything; a host's function is not called."""
    way = installation.way_out
    if way is None:
        return
    try:
        with way.opened():
            yield Finding("ok", f"{way} can be used")
    except NotSent as fault:
        yield Finding(
            "bad", f"{way} cannot be used: {fault.outcome} ({fault.said})", "Correct LT_MAIL_SERVER."
        )
