"""Signing in at the stand-alone server: with a password or at a provider, and on to where one wanted."""
