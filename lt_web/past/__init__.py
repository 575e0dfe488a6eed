"""The past: any page as it was at a position of the log, shown by the views of today."""
