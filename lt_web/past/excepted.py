"""The pages that cannot be shown as they were, each with its reason; a test compares it with the routes."""

from __future__ import annotations

from collections.abc import Callable

from lt_web.speech import N_

GOES_ON = N_("It shows what is going on at this very moment, so it has no past.")
AT_WORK = N_("It follows a file while it is made. Such work is kept beside the log, for a day at most.")
UNSENT = N_("It shows what somebody has typed or loaded and not sent yet. That never became part of the log.")
ADDRESSES = N_("It keeps the addresses of screens, which are secrets beside the log.")
FROM_TODAY = N_("A report is published from what is known today, and stays as it is from then on.")

# Shown as a page that says why, and leads to the page of today.
EXCEPTED = {
    "lt.sessions.changes": GOES_ON,
    "lt.attendance.changes": GOES_ON,
    "lt.attendance.check_in": GOES_ON,
    "lt.attendance.screen": GOES_ON,
    "lt.reports.pdf": AT_WORK,
    "lt.reports.progress": AT_WORK,
    "lt.reports.file": AT_WORK,
    "lt.write_ups.editor": UNSENT,
    "lt.imports.page": UNSENT,
    "lt.imports.preview": UNSENT,
    "lt.screens.settings": ADDRESSES,
    "lt.editions.publish": FROM_TODAY,
}
# No part of a programme's history: they have no address in the past, and links lead to them as they are.
OUTSIDE = {
    "lt.static": "files are the same for everybody at any time",
    "lt.theme.": "colours and signs of the house",
    "lt.account.": "signing in",
    "lt.joining.": "signing in",
    "lt.metrics.": "figures of the server",
    "lt.accessibility.": "says the same at any time",
    "lt.screens.hall": "screens that hang in a hall",
    "lt.screens.frame": "screens inside another page",
    "lt.audit.": "the auditor's own tools look at the past from outside",
    "lt.trail.": "the log is one: what came later is part of it",
    "lt.history.": "the log is one: what came later is part of it",
    "lt.proof.": "a proof is of the log as it is",
    "lt.fairness.": "shows each moment of a line by itself",
    "lt.compare.": "sets two moments side by side by itself",
    "lt.past.": "there is one past, not a past of the past",
    "lt.erasure.": "erasing is of today",
    "lt.held.": "says what is held of somebody today",
}
PREFIXES = tuple(OUTSIDE)


def stays(endpoint: str, can_be_read: Callable[[str], bool]) -> bool:
    """Whether links to it lead to the same moment of the past."""
    return endpoint.startswith("lt.") and not endpoint.startswith(PREFIXES) and can_be_read(endpoint)
