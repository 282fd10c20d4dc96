"""The only writes of the sources room."""

from answerable.sources.operations.keeping import (
    describe_document,
    finish_reading,
    keep_document,
    load_publisher,
    start_reading,
)
from answerable.sources.operations.visiting import (
    begin_harvest,
    end_harvest,
    leave_alone,
    look_again,
    note_places,
    note_taken,
    note_visit,
    take_as_it_stands,
)

__all__ = [
    "begin_harvest",
    "describe_document",
    "end_harvest",
    "finish_reading",
    "keep_document",
    "leave_alone",
    "load_publisher",
    "look_again",
    "note_places",
    "note_taken",
    "note_visit",
    "start_reading",
    "take_as_it_stands",
]
