"""Evidence: the log as files that anybody can check, without this program and without trusting it."""
