"""The stand-alone server's application: `gunicorn wsgi:app`, `flask --app wsgi lt …`."""

import gc

gc.disable()  # nothing of what is loaded is garbage: to look for some takes a sixth of the start

from lt_web.app import create_app  # noqa: E402

app = create_app()
gc.enable()
