"""The event log: one ordered table of everything that happened, the same on SQLite and PostgreSQL."""
