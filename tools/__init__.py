"""Programs for those who build the package; none of them is installed with it."""
