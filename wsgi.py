"""The stand-alone server's application: `gunicorn wsgi:app`, `flask --app wsgi lt …`."""

from lt_web.app import create_app

app = create_app()
