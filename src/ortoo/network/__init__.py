"""Tables to one network."""
