"""What the log calls its kinds of events, its sources, and what is for those concerned alone."""

from __future__ import annotations

from lt_web.events.refusals import N_

KINDS = {
    "programme": N_("Programme"),
    "charter": N_("Charter"),
    "roles": N_("Roles"),
    "person": N_("People"),
    "topics": N_("Topics"),
    "teaching": N_("Who can teach what"),
    "cadence": N_("Planned dates"),
    "proposal": N_("Proposals"),
    "session": N_("Sessions"),
    "seats": N_("Seats"),
    "attendance": N_("Attendance"),
    "feedback": N_("Feedback"),
    "write_up": N_("Write-ups"),
    "competency": N_("Milestones"),
    "guides": N_("Templates"),
    "editions": N_("Published reports"),
    "ledger": N_("The log itself"),
}

SOURCES = {
    "web": N_("a page"),
    "cli": N_("the command line"),
    "import": N_("an imported file"),
    "routine": N_("a routine"),
}

# Events of which nobody reads whom they are about, or those concerned alone.
UNTOLD = {
    "proposal.voted": N_("voted on a proposal"),
    "person.noted": N_("took note of something that waited for them"),
    "feedback.opened": N_("gave the first feedback on a session"),
    "feedback.answered": N_("had given feedback, with their name or without"),
    "feedback.released": N_("an answer without a name left the ballot box, together with others"),
    "competency.confirmation_declined": N_("answered who had asked for a confirmation"),
}
NOT_SENT = N_("worked on a proposal that is not sent")
AMONG_THEM = N_("something that is for the people concerned alone")
