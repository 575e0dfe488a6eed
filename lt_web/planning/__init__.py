"""What a champion weighs when giving sessions their dates: what is in the way, and how many may come."""
