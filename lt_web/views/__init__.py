"""Pages: one blueprint an area. A new one is named here."""

from lt_web.views import (
    attendance_polls,
    cadence_lists,
    check_in,
    competency_deeds,
    people_deeds,
    people_names,
    pilots,
    proposal_deeds,
    proposal_writing,
    report_files,
    run_sheet,
    session_deeds,
    session_months,
    session_polls,
    teaching,
    write_up_deeds,
)
from lt_web.views.accessibility import accessibility
from lt_web.views.attendance import attendance
from lt_web.views.audit import audit
from lt_web.views.board import board
from lt_web.views.cadence import cadence
from lt_web.views.charter import charter
from lt_web.views.compare import compare
from lt_web.views.competency import competency
from lt_web.views.desk import desk
from lt_web.views.editions import editions
from lt_web.views.erasure import erasure
from lt_web.views.feedback import feedback
from lt_web.views.figures import figures
from lt_web.views.guides import guides
from lt_web.views.held import held
from lt_web.views.history import history
from lt_web.views.home import home
from lt_web.views.imports import imports
from lt_web.views.inbox import inbox
from lt_web.views.language import language
from lt_web.views.learning import learning
from lt_web.views.metrics import metrics
from lt_web.views.past import past
from lt_web.views.people import people
from lt_web.views.programmes import programmes
from lt_web.views.proof import proof
from lt_web.views.proposals import proposals
from lt_web.views.reports import reports
from lt_web.views.roles import roles
from lt_web.views.screens import screens
from lt_web.views.sessions import sessions
from lt_web.views.settings import settings
from lt_web.views.theme import theme
from lt_web.views.topics import topics
from lt_web.views.trail import trail
from lt_web.views.why import fairness, why
from lt_web.views.wins import wins
from lt_web.views.write_ups import write_ups

BLUEPRINTS = (
    accessibility,
    home,
    sessions,
    attendance,
    feedback,
    proposals,
    topics,
    people,
    learning,
    inbox,
    desk,
    audit,
    trail,
    history,
    compare,
    past,
    proof,
    cadence,
    charter,
    board,
    reports,
    figures,
    competency,
    editions,
    settings,
    roles,
    screens,
    imports,
    programmes,
    write_ups,
    metrics,
    language,
    theme,
    guides,
    wins,
    erasure,
    held,
    why,
    fairness,
)

__all__ = [
    "BLUEPRINTS",
    "attendance_polls",
    "cadence_lists",
    "check_in",
    "competency_deeds",
    "people_deeds",
    "people_names",
    "pilots",
    "proposal_deeds",
    "proposal_writing",
    "report_files",
    "run_sheet",
    "session_deeds",
    "session_months",
    "session_polls",
    "teaching",
    "write_up_deeds",
]
