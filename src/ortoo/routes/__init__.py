"""A network and a question to routes, or to a proof that there is none."""
