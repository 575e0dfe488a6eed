"""Why something is as it is: sentences, and the events without which it would be otherwise."""
