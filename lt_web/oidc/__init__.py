"""OpenID Connect: the protocol alone, without web framework and database; loaded where a provider is set.

asking.py asks, metadata.py reads what the provider says of itself, keys.py and id_token.py judge what it
signs, provider.py puts them together, claims.py makes a profile of what is told about a person.
"""
