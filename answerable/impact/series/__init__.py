"""A measure over time, read from a table without guessing in silence."""
