"""Pages: one blueprint an area. A new one is named here."""

from lt_web.views import session_deeds
from lt_web.views.home import home
from lt_web.views.people import people
from lt_web.views.sessions import sessions

BLUEPRINTS = (home, sessions, people)

__all__ = ["BLUEPRINTS", "session_deeds"]
