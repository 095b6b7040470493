"""Statements to files that people read."""
