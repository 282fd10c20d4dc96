"""It happened again: when a later report asks for what was said to be done, and what may be said of it."""
