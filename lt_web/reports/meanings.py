"""What each figure means, in words: key → its label and its meaning, with the terms as parameters."""

from __future__ import annotations

from lt_web.speech import N_

DEFINITIONS = {
    "sessions": (
        N_("Sessions held"),
        N_(
            "Sessions of the programme that took place within the days of the report, by the day on which "
            "they began. Cancelled and postponed sessions do not count. The target is {sessions} a month."
        ),
    ),
    "participation": (
        N_("Participation"),
        N_(
            "People noted as present or partly present among those invited, divided by those invited, "
            "over all sessions where both are known. Invited is whoever belonged to the audience when the "
            "session was announced or joined it before the start, without its presenters. Sessions whose "
            "invited are not known, such as imported ones, and sessions of which nobody noted who came "
            "are left out and counted as such. Of somebody who had said yes and was not noted at all we "
            "do not know; they are left out too. The target is {participation} %."
        ),
    ),
    "satisfaction": (
        N_("Worth the time"),
        N_(
            "The mean of all answers to “Was this worth your time?”, from 1 (no) to 5 (very much), that "
            "were signed or released; anonymous answers are released together, never fewer than {least}. "
            "Shown from {least} answers on. The response rate divides the answers by the people who could "
            "answer: those who came, or those who had said yes where nobody noted who came. Averages read "
            "in from tables are not mixed in."
        ),
    ),
    "reach": (
        N_("Reach"),
        N_(
            "Different colleagues who came to at least one session, divided by those who could have come: "
            "whoever may take part in the programme now and was here by the last day of the report, and "
            "whoever came and has left since. Names from imported tables that nobody has claimed are left "
            "out."
        ),
    ),
    "show_up": (
        N_("Showed up"),
        N_(
            "People noted as present or partly present among those who had said yes when the session "
            "began, divided by those who had said yes. A figure for planning rooms, never about a person."
        ),
    ),
    "walk_ins": (
        N_("Walk-ins"),
        N_("People who came without a seat of theirs. They are welcome, and count as having come."),
    ),
    "duration": (
        N_("Average length"),
        N_("The mean length of the sessions: as it was noted afterwards, or else as it was planned."),
    ),
    "new_presenters": (
        N_("New presenters"),
        N_("People who presented for the first time ever in this programme, imported sessions included."),
    ),
    "most_frequent": (
        N_("Most frequent presenter"),
        N_(
            "The share of sessions that were presented by whoever presented most often. The lower, the "
            "more shoulders carry the programme."
        ),
    ),
    "reciprocity": (
        N_("Both taught and came"),
        N_(
            "People who presented a session and also came to one of somebody else, divided by those who "
            "did either."
        ),
    ),
    "write_ups": (
        N_("Written up in time"),
        N_(
            "Sessions whose write-up was published within {write_up_days} working days, divided by those "
            "whose time for it has passed or that are written up already. Sessions that are not due yet, "
            "and imported ones, are left out."
        ),
    ),
    "competency": (
        N_("Time to competency"),
        N_(
            "Days from a stated start to a stated milestone, in the median: of people who started before the "
            "programme (a baseline: cohorts, and dated facts that champions entered) and of those since, by "
            "the last day of the report. Only what a colleague confirmed or a champion recorded counts. Who "
            "is not there yet is a number beside it: as long as there are many, the median since is of the "
            "quicker ones. Several milestones are one figure by the mean of how much faster each is, "
            "weighted by people. Of fewer than {fewest} people on either side nothing is shown to anybody. "
            "The target is {onboarding} % faster. It says what was before and what came after, and nothing "
            "of what caused it."
        ),
    ),
    "watch_list": (
        N_("Watch list"),
        N_(
            "Topics of the programme that one person or nobody can teach now: taught before, or declared "
            "and confirmed by a colleague. People who have left do not count."
        ),
    ),
    "continuity": (
        N_("Continuity"),
        N_(
            "Slots of the cadence that a session filled, divided by the slots that were planned, up to "
            "today. Days that were left out for everybody, such as public holidays, are not planned; a slot "
            "that was skipped by hand was planned and is not filled."
        ),
    ),
    "hours": (
        N_("Hours spent"),
        N_(
            "The length of each session, as noted or else as planned, times those who came, added up over "
            "the sessions of which that is known. Beside it stand the hours that the sponsor granted a "
            "month, for the months of the report that have begun since then."
        ),
    ),
}
