"""Statistical process control, as NHS England's Making Data Count does it."""
