"""The only writes of the assurance room."""
