"""Make geodata/ from pinned packages and hand-made tables."""
