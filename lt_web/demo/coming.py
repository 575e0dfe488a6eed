"""The coming weeks, arranged so that whoever looks finds one of everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lt_web.commands import seats, sessions
from lt_web.demo.announcing import Coming, all_say, announced, says, scheduled
from lt_web.demo.company import named
from lt_web.demo.days import midnight, moment, wall, working_day
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR
from lt_web.demo.stage import Stage, Strand
from lt_web.events.planned import Appointment

ANA, BEN, CLARA = "Ana Duarte", "Ben Okafor", "Clara Holt"

NEXT_UP = Coming(
    "How we read a storm afterwards",
    1,
    "14:00",
    "Yasmin Haddad",
    12,
    f"{ANA}, Vera Sokol, Samir Benali, Rosa Almada, Edith Norquay, {CLARA}",
    "Tove Akerman, Hugo Travassos",
)
OFFERED = Coming(
    "Sea state in one picture",
    1,
    "16:00",
    "Mira Castelo, Xenia Lobo",
    8,
    "Joana Vilar, Nils Oyen, Jonas Krill, Kamala Nair, Wendell Pike, Gustavo Pimentel, Filipa Goulart, "
    f"Pedro Sarmento, {ANA}, Leonor Bettencourt, Duarte Falcao",
)
SECOND_IN_LINE = Coming(
    "The new berth map, reviewed live",
    5,
    "11:00",
    "Imani Wekesa",
    10,
    f"Hanne Dahlberg, Ibrahim Sayeed, Nadia Orlova-Pires, Oskar Lindqvist, {BEN}, Greta Lindholm, "
    "Ruth Ellison, Beatriz Nobre, Kit Marlowe-Reyes, Silas Trenholm, "
    f"Gustavo Pimentel, {ANA}, Nils Oyen, Zeke MacAskill",
    "Fabio Serra",
)
PROMOTED = Coming(
    "Tests that read like a logbook",
    8,
    "14:00",
    "Greta Lindholm",
    6,
    "Duarte Falcao, Fabio Serra, Teresa Camacho, Edith Norquay, Leonor Bettencourt, Mateo Ferrand, "
    f"{ANA}, Priya Raghunath",
)
TO_BE_RECONFIRMED = Coming(
    "Ensembles: thirty tides at once",
    2,
    "14:00",
    BEN,
    None,
    f"{ANA}, Vera Sokol, Aurora Bento, Xavier Poirier, Hanne Dahlberg, Ottilie Grant, Jonas Krill",
    "Alistair Boudreau, Imani Wekesa",
)
PUT_OFF = Coming(
    "Lighthouses, and what they teach about logging",
    3,
    "12:30",
    "Celeste Moreau",
    20,
    f"{ANA}, Basil Tanner, Hugo Travassos, Umberto Salis",
)
CALLED_OFF = Coming(
    "A compiler in an afternoon",
    2,
    "15:30",
    "Duarte Falcao",
    12,
    f"{BEN}, Ibrahim Sayeed, Zeke MacAskill, Kit Marlowe-Reyes",
)
ONE_MORE_THAN_FITS = Coming(
    "Soldering a water-level gauge",
    4,
    "15:00",
    "Aurora Bento",
    8,
    "Xenia Lobo, Nils Oyen, Pedro Sarmento, Rosa Almada, Wanda Jurek, Ilse Vandermeer, Heitor Quintal, "
    "Hugo Travassos, Gustavo Pimentel, Joana Vilar",
)
NOT_PUBLISHED_YET = Coming("Where our weather data comes from", 12, "14:00", "Vera Sokol", 14)
ORDINARY = (
    Coming(
        "What two years of Tech hour taught us",
        10,
        "14:00",
        f"{CLARA}, Hugo Travassos",
        None,
        f"{BEN}, Imani Wekesa, Tove Akerman, Gwen Hatfield, Lucas Dorval, Yvonne Surette",
    ),
    Coming(
        "Ice in the harbour: what to tell callers",
        3,
        "10:30",
        "Violet Landry",
        12,
        "Ottilie Grant, Xavier Poirier, Cormac Fife, Samir Benali",
        teams=("Harbours", "Sales"),
        school=HARBOUR_SCHOOL,
    ),
    Coming(
        "The rule of twelfths, with soup",
        7,
        "12:00",
        "Ruth Ellison",
        16,
        "Gwen Hatfield, Kamala Nair, Edith Norquay, Yvonne Surette",
        f"{ANA}, {CLARA}",
        school=HARBOUR_SCHOOL,
    ),
    Coming(
        "Skill swap: kind mails for quick sums",
        11,
        "10:30",
        "Beatriz Nobre, Gwen Hatfield",
        10,
        f"Alistair Boudreau, {BEN}, Filipa Goulart",
        school=HARBOUR_SCHOOL,
    ),
)


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Every coming session."""
    for situation in (next_up, offered, promoted, to_be_reconfirmed, put_off, called_off):
        yield situation(stage, today)
    yield one_more_than_fits(stage, today)
    yield not_published_yet(stage, today)
    for coming in (SECOND_IN_LINE, *ORDINARY):
        yield announced(stage, today, coming)  # type: ignore[misc]


def next_up(stage: Stage, today: date) -> Strand:
    """The next session: seats are left, and Ana goes."""
    session = yield from announced(stage, today, NEXT_UP)
    question = "Could we look at the hour before the gusts? That is when the phones rang."
    says(stage, session, "Samir Benali", question)
    yield stage.now + timedelta(hours=2)
    says(stage, session, "Yasmin Haddad", "Gladly. That hour is the best part of the story.")


def offered(stage: Stage, today: date) -> Strand:
    """A seat has come free: it is held for Ana."""
    session = yield from announced(stage, today, OFFERED)
    yield midnight(today) - timedelta(minutes=34)
    stage.do(named("Joana Vilar"), seats.answer, session, "no")


def promoted(stage: Stage, today: date) -> Strand:
    """Somebody could not come after all, and Ana moved up."""
    session = yield from announced(stage, today, PROMOTED)
    yield moment(working_day(today, -1), "15:12", TECH_HOUR.zone)
    stage.do(named("Fabio Serra"), seats.answer, session, "no")


def to_be_reconfirmed(stage: Stage, today: date) -> Strand:
    """The day has changed: who said yes is asked again."""
    session = yield from announced(stage, today, TO_BE_RECONFIRMED)
    yield moment(working_day(today, -2), "16:40", TECH_HOUR.zone)
    later = Appointment(
        wall(working_day(today, 6), "14:00"), TECH_HOUR.zone, "The Chart Room", TECH_HOUR.link
    )
    stage.do(named(CLARA), sessions.reschedule, session, later)
    yield from all_say(stage, session, "Vera Sokol, Jonas Krill, Ottilie Grant", every=timedelta(minutes=50))


def put_off(stage: Stage, today: date) -> Strand:
    """Postponed: there is no date yet, and every answer is kept."""
    session = yield from announced(stage, today, PUT_OFF)
    yield moment(working_day(today, -1), "10:20", TECH_HOUR.zone)
    reason = "Celeste’s flight was moved. We look for a new day as soon as she has landed."
    stage.do(named(CLARA), sessions.postpone, session, reason)


def called_off(stage: Stage, today: date) -> Strand:
    """Cancelled: the page stays, with the reason."""
    session = yield from announced(stage, today, CALLED_OFF)
    yield moment(working_day(today, -1), "09:50", TECH_HOUR.zone)
    reason = "Duarte has become a father two weeks early. Congratulations! We try again in spring."
    stage.do(named("Hugo Travassos"), sessions.cancel, session, reason)


def one_more_than_fits(stage: Stage, today: date) -> Strand:
    """A champion has seated somebody out of turn, with a reason."""
    session = yield from announced(stage, today, ONE_MORE_THAN_FITS)
    yield moment(working_day(today, -1), "11:30", TECH_HOUR.zone)
    reason = "Wendell is over from Halifax this week only and takes the gauge home with him."
    stage.do(named(CLARA), seats.seat, session, named("Wendell Pike").id, reason)


def not_published_yet(stage: Stage, today: date) -> Strand:
    """Scheduled, while Ben has not said yet whether he presents it too."""
    yield moment(working_day(today, -3), "14:50", TECH_HOUR.zone)
    session = scheduled(stage, today, NOT_PUBLISHED_YET)
    yield stage.now + timedelta(hours=1)
    stage.do(named("Vera Sokol"), sessions.invite_presenter, session, named(BEN).id)
