"""Published replies read: cut into passages, what each does, and which of the things asked it answers.

Pure functions, no database. What they find is a suggestion for a person, never a fact.
"""

from answerable.duties.replies.matching import METHOD, VERSION, Asked, Proposed, match
from answerable.duties.replies.passages import DOES, Passage, read_passages

__all__ = ["DOES", "METHOD", "VERSION", "Asked", "Passage", "Proposed", "match", "read_passages"]
