"""What people write: how it begins, is kept while they write, is shown, and differs from before."""
