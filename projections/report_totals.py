"""What figures are made of, summed up: over the sessions of a report, or out of prepared rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from projections import report_figures as counted
from projections.counts_tables import KEPT_SUMS, SUMS
from projections.counts_wide import SMALL, Sizes, apart, as_read, left_out
from projections.report_rows import Facts, Held, Ratio

NONE = Ratio()


@dataclass(frozen=True)
class Totals:
    """Some sessions in sums (`n`, see SUMS), and the different people who had to do with them.

    `late` counts write-ups whose day has passed and that are not written, `waiting` those not due yet.
    """

    n: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(SUMS, 0))
    late: int = 0
    waiting: int = 0
    presenters: int = 0
    new_presenters: int = 0
    most_often: int = 0  # sessions of whoever presented most
    reach: Ratio = NONE
    reciprocity: Ratio = NONE

    @property
    def sessions(self) -> int:
        """How many were held."""
        return self.n["sessions"]

    @property
    def participation(self) -> Ratio:
        """There among invited ÷ invited, where both are known."""
        return Ratio(self.n["joined"], self.n["joined_of"])

    @property
    def attendance_known(self) -> Ratio:
        """Sessions of which somebody noted who or how many came ÷ sessions."""
        return Ratio(self.n["known"], self.sessions)

    @property
    def by_name(self) -> int:
        """Sessions that figures by name count."""
        return self.n["named"] - self.n["few_named"]

    @property
    def told(self) -> int:
        """Sessions of which it is known how many came, and counted here."""
        return self.n["known"] - self.n["few_came"]

    @property
    def show_up(self) -> Ratio:
        """There among those who had said yes ÷ yes at the start."""
        return Ratio(self.n["turned_up"], self.n["turned_up_of"])

    @property
    def average_minutes(self) -> float | None:
        """The mean length."""
        return self.n["minutes"] / self.sessions if self.sessions else None

    @property
    def lengths_noted(self) -> Ratio:
        """Sessions whose real length is noted ÷ sessions."""
        return Ratio(self.n["timed"], self.sessions)

    @property
    def most_frequent(self) -> Ratio:
        """Sessions of whoever presented most often ÷ sessions that somebody presented."""
        return Ratio(self.most_often, self.n["presented"])

    @property
    def satisfaction(self) -> Ratio:
        """Sum of the scores ÷ answers."""
        return Ratio(self.n["total"], self.n["answers"])

    @property
    def responses(self) -> Ratio:
        """Answers ÷ those who could answer."""
        return Ratio(self.n["answers"], self.n["asked"])

    @property
    def written_up(self) -> Ratio:
        """Sessions written up by their due date ÷ those whose date has passed or that are written already."""
        return Ratio(self.n["written_in_time"], self.n["written"] + self.late)


def totals(held: Sequence[Held], facts: Facts, today: date, least: int = SMALL, wide: bool = False) -> Totals:
    """Sum up some sessions of a report. `wide` leaves those of too few people out; `least`: of answers."""
    due = [s for s in held if s.due and not s.written]
    each = [_kept(s, least) for s in held]
    came_to = [s for s in held if not (wide and "came" in few(s, least))]
    return Totals(
        as_read({name: sum(sums[name] for sums in each) for name in KEPT_SUMS}, wide),
        late=sum(s.due < today for s in due if s.due),
        waiting=sum(s.due >= today for s in due if s.due),
        presenters=len(counted.presenters(held)),
        new_presenters=len(counted.new_presenters(held, facts)),
        most_often=counted.most_frequent(held).part,
        reach=counted.reach(came_to, facts),
        reciprocity=counted.reciprocity(held, facts, came_to),
    )


def few(session: Held, least: int) -> set[str]:
    """Of which figures a session is left out for readers who see no rates of small groups."""
    joined, yes = counted.participation([session]).whole, counted.show_up([session]).whole
    asked = counted.responses([session]).whole
    of = Sizes(joined, yes, session.invited_yes, session.came or 0, asked, session.answers, least)
    return left_out(of)


def _kept(session: Held, least: int) -> dict[str, int]:
    """What one session adds to all sums."""
    sums = _sums([session])
    return sums | apart(sums, few(session, least))


def _sums(held: Sequence[Held]) -> dict[str, int]:
    joined, turned_up = counted.participation(held), counted.show_up(held)
    said, asked = counted.satisfaction(held), counted.responses(held)
    written = [s for s in held if s.due and s.written]
    return {
        "sessions": len(held),
        "imported": sum(s.imported for s in held),
        "minutes": sum(s.minutes for s in held),
        "timed": counted.lengths_noted(held).part,
        "uninvited": sum(s.invited is None for s in held),
        "invitations": counted.invitations(held),
        "counted": sum(counted.is_counted(s) for s in held),
        "joined": joined.part,
        "joined_of": joined.whole,
        "turned_up": turned_up.part,
        "turned_up_of": turned_up.whole,
        "unsaid": sum(s.yes_unsaid for s in held if s.noted),
        "named": sum(s.noted for s in held),
        "known": counted.attendance_known(held).part,
        "came": counted.attendances(held),
        "walk_ins": counted.walk_ins(held),
        "spent": sum(s.minutes * (s.came or 0) for s in held),
        "answers": said.whole,
        "total": said.part,
        "asked": asked.whole,
        "destroyed": sum(s.destroyed for s in held),
        "recalled": sum(s.recalled for s in held),
        "presented": sum(bool(s.presenters) for s in held),
        "written": len(written),
        "written_in_time": sum(s.written <= s.due for s in written if s.written and s.due),
    }
