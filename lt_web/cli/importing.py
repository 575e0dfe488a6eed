"""flask lt import: read in a table of past sessions."""
