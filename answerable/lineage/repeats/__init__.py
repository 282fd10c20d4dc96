"""Do two entries ask the same thing? A judge that learned from pairs read by people."""
