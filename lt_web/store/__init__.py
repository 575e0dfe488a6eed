"""What is kept beside the log because it must be forgettable or is plumbing: one table a file."""
