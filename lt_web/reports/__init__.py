"""The programme report: one plain structure that its page and its PDF show."""
