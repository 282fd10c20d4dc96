"""Turns the plain texts of the demonstration into documents of the forms that the register reads."""
