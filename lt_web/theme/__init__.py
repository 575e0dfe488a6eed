"""A host's theme: a dozen tokens, read, checked, and everything that follows from them."""
