"""The command ``ortoo``: parse, call one function, print."""
