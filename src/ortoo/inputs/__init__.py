"""Files to checked tables."""
