"""The only writes of the uploads room."""

from answerable.uploads.operations.errors import UploadError
from answerable.uploads.operations.keeping import keep_upload, note_kept, note_refusal
from answerable.uploads.operations.scanning import scan_waiting, settle_scan

__all__ = ["UploadError", "keep_upload", "note_kept", "note_refusal", "scan_waiting", "settle_scan"]
