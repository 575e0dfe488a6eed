"""Who is who: kept in memory while nobody changes it, and asked of the database where it is not there."""
