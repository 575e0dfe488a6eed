"""Everything that is held about a person, for them alone: from the log and from beside it."""
