"""The figures of a report: pure functions over what was held, one for each definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from projections.report_rows import Facts, Held, Ratio

K = TypeVar("K")
Sessions = Sequence[Held]


def participation(held: Sessions) -> Ratio:
    """There among invited ÷ invited, where both are known; who said yes and was not noted is left out."""
    known = [s for s in held if is_counted(s)]
    whole = sum((s.invited or 0) - s.invited_unsaid for s in known)
    return Ratio(sum(s.invited_there for s in known), whole)


def is_counted(session: Held) -> bool:
    """Whether the participation rate can count a session: whom it was for and who came are both known."""
    return session.invited is not None and session.noted


def attendance_known(held: Sessions) -> Ratio:
    """Sessions of which somebody noted who or how many came ÷ sessions."""
    return Ratio(sum(s.came is not None for s in held), len(held))


def invitations(held: Sessions) -> int:
    """How often somebody was invited."""
    return sum(s.invited or 0 for s in held)


def show_up(held: Sessions) -> Ratio:
    """There among those who had said yes ÷ yes at the start; of whom nothing is noted is left out."""
    known = [s for s in held if s.noted]
    return Ratio(sum(s.yes_there for s in known), sum(s.yes - s.yes_unsaid for s in known))


def walk_ins(held: Sessions) -> int:
    """How many came without a seat."""
    return sum(s.walk_ins for s in held)


def attendances(held: Sessions) -> int:
    """How often somebody came, where it is known."""
    return sum(s.came or 0 for s in held)


def average_minutes(held: Sessions) -> float | None:
    """The mean length, as noted where it is, else as planned."""
    return sum(s.minutes for s in held) / len(held) if held else None


def lengths_noted(held: Sessions) -> Ratio:
    """Sessions whose real length is noted ÷ sessions."""
    return Ratio(sum(s.actual is not None for s in held), len(held))


def writers(held: Sessions) -> set[UUID]:
    """Everybody who wrote one of them up."""
    return {person for s in held for person in s.writers}


def attendees(held: Sessions) -> set[UUID]:
    """Everybody who came to one of them, each once."""
    return {person for s in held for person in s.there}


def presenters(held: Sessions) -> set[UUID]:
    """Everybody who presented one of them."""
    return {person for s in held for person in s.presenters}


def reach(held: Sessions, facts: Facts) -> Ratio:
    """Distinct colleagues who came ÷ those who could: they may take part, or came and have left since."""
    came = attendees(held) & facts.known
    return Ratio(len(came), len(came | facts.eligible))


def new_presenters(held: Sessions, facts: Facts) -> set[UUID]:
    """Those who presented for the first time ever in this programme."""
    return {p for s in held for p in s.presenters if facts.first_taught[p] == s.day}


def most_frequent(held: Sessions) -> Ratio:
    """Sessions of whoever presented most often ÷ sessions that somebody presented."""
    counted = Counter(person for s in held for person in set(s.presenters))
    return Ratio(max(counted.values(), default=0), sum(bool(s.presenters) for s in held))


def reciprocity(held: Sessions, facts: Facts, came_to: Sessions | None = None) -> Ratio:
    """Colleagues who both taught and came ÷ those who did either; `came_to`: where not all of them count."""
    taught = presenters(held) & facts.known
    came = attendees(held if came_to is None else came_to) & facts.known
    return Ratio(len(taught & came), len(taught | came))


def satisfaction(held: Sessions) -> Ratio:
    """Sum of the scores ÷ answers, of answers that are released or signed: its share is the mean, 1 to 5."""
    return Ratio(sum(s.total for s in held), sum(s.answers for s in held))


def responses(held: Sessions) -> Ratio:
    """Answers ÷ those who could answer, but for sessions of which only an imported average is known."""
    own = [s for s in held if not s.recalled or s.answers]
    return Ratio(sum(s.answers for s in own), sum(max(s.asked, s.answers) for s in own))


def written_up(held: Sessions, today: date) -> Ratio:
    """Sessions written up by their due date ÷ those whose due date has passed or that are written already."""
    due = [s for s in held if s.due and (s.due < today or s.written)]
    return Ratio(sum(s.written is not None and s.written <= s.due for s in due if s.due), len(due))


def by_month(held: Iterable[Held], months: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[Held]]:
    """Return month → what was held in it, for each of these months."""
    grouped: dict[tuple[int, int], list[Held]] = {month: [] for month in months}
    for session in held:
        grouped[session.month].append(session)
    return grouped


def may_be_shown(groups: Mapping[K, int], least: int) -> set[K]:
    """Which groups of people are large enough to be shown, given the total is shown beside them.

    A group below `least` is hidden; so that it cannot be had by subtracting the others from the total, more
    are hidden, the smallest first, until those hidden are together at least as many.
    """
    hidden = {key for key, size in groups.items() if 0 < size < least}
    shown = sorted((size, str(key), key) for key, size in groups.items() if size >= least)
    while hidden and shown and sum(groups[key] for key in hidden) < least:
        hidden.add(shown.pop(0)[2])
    return groups.keys() - hidden
