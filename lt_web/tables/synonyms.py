"""The headings people use, in English and German. In each list the clearest come first."""

from lt_web.tables.said import N_, Label
from lt_web.tables.words import spellings

# What the column is called in sentences.
LABELS = {
    "title": Label(N_("the title")),
    "date": Label(N_("the date")),
    "time": Label(N_("the time")),
    "end": Label(N_("the end")),
    "presenters": Label(N_("the presenters")),
    "topics": Label(N_("the topics")),
    "format": Label(N_("the format")),
    "length": Label(N_("the length")),
    "place": Label(N_("the place")),
    "description": Label(N_("the description")),
    "link": Label(N_("the link")),
    "attendees": Label(N_("those who came")),
    "notes": Label(N_("the notes")),
    "rating": Label(N_("the feedback")),
    "answers": Label(N_("how many gave feedback")),
    "id": Label(N_("the id")),
}

SYNONYMS = {
    "title": (
        "title, titel, session title, talk title, name of session, vortragstitel, sessiontitel, "
        "überschrift, bezeichnung, headline, session name, session, talk, vortrag, event, veranstaltung, "
        "betreff, was, what"
    ),
    "date": (
        "date, datum, session date, day, termin, wann, when, start date, startdatum, beginndatum, date "
        "held, held on, scheduled for, scheduled date, veranstaltungsdatum, gehalten am"
    ),
    "time": (
        "time, uhrzeit, zeit, start time, startzeit, anfangszeit, time slot, timeslot, slot, zeitfenster, "
        "zeitraum, from to, von bis, clock"
    ),
    "end": "end, end time, endzeit, ende, bis, until, finish",
    "presenters": (
        "presenter, presenters, speaker, speakers, vortragende, vortragender, vortragenden, referent, "
        "referentin, referenten, referentinnen, sprecher, sprecherin, sprecherinnen, presented by, given "
        "by, held by, led by, hosted by, gehalten von, wer, who, by, durch, facilitator, facilitators, "
        "host, hosts, trainer, trainerin, trainers, trainerinnen, instructor, instructors, teacher, "
        "teachers, lecturer, dozent, dozentin, dozenten, moderator, moderation, leitung, lead, co "
        "presenter, co presenters, co speaker, co host, copresenter, person, personen, people, "
        "präsentiert von, presenter name, presenter names, speaker name, names, vorgestellt von"
    ),
    "topics": (
        "topics, themen, tags, keywords, schlagworte, schlagwörter, schlagwort, stichworte, stichwörter, "
        "labels, topic area, themengebiet, themenfeld, themenbereich, category, categories, kategorie, "
        "kategorien, area, areas, bereich, track, skills, skill, subjects, topic tags"
    ),
    "format": (
        "format, session format, type, typ, art, session type, type of session, art der session, "
        "veranstaltungsart, sessionformat, sessionart, kind, form, formate"
    ),
    "length": (
        "length, duration, dauer, länge, minutes, minuten, min, mins, hours, stunden, std, duration min, "
        "dauer min, dauer minuten, dauer in minuten, dauer in min, length min, length in minutes, "
        "duration in minutes, duration minutes, length minutes, duration in hours, duration hours, dauer "
        "std, dauer h, dauer in stunden, dauer in std, duration h, length h, zeitbedarf, sessionlänge"
    ),
    "place": (
        "place, location, room, raum, ort, venue, wo, where, zimmer, standort, treffpunkt, meeting room, "
        "besprechungsraum, veranstaltungsort"
    ),
    "description": (
        "description, beschreibung, abstract, summary, zusammenfassung, kurzbeschreibung, inhalt, "
        "inhalte, content, contents, details, what you will learn, was man lernt, worum geht es, about, "
        "agenda, notes, notizen, anmerkung, anmerkungen, bemerkung, bemerkungen, comment, comments, "
        "kommentar, note"
    ),
    "link": (
        "link, url, link zur aufzeichnung, link to recording, link to slides, link zu den folien, links, "
        "web address, webadresse, weblink, hyperlink, website, web, meeting link, join link, call link, "
        "video link, videolink, zoom link, teams link, recording, recordings, aufzeichnung, aufnahme, "
        "recording link, video, slides, folien, slides link, präsentation, material, materials, "
        "materialien, unterlagen"
    ),
    "attendees": (
        "attendees, participants, attended by, came, who came, who attended, present, attendance, "
        "attendee names, attendee list, participant names, number of attendees, number of participants, "
        "attendee count, participant count, headcount, head count, heads, attendees count, "
        "participants count, guests, "
        "teilnehmende, teilnehmer, teilnehmerin, teilnehmerinnen, teilnehmenden, anwesende, anwesend, "
        "dabei, teilnehmerzahl, teilnehmeranzahl, anzahl teilnehmer, anzahl teilnehmende, "
        "anzahl der teilnehmer, anzahl der teilnehmenden, besucher, besucherzahl, gäste, tn, "
        "anz tn, anzahl tn"
    ),
    "notes": (
        "notes link, link to notes, notes url, link to the notes, write up, writeup, write up link, "
        "minutes link, link to minutes, link zu notizen, link zu den notizen, link zum protokoll, protokoll, "
        "mitschrift, mitschriften, nachbericht, documentation, documentation link, dokumentation, wiki page, "
        "wiki seite"
    ),
    "rating": (
        "rating, ratings, average rating, mean rating, feedback, feedback average, average feedback, "
        "feedback score, average score, score, satisfaction, stars, worth it, worth your time, bewertung, "
        "durchschnitt, durchschnittsbewertung, durchschnittliche bewertung, feedback schnitt, "
        "zufriedenheit, sterne, mittelwert"
    ),
    "answers": (
        "answers, responses, number of answers, number of responses, number of ratings, feedback count, "
        "response count, rating count, feedback answers, feedback responses, respondents, antworten, "
        "rückmeldungen, anzahl antworten, anzahl bewertungen, anzahl rückmeldungen, anzahl feedback"
    ),
    "id": (
        "id, key, session id, event id, talk id, uid, identifier, kennung, schlüssel, reference, "
        "referenz, ref, session key, external id, uuid"
    ),
}

# Headings that mean one thing in one table and another in the next: what else there is decides.
EITHER = {
    "tag": ("date", "topics"),
    "start": ("date", "time"),
    "beginn": ("date", "time"),
    "begin": ("date", "time"),
    "anfang": ("date", "time"),
    "name": ("presenters", "title"),
    "topic": ("title", "topics"),
    "thema": ("title", "topics"),
    "subject": ("title", "topics"),
}

# Two meanings in one heading (“Date / time”), and the column whose reader understands both.
PAIRS = {
    frozenset({"date", "time"}): "date",
    frozenset({"title", "topics"}): "title",
    frozenset({"place", "link"}): "place",
    frozenset({"time", "end"}): "time",
}

SEVERAL = (
    "presenters",
    "topics",
    "attendees",
)  # columns whose cells are lists, so that two of them can be read together
FILLERS = frozenset(
    (
        "the",
        "a",
        "of",
        "our",
        "der",
        "die",
        "das",
        "des",
        "session",
        "sessions",
        "talk",
        "talks",
        "training",
        "event",
        "learning",
        "planned",
        "actual",
        "geplantes",
        "geplant",
        "optional",
        "required",
        "pflicht",
    )
)
HOURS = frozenset(["h", "hours", "hour", "stunden", "stunde", "std", "hrs", "hr"])

RANKS = {
    spelling: (column, rank)
    for column, words in SYNONYMS.items()
    for rank, word in enumerate(words.split(", "))
    for spelling in spellings(word)
}
