"""Fields that forms share, and forms that speak of the domain's own limits, which views do not import."""
