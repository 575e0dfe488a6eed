"""Give the example something to show: the demo's two years, where the intranet's people sign in by its login.

`python -m examples.intranet.fill`; what is there already stays.
"""

from __future__ import annotations

from flask import Flask

from examples.intranet.app import create_intranet, people
from lt_web.demo import make
from lt_web.store import directory


def fill(app: Flask) -> None:
    """Make the demo and hand its people over to the intranet's login."""
    installation = app.extensions["learn-together"].installation
    installation.prepare()
    if make(installation) is None:
        return
    ids = {colleague.email: id for id, colleague in people().items()}
    with installation.database.writing() as connection:
        for entry in directory.everybody(connection):
            if entry.email in ids:
                directory.change(connection, entry.person, issuer="intranet", subject=ids[entry.email])


if __name__ == "__main__":
    fill(create_intranet())
