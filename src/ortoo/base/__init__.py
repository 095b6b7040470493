"""Facts that depend on nothing: errors, units, geodesy, tables, text."""
