"""Reads of the assurance room, each as at a day: what bodies say and what others found, side by side."""
