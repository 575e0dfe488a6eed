"""What pages are given: rows, names and times put together in the shape that templates read."""
