"""Routes to statements: what would change, who holds what."""
