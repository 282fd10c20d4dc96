"""The only writes of the sources room."""

from answerable.sources.operations.keeping import (
    describe_document,
    finish_reading,
    keep_document,
    load_publisher,
    start_reading,
)

__all__ = ["describe_document", "finish_reading", "keep_document", "load_publisher", "start_reading"]
