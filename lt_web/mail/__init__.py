"""Mail: a way out, an outbox beside the log, and letters that are written when they are sent."""
