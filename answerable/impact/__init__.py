"""Did it work? See README.md for the methods and their sources."""
