"""The only writes of the duties room."""

from answerable.duties.operations.recording import extend_duty, record_duties, record_published_replies

__all__ = ["extend_duty", "record_duties", "record_published_replies"]
