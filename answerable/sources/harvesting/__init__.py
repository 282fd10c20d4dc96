"""Visits to the sites of publishers: one run over one source, polite, and safe to kill at any point."""
