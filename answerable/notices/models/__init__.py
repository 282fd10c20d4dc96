"""What people are told: a list inside the workspace, mail that leaves once, and what the public follows."""

from answerable.notices.models.following import Follow, Followed, Follower
from answerable.notices.models.telling import Message, Notice, Preference

__all__ = ["Follow", "Followed", "Follower", "Message", "Notice", "Preference"]
