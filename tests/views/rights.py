"""Who may go where: the tables that tests compare with what is so. A new route is named here."""

from __future__ import annotations

from tests.views.conftest import ROLES

# Everybody: employee, presenter (of the session asked for), champion, sponsor, auditor, admin, and the
# champion of another programme. This one is open to all, so whoever holds no role takes part.
ALL = frozenset(ROLES)
TAKE_PART = ALL - {"sponsor", "auditor"}
CHAMPIONS = frozenset({"champion"})
KEEPERS = frozenset({"champion", "admin"})
ADMINS = frozenset({"admin"})
PRESENT = frozenset({"presenter", "champion"})
SEE_NAMES = frozenset({"presenter", "champion", "auditor"})
AUTHORS = frozenset({"employee", "champion"})
NOBODY: frozenset[str] = frozenset()

# Route → who may. The page is theirs even where what they send is refused or incomplete.
OF_PROGRAMMES = {
    "GET lt.home.page": ALL,
    "GET lt.inbox.page": ALL,
    "POST lt.inbox.note": ALL,
    "GET lt.sessions.index": ALL,
    "GET lt.sessions.page": ALL,
    "GET lt.sessions.seats": ALL,
    "GET lt.sessions.changes": ALL,
    "GET lt.sessions.calendar": ALL,
    "POST lt.sessions.answer": TAKE_PART,
    "POST lt.sessions.comment": TAKE_PART,
    "GET lt.feedback.page": ALL,
    "POST lt.feedback.give": TAKE_PART,
    "GET lt.sessions.schedule": CHAMPIONS,
    "POST lt.sessions.schedule": CHAMPIONS,
    "GET lt.sessions.edit": PRESENT,
    "POST lt.sessions.edit": PRESENT,
    "GET lt.sessions.reschedule": CHAMPIONS,
    "POST lt.sessions.reschedule": CHAMPIONS,
    "GET lt.sessions.postpone": CHAMPIONS,
    "POST lt.sessions.postpone": CHAMPIONS,
    "GET lt.sessions.cancel": CHAMPIONS,
    "POST lt.sessions.cancel": CHAMPIONS,
    "GET lt.sessions.publish": CHAMPIONS,
    "POST lt.sessions.publish": CHAMPIONS,
    "GET lt.sessions.capacity": CHAMPIONS,
    "POST lt.sessions.capacity": CHAMPIONS,
    "GET lt.sessions.attendees": SEE_NAMES,
    "POST lt.sessions.add_attendee": CHAMPIONS,
    "POST lt.sessions.remove_attendee": CHAMPIONS,
    "POST lt.sessions.override": CHAMPIONS,
    "POST lt.sessions.invite_presenter": PRESENT,
    "POST lt.sessions.accept_presenting": ALL,
    "POST lt.sessions.decline_presenting": ALL,
    "POST lt.sessions.withdraw_presenter": PRESENT,
    "GET lt.attendance.sheet": SEE_NAMES,
    "POST lt.attendance.mark": PRESENT,
    "POST lt.attendance.mark_all": PRESENT,
    "POST lt.attendance.figures": PRESENT,
    "GET lt.proposals.index": ALL,
    "GET lt.proposals.page": ALL,
    "GET lt.proposals.format": ALL,
    "GET lt.proposals.new": TAKE_PART,
    "POST lt.proposals.new": TAKE_PART,
    "GET lt.proposals.ask": TAKE_PART,
    "POST lt.proposals.ask": TAKE_PART,
    "POST lt.proposals.vote": TAKE_PART,
    "POST lt.proposals.comment": TAKE_PART,
    "POST lt.proposals.adopt": TAKE_PART,
    "GET lt.proposals.edit": AUTHORS,
    "POST lt.proposals.edit": AUTHORS,
    "POST lt.proposals.invite_presenter": AUTHORS,
    "POST lt.proposals.withdraw_presenter": AUTHORS,
    "POST lt.proposals.accept_presenting": ALL,
    "POST lt.proposals.decline_presenting": ALL,
    "GET lt.proposals.schedule": CHAMPIONS,
    "POST lt.proposals.schedule": CHAMPIONS,
    "GET lt.proposals.decline": CHAMPIONS,
    "POST lt.proposals.decline": CHAMPIONS,
    "GET lt.proposals.close_voting": CHAMPIONS,
    "GET lt.proposals.date_voting": CHAMPIONS,
    "POST lt.proposals.date_voting": CHAMPIONS,
    "POST lt.proposals.accept": CHAMPIONS,
    "POST lt.proposals.close_voting": CHAMPIONS,
    "POST lt.proposals.send": AUTHORS,
    "POST lt.proposals.withdraw": AUTHORS,
    "POST lt.proposals.resubmit": AUTHORS,
    "GET lt.topics.index": ALL,
    "GET lt.topics.page": ALL,
    "GET lt.topics.new": CHAMPIONS,
    "POST lt.topics.new": CHAMPIONS,
    "GET lt.topics.rename": CHAMPIONS,
    "POST lt.topics.rename": CHAMPIONS,
    "GET lt.topics.merge": CHAMPIONS,
    "POST lt.topics.merge": CHAMPIONS,
    "GET lt.people.index": ALL,
    "GET lt.people.page": ALL,
    "GET lt.people.profile": ALL,
    "POST lt.people.profile": ALL,
    "GET lt.people.new": KEEPERS,
    "POST lt.people.new": KEEPERS,
    "GET lt.people.team": KEEPERS,
    "POST lt.people.team": KEEPERS,
    "GET lt.people.identity": KEEPERS,
    "POST lt.people.recognise": KEEPERS,
    "POST lt.people.new_password": ADMINS,
    "POST lt.people.leave": ADMINS,
    "POST lt.people.come_back": ADMINS,
    "GET lt.desk.page": CHAMPIONS,
    "GET lt.settings.page": CHAMPIONS,
    "POST lt.settings.page": CHAMPIONS,
    "GET lt.roles.page": KEEPERS,
    "POST lt.roles.page": KEEPERS,
    "POST lt.roles.take": KEEPERS,
    "GET lt.imports.page": CHAMPIONS,
    "POST lt.imports.page": CHAMPIONS,
    "GET lt.imports.preview": CHAMPIONS,
    "POST lt.imports.confirm": CHAMPIONS,
}
OF_THE_HOUSE = {
    "GET lt.home.entrance": ALL,
    "GET lt.programmes.index": ADMINS,
    "GET lt.programmes.new": ADMINS,
    "POST lt.programmes.new": ADMINS,
    "GET lt.roles.admins": ADMINS,
    "POST lt.roles.admins": ADMINS,
    "POST lt.roles.take_admin": ADMINS,
}
# Open to strangers as well: signing in comes before everything.
OF_EVERYBODY = {
    "GET entrance": 303,
    "GET health": 200,
    "GET lt.static": 200,
    "GET lt.account.sign_in": 200,
    "POST lt.account.sign_in": 422,
    "POST lt.account.demo": 404,
    "GET lt.account.setup": 404,
    "POST lt.account.setup": 404,
    "GET lt.account.password": 200,
    "POST lt.account.password": 422,
    "POST lt.account.sign_out": 303,
}
# Where an admin without a role in a closed programme may look on, but not take part.
ADMIN_LOOKS_ON = {name for name, who in OF_PROGRAMMES.items() if "admin" in who and (who is not TAKE_PART)}
