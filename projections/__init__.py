"""Read models: each follows the log and can be dropped and rebuilt from it."""
