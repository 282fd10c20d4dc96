"""The only writes of the uploads room."""
