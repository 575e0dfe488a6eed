"""Two moments of a page: what it said at each, what differs, and which events made it so."""
