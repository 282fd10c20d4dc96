"""The only writes of the notices room."""
