"""Who comes from outside: by a host, a provider or a file, with the roles that their groups bring."""
