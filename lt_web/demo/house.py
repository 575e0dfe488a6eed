"""The company itself: people come, move team, leave; programmes begin and change; roles pass on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from lt_web.commands import charter, erasing, leaving, people, programmes, sessions, topics
from lt_web.demo.before import read_in
from lt_web.demo.company import ACCOUNTS, Colleague, colleagues, named
from lt_web.demo.days import moment, working_day
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR, School
from lt_web.demo.stage import Stage, Strand
from lt_web.events.topics import slug

# Days before today on which somebody came later than the others.
CAME = {
    "Joana Vilar": 610,
    "Mateo Ferrand": 555,
    "Xenia Lobo": 540,
    "Lucas Dorval": 433,
    "Yvonne Surette": 420,
    "Heitor Quintal": 365,
    "Teresa Camacho": 300,
    "Basil Tanner": 290,
    "Nils Oyen": 201,
    "Cormac Fife": 160,
    "Leonor Bettencourt": 96,
    "Zita Mourinha": 3,
}
LEFT = {"Quentin Basque": 470, "Enzo Carrick": 330, "Ulf Hemming": 118}
CAME_BACK = {"Quentin Basque": 140}
ERASED = {"Ulf Hemming": 60}
MOVED = {
    "Kit Marlowe-Reyes": (410, "Apps"),
    "Celeste Moreau": (230, "Forecasts"),
    "Delia Ventura": (20, "Harbours"),
}
PILOT = (
    "Ana Duarte, Ben Okafor, Pedro Sarmento, Ruth Ellison, Samir Benali, Tove Akerman, Umberto Salis, "
    "Violet Landry, Wanda Jurek, Xavier Poirier, Alistair Boudreau, Beatriz Nobre, Delia Ventura, "
    "Filipa Goulart, Gwen Hatfield, Ilse Vandermeer, Imani Wekesa, Kamala Nair, Mira Castelo, Wendell Pike"
)
ADMIN = "Farah Kaya"
SCHOOLS = (TECH_HOUR.id, HARBOUR_SCHOOL.id)


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Everything that happens to the house."""
    yield opening(stage, first_day(today))
    for name, days in CAME.items():
        yield _on(stage, today, days, arrive, named(name))
    for name, days in LEFT.items():
        yield _on(stage, today, days, leave, named(name))
    yield overnight(stage, today)
    for name, days in CAME_BACK.items():
        yield _on(stage, today, days, come_back, named(name))
    for name, days in ERASED.items():
        yield _on(stage, today, days, erase, named(name))
    for name, (days, team) in MOVED.items():
        yield _on(stage, today, days, move, named(name), team)
    yield harbour_school(stage, today)
    yield tech_hour(stage, today)
    yield tidying(stage, today)


def first_day(today: date) -> date:
    """Two years ago."""
    return working_day(today - timedelta(days=728))


def opening(stage: Stage, day: date) -> Strand:
    """Somebody sets it up, adds everybody, and a first programme begins."""
    yield moment(day, "08:40", TECH_HOUR.zone)
    farah = named(ADMIN)
    _join(stage, stage.install, farah)
    stage.install(programmes.make_admin, farah.id, "Set it up")
    yield stage.now + timedelta(minutes=20)
    for colleague in colleagues().values():
        if colleague.name not in (ADMIN, *CAME):
            _join(stage, lambda *args, **kw: stage.do(farah, *args, **kw), colleague)
    found(stage, TECH_HOUR)
    yield stage.now + timedelta(minutes=30)
    give(stage, TECH_HOUR, "Hugo Travassos", "champion", "Plans it with Clara")
    give(stage, TECH_HOUR, "Dora Whitlock", "sponsor", "Gave two hours a month for everybody")
    give(stage, TECH_HOUR, "Emil Brandt", "auditor", "Reads along for the works council")
    for name in ("Ana Duarte", "Ben Okafor"):
        give(stage, TECH_HOUR, name, "employee", "Was there from the first day")


def found(stage: Stage, school: School) -> None:
    """The admin founds a programme."""
    stage.do(
        named(ADMIN),
        programmes.found,
        school.slug,
        school.name,
        "We show each other how things are made.",
        school.zone,
        champion=school.champion.id,
    )
    stage.members[school.id] = {school.champion.id}


def give(stage: Stage, school: School, name: str, role: str, reason: str) -> None:
    """The champion gives a role; who has one is a member, and hears of what is coming."""
    stage.do(school.champion, programmes.give_role, school.id, named(name).id, role, reason)
    stage.members[school.id].add(named(name).id)
    invite(stage, named(name))


def harbour_school(stage: Stage, today: date) -> Strand:
    """The second programme: eight months as a pilot for its members, then for everybody."""
    school, start = HARBOUR_SCHOOL, working_day(today - timedelta(days=486))
    yield moment(start, "10:00", school.zone)
    found(stage, school)
    stage.do(school.champion, programmes.set_up, school.id, {"default_capacity": 10}, False)
    stage.do(school.champion, programmes.describe, school.id, school.name, school.purpose, school.zone)
    give(stage, school, "Clara Holt", "champion", "Did this before, in Tech hour")
    give(stage, school, "Ruth Ellison", "champion", "Stands in while Ottilie is away")
    for name in PILOT.split(", "):
        give(stage, school, name, "employee", "Takes part in the pilot")
    give(stage, school, "Dora Whitlock", "sponsor", "Gave the hours")
    give(stage, school, "Emil Brandt", "auditor", "Reads along for the works council")
    read_in(stage, school)
    yield moment(working_day(today - timedelta(days=240)), "14:20", school.zone)
    stage.do(school.champion, programmes.set_up, school.id, {"participation_target": 15}, True)
    yield moment(working_day(today - timedelta(days=200)), "09:15", school.zone)
    ruth, ottilie = named("Ruth Ellison").id, school.champion.id
    stage.do(school.champion, charter.hand_over, school.id, ruth, ottilie, "Ottilie is back")


def tech_hour(stage: Stage, today: date) -> Strand:
    """What the champions of the first programme learn, they set."""
    school = TECH_HOUR
    yield moment(working_day(today - timedelta(days=700)), "15:30", school.zone)
    stage.do(school.champion, programmes.describe, school.id, school.name, school.purpose, school.zone)
    yield moment(working_day(today - timedelta(days=301)), "11:45", school.zone)
    values = {"default_capacity": 14, "participation_target": 20}  # all are invited, the room holds fewer
    stage.do(named("Hugo Travassos"), programmes.set_up, school.id, values, True)
    yield moment(working_day(today - timedelta(days=21)), "16:05", school.zone)
    values = {"offer_window_hours": 96, "offer_hours": 72}
    stage.do(school.champion, programmes.set_up, school.id, values, True)


def tidying(stage: Stage, today: date) -> Strand:
    """Topics that turned out to be one, or to need a clearer name."""
    yield moment(working_day(today - timedelta(days=215)), "17:10", TECH_HOUR.zone)
    known = stage.topics(TECH_HOUR)
    hugo = named("Hugo Travassos")
    stage.do(hugo, topics.rename, TECH_HOUR.id, known.by_slug[slug("Time")], "Dates and zones")
    front_end, frontend = known.by_slug[slug("Front end")], known.by_slug[slug("Frontend")]
    stage.do(hugo, topics.merge, TECH_HOUR.id, frontend, front_end)


def arrive(stage: Stage, who: Colleague) -> None:
    """The admin adds a new colleague, who hears of what is coming."""
    _join(stage, lambda *args, **kw: stage.do(named(ADMIN), *args, **kw), who)
    invite(stage, who)


def leave(stage: Stage, who: Colleague) -> None:
    """Somebody leaves the company."""
    stage.do(named(ADMIN), leaving.leave, who.id, _coming(stage), (), SCHOOLS)
    del stage.here[who.id]


def erase(stage: Stage, who: Colleague) -> None:
    """Somebody who left has asked to be erased: where they stood, there is a former colleague."""
    stage.do(named(ADMIN), erasing.erase, who.id, False, "Asked for it in writing", programmes=SCHOOLS)


def overnight(stage: Stage, today: date) -> Strand:
    """The nightly file of people no longer names Violet, who was to present soon; champions hear."""
    yield moment(working_day(today, -1), "23:10", TECH_HOUR.zone)
    violet = named("Violet Landry").id
    stage.routine("people-file", leaving.leave, violet, _coming(stage), (), SCHOOLS, "file")
    del stage.here[violet]


def _coming(stage: Stage) -> list[UUID]:
    return [id for id in stage.published if stage.session(id).state in ("published", "postponed")]


def come_back(stage: Stage, who: Colleague) -> None:
    """Somebody is here again after a year away."""
    stage.do(named(ADMIN), people.come_back, who.id)
    stage.here[who.id] = who
    invite(stage, who)


def move(stage: Stage, who: Colleague, team: str) -> None:
    """Somebody works in another team from now on."""
    stage.do(named(ADMIN), people.move_team, who.id, team)
    stage.here[who.id] = Colleague(who.name, team, who.zone)
    invite(stage, who)


def invite(stage: Stage, who: Colleague) -> None:
    """The routine counts them among the invited of what is coming, where they belong to its audience."""
    stage.published = [s for s in stage.published if stage.session(s).state in ("published", "postponed")]
    for session in stage.published:
        stage.routine("audiences", sessions.invite_later, session, who.id)


def _join(stage: Stage, do: object, who: Colleague) -> None:
    do(people.join, who.name, who.email, who.team, who.zone, id=who.id)  # type: ignore[operator]
    if who.name in ACCOUNTS:
        do(people.open_account, who.id, who.email, "", demo=True)  # type: ignore[operator]
    stage.here[who.id] = who


def _on(stage: Stage, today: date, days: int, happening: object, *args: object) -> Strand:
    day = working_day(today - timedelta(days=days))
    if day >= today:
        day = working_day(today, -1)
    yield moment(day, "09:35", TECH_HOUR.zone)
    happening(stage, *args)  # type: ignore[operator]
