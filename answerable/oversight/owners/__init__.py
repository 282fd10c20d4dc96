"""Asks without an owner: found, shown with the reason, and given to a body that can act."""
