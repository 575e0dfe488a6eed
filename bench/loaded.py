"""What gunicorn loads: the application that is measured, made as wsgi.py makes the product's.

A module of its own, since whoever imports it has no garbage collected until the application is made.
"""

from __future__ import annotations

import gc

gc.disable()

from flask import Flask  # noqa: E402

from bench import served  # noqa: E402


def application() -> Flask:
    """Make the application."""
    app = served.application()
    gc.enable()
    return app
