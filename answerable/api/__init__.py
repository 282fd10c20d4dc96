"""The read API, version 1: the same records as the pages, by the same queries, for machines."""
