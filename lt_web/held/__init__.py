"""Everything that is held about a person, for them alone: read from the log and from what stands beside it."""
