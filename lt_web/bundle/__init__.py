"""A programme as a bundle: written out of the log, and read into an empty installation."""
