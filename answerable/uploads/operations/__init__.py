"""The only writes of the uploads room."""

from answerable.uploads.operations.errors import UploadError
from answerable.uploads.operations.keeping import keep_upload, note_kept, note_refusal

__all__ = ["UploadError", "keep_upload", "note_kept", "note_refusal"]
