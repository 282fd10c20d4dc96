"""The only writes of the oversight room."""
