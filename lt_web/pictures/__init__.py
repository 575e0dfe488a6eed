"""Pictures that are drawn here: charts, sparks, the graph of topics, codes for phones."""
